"""Asks for files with the system's own dialogs, without holding up the caller."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from models.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.dialogs.framed import FramedDialog
    from desktop.theme import ThemeSource

_LIBRARY = "Afterword library (*.afterword)"
_SERVERS = ("postgresql://", "postgres://", "postgresql+psycopg://")
_ADDRESS = "postgresql://user@host/database"


def ask_new_library(parent: QWidget, place: Path, chosen: Callable[[str], None]) -> None:
    """Where a new library is to lie."""
    dialog = QFileDialog(parent, "New library", str(place.parent), _LIBRARY)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("afterword")
    dialog.selectFile(place.name)
    _open(dialog, chosen)


def ask_library(parent: QWidget, place: Path, chosen: Callable[[str], None]) -> None:
    """Which library to open."""
    dialog = QFileDialog(parent, "Open library", str(place.parent), _LIBRARY)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, chosen)


def ask_address(
    parent: QWidget, themes: ThemeSource, chosen: Callable[[str], None]
) -> FramedDialog:
    """At which address a team's library is."""
    from desktop.dialogs.prompt import Question, prompt  # noqa: PLC0415  (seldom asked)

    def take(address: str) -> None:
        if not address.startswith(_SERVERS):
            raise BadInputError(
                "This is no address of a PostgreSQL database.", f"It looks like {_ADDRESS}."
            )
        chosen(address)

    question = Question(
        title="Open a team’s library",
        label="Address of the database",
        confirm="Open",
        text="A password is best kept in ~/.pgpass. The command line makes a library in an empty "
        "database: afterword --library ADDRESS import FILES.",
        placeholder=_ADDRESS,
    )
    return prompt(parent, themes, question, take)


def ask_folder(parent: QWidget, title: str, chosen: Callable[[str], None]) -> None:
    """Which folder to read."""
    dialog = QFileDialog(parent, title, str(Path.home()))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    _open(dialog, chosen)


def ask_target(
    parent: QWidget, title: str, name: str, kinds: str, chosen: Callable[[str], None]
) -> None:
    """Where a file is to be written.

    Args:
        parent: the window that waits.
        title: of the dialog.
        name: offered for the file; its suffix is added to a name without one.
        kinds: the dialog's filter, ``CSV (*.csv)``.
        chosen: takes the path.
    """
    dialog = QFileDialog(parent, title, str(Path.home()), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    dialog.selectFile(name)
    _open(dialog, chosen)


def _open(dialog: QFileDialog, chosen: Callable[[str], None]) -> None:
    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
