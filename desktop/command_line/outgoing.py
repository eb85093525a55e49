"""The commands that write files for outside: `report`, `export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from desktop.command_line.groups import Commands


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands of this group."""
