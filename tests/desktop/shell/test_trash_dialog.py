"""The trash: taking out, and removing for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton, QTableView, QWidget

from desktop.dialogs.framed import FramedDialog
from desktop.shell.trash_dialog import TrashDialog
from models.operations.incidents import trash_incident

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.clock import Clock
    from models.library import Library


@pytest.fixture
def trashed(story: Library) -> UUID:
    found = story.incidents.find_id("INC-2025-007")
    assert found is not None
    trash_incident(story, found)
    return found


@pytest.fixture
def dialog(
    qtbot: QtBot, session: LibrarySession, themes: ThemeSource, trashed: UUID
) -> Iterator[TrashDialog]:
    session.open()
    host = QWidget()
    qtbot.addWidget(host)
    made = TrashDialog(session, themes, host)
    made.show()
    yield made
    host.close()


def _button(parent: QWidget, words: str) -> QPushButton:
    return next(one for one in parent.findChildren(QPushButton) if one.text() == words)


def _table(dialog: TrashDialog) -> QTableView:
    found = dialog.findChild(QTableView)
    assert found is not None
    return found


def test_what_is_taken_out_is_back(dialog: TrashDialog, story: Library) -> None:
    assert _table(dialog).model().rowCount() == 1
    assert not _button(dialog, "Take out").isEnabled()
    _table(dialog).selectRow(0)
    _button(dialog, "Take out").click()
    assert story.incidents.count() == 5
    assert _table(dialog).model().rowCount() == 0


def test_removing_for_good_asks_first(dialog: TrashDialog, story: Library, clock: Clock) -> None:
    _table(dialog).selectRow(0)
    _button(dialog, "Remove for good…").click()
    question = next(one for one in dialog.findChildren(FramedDialog) if one is not dialog)
    assert question.windowTitle() == "Remove 1 incident for good?"
    assert len(story.incidents.trash(as_of=clock())) == 1
    question.confirmed.emit()
    assert story.incidents.trash(as_of=clock()) == []
