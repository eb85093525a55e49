"""Typing Markdown: keys, toolbar, tables, growth, what is pasted and dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest

from desktop.pages.editor.markdown_edit import MarkdownEdit

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.theme import ThemeSource


@pytest.fixture
def edit(themes: ThemeSource, qtbot: QtBot) -> MarkdownEdit:
    """An empty text."""
    made = MarkdownEdit(themes)
    qtbot.addWidget(made)
    made.resize(600, 100)
    made.show()
    return made


def _end(edit: MarkdownEdit, text: str) -> None:
    edit.fill(text)
    edit.moveCursor(QTextCursor.MoveOperation.End)


def _select(edit: MarkdownEdit, start: int, end: int) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


def test_a_list_is_typed_with_enter_alone(edit: MarkdownEdit, qtbot: QtBot) -> None:
    QTest.keyClicks(edit, "1. first")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "second")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "after")
    assert edit.text() == "1. first\n2. second\nafter"


def test_tab_moves_an_item_in_and_out(edit: MarkdownEdit) -> None:
    _end(edit, "1. a\n- b 😀")
    assert edit.focusNextPrevChild(True)
    assert edit.text() == "1. a\n   - b 😀"
    assert edit.textCursor().atEnd()
    assert edit.focusNextPrevChild(False)
    assert edit.text() == "1. a\n- b 😀"


def test_nothing_is_helped_on_inside_code(edit: MarkdownEdit, qtbot: QtBot) -> None:
    _end(edit, "```\n- a")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "```\n- a\n"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("bold", "an **outage** 😀"),
        ("italic", "an *outage* 😀"),
        ("code", "an `outage` 😀"),
        ("link", "an [outage]() 😀"),
        ("bullets", "- an outage 😀"),
        ("numbers", "1. an outage 😀"),
    ],
)
def test_a_command_is_one_step_of_undo(edit: MarkdownEdit, command: str, expected: str) -> None:
    edit.fill("an outage 😀")
    _select(edit, 3, 9)
    edit.run(command)
    assert edit.text() == expected
    edit.undo()
    assert edit.text() == "an outage 😀"


def test_commands_have_keys(edit: MarkdownEdit, qtbot: QtBot) -> None:
    edit.fill("word")
    QTest.keyClick(edit, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == "**word**"
    with qtbot.waitSignal(edit.preview_pressed):
        QTest.keyClick(
            edit,
            Qt.Key.Key_P,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )


def test_a_table_is_typed_cell_by_cell(edit: MarkdownEdit, qtbot: QtBot) -> None:
    edit.run("table")
    for words in ("Step", "Seconds", "roll back", "12", "deploy"):
        QTest.keyClicks(edit, words)
        assert edit.focusNextPrevChild(True)
    QTest.keyClicks(edit, "7")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "after")
    assert edit.text().rstrip().split("\n") == [
        "| Step      | Seconds |",
        "| --------- | ------- |",
        "| roll back | 12      |",
        "| deploy    | 7       |",
        "after",
    ]


def test_colours_are_no_edit(edit: MarkdownEdit, themes: ThemeSource, qtbot: QtBot) -> None:
    edit.fill("# a heading and `code`")
    with qtbot.assertNotEmitted(edit.edited):
        edit.highlighter.rehighlight()
        edit.fill("another text")
    with qtbot.waitSignal(edit.edited):
        QTest.keyClicks(edit, "x")


def test_the_text_is_kept_exactly(edit: MarkdownEdit) -> None:
    text = "no\u00a0break, tab\t, 😀, é"
    edit.fill(text)
    assert edit.text() == text


def test_it_grows_with_its_text_up_to_a_bound(edit: MarkdownEdit) -> None:
    small = edit.height()
    edit.fill("\n".join(["line"] * 12))
    middle = edit.height()
    edit.fill("\n".join(["line"] * 500))
    large = edit.height()
    edit.fill("\n".join(["line"] * 5000))
    assert small < middle < large == edit.height()
    edit.fill("")
    assert edit.height() == small


def test_a_pasted_picture_and_dropped_files_are_handed_on(
    edit: MarkdownEdit, qtbot: QtBot, tmp_path: Path
) -> None:
    picture = QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(edit.picture_pasted):
        edit.insertFromMimeData(picture)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "log.txt"))])
    with qtbot.waitSignal(edit.files_dropped) as dropped:
        edit.insertFromMimeData(files)
    assert dropped.args == [[tmp_path / "log.txt"]]
    assert edit.text() == ""


def test_an_address_pasted_on_words_links_them(edit: MarkdownEdit) -> None:
    edit.fill("see the graph")
    _select(edit, 8, 13)
    address = QMimeData()
    address.setText("https://example.org/g")
    edit.insertFromMimeData(address)
    assert edit.text() == "see the [graph](https://example.org/g)"


def test_a_text_that_is_fixed_stays(edit: MarkdownEdit) -> None:
    edit.fill("- a")
    edit.setReadOnly(True)
    edit.run("bold")
    assert not edit.focusNextPrevChild(True) or edit.text() == "- a"
    assert edit.text() == "- a"
