"""The commands that open the window: none at all, and `demo`."""

from __future__ import annotations

import gc
import os
import sys
from argparse import SUPPRESS
from typing import TYPE_CHECKING

from desktop.command_line.groups import add_command
from desktop.command_line.opening import named_library
from desktop.quick_imports import leave_sources_unread
from models.errors import UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from desktop.command_line.console import Console
    from desktop.command_line.groups import Commands

QUIT_WHEN_USABLE = "--quit-when-usable"


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare `demo`; the window itself has no command."""
    parser = add_command(
        commands, common, "demo", open_demo, "open the window on a fresh demo library", json=False
    )
    add_quit_when_usable(parser, default=SUPPRESS)


def add_quit_when_usable(parser: ArgumentParser, *, default: bool | str = False) -> None:
    """Close the window as soon as one could work: to try a bundle, and to time the start."""
    parser.add_argument(QUIT_WHEN_USABLE, action="store_true", default=default, help=SUPPRESS)


def open_window(options: Namespace, _console: Console) -> int:
    """Open the window on the library named, else on the one opened last."""
    prepare()
    from desktop.app import run

    return run(named_library(options), quit_when_usable=options.quit_when_usable)


def open_demo(options: Namespace, _console: Console) -> int:
    """Open the window on a library that is made for looking around."""
    prepare()
    from desktop.app import run

    return run(None, demo=True, quit_when_usable=options.quit_when_usable)


def prepare() -> None:
    """Look whether there is a screen, and have the imports that follow take no longer than needed.

    The application collects cycles in a thread of its choice; until it does, what is imported
    would be gone through again and again, and nothing of it is garbage.

    Raises:
        UserError: when there is no screen.
    """
    check_screen()
    leave_sources_unread()
    gc.disable()


def check_screen() -> None:
    """Say plainly that a window needs a screen; Qt would abort the process instead.

    Raises:
        UserError: when there is none.
    """
    if not sys.platform.startswith("linux"):
        return
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise UserError(
            "There is no screen to open a window on.",
            "Start it in a desktop session, or with xvfb-run. "
            "The commands work without a screen: afterword --help.",
        )
