"""What tests do to the register."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QLineEdit

from desktop.dialogs.framed import FramedDialog

if TYPE_CHECKING:
    from desktop.pages.actions.page import ActionsPage
    from models.library import Library
    from models.rows import ActionRow

FLAGS = QItemSelectionModel.SelectionFlag


def titles(page: ActionsPage) -> list[str]:
    model = page.view.table.register_model
    entries = [model.entry(row) for row in range(model.rowCount())]
    return [one.title for one in entries]


def choose(page: ActionsPage, *rows: int) -> None:
    model = page.view.table.register_model
    for row in rows:
        page.view.table.selectionModel().select(model.index(row, 0), FLAGS.Select | FLAGS.Rows)


def stored(library: Library, title: str) -> ActionRow:
    rows = library.actions.rows(as_of=datetime(2025, 3, 19, 9, 40, tzinfo=UTC))
    return next(row for row in rows if row.title == title)


def answer(page: ActionsPage, text: str) -> FramedDialog:
    dialog = page.findChildren(FramedDialog)[-1]
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(text)
    dialog.confirmed.emit()
    return dialog
