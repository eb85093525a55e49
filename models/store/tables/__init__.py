"""Every table of a library; importing this module makes `Record.metadata` complete."""

from models.store.tables.actions import ActionItemRecord, DueDateMoveRecord, IncidentActionRecord
from models.store.tables.base import Record
from models.store.tables.files import AttachmentRecord, ContentRecord, ImportRecord
from models.store.tables.incidents import (
    DefenceRecord,
    DefenceServiceRecord,
    DefenceTagRecord,
    FactorRecord,
    FactorServiceRecord,
    FactorTagRecord,
    IncidentRecord,
    IncidentServiceRecord,
    IncidentTagRecord,
    OverrideRecord,
    PostmortemPersonRecord,
    PostmortemRecord,
    SectionRecord,
    ShareRecord,
    StatusChangeRecord,
    TimelineEventRecord,
)
from models.store.tables.library import (
    ChangeRecord,
    PolicyVersionRecord,
    RevisionRecord,
    SavedSearchRecord,
    SettingRecord,
)
from models.store.tables.links import LinkRecord
from models.store.tables.mentions import MentionRecord
from models.store.tables.recurrence import (
    ComparedRecord,
    KnownVerdictRecord,
    SuggestionRecord,
)
from models.store.tables.reports import ReportNoteRecord
from models.store.tables.reviews import (
    ReviewActionRecord,
    ReviewIncidentRecord,
    ReviewQuestionRecord,
    ReviewRecord,
    ReviewServiceRecord,
)
from models.store.tables.trackers import (
    ActionReviewRecord,
    OutboxRecord,
    TrackerAccountRecord,
    TrackerLinkRecord,
)
from models.store.tables.vocabulary import CategoryRecord, PersonRecord, ServiceRecord, TagRecord

__all__ = [
    "ActionItemRecord",
    "ActionReviewRecord",
    "AttachmentRecord",
    "CategoryRecord",
    "ChangeRecord",
    "ComparedRecord",
    "ContentRecord",
    "DefenceRecord",
    "DefenceServiceRecord",
    "DefenceTagRecord",
    "DueDateMoveRecord",
    "FactorRecord",
    "FactorServiceRecord",
    "FactorTagRecord",
    "ImportRecord",
    "IncidentActionRecord",
    "IncidentRecord",
    "IncidentServiceRecord",
    "IncidentTagRecord",
    "KnownVerdictRecord",
    "LinkRecord",
    "MentionRecord",
    "OutboxRecord",
    "OverrideRecord",
    "PersonRecord",
    "PolicyVersionRecord",
    "PostmortemPersonRecord",
    "PostmortemRecord",
    "Record",
    "ReportNoteRecord",
    "ReviewActionRecord",
    "ReviewIncidentRecord",
    "ReviewQuestionRecord",
    "ReviewRecord",
    "ReviewServiceRecord",
    "RevisionRecord",
    "SavedSearchRecord",
    "SectionRecord",
    "ServiceRecord",
    "SettingRecord",
    "ShareRecord",
    "StatusChangeRecord",
    "SuggestionRecord",
    "TagRecord",
    "TimelineEventRecord",
    "TrackerAccountRecord",
    "TrackerLinkRecord",
]
