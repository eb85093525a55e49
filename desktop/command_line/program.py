"""The parser of the whole command line, and what happens around every command."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from desktop.command_line import window
from desktop.command_line.console import Console
from desktop.command_line.exit_codes import BAD_INPUT, DONE, INTERRUPTED, PIPE_CLOSED
from desktop.version import application_version
from models.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

_EPILOGUE = (
    "Without a command, the window opens. Exit codes: 0 done; 1 done, with something to look at "
    "(a file that could not be read, a problem that check found); 2 wrong usage or bad input."
)


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether nothing is asked for but the window, which then waits for no other command."""
    left = list(arguments)
    while left:
        option = left.pop(0)
        if option == "--library" and left and not left[0].startswith("-"):
            left.pop(0)
        elif option != window.QUIT_WHEN_USABLE and not option.startswith("--library="):
            return False
    return True


def command_groups() -> tuple[ModuleType, ...]:
    """The modules that declare the commands, in the order of the help.

    Imported here: who opens the window does not wait for them.
    """
    from desktop.command_line import (
        benchmarks,
        figures,
        finding,
        importing,
        linking,
        outgoing,
        publishing,
        tracking,
        upkeep,
    )

    return (
        window,
        importing,
        finding,
        linking,
        figures,
        publishing,
        outgoing,
        tracking,
        upkeep,
        benchmarks,
    )


def build_parser(groups: Sequence[ModuleType]) -> argparse.ArgumentParser:
    """The parser; `command` in what it returns is the function to call, None for the window.

    Args:
        groups: the modules that declare commands.
    """
    parser = argparse.ArgumentParser(
        prog="afterword",
        description="A library of blameless incident postmortems. Offline, on your own disk.",
        epilog=_EPILOGUE,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="say which Afterword this is")
    window.add_quit_when_usable(parser)
    _add_library(parser, default=None)
    # Accepted after the command as well; absent there, it must not undo the one given before.
    common = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    _add_library(common, default=argparse.SUPPRESS)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    parser.set_defaults(command=window.open_window)
    for group in groups:
        group.add_to(commands, common)
    return parser


def _add_library(parser: argparse.ArgumentParser, *, default: str | None) -> None:
    parser.add_argument(
        "--library",
        metavar="PATH|URL",
        default=default,
        help="the library to use (default: $AFTERWORD_LIBRARY, else the one last opened)",
    )


def run(arguments: Sequence[str], console: Console | None = None) -> int:
    """Parse and carry out; returns the exit code, whatever happens."""
    console = console or Console()
    try:
        groups = (window,) if opens_window(arguments) else command_groups()
        options = build_parser(groups).parse_args(arguments)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else BAD_INPUT
    if options.version:
        console.line(f"Afterword {application_version()}")
        return DONE
    return guarded(options.command, options, console)


def guarded(
    command: Callable[[argparse.Namespace, Console], int],
    options: argparse.Namespace,
    console: Console,
) -> int:
    """Call `command`; known errors become one plain message, bugs stay visible."""
    try:
        code = command(options, console)
        console.flush()
    except UserError as error:
        console.progress_done()
        console.note(f"afterword: {error}")
        return BAD_INPUT
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:
        # The machine's own refusals (no such folder, disk full) are nobody's bug.
        console.note(f"afterword: {error.filename or 'the system'}: {error.strerror or error}")
        return BAD_INPUT
    except KeyboardInterrupt:
        console.progress_done()
        console.note("afterword: stopped; what was committed stays.")
        return INTERRUPTED
    return code
