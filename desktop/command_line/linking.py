"""`afterword link`: say what two incidents have to do with each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.command_line.exit_codes import DONE
from desktop.command_line.groups import add_command
from desktop.command_line.opening import open_library
from desktop.configuration import Configuration
from models.figures.repeats import WasKnown
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from desktop.command_line.console import Console
    from desktop.command_line.groups import Commands
    from models.incident import Incident
    from models.library import Library
    from models.recurrence.known_then import KnownThen

_KNOWN = {
    WasKnown.LATE: "late: an action item was open past its date.",
    WasKnown.UNFIXED: "unfixed: an action item was open or dropped, or none was written.",
    WasKnown.INEFFECTIVE: "done but ineffective: every action item was done.",
    WasKnown.NEVER_REVIEWED: "never reviewed: there was no postmortem.",
}


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare `link`."""
    parser = add_command(commands, common, "link", link, "link two incidents")
    parser.add_argument("first", metavar="KEY")
    parser.add_argument("second", metavar="KEY")
    parser.add_argument(
        "--as",
        dest="kind",
        required=True,
        choices=[kind.value for kind in LinkKind],
        metavar="KIND",
        help="read from the first to the second: " + ", ".join(kind.value for kind in LinkKind),
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="why a person thinks so")
    parser.add_argument(
        "--by", default=None, metavar="HANDLE", help="who says so; else this device's handle"
    )


def link(options: Namespace, console: Console) -> int:
    """Link, and say what was said; of a repeat also what was known then, which is filed."""
    kind = LinkKind(options.kind)
    me = options.by or Configuration.load().handle or None
    with open_library(options) as library:
        first = library.incidents.by_key(options.first)
        second = library.incidents.by_key(options.second)
        known = _link(library, (first, second), kind, options.reason, me)
    said = {"key": first.key, "to": second.key, "kind": kind.value, "reason": options.reason}
    if options.json:
        console.json({**said, **_repeat_json(known)})
        return DONE
    console.line(f"{first.key}: {kind.value} {second.key}")
    if known is not None and known.verdict is not None:
        console.line(f"When {known.repeat_key} started, it was {_KNOWN[known.verdict]}")
    return DONE


def _link(
    library: Library,
    pair: tuple[Incident, Incident],
    kind: LinkKind,
    reason: str,
    made_by: str | None,
) -> KnownThen | None:
    """Link the two; of a repeat file what is computed, where nobody filed anything yet."""
    from desktop.known_repeats import read_known
    from models.operations.links import link_incidents
    from models.operations.recurrence import REPEATS, Filing, confirm_repeat

    first, second = pair
    if kind not in REPEATS:
        link_incidents(library, first.id, second.id, kind, reason, made_by)
        return None
    turn = kind is LinkKind.SAME_CLASS
    known = read_known(library, (first.id, second.id), turn=turn)
    filed = next(
        (
            one.known
            for one in first.links
            if one.incident_id == second.id and one.kind is kind and one.known
        ),
        "",
    )
    if filed:
        known = replace(known, verdict=WasKnown(filed))
    filing = Filing(known.verdict, known.verdict) if known.verdict and not filed else None
    ids = (known.repeat_id, known.earlier[0].id)
    confirm_repeat(library, *ids, kind, filing, reason=reason, made_by=made_by)
    return known


def _repeat_json(known: KnownThen | None) -> dict[str, object]:
    if known is None:
        return {"repeat": None, "known": None}
    return {"repeat": known.repeat_key, "known": known.verdict.value if known.verdict else None}
