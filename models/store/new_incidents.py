"""Many new incidents at once: their rows are gathered and go in by one statement for each table.

Saving one incident asks the database of each of its records whether it is there already. Of a batch
that is imported that is asked once for all; what is new then costs no question at all. An incident
that is not wholly new (its id, its key, or one of its action items is there) is not taken here.
"""

from __future__ import annotations

import mimetypes
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from models.identifiers import new_id
from models.keys import fold, tidy_key
from models.mentions import mentions_of
from models.store.action_saving import ENTITY, PLAIN_COLUMNS, distinct_ids, new_row
from models.store.batches import batches
from models.store.contents import IMPORT, LARGEST
from models.store.numbering import KeyCounter, next_register_number
from models.store.publishing import approval_columns
from models.store.saving import check_values, incident_columns, people_of
from models.store.tables import (
    ActionItemRecord,
    AttachmentRecord,
    ContentRecord,
    DefenceRecord,
    DefenceServiceRecord,
    DefenceTagRecord,
    FactorRecord,
    FactorServiceRecord,
    FactorTagRecord,
    ImportRecord,
    IncidentActionRecord,
    IncidentRecord,
    IncidentServiceRecord,
    IncidentTagRecord,
    PostmortemPersonRecord,
    PostmortemRecord,
    SectionRecord,
    StatusChangeRecord,
    TimelineEventRecord,
)
from models.store.tables.mentions import MentionRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy.engine import Connection

    from models.imported import ImportedIncident
    from models.incident import ContributingFactor, Defence, Incident, Postmortem
    from models.store.saving import Saving

_IN_ORDER: tuple[Any, ...] = (
    IncidentRecord,
    IncidentServiceRecord,
    IncidentTagRecord,
    PostmortemRecord,
    StatusChangeRecord,
    PostmortemPersonRecord,
    SectionRecord,
    TimelineEventRecord,
    FactorRecord,
    FactorServiceRecord,
    FactorTagRecord,
    DefenceRecord,
    DefenceServiceRecord,
    DefenceTagRecord,
    ActionItemRecord,
    IncidentActionRecord,
    MentionRecord,
    ContentRecord,
    AttachmentRecord,
    ImportRecord,
)
"""So that no row names another that comes later."""


class _There:
    """What of a batch is there already: stored when it was asked, and gathered since.

    Attributes:
        taken: ids, by kind of record.
        keys: folded keys of incidents.
        contents: hashes of the bytes that are kept.
        imports: hash and ordinal of what was imported.
    """

    def __init__(self, connection: Connection, batch: Sequence[ImportedIncident]) -> None:
        """Ask the database, a few questions for the whole batch."""
        self._connection = connection
        every = [one.incident for one in batch]
        documents = [one.postmortem for one in every if one.postmortem]
        self.taken: dict[Any, set[UUID]] = {
            record: self._stored(record.id, ids)
            for record, ids in (
                (IncidentRecord, [one.id for one in every]),
                (SectionRecord, [it.id for one in documents for it in one.sections]),
                (TimelineEventRecord, [it.id for one in every for it in one.timeline]),
                (FactorRecord, [it.id for one in every for it in one.contributing_factors]),
                (DefenceRecord, [it.id for one in every for it in one.defences]),
                (ActionItemRecord, [it.id for one in every for it in one.action_items]),
            )
        }
        self.keys: set[str] = self._stored(
            IncidentRecord.key_folded, [fold(tidy_key(one.key)) for one in every if one.key.strip()]
        )
        hashes = {one.source_sha256.lower() for one in batch}
        self.contents: set[str] = self._stored(ContentRecord.sha256, hashes)
        record = ImportRecord
        self.imports = {
            (row.sha256, row.ordinal)
            for some in batches(hashes)
            for row in connection.execute(
                select(record.sha256, record.ordinal).where(record.sha256.in_(some))
            )
        }

    def has_nothing_of(self, one: ImportedIncident) -> bool:
        """Whether all of it is new, and can be kept."""
        incident, key = one.incident, one.incident.key.strip()
        return (
            incident.version == 0
            and incident.id not in self.taken[IncidentRecord]
            and not (key and fold(tidy_key(key)) in self.keys)
            and self.taken[ActionItemRecord].isdisjoint(item.id for item in incident.action_items)
            and len(one.source_bytes) <= LARGEST
        )

    def _stored(self, column: Any, values: Iterable[Any]) -> set[Any]:
        return {
            found
            for some in batches(set(values))
            for found in self._connection.execute(select(column).where(column.in_(some))).scalars()
        }


class NewIncidents:
    """Gathers the rows of new incidents inside one transaction; `flush` writes them."""

    def __init__(self, saving: Saving, batch: Sequence[ImportedIncident]) -> None:
        """Ask what of the batch is there already."""
        self._saving = saving
        self._batch = batch
        self._rows: defaultdict[Any, list[dict[str, Any]]] = defaultdict(list)
        self.look_again()

    def takes(self, one: ImportedIncident) -> bool:
        """Whether nothing of it is there already, neither stored nor gathered."""
        return self._there.has_nothing_of(one)

    def is_imported(self, one: ImportedIncident) -> bool:
        """Whether the same bytes and ordinal made an incident before."""
        return (one.source_sha256.lower(), one.ordinal) in self._there.imports

    def add(self, one: ImportedIncident) -> None:
        """Gather all its rows, and note it for the change log.

        Raises:
            BadInputError: for a value that cannot be kept.
        """
        incident, write = one.incident, self._saving.write
        check_values(incident)
        self._there.taken[IncidentRecord].add(incident.id)
        self._incident(incident)
        if incident.postmortem is not None:
            self._document(incident.id, incident.postmortem)
        self._records(
            TimelineEventRecord,
            incident.id,
            [
                {"id": it.id, "at": it.at, "kind": it.kind, "text": it.text}
                for it in incident.timeline
            ],
        )
        self._factors(incident)
        self._defences(incident)
        self._actions(incident)
        self._rows[MentionRecord] += [
            {"incident_id": incident.id, "key_folded": key} for key in mentions_of(incident)
        ]
        write.log("incident", incident.id, "imported", incident_id=incident.id)
        self._source(one)

    def flush(self) -> None:
        """Write what was gathered."""
        for record in _IN_ORDER:
            rows = self._rows.pop(record, None)
            if rows:
                self._saving.write.connection.execute(insert(record.__table__), rows)

    def look_again(self) -> None:
        """Something was written beside: forget what was known, and ask again."""
        self._number: int | None = None
        connection = self._saving.write.connection
        self._counter = KeyCounter(connection)
        self._there = _There(connection, self._batch)

    def _incident(self, incident: Incident) -> None:
        write, words = self._saving.write, self._saving.words
        key = self._key(incident)
        self._there.keys.add(fold(key))
        self._rows[IncidentRecord].append(
            {
                **incident_columns(words, incident, key, write.now),
                "id": incident.id,
                "created_at": incident.created_at or write.now,
            }
        )
        self._ties(
            IncidentServiceRecord,
            ("incident_id", "service_id"),
            incident.id,
            words.services.ids(incident.services).values(),
        )
        self._ties(
            IncidentTagRecord,
            ("incident_id", "tag_id"),
            incident.id,
            words.tags.ids(incident.tags).values(),
        )

    def _key(self, incident: Incident) -> str:
        if not incident.key.strip():
            return self._counter.next(incident.started_at or self._saving.write.now)
        key = tidy_key(incident.key)
        self._counter.note(key)
        return key

    def _document(self, incident_id: UUID, document: Postmortem) -> None:
        write = self._saving.write
        self._rows[PostmortemRecord].append(
            {
                "incident_id": incident_id,
                "status": document.status,
                "meeting_held_at": document.meeting_held_at,
                "published_at": document.published_at,
                "waived_reason": document.waived_reason,
                "template": document.template,
            }
        )
        self._rows[StatusChangeRecord].append(
            {
                "id": new_id(),
                "incident_id": incident_id,
                "from_status": None,
                "to_status": document.status,
                "reason": self._saving.reason or document.waived_reason,
                "made_by": None,
                "made_at": write.now,
            }
        )
        self._rows[PostmortemPersonRecord] += [
            {
                "incident_id": incident_id,
                "role": role,
                "person_id": person,
                "position": position,
                **approval_columns(None, None),
            }
            for (role, person), position in people_of(self._saving.words, document).items()
        ]
        self._records(
            SectionRecord,
            incident_id,
            [
                {"id": it.id, "kind": it.kind, "title": it.title, "markdown": it.markdown}
                for it in document.sections
            ],
        )

    def _factors(self, incident: Incident) -> None:
        ids = self._records(
            FactorRecord,
            incident.id,
            [
                {"id": it.id, "title": it.title, "text": it.text}
                for it in incident.contributing_factors
            ],
        )
        for given, one in zip(ids, incident.contributing_factors, strict=True):
            self._words_of(FactorServiceRecord, FactorTagRecord, "factor_id", given, one)

    def _defences(self, incident: Incident) -> None:
        ids = self._records(
            DefenceRecord,
            incident.id,
            [{"id": it.id, "outcome": it.outcome, "text": it.text} for it in incident.defences],
        )
        for given, one in zip(ids, incident.defences, strict=True):
            self._words_of(DefenceServiceRecord, DefenceTagRecord, "defence_id", given, one)

    def _words_of(
        self, services: Any, tags: Any, owner: str, given: UUID, one: ContributingFactor | Defence
    ) -> None:
        words = self._saving.words
        self._ties(
            services, (owner, "service_id"), given, words.services.ids(one.services).values()
        )
        self._ties(tags, (owner, "tag_id"), given, words.tags.ids(one.tags).values())

    def _actions(self, incident: Incident) -> None:
        write, items = self._saving.write, incident.action_items
        if not items:
            return
        ids = distinct_ids(items)
        owners = self._saving.words.people.ids([one.owner for one in items if one.owner])
        if self._number is None:
            self._number = next_register_number(write.connection)
        for position, (given, item) in enumerate(zip(ids, items, strict=True)):
            values = {name: getattr(item, name) for name in PLAIN_COLUMNS}
            values["owner_id"] = owners.get(item.owner) if item.owner else None
            self._rows[ActionItemRecord].append(
                new_row(write, given, item, values, self._number, imported=True)
            )
            self._rows[IncidentActionRecord].append(
                {
                    "incident_id": incident.id,
                    "action_item_id": given,
                    "number": item.number,
                    "position": position,
                    "added_at": write.now,
                }
            )
            write.log(ENTITY, given, "created", incident_id=incident.id)
            self._number += 1
        self._there.taken[ActionItemRecord].update(ids)

    def _source(self, one: ImportedIncident) -> None:
        """The file's bytes, kept once, and that it was imported."""
        write, sha256 = self._saving.write, one.source_sha256.lower()
        if sha256 not in self._there.contents:
            self._there.contents.add(sha256)
            data = one.source_bytes
            self._rows[ContentRecord].append(
                {"sha256": sha256, "size": len(data), "data": data, "added_at": write.now}
            )
        identifier = new_id()
        self._rows[AttachmentRecord].append(
            {
                "id": identifier,
                "incident_id": one.incident.id,
                "sha256": sha256,
                "name": one.source_name,
                "media_type": media_type_of(one.source_name),
                "origin": IMPORT,
                "position": 0,
                "added_at": write.now,
            }
        )
        write.log("attachment", identifier, "created", incident_id=one.incident.id)
        self._there.imports.add((sha256, one.ordinal))
        self._rows[ImportRecord].append(
            {
                "id": new_id(),
                "sha256": sha256,
                "ordinal": one.ordinal,
                "incident_id": one.incident.id,
                "source_name": one.source_name,
                "imported_at": write.now,
            }
        )

    def _records(self, record: Any, incident_id: UUID, rows: list[dict[str, Any]]) -> list[UUID]:
        """Rows in their order; one whose id something else has already gets another."""
        taken = self._there.taken[record]
        for position, row in enumerate(rows):
            if row["id"] in taken:
                row["id"] = new_id()
            taken.add(row["id"])
            row |= {"incident_id": incident_id, "position": position}
        self._rows[record] += rows
        return [row["id"] for row in rows]

    def _ties(
        self, record: Any, columns: tuple[str, str], owner: UUID, words: Iterable[UUID]
    ) -> None:
        self._rows[record] += [
            {columns[0]: owner, columns[1]: word, "position": position}
            for position, word in enumerate(dict.fromkeys(words))
        ]


def media_type_of(name: str) -> str:
    """As the file's name says; plain text where it says nothing."""
    return mimetypes.guess_type(name)[0] or "text/plain"
