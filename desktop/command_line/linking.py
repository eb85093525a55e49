"""`afterword link`: say what two incidents have to do with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.command_line.exit_codes import DONE
from desktop.command_line.groups import add_command
from desktop.command_line.opening import open_library
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from desktop.command_line.console import Console
    from desktop.command_line.groups import Commands


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare `link`."""
    parser = add_command(commands, common, "link", link, "link two incidents", json=False)
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


def link(options: Namespace, console: Console) -> int:
    """Link, and say what was said."""
    from models.operations.links import link_incidents

    kind = LinkKind(options.kind)
    with open_library(options) as library:
        first = library.incidents.by_key(options.first)
        second = library.incidents.by_key(options.second)
        link_incidents(library, first.id, second.id, kind, reason=options.reason)
    console.line(f"{first.key}: {kind.value} {second.key}")
    return DONE
