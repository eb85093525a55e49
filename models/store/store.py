"""Transactions: the one way in which a library is read and written."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, insert, select, text

from models.changes import Changes
from models.store.engine import WRITES
from models.store.failures import plainly
from models.store.tables import ChangeRecord

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.engine import Connection, Engine

    from models.clock import Clock
    from models.store.locations import Location

# One writer at a time on PostgreSQL too, as SQLite has it: change numbers are then given in the
# order of commits, so that no reader of the log ever misses one that was committed late.
_WRITER_LOCK = 0x41667477  # "Aftw"
_LOCK_TIMEOUT = text("SET LOCAL lock_timeout = '10s'")
_TAKE_LOCK = text("SELECT pg_advisory_xact_lock(:key)").bindparams(key=_WRITER_LOCK)

_VOCABULARY = frozenset({"service", "category", "person", "tag"})
_SETTINGS = frozenset({"setting", "saved search", "policy"})


def take_writer_lock(connection: Connection) -> None:
    """Wait to be the only writer of the transaction's database; SQLite saw to it at BEGIN."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK_TIMEOUT)
        connection.execute(_TAKE_LOCK)


@dataclass(frozen=True, slots=True)
class _Entry:
    entity: str
    entity_id: str
    incident_id: UUID | None
    verb: str


class WriteTransaction:
    """One transaction that writes.

    Attributes:
        connection: for statements.
        now: the instant that everything written carries.
        changes: what was written, once the transaction is committed.
    """

    def __init__(self, connection: Connection, now: datetime) -> None:
        """Used by `Store.writing`."""
        self.connection = connection
        self.now = now
        self.changes = Changes()
        self._entries: dict[_Entry, None] = {}

    def log(
        self, entity: str, entity_id: UUID | str, verb: str, *, incident_id: UUID | None = None
    ) -> None:
        """Note for the change log that `entity` (a word of DESIGN section 2) was `verb`."""
        self._entries[_Entry(entity, str(entity_id), incident_id, verb)] = None

    def finish(self) -> None:
        """Write the log and work out `changes`; nothing is written to the library after it."""
        if not self._entries:
            return
        self.connection.execute(
            insert(ChangeRecord),
            [
                {
                    "at": self.now,
                    "entity": one.entity,
                    "entity_id": one.entity_id,
                    "incident_id": one.incident_id,
                    "verb": one.verb,
                }
                for one in self._entries
            ],
        )
        last = self.connection.execute(select(func.max(ChangeRecord.number))).scalar_one()
        entities = {one.entity for one in self._entries}
        self.changes = Changes(
            last=last,
            incidents=frozenset(one.incident_id for one in self._entries if one.incident_id),
            actions=bool(entities & {"action item", "action review"}),
            links="link" in entities,
            vocabulary=bool(entities & _VOCABULARY),
            settings=bool(entities & _SETTINGS),
            reviews="review" in entities,
            suggestions="suggestion" in entities,
        )


class Store:
    """The open database of one library; safe to use from several threads at once.

    Attributes:
        location: where it is.
        clock: gives the instant that writes carry.
    """

    def __init__(self, engine: Engine, location: Location, clock: Clock) -> None:
        """Takes the engine over; `close` ends it."""
        self.location = location
        self.clock = clock
        self._engine = engine

    @property
    def engine(self) -> Engine:
        """For checks and backups; everything else goes through a transaction."""
        return self._engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the library, however long it reads.

        Raises:
            LibraryError: when the database cannot be read.
        """
        with plainly(), self._engine.connect() as connection:
            if self._engine.dialect.name == "postgresql":
                connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            yield connection

    @contextmanager
    def writing(self) -> Iterator[WriteTransaction]:
        """One transaction: committed with its log when the block ends, undone when it raises.

        Raises:
            LibraryError: when the database cannot be written.
        """
        with plainly(), self._engine.connect() as connection:
            connection.execution_options(**{WRITES: True})
            with connection.begin():
                take_writer_lock(connection)
                transaction = WriteTransaction(connection, self.clock())
                yield transaction
                transaction.finish()

    def close(self) -> None:
        """End every connection."""
        self._engine.dispose()
