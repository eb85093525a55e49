"""What the index needs of a library: whole incidents, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from models.incident import Incident


class Change(Protocol):
    """One entry of the change log."""

    @property
    def number(self) -> int:
        """Rises strictly, in the order of commits."""

    @property
    def at(self) -> datetime:
        """When it was made."""

    @property
    def entity_id(self) -> str:
        """What changed."""

    @property
    def incident_id(self) -> UUID | None:
        """The incident whose document changed by it, if any."""


class ChangeSource(Protocol):
    """The change log."""

    def last(self) -> int:
        """The number of the newest entry; 0 in a new library."""

    def since(self, number: int, *, limit: int | None = None) -> Sequence[Change]:
        """The entries after that number, oldest first, or the first `limit` of them."""


class IncidentSource(Protocol):
    """The incidents."""

    def ids(self) -> Sequence[UUID]:
        """Every incident outside the trash."""

    def documents(
        self, ids: Sequence[UUID] | None = None, *, batch: int = 200
    ) -> Iterator[Incident]:
        """Whole incidents; those gone or in the trash are left out."""


class DocumentSource(Protocol):
    """A library, as far as the index needs one; `models.library.Library` is one."""

    @property
    def incidents(self) -> IncidentSource:
        """Its incidents."""

    @property
    def changes(self) -> ChangeSource:
        """Its change log."""
