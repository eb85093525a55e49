"""Rows that belong to another row: made equal to what is wanted, touching only what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from models.identifiers import new_id
from models.store.batches import batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.engine import Connection

    from models.store.tables import Record

Row = dict[str, Any]


def free_ids(
    connection: Connection, record: type[Any], incident_id: UUID, ids: Sequence[UUID]
) -> list[UUID]:
    """An id for each record of an incident: its own, unless something else has that one already.

    A copied incident or a row copied in the editor carries ids that are taken; they get new ones.
    """
    taken: set[UUID] = set()
    for some in batches(set(ids)):
        rows = connection.execute(
            select(record.id).where(record.id.in_(some), record.incident_id != incident_id)
        )
        taken.update(rows.scalars())
    given: list[UUID] = []
    for one in ids:
        chosen = new_id() if one in taken else one
        taken.add(chosen)
        given.append(chosen)
    return given


def sync_records(
    connection: Connection, record: type[Record], incident_id: UUID, wanted: Iterable[Row]
) -> None:
    """Make the rows of an incident those `wanted` (each with its id), in that order."""
    table: Any = record.__table__
    goal = {
        row["id"]: {**row, "incident_id": incident_id, "position": position}
        for position, row in enumerate(wanted)
    }
    stored = {
        row["id"]: dict(row)
        for row in connection.execute(
            select(table).where(table.c.incident_id == incident_id)
        ).mappings()
    }
    delete_ids(connection, table.c.id, [one for one in stored if one not in goal])
    changed = [row for one, row in goal.items() if one in stored and stored[one] != row]
    if changed:
        columns = [name for name in changed[0] if name not in ("id", "incident_id")]
        connection.execute(
            update(table)
            .where(table.c.id == bindparam("row_id"))
            .values({name: bindparam(f"new_{name}") for name in columns}),
            [
                {"row_id": row["id"], **{f"new_{name}": row[name] for name in columns}}
                for row in changed
            ],
        )
    added = [row for one, row in goal.items() if one not in stored]
    if added:
        connection.execute(insert(table), added)


def sync_ties(
    connection: Connection,
    record: type[Record],
    columns: tuple[str, str],
    wanted: Mapping[UUID, Sequence[UUID]],
) -> None:
    """Make a table of (owner, word, position) say `wanted` for each owner that is named there."""
    table: Any = record.__table__
    owner, word = table.c[columns[0]], table.c[columns[1]]
    stored = {
        (row[0], row[1]): row[2]
        for some in batches(wanted)
        for row in connection.execute(select(owner, word, table.c.position).where(owner.in_(some)))
    }
    goal = {
        (one, identifier): position
        for one, identifiers in wanted.items()
        for position, identifier in enumerate(dict.fromkeys(identifiers))
    }
    for (one, identifier), position in stored.items():
        if position != goal.get((one, identifier)):
            connection.execute(delete(table).where(owner == one, word == identifier))
    added = [
        {columns[0]: one, columns[1]: identifier, "position": position}
        for (one, identifier), position in goal.items()
        if stored.get((one, identifier)) != position
    ]
    if added:
        connection.execute(insert(table), added)


def delete_ids(connection: Connection, column: Any, ids: Iterable[UUID]) -> None:
    """Delete the rows whose `column` is one of the ids."""
    for some in batches(ids):
        connection.execute(delete(column.table).where(column.in_(some)))
