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
from models.errors import NotFoundError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from contextlib import AbstractContextManager

    from desktop.command_line.console import Console
    from desktop.command_line.groups import Commands
    from models.library import Library
    from models.reading.batch import ImportReport, Progress


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare `import`."""
    parser = add_command(
        commands, common, "import", import_files, "read Markdown postmortems into the library"
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
    parser.add_argument(
        "--zone", help="IANA zone of clock times that state none (default: the library's)"
    )
    parser.add_argument("--dry-run", action="store_true", help="read and report, write nothing")
    add_as_of(parser)


def import_files(options: Namespace, console: Console) -> int:
    """Import; a library that does not exist yet is made."""
    from models.reading.batch import import_paths

    absent = [str(path) for path in options.paths if not path.exists()]
    if absent:
        raise NotFoundError(f"There is no file or folder {', '.join(absent)}.")

    def show(progress: Progress) -> None:
        console.progress(f"{progress.done} of {progress.total}: {progress.path}")

    with _target(options) as library:
        report = import_paths(
            library,
            options.paths,
            zone=options.zone,
            dry_run=options.dry_run,
            as_of=as_of(options),
            progress=show,
        )
        console.progress_done()
        if not options.dry_run:
            with open_index(library, console):
                pass
    if options.json:
        console.json(report.to_json())
    else:
        _print_report(report, console)
    return FINDING if report.totals.failed else DONE


def _target(options: Namespace) -> AbstractContextManager[Library]:
    """The library to import into; only trying must not make one."""
    location = library_location(options)
    if options.dry_run and not is_url(location) and not Path(location).expanduser().exists():
        return scratch_library()
    return open_library(options, create=not options.dry_run)


def _print_report(report: ImportReport, console: Console) -> None:
    for file in report.files:
        console.line(f"{file.outcome:<10} {file.path}  {' '.join(file.keys)}".rstrip())
        for warning in file.warnings:
            console.line(f"           {warning}")
    totals = report.totals
    console.line(
        f"{totals.imported} imported, {totals.unchanged} unchanged, "
        f"{totals.skipped} skipped, {totals.failed} failed"
    )
