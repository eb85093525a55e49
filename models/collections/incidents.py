"""Incidents: whole ones, and flat rows for lists."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.collections.incident_rows import fetch_rows
from models.errors import NotFoundError
from models.keys import fold
from models.store.batches import batches
from models.store.loading import load_incidents
from models.store.numbering import next_key
from models.store.tables import ImportRecord, IncidentRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Select

    from models.incident import Incident
    from models.rows import IncidentRow
    from models.store.store import Store

_NEWEST_FIRST = (IncidentRecord.started_at.desc().nulls_last(), IncidentRecord.id.desc())


class Incidents:
    """The incidents of one library. Those in the trash are seen by `get`, `by_key` and `trash`."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def get(self, id: UUID) -> Incident:
        """The whole incident.

        Raises:
            NotFoundError: when there is none with that id.
        """
        with self._store.reading() as connection:
            found = load_incidents(connection, [id])
        if not found:
            raise NotFoundError(
                "This incident is not in the library any more.", "Somebody removed it for good."
            )
        return found[0]

    def by_key(self, key: str) -> Incident:
        """The whole incident with that key, in whatever case.

        Raises:
            NotFoundError: naming keys that look alike.
        """
        identifier = self.find_id(key)
        if identifier is None:
            raise NotFoundError(f"There is no incident {key.strip()}.", self._close_keys(key))
        return self.get(identifier)

    def find_id(self, key: str) -> UUID | None:
        """The id of the incident with that key, in whatever case; None when there is none."""
        with self._store.reading() as connection:
            return connection.execute(
                select(IncidentRecord.id).where(IncidentRecord.key_folded == fold(key))
            ).scalar_one_or_none()

    def rows(self, ids: Sequence[UUID], *, as_of: datetime) -> list[IncidentRow]:
        """A row for each id that is there, in the order asked."""
        with self._store.reading() as connection:
            return fetch_rows(connection, ids, as_of=as_of)

    def listing(
        self,
        *,
        as_of: datetime,
        include_trash: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[IncidentRow]:
        """Rows with the newest start first, and those without a start last."""
        query = select(IncidentRecord.id).order_by(*_NEWEST_FIRST).limit(limit).offset(offset)
        if not include_trash:
            query = query.where(IncidentRecord.trashed_at.is_(None))
        return self._rows_of(query, as_of=as_of)

    def trash(self, *, as_of: datetime) -> list[IncidentRow]:
        """What lies in the trash, the last one thrown there first."""
        query = (
            select(IncidentRecord.id)
            .where(IncidentRecord.trashed_at.is_not(None))
            .order_by(IncidentRecord.trashed_at.desc(), IncidentRecord.id.desc())
        )
        return self._rows_of(query, as_of=as_of)

    def ids(self) -> list[UUID]:
        """Every incident outside the trash, in the order of `listing`."""
        with self._store.reading() as connection:
            return list(
                connection.execute(
                    select(IncidentRecord.id)
                    .where(IncidentRecord.trashed_at.is_(None))
                    .order_by(*_NEWEST_FIRST)
                ).scalars()
            )

    def count(self) -> int:
        """How many incidents there are outside the trash."""
        with self._store.reading() as connection:
            return connection.execute(
                select(func.count())
                .select_from(IncidentRecord)
                .where(IncidentRecord.trashed_at.is_(None))
            ).scalar_one()

    def documents(
        self, ids: Sequence[UUID] | None = None, *, batch: int = 200
    ) -> Iterator[Incident]:
        """Whole incidents, `batch` at a time in memory; all outside the trash when not told which.

        Ids that are gone, also those that vanish meanwhile, are left out; so are trashed ones.
        """
        for some in batches(self.ids() if ids is None else ids, batch):
            # One short transaction for each batch: a long one would hold back the WAL's checkpoint.
            with self._store.reading() as connection:
                found = load_incidents(connection, some)
            yield from (one for one in found if one.trashed_at is None)

    def next_key(self, started_at: datetime | None) -> str:
        """The key that a new incident would get now, by the library's pattern."""
        with self._store.reading() as connection:
            return next_key(connection, started_at or self._store.clock())

    def by_content_hash(self, sha256: str, ordinal: int | None = None) -> UUID | None:
        """Which incident a file with those bytes made.

        Args:
            sha256: of the file's bytes, in hexadecimal.
            ordinal: which incident of a file that holds several; the first when None.
        """
        query = (
            select(ImportRecord.incident_id)
            .where(ImportRecord.sha256 == sha256.lower())
            .order_by(ImportRecord.ordinal)
            .limit(1)
        )
        if ordinal is not None:
            query = query.where(ImportRecord.ordinal == ordinal)
        with self._store.reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    def imported_hashes(self, hashes: Iterable[str]) -> set[str]:
        """Those of the hashes (hexadecimal, lower case) whose bytes made an incident before."""
        return self._among(ImportRecord.sha256, hashes)

    def taken_keys(self, keys: Iterable[str]) -> set[str]:
        """Those of the keys that incidents have, folded; the trash included."""
        return self._among(IncidentRecord.key_folded, map(fold, keys))

    def keys_of(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        """The keys of incidents, the trash included."""
        with self._store.reading() as connection:
            return {
                row.id: row.key
                for some in batches(ids)
                for row in connection.execute(
                    select(IncidentRecord.id, IncidentRecord.key).where(IncidentRecord.id.in_(some))
                )
            }

    def _among(self, column: Any, values: Iterable[str]) -> set[str]:
        with self._store.reading() as connection:
            return {
                found
                for some in batches(set(values))
                for found in connection.execute(select(column).where(column.in_(some))).scalars()
            }

    def _rows_of(self, query: Select[UUID], *, as_of: datetime) -> list[IncidentRow]:
        with self._store.reading() as connection:
            ids = list(connection.execute(query).scalars())
            return fetch_rows(connection, ids, as_of=as_of)

    def _close_keys(self, key: str) -> str:
        with self._store.reading() as connection:
            keys = {
                folded: shown
                for folded, shown in connection.execute(
                    select(IncidentRecord.key_folded, IncidentRecord.key).where(
                        IncidentRecord.trashed_at.is_(None)
                    )
                )
            }
        close = difflib.get_close_matches(fold(key), list(keys), n=3, cutoff=0.7)
        return f"Did you mean {', '.join(keys[one] for one in close)}?" if close else ""
