"""`afterword list`: incidents, action items or links, all or those that a query finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.command_line.exit_codes import DONE
from desktop.command_line.opening import as_of, open_index, open_library
from exporters.calendar_feed import write_calendar
from models.errors import BadInputError
from search.actions.query import read_action_query

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any
    from uuid import UUID

    from desktop.command_line.console import Console
    from models.library import Library
    from models.rows import ActionRow, IncidentRow, LinkRow


def list_records(options: Namespace, console: Console) -> int:
    """Print the rows that were asked for."""
    if options.ics and options.what != "actions":
        raise BadInputError("Only action items have due dates.", "Write: list actions --ics FILE")
    with open_library(options) as library:
        if options.what == "incidents":
            rows: Sequence[object] = _incidents(library, _found(library, options, console), options)
        elif options.what == "actions":
            rows = _actions(library, options, console)
        else:
            rows = _links(library, _found(library, options, console))
    if options.json:
        console.json({options.what: rows})
    else:
        _PRINTERS[options.what](rows, console)
    return DONE


def _found(library: Library, options: Namespace, console: Console) -> list[UUID] | None:
    """The incidents that `--where` finds, best first; None without it."""
    if options.where is None:
        return None
    with open_index(library, console) as index:
        everything = max(1, library.incidents.count())
        results = index.search(
            options.where,
            sort="newest",
            limit=everything,
            as_of=as_of(options),
            zone=library.settings.zone_info,
        )
    if results.note:
        console.note(results.note)
    return [hit.id for hit in results.hits]


def _incidents(library: Library, found: list[UUID] | None, options: Namespace) -> list[IncidentRow]:
    if found is None:
        return library.incidents.listing(as_of=as_of(options))
    return library.incidents.rows(found, as_of=as_of(options))


def _actions(library: Library, options: Namespace, console: Console) -> list[ActionRow]:
    """Those that the query means, evaluated over the rows; no index is needed."""
    at = as_of(options)
    rows = library.actions.rows(as_of=at)
    if options.where is not None:
        today = at.astimezone(library.settings.zone_info).date()
        query = read_action_query(options.where, today=today)
        if query.note:
            # A misread filter would list too much, which nobody would see in a cron job.
            raise BadInputError(query.note)
        rows = query.rows(rows)
    if options.ics:
        write_calendar(rows, options.ics, as_of=at, library_name=library.name)
        console.note(f"{options.ics} written")
    return rows


def _links(library: Library, found: list[UUID] | None) -> list[LinkRow]:
    rows = library.links.rows()
    if found is None:
        return rows
    kept = {library.incidents.get(one).key for one in found}
    return [row for row in rows if row.from_key in kept or row.to_key in kept]


def _print_incidents(rows: Sequence[IncidentRow], console: Console) -> None:
    console.table(
        ("KEY", "SEVERITY", "STARTED", "STATUS", "ACTIONS", "TITLE"),
        [
            (
                row.key,
                row.severity or "-",
                f"{row.started_at:%Y-%m-%d %H:%M}" if row.started_at else "-",
                row.status or "no postmortem",
                f"{row.open_actions}/{row.total_actions} open",
                row.title,
            )
            for row in rows
        ],
    )


def _print_actions(rows: Sequence[ActionRow], console: Console) -> None:
    console.table(
        ("NUMBER", "INCIDENT", "DUE", "STATUS", "OWNER", "ACTION"),
        [
            (
                f"A-{row.register_number}",
                row.incident_key,
                f"{row.due_on}" if row.due_on else "-",
                f"{row.status}, {row.overdue_days} d late" if row.overdue_days else row.status,
                row.owner or "-",
                row.title,
            )
            for row in rows
        ],
    )


def _print_links(rows: Sequence[LinkRow], console: Console) -> None:
    console.table(
        ("FROM", "KIND", "TO", "REASON"),
        [(row.from_key, row.kind, row.to_key, row.reason) for row in rows],
    )


_PRINTERS: Mapping[str, Callable[[Any, Console], None]] = {
    "incidents": _print_incidents,
    "actions": _print_actions,
    "links": _print_links,
}
