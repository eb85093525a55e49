"""How tests drive the editor's page: fields by name, keys where the keyboard is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

if TYPE_CHECKING:
    from desktop.pages.editor.page import EditorPage


def control(page: EditorPage, name: str) -> QLineEdit:
    found = next(part.fields[name].control for part in page.form.parts if name in part.fields)
    assert isinstance(found, QLineEdit)
    return found


def type_over(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def texts(page: EditorPage) -> dict[str, QWidget]:
    """The editors of the text sections, by kind."""
    kinds = [one.values["kind"] for one in page.form.draft().sections]
    fields = page.form.texts.fields
    found = {kind: fields[f"section {place}"].control for place, kind in enumerate(kinds)}
    return {kind: one.focusProxy() or one for kind, one in found.items()}
