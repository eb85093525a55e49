"""The commands that look after a library: `reindex`, `check`, `backup`, `restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.command_line.exit_codes import DONE, FINDING
from desktop.command_line.groups import add_command
from desktop.command_line.opening import is_url, library_location, open_index, open_library
from models.clock import system_clock
from models.errors import BadInputError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from desktop.command_line.console import Console
    from desktop.command_line.groups import Commands


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands of this group."""
    add_command(commands, common, "reindex", reindex, "build the search index anew")
    add_command(commands, common, "check", check, "look for damage in the library")
    parser = add_command(
        commands, common, "backup", backup, "write a copy of the library, also while it is in use"
    )
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="default: beside the library, dated"
    )
    parser = add_command(
        commands, common, "restore", restore, "make a library from a backup; overwrites nothing"
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")


def reindex(options: Namespace, console: Console) -> int:
    """Build the index anew from the store."""
    with open_library(options) as library, open_index(library, console, rebuild=True) as index:
        documents = index.state.documents
    if options.json:
        console.json({"documents": documents})
    else:
        console.line(f"Indexed {documents} incidents.")
    return DONE


def check(options: Namespace, console: Console) -> int:
    """Say what is wrong with the library; nothing is changed."""
    with open_library(options) as library:
        findings = library.check()
    if options.json:
        console.json({"findings": findings})
    else:
        for finding in findings:
            console.line(finding)
        console.line(f"{len(findings)} found." if findings else "The library is sound.")
    return FINDING if findings else DONE


def backup(options: Namespace, console: Console) -> int:
    """Write a consistent copy."""
    with open_library(options) as library:
        target = options.file or _backup_target(library_location(options))
        written = library.backup(target)
    if options.json:
        console.json({"backup": written})
    else:
        console.line(f"Backed up to {written}")
    return DONE


def _backup_target(location: str) -> Path:
    stamp = f"{system_clock():%Y-%m-%d-%H%M%S}"
    if is_url(location):
        return Path(f"afterword-{stamp}.zip")
    library = Path(location).expanduser()
    return library.with_name(f"{library.stem}-{stamp}{library.suffix}")


def restore(options: Namespace, console: Console) -> int:
    """Make the library that `--library` names from a backup."""
    from models.library import Library

    location = library_location(options)
    if is_url(location):
        raise BadInputError(
            "A backup is restored into a file.", "Name one with --library FILE.afterword."
        )
    restored = Library.restore(options.file, Path(location).expanduser())
    if options.json:
        console.json({"library": restored})
    else:
        console.line(f"Restored to {restored}")
    return DONE
