"""Writes a whole incident: its row, its postmortem and every record that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from models.errors import BadInputError, ConflictError, NotFoundError
from models.keys import fold, tidy_key
from models.lead import lead_of
from models.store.action_saving import save_actions
from models.store.children import free_ids, sync_records, sync_ties
from models.store.loading import AUTHOR, IMPACT_COLUMNS, REVIEWER
from models.store.mention_saving import save_mentions
from models.store.numbering import next_key
from models.store.publishing import approval_columns, keep_policy, require_publishable
from models.store.settings import check_zone
from models.store.status import check_step, record_step
from models.store.store import WriteTransaction
from models.store.tables import (
    DefenceRecord,
    DefenceServiceRecord,
    DefenceTagRecord,
    FactorRecord,
    FactorServiceRecord,
    FactorTagRecord,
    IncidentRecord,
    IncidentServiceRecord,
    IncidentTagRecord,
    PostmortemPersonRecord,
    PostmortemRecord,
    SectionRecord,
    TimelineEventRecord,
)
from models.store.words import Vocabulary
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.incident import ContributingFactor, Defence, Incident, Postmortem

_LARGEST = 2**63 - 1
_COUNTS = ("users_affected", "failed_transactions", "user_impact_minutes")
_AMOUNTS = ("revenue", "error_budget_consumed_percent")


@dataclass
class Saving:
    """What saving needs beside the incident.

    Attributes:
        write: the transaction.
        words: the vocabulary, shared by a batch.
        imported: the record comes from a file: it may lack what a person would be asked for.
        reason: why, where a change of status asks for it.
        published: fills with the incidents that became final.
    """

    write: WriteTransaction
    words: Vocabulary = field(init=False)
    imported: bool = False
    reason: str = ""
    published: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        """One vocabulary for each transaction."""
        self.words = Vocabulary(self.write)


def save_aggregate(saving: Saving, incident: Incident, *, verb: str = "") -> UUID:
    """Insert or update the incident; returns its id.

    Raises:
        BadInputError: for a key that another incident has, or a value that cannot be kept.
        ConflictError: when it was saved by somebody else since it was read.
        NotFoundError: when it was removed for good since it was read.
    """
    check_values(incident)
    write = saving.write
    stored = write.connection.execute(
        select(IncidentRecord.version, IncidentRecord.key).where(IncidentRecord.id == incident.id)
    ).one_or_none()
    _check_version(incident, stored.version if stored else 0)
    key = _free_key(write, incident, stored.key if stored else "")
    _write_incident(saving, incident, key, is_new=stored is None)
    _write_postmortem(saving, incident)
    _write_timeline(saving, incident)
    _write_factors(saving, incident.id, incident.contributing_factors)
    _write_defences(saving, incident.id, incident.defences)
    save_actions(
        write, saving.words.people, incident.id, incident.action_items, imported=saving.imported
    )
    save_mentions(write.connection, incident)
    if incident.id in saving.published:
        keep_policy(write, incident.id)
        if stored is not None:  # one that is recorded as final at once is history, as an import is
            require_publishable(write, incident.id)
    done = verb or ("created" if stored is None else "changed")
    write.log("incident", incident.id, done, incident_id=incident.id)
    return incident.id


def check_values(incident: Incident) -> None:
    """Refuse what no column can keep.

    Raises:
        BadInputError: naming the value.
    """
    check_zone(incident.timezone)
    for name in _COUNTS:
        count = getattr(incident.impact, name)
        if count is not None and not 0 <= count <= _LARGEST:
            words = name.replace("_", " ")
            raise BadInputError(f"The number of {words} cannot be {count}.", "Correct it.")
    for name in _AMOUNTS:
        amount = getattr(incident.impact, name)
        if amount is not None and not (amount.is_finite() and abs(amount.adjusted()) < 30):
            words = name.replace("_", " ")
            raise BadInputError(f"The {words} cannot be {amount}.", "Correct it.")


def _check_version(incident: Incident, found: int) -> None:
    if incident.version == found:
        return
    if found == 0:
        raise NotFoundError(
            f"{incident.key} was removed for good while it was open here.",
            "Save it as a new incident to keep what you wrote.",
        )
    raise ConflictError(
        f"{incident.key} was changed elsewhere since you opened it.",
        "Reload it and merge your changes.",
        expected=incident.version,
        found=found,
    )


def _free_key(write: WriteTransaction, incident: Incident, stored: str) -> str:
    if not incident.key.strip() and not stored:
        return next_key(write.connection, incident.started_at or write.now)
    key = tidy_key(incident.key)
    if fold(key) == fold(stored):
        return key
    other = write.connection.execute(
        select(IncidentRecord.title, IncidentRecord.trashed_at).where(
            IncidentRecord.key_folded == fold(key), IncidentRecord.id != incident.id
        )
    ).one_or_none()
    if other is not None:
        where = " (in the trash)" if other.trashed_at else ""
        raise BadInputError(
            f"The key {key} belongs to another incident{where}: {other.title}.",
            "Choose another key.",
        )
    return key


def incident_columns(
    words: Vocabulary, incident: Incident, key: str, now: datetime
) -> dict[str, Any]:
    """What the incident's own row says, without its id and when it was created."""
    category = incident.category
    return {
        "version": incident.version + 1,
        "updated_at": now,
        "key": key,
        "key_folded": fold(key),
        "title": incident.title,
        "severity": incident.severity,
        "kind": incident.kind,
        "started_at": incident.started_at,
        "detected_at": incident.detected_at,
        "acknowledged_at": incident.acknowledged_at,
        "mitigated_at": incident.mitigated_at,
        "resolved_at": incident.resolved_at,
        "timezone": incident.timezone,
        "category_id": words.categories.ids([category]).get(category) if category else None,
        "lead": lead_of(incident),
        "estimated": sorted(incident.impact.estimated),
        "extra": [list(pair) for pair in incident.extra],
        **{name: getattr(incident.impact, name) for name in IMPACT_COLUMNS},
    }


def _write_incident(saving: Saving, incident: Incident, key: str, *, is_new: bool) -> None:
    connection, now = saving.write.connection, saving.write.now
    values = incident_columns(saving.words, incident, key, now)
    if is_new:
        values |= {"id": incident.id, "created_at": incident.created_at or now}
        connection.execute(insert(IncidentRecord), [values])
    else:
        connection.execute(
            update(IncidentRecord).where(IncidentRecord.id == incident.id).values(**values)
        )
    services = saving.words.services.ids(incident.services)
    sync_ties(
        connection,
        IncidentServiceRecord,
        ("incident_id", "service_id"),
        {incident.id: list(services.values())},
    )
    tags = saving.words.tags.ids(incident.tags)
    sync_ties(
        connection, IncidentTagRecord, ("incident_id", "tag_id"), {incident.id: list(tags.values())}
    )


def _write_postmortem(saving: Saving, incident: Incident) -> None:
    connection = saving.write.connection
    stored = connection.execute(
        select(PostmortemRecord.status).where(PostmortemRecord.incident_id == incident.id)
    ).scalar_one_or_none()
    document = incident.postmortem
    if document is None:
        if stored is not None:
            for record in (PostmortemRecord, PostmortemPersonRecord, SectionRecord):
                connection.execute(delete(record).where(record.incident_id == incident.id))
        return
    if not saving.imported:
        check_step(stored, document.status, saving.reason or document.waived_reason)
    _write_document(saving, incident.id, document, stored)
    ids = free_ids(connection, SectionRecord, incident.id, [one.id for one in document.sections])
    sync_records(
        connection,
        SectionRecord,
        incident.id,
        [
            {"id": given, "kind": one.kind, "title": one.title, "markdown": one.markdown}
            for given, one in zip(ids, document.sections, strict=True)
        ],
    )


def _write_document(
    saving: Saving, incident_id: UUID, document: Postmortem, stored: PostmortemStatus | None
) -> None:
    connection, now = saving.write.connection, saving.write.now
    published_at = document.published_at
    if document.status is PostmortemStatus.FINAL and not published_at and not saving.imported:
        published_at = now
    values = {
        "status": document.status,
        "meeting_held_at": document.meeting_held_at,
        "published_at": published_at,
        "waived_reason": document.waived_reason,
        "template": document.template,
    }
    if stored is None:
        connection.execute(insert(PostmortemRecord), [{"incident_id": incident_id, **values}])
    else:
        connection.execute(
            update(PostmortemRecord)
            .where(PostmortemRecord.incident_id == incident_id)
            .values(**values)
        )
    if stored is not document.status:
        reason = saving.reason or document.waived_reason
        record_step(saving.write, incident_id, stored, document.status, reason)
        if document.status is PostmortemStatus.FINAL and not saving.imported:
            saving.published.add(incident_id)
    _write_people(saving, incident_id, document)


def people_of(words: Vocabulary, document: Postmortem) -> dict[tuple[str, UUID], int]:
    """Authors and reviewers, each with the place in their list."""
    ids = words.people.ids([*document.authors, *document.reviewers])
    return {
        (role, person): position
        for role, handles in ((AUTHOR, document.authors), (REVIEWER, document.reviewers))
        for position, person in enumerate(
            dict.fromkeys(ids[handle] for handle in handles if handle in ids)
        )
    }


def _write_people(saving: Saving, incident_id: UUID, document: Postmortem) -> None:
    """Authors and reviewers; a reviewer who stays keeps the approval given."""
    connection, record = saving.write.connection, PostmortemPersonRecord
    wanted = people_of(saving.words, document)
    stored = {
        (row.role, row.person_id): row
        for row in connection.execute(
            select(record.__table__).where(record.incident_id == incident_id)
        )
    }
    gone = [one for one, row in stored.items() if wanted.get(one) != row.position]
    for role, person in gone:
        connection.execute(
            delete(record).where(
                record.incident_id == incident_id, record.role == role, record.person_id == person
            )
        )
    asked_at = None if saving.imported else saving.write.now
    added = [
        {
            "incident_id": incident_id,
            "role": role,
            "person_id": person,
            "position": position,
            **approval_columns(stored.get((role, person)), asked_at),
        }
        for (role, person), position in wanted.items()
        if (role, person) not in stored or (role, person) in gone
    ]
    if added:
        connection.execute(insert(record), added)


def _write_timeline(saving: Saving, incident: Incident) -> None:
    connection = saving.write.connection
    ids = free_ids(
        connection, TimelineEventRecord, incident.id, [one.id for one in incident.timeline]
    )
    sync_records(
        connection,
        TimelineEventRecord,
        incident.id,
        [
            {"id": given, "at": one.at, "kind": one.kind, "text": one.text}
            for given, one in zip(ids, incident.timeline, strict=True)
        ],
    )


def _write_factors(
    saving: Saving, incident_id: UUID, factors: Sequence[ContributingFactor]
) -> None:
    connection = saving.write.connection
    ids = free_ids(connection, FactorRecord, incident_id, [one.id for one in factors])
    sync_records(
        connection,
        FactorRecord,
        incident_id,
        [
            {"id": given, "title": one.title, "text": one.text}
            for given, one in zip(ids, factors, strict=True)
        ],
    )
    _tie(saving, FactorServiceRecord, FactorTagRecord, "factor_id", ids, factors)


def _write_defences(saving: Saving, incident_id: UUID, defences: Sequence[Defence]) -> None:
    connection = saving.write.connection
    ids = free_ids(connection, DefenceRecord, incident_id, [one.id for one in defences])
    sync_records(
        connection,
        DefenceRecord,
        incident_id,
        [
            {"id": given, "outcome": one.outcome, "text": one.text}
            for given, one in zip(ids, defences, strict=True)
        ],
    )
    _tie(saving, DefenceServiceRecord, DefenceTagRecord, "defence_id", ids, defences)


def _tie(
    saving: Saving,
    service_record: type[Any],
    tag_record: type[Any],
    owner: str,
    ids: Sequence[UUID],
    things: Sequence[ContributingFactor | Defence],
) -> None:
    connection = saving.write.connection
    services = {
        given: list(saving.words.services.ids(one.services).values())
        for given, one in zip(ids, things, strict=True)
    }
    sync_ties(connection, service_record, (owner, "service_id"), services)
    tags = {
        given: list(saving.words.tags.ids(one.tags).values())
        for given, one in zip(ids, things, strict=True)
    }
    sync_ties(connection, tag_record, (owner, "tag_id"), tags)
