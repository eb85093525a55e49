"""`afterword import`: Markdown postmortems into the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.command_line.exit_codes import DONE, FINDING
from desktop.command_line.groups import add_command
from desktop.command_line.opening import (
    add_as_of,
    as_of,
    is_url,
    library_location,
    open_index,
    open_library,
    scratch_library,
)
from models.errors import BadInputError, NotFoundError, UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from desktop.command_line.console import Console
    from desktop.command_line.groups import Commands
    from models.library import Library
    from models.reading.batch import ImportReport, Progress


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare `import`."""
    parser = add_command(
        commands, common, "import", import_files, "read Markdown postmortems, or CSV tables"
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
    parser.add_argument(
        "--zone", help="IANA zone of clock times that state none (default: the library's)"
    )
    parser.add_argument("--dry-run", action="store_true", help="read and report, write nothing")
    parser.add_argument(
        "--as",
        dest="content",
        choices=("actions", "incidents"),
        help="what the rows of a CSV file are (default: guessed from its columns)",
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="which column of a CSV file is which field; may be given several times",
    )
    parser.add_argument(
        "--incident",
        default="",
        metavar="KEY",
        help="the incident of action items in a CSV file whose rows name none",
    )
    add_as_of(parser)


def import_files(options: Namespace, console: Console) -> int:
    """Import; a library that does not exist yet is made."""
    from models.reading.batch import import_paths
    from models.reading.csv_table import is_table

    absent = [str(path) for path in options.paths if not path.exists()]
    if absent:
        raise NotFoundError(f"There is no file or folder {', '.join(absent)}.")

    def show(progress: Progress) -> None:
        console.progress(f"{progress.done} of {progress.total}: {progress.path}")

    with _target(options) as library:
        tables = [one for one in options.paths if is_table(one)]
        report = import_paths(
            library,
            [one for one in options.paths if one not in tables],
            zone=options.zone,
            dry_run=options.dry_run,
            as_of=as_of(options),
            progress=show,
        )
        for table in tables:
            report = report.joined(_import_table(options, library, table, show))
        console.progress_done()
        if not options.dry_run:
            with open_index(library, console):
                pass
    if options.json:
        console.json(report.to_json())
    else:
        _print_report(report, console)
    return FINDING if report.totals.failed else DONE


def _import_table(
    options: Namespace, library: Library, path: Path, show: Callable[[Progress], None]
) -> ImportReport:
    """A CSV file, which incidents of the Markdown files before it may be named in."""
    from models.reading.csv_columns import CsvContent
    from models.reading.csv_import import import_csv, plan_csv, with_columns
    from models.reading.import_report import FileReport, ImportReport

    changed = dict(_pair(one) for one in options.map)
    try:
        plan = plan_csv(library, path, CsvContent(options.content) if options.content else None)
    except UserError as error:
        return ImportReport((FileReport(str(path), "failed", reason=str(error)),))
    return import_csv(
        library,
        with_columns(plan, changed),
        as_of=as_of(options),
        zone=options.zone,
        incident=options.incident,
        dry_run=options.dry_run,
        progress=show,
    )


def _pair(text: str) -> tuple[str, str]:
    field, found, column = text.partition("=")
    if not found:
        raise BadInputError(f"“{text}” maps nothing.", "Write --map title=Summary.")
    return field.strip(), column.strip()


def _target(options: Namespace) -> AbstractContextManager[Library]:
    """The library to import into; only trying must not make one."""
    location = library_location(options)
    if options.dry_run and not is_url(location) and not Path(location).expanduser().exists():
        return scratch_library()
    return open_library(options, create=not options.dry_run)


def _print_report(report: ImportReport, console: Console) -> None:
    for file in report.files:
        console.line(f"{file.outcome:<10} {file.path}  {' '.join(file.keys)}".rstrip())
        for remark in (file.reason, *file.warnings):
            if remark:
                console.line(f"           {remark}")
    totals = report.totals
    console.line(
        f"{totals.imported} imported, {totals.unchanged} unchanged, "
        f"{totals.skipped} skipped, {totals.failed} failed"
    )
