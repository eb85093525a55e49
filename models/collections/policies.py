"""The versions of the library's policy, as the TOML that people edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.history import PolicyVersion
from models.store.tables import PersonRecord, PolicyVersionRecord

if TYPE_CHECKING:
    from models.store.store import Store


class Policies:
    """Until the first version is saved, the policy that Afterword ships with holds."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def current(self) -> PolicyVersion | None:
        """The version that holds now; None when the library has no policy of its own."""
        versions = self.versions()
        return versions[0] if versions else None

    def versions(self) -> list[PolicyVersion]:
        """Every version, newest first."""
        record = PolicyVersionRecord
        with self._store.reading() as connection:
            return [
                PolicyVersion(
                    id=row.id,
                    number=row.number,
                    toml=row.toml,
                    note=row.note,
                    made_by=row.handle,
                    made_at=row.made_at,
                )
                for row in connection.execute(
                    select(
                        record.id,
                        record.number,
                        record.toml,
                        record.note,
                        record.made_at,
                        PersonRecord.handle,
                    )
                    .outerjoin(PersonRecord, PersonRecord.id == record.made_by)
                    .order_by(record.number.desc())
                )
            ]
