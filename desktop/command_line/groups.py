"""How a group of commands declares one of its commands to the parser."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from desktop.command_line.console import Console

    Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
    Command: TypeAlias = Callable[[argparse.Namespace, Console], int]


def add_command(
    commands: Commands,
    common: argparse.ArgumentParser,
    name: str,
    command: Command,
    summary: str,
    *,
    json: bool = True,
) -> argparse.ArgumentParser:
    """A parser for the command `name`, which calls `command`; its arguments are added to it."""
    parser = commands.add_parser(
        name,
        parents=[common],
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        allow_abbrev=False,
    )
    parser.set_defaults(command=command)
    if json:
        parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser
