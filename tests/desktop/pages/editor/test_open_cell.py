"""Words in a cell that is still open are kept like any others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.pages.editor.record_view import RecordView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.pages.editor.page import EditorPage
    from models.library import Library

KEY = "INC-2025-034"


@pytest.fixture
def editor(story: Library, edit: Callable[[str], EditorPage]) -> EditorPage:
    return edit(KEY)


def open_cell(page: EditorPage, part: QWidget, row: int, name: str) -> QWidget:
    """Start to type into a cell; returns its editor."""
    view = part.findChild(RecordView)
    assert isinstance(view, RecordView)
    names = [one.name for one in view.model().columns]  # type: ignore[attr-defined]
    index = view.model().index(row, names.index(name))
    view.setFocus()
    view.setCurrentIndex(index)
    view.edit(index)
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_half_an_event_is_kept_and_saved_while_its_cell_is_open(
    editor: EditorPage, story: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    cell = open_cell(editor, editor.form.timeline, 0, "text")
    QTest.keyClick(cell, Qt.Key.Key_End)
    QTest.keyClicks(cell, "Half an ev")
    assert editor.keeper.is_unsaved

    def is_kept() -> bool:
        files = list((tmp_path / "drafts").glob("*/*.json"))
        return any("Half an ev" in one.read_text() for one in files)

    qtbot.waitUntil(is_kept)
    qtbot.waitUntil(lambda: not editor.keeper.is_unsaved)
    assert "Half an ev" in story.incidents.by_key(KEY).timeline[0].text
    assert QApplication.focusWidget() is cell


def test_a_cell_that_is_left_with_escape_is_as_it_was(
    editor: EditorPage, story: Library, qtbot: QtBot
) -> None:
    before = story.incidents.by_key(KEY).timeline[0].text
    cell = open_cell(editor, editor.form.timeline, 0, "text")
    QTest.keyClicks(cell, "Not this")
    editor.keeper.flush()
    QTest.keyClick(cell, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not editor.keeper.is_unsaved or not cell.isVisible())
    QApplication.processEvents()
    editor.keeper.note_edit()
    editor.keeper.flush()
    assert story.incidents.by_key(KEY).timeline[0].text == before


def test_a_row_that_is_just_begun_is_kept_too(editor: EditorPage) -> None:
    rows = len(editor.form.draft().actions)
    cell = open_cell(editor, editor.form.action_items, rows, "title")
    QTest.keyClicks(cell, "Alert on pool wa")
    draft = editor.keeper.snapshot().draft
    assert [one.text("title") for one in draft.actions][-1] == "Alert on pool wa"
    assert len(editor.form.draft().actions) == rows
