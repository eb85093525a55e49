"""Ctrl+Z over the whole form: in a text first what was typed there, then field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.desktop.pages.editor.driving import CTRL, SHIFT, control, press, texts, type_over

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.editor.page import EditorPage
    from models.library import Library


@pytest.fixture
def editor(story: Library, edit: Callable[[str], EditorPage]) -> EditorPage:
    return edit("INC-2025-034")


def test_undo_goes_over_fields_and_comes_back(editor: EditorPage) -> None:
    title, failed = editor.form.head.headline, control(editor, "failed_transactions")
    before = editor.form.draft()
    type_over(title, "Checkout down")
    type_over(failed, "340")
    press(Qt.Key.Key_Z, CTRL)
    assert (failed.text(), title.text()) == ("", "Checkout down")
    assert failed.hasFocus()
    press(Qt.Key.Key_Z, CTRL)
    assert title.text() == "Payment Service Outage"
    assert title.hasFocus()
    assert editor.form.draft() == before
    press(Qt.Key.Key_Z, CTRL | SHIFT)
    press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert (failed.text(), title.text()) == ("340", "Checkout down")


def test_a_text_undoes_what_was_typed_in_it_before_other_fields(editor: EditorPage) -> None:
    title, summary = editor.form.head.headline, texts(editor)["summary"]
    stood = editor.form.draft().sections
    type_over(title, "Checkout down")
    summary.setFocus()
    QTest.keyClicks(summary, "More. ")
    press(Qt.Key.Key_Z, CTRL)
    assert editor.form.draft().sections == stood
    assert title.text() == "Checkout down"
    press(Qt.Key.Key_Z, CTRL)
    assert title.text() == "Payment Service Outage"
    assert title.hasFocus()


def test_undo_brings_back_a_row_that_was_removed(editor: EditorPage) -> None:
    table = editor.form.timeline.table
    table.table.setFocus()
    table.model.remove(0)
    assert table.records() == ()
    press(Qt.Key.Key_Z, CTRL)
    assert [one.text("text") for one in table.records()] == ["It began"]


def test_keys_of_undo_reach_the_page_from_a_line(editor: EditorPage) -> None:
    line = editor.form.head.headline
    line.setFocus()
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, CTRL)
    override.ignore()
    QApplication.sendEvent(line, override)
    assert not override.isAccepted()
