"""A library that is a list: what the index needs of one, without a database."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.incident import Incident

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


@dataclasses.dataclass(frozen=True)
class Entry:
    """One entry of the change log."""

    number: int
    at: datetime
    entity_id: str
    incident_id: UUID | None


class ListedIncidents:
    """The incidents of a listed library."""

    def __init__(self) -> None:
        self.held: dict[UUID, Incident] = {}
        self.served = 0

    def ids(self) -> list[UUID]:
        return list(self.held)

    def documents(
        self, ids: Sequence[UUID] | None = None, *, batch: int = 200
    ) -> Iterator[Incident]:
        for one in self.held if ids is None else ids:
            if one in self.held:
                self.served += 1
                yield self.held[one]


class ListedChanges:
    """The change log of a listed library."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def last(self) -> int:
        return self.entries[-1].number if self.entries else 0

    def since(self, number: int, *, limit: int | None = None) -> list[Entry]:
        found = [entry for entry in self.entries if entry.number > number]
        return found if limit is None else found[:limit]


class ListedLibrary:
    """Incidents and a log of their changes."""

    def __init__(self, incidents: Iterable[Incident] = ()) -> None:
        self.incidents = ListedIncidents()
        self.changes = ListedChanges()
        for incident in incidents:
            self.save(incident)

    def save(self, incident: Incident) -> None:
        self.incidents.held[incident.id] = incident
        self.log(incident.id)

    def remove(self, incident: Incident) -> None:
        del self.incidents.held[incident.id]
        self.log(incident.id)

    def log(self, incident_id: UUID | None) -> None:
        number = self.changes.last() + 1
        self.changes.entries.append(Entry(number, NOW, str(incident_id), incident_id))
