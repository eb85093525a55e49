"""The commands that write files for outside: `report`, `export`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.command_line.exit_codes import DONE
from desktop.command_line.groups import add_command
from desktop.command_line.opening import add_as_of, as_of, open_library
from desktop.command_line.periods import add_period, asked_period
from desktop.command_line.sharing import (
    add_shared_with,
    found_by,
    keep_sharing,
    report_digest,
    report_review,
)
from desktop.wording import count_words
from models.errors import BadInputError, UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable
    from datetime import datetime

    from desktop.command_line.console import Console
    from desktop.command_line.groups import Commands
    from desktop.report_files import WrittenReport


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands of this group."""
    parser = add_command(
        commands, common, "report", report, "write a document about an incident or a period"
    )
    parser.add_argument("what", choices=tuple(_REPORTS))
    parser.add_argument(
        "key",
        metavar="KEY|SERVICE|REVIEW",
        nargs="?",
        help="which incident, service, or review (its title or number)",
    )
    add_period(parser, of="of a trend: ")
    parser.add_argument(
        "--note",
        metavar="TEXT",
        help="of a trend: your own words as Markdown, kept from now on ('' takes them away)",
    )
    parser.add_argument(
        "--where",
        metavar="QUERY",
        help="of the action register: only items that a query means, as in: overdue:yes",
    )
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        type=Path,
        metavar="FILE",
        help="its name says the format: .pdf, .html, .md or .json",
    )
    add_shared_with(parser)
    add_as_of(parser)

    parser = add_command(commands, common, "export", export, "write the whole library as files")
    parser.add_argument("--to", required=True, type=Path, metavar="DIR", help="made if need be")
    parser.add_argument(
        "--format",
        choices=("markdown", "json", "csv", "html"),
        default="markdown",
        help="one file an incident, or two tables for csv (markdown)",
    )
    parser.add_argument(
        "--anonymise", action="store_true", help="replace people by roles, the same in all files"
    )
    parser.add_argument(
        "--where", metavar="QUERY", default="", help="only the incidents that a search finds"
    )
    add_shared_with(parser)
    add_as_of(parser)


def report(options: Namespace, console: Console) -> int:
    """Write one report; its file's name says the format."""
    if options.what not in _OF_PERIODS and (options.month or options.first or options.last):
        raise BadInputError("A period is for a trend report or a digest.", "Leave it out.")
    if options.what not in _OF_POSTMORTEMS and options.shared_with:
        raise BadInputError(
            "--shared-with is for reports that hand out postmortems.",
            f"Those are {', '.join(_OF_POSTMORTEMS)}.",
        )
    if options.what != "trend" and options.note is not None:
        raise BadInputError("--note is for a trend report.", "Leave it out.")
    if options.what != "actions" and options.where is not None:
        raise BadInputError("--where is for the action register.", "Leave it out.")
    about, written = _REPORTS[options.what](options, as_of(options))
    if options.json:
        console.json(about | {"file": written.path})
    else:
        console.line(f"Wrote {written.path}")
        if written.remark:
            console.line(written.remark)
    return DONE


def _postmortem(options: Namespace, moment: datetime) -> tuple[dict[str, str], WrittenReport]:
    from desktop.postmortem_files import write_noted

    key = _asked(options, "A postmortem is about one incident.", "Give its key.")
    with open_library(options) as library:
        incident = library.incidents.by_key(key)
        written = write_noted(library, incident, options.output, as_of=moment)
        if options.shared_with:
            keep_sharing(library, [incident.id], "report", options.shared_with)
    return {"key": incident.key}, written


def _meeting(options: Namespace, moment: datetime) -> tuple[dict[str, str], WrittenReport]:
    from desktop.report_files import write_meeting_pack

    key = _asked(options, "A meeting pack is about one incident.", "Give its key.")
    with open_library(options) as library:
        incident = library.incidents.by_key(key)
        written = write_meeting_pack(library, incident, options.output, as_of=moment)
    return {"key": incident.key}, written


def _service(options: Namespace, moment: datetime) -> tuple[dict[str, str], WrittenReport]:
    from desktop.report_files import write_service_history

    name = _asked(options, "A service history is about one service.", "Give its name.")
    with open_library(options) as library:
        written = write_service_history(library, name, options.output, as_of=moment)
    return {"service": name}, written


def _actions(options: Namespace, moment: datetime) -> tuple[dict[str, str], WrittenReport]:
    from desktop.report_files import write_register
    from search.actions.query import read_action_query

    if options.key:
        raise BadInputError("The action register is of the whole library.", "Leave the key out.")
    with open_library(options) as library:
        if not options.where:
            return {}, write_register(library, options.output, as_of=moment)
        today = moment.astimezone(library.settings.zone_info).date()
        query = read_action_query(options.where, today=today)
        if query.note:
            raise BadInputError(query.note)
        rows = query.rows(library.actions.rows(as_of=moment))
        return {"where": options.where}, write_register(
            library, options.output, as_of=moment, rows=rows, filters=options.where
        )


def _trend(options: Namespace, moment: datetime) -> tuple[dict[str, str], WrittenReport]:
    from desktop.pages.home.reminder import note_exported
    from desktop.report_files import check_suffix
    from desktop.trend_files import keep_trend_words, write_trend

    if options.key:
        raise BadInputError("A trend report is about a period.", "Give --month instead of a key.")
    check_suffix(options.output, "a trend report")
    with open_library(options) as library:
        period = asked_period(options, moment, library.settings.zone)
        if options.note is not None:
            keep_trend_words(library, period, options.note)
        written = write_trend(library, period, options.output, as_of=moment, window=options.window)
        # Who has the report needs no reminder of it; a library that cannot be written keeps its.
        with suppress(UserError):
            note_exported(library, period, moment)
    return {"period": period.label}, written


def _asked(options: Namespace, message: str, hint: str) -> str:
    if not options.key:
        raise BadInputError(message, hint)
    return str(options.key)


_REPORTS: dict[str, Callable[[Namespace, datetime], tuple[dict[str, str], WrittenReport]]] = {
    "postmortem": _postmortem,
    "trend": _trend,
    "actions": _actions,
    "meeting": _meeting,
    "service": _service,
    "review": report_review,
    "digest": report_digest,
}
_OF_PERIODS = ("trend", "digest")
_OF_POSTMORTEMS = ("postmortem", "review", "digest")


def export(options: Namespace, console: Console) -> int:
    """Write every incident outside the trash; a failed export leaves the folder as it was."""
    from desktop.pages.facts import read_judged_otherwise, read_policy
    from desktop.version import application_version
    from exporters.library_export import ExportDetails, export_library

    def show(done: int, total: int) -> None:
        console.progress(f"Exporting {done} of {total}")

    with open_library(options) as library:
        moment = as_of(options)
        only = found_by(library, options.where, console, moment=moment) if options.where else None
        details = ExportDetails(
            only=only,
            policy=read_policy(library)[0],
            judged=read_judged_otherwise(library),
            generated_by=f"Afterword {application_version()}",
        )
        result = export_library(
            library,
            options.to,
            format=options.format,
            as_of=as_of(options),
            anonymise=options.anonymise,
            details=details,
            progress=show,
        )
        if options.shared_with:
            ids = library.incidents.ids() if only is None else only
            keep_sharing(library, ids, "site", options.shared_with)
    console.progress_done()
    if options.json:
        console.json(
            {"folder": result.folder, "incidents": result.incidents, "files": result.files}
        )
    else:
        console.line(f"Wrote {count_words(len(result.files), 'file')} to {result.folder}")
    return DONE
