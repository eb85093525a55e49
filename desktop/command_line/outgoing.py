"""The commands that write files for outside: `report`, `export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.command_line.exit_codes import DONE
from desktop.command_line.groups import add_command
from desktop.command_line.opening import add_as_of, as_of, open_library

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from desktop.command_line.console import Console
    from desktop.command_line.groups import Commands


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands of this group."""
    parser = add_command(commands, common, "report", report, "write a document about an incident")
    parser.add_argument("what", choices=("postmortem",))
    parser.add_argument("key", metavar="KEY")
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        type=Path,
        metavar="FILE",
        help="its name says the format: .pdf, .html, .md or .json",
    )
    add_as_of(parser)


def report(options: Namespace, console: Console) -> int:
    """Write the postmortem of one incident."""
    from desktop.postmortem_files import write_postmortem

    with open_library(options) as library:
        incident = library.incidents.by_key(options.key)
        written = write_postmortem(library, incident, options.output, as_of=as_of(options))
    if options.json:
        console.json({"key": incident.key, "file": written})
    else:
        console.line(f"Wrote {written}")
    return DONE
