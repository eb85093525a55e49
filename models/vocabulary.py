"""The closed lists of words that DESIGN section 2 defines; the values are what people read.

Every enumeration is a `StrEnum` whose values are the spellings used in files, the database, the
command line and the screen alike.
"""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How bad an incident was; SEV-1 is the worst."""

    SEV_1 = "SEV-1"
    SEV_2 = "SEV-2"
    SEV_3 = "SEV-3"
    SEV_4 = "SEV-4"
    SEV_5 = "SEV-5"

    @property
    def rank(self) -> int:
        """1 for SEV-1 up to 5 for SEV-5, for sorting and comparisons."""
        return int(self.value[-1])


class IncidentKind(StrEnum):
    """Whether it really happened."""

    INCIDENT = "incident"
    DRILL = "drill"


class PostmortemStatus(StrEnum):
    """Where the document stands."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    FINAL = "final"
    WAIVED = "waived"


class EventKind(StrEnum):
    """What a timeline event was."""

    CHANGE = "change"
    DETECTION = "detection"
    PAGE = "page"
    DIAGNOSIS = "diagnosis"
    DECISION = "decision"
    MITIGATION = "mitigation"
    RECOVERY = "recovery"
    COMMUNICATION = "communication"
    OTHER = "other"


class DefenceOutcome(StrEnum):
    """How a defence did."""

    WORKED = "worked"
    FAILED = "failed"
    LUCKY = "lucky"


class ActionStatus(StrEnum):
    """Where an action item stands."""

    OPEN = "open"
    IN_PROGRESS = "in progress"
    DONE = "done"
    WONT_DO = "won't do"

    @property
    def is_closed(self) -> bool:
        """Whether nobody is expected to work on it any more."""
        return self in (ActionStatus.DONE, ActionStatus.WONT_DO)


class ActionKind(StrEnum):
    """What an action item does to the next incident of the class."""

    PREVENT = "prevent"
    DETECT = "detect"
    MITIGATE = "mitigate"
    PROCESS = "process"


class Strength(StrEnum):
    """How much an action item depends on people remembering."""

    STRONG = "strong"
    INTERMEDIATE = "intermediate"
    WEAK = "weak"


class Effectiveness(StrEnum):
    """Whether an action item kept its class from coming back."""

    EFFECTIVE = "effective"
    INEFFECTIVE = "ineffective"
    UNTESTED = "untested"


class LinkKind(StrEnum):
    """What a person said about two incidents, read from the first to the second."""

    RECURRENCE_OF = "recurrence of"
    SAME_CLASS = "same class"
    CAUSED_BY = "caused by"
    RELATED = "related"
    DUPLICATE_OF = "duplicate of"
    NOT_RELATED = "not related"

    @property
    def inverse(self) -> str:
        """How the other incident says it."""
        return _INVERSES.get(self, self.value)


_INVERSES = {
    LinkKind.RECURRENCE_OF: "recurred as",
    LinkKind.CAUSED_BY: "caused",
    LinkKind.DUPLICATE_OF: "has duplicate",
}


class SectionKind(StrEnum):
    """What a text section of a postmortem is about; `OTHER` keeps a heading nobody knows.

    `TIMELINE`, `FACTORS`, `DEFENCES` and `ACTIONS` hold only the prose that stands around those
    records (an introduction, a picture); the records themselves are structured.
    """

    SUMMARY = "summary"
    IMPACT = "impact"
    TIMELINE = "timeline"
    ROOT_CAUSE = "root cause"
    FACTORS = "contributing factors"
    RESOLUTION = "resolution"
    DETECTION = "detection"
    DEFENCES = "defences"
    LESSONS = "lessons learned"
    ACTIONS = "action items"
    NOTES = "blameless notes"
    APPENDIX = "appendix"
    OTHER = "other"
