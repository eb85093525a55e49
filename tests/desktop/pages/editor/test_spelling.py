"""Dotted words and what the context menu offers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu

from desktop.pages.editor.markdown_edit import MarkdownEdit
from desktop.pages.editor.spelling import SpellReader, SpellWatch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.tasks import TaskRunner
    from desktop.theme import ThemeSource


class _Words:
    """A dictionary of three words."""

    def lookup(self, word: str) -> bool:
        return word in ("the", "pool", "was")

    def suggest(self, word: str) -> Iterator[str]:
        return iter(["pool", "poll"])


@pytest.fixture
def edit(themes: ThemeSource, qtbot: QtBot) -> MarkdownEdit:
    """An empty text."""
    made = MarkdownEdit(themes)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def added() -> list[str]:
    """The words that were added."""
    return []


@pytest.fixture
def watch(
    edit: MarkdownEdit, themes: ThemeSource, runner: TaskRunner, added: list[str]
) -> SpellWatch:
    """Checks the text."""
    made = SpellWatch(edit, themes, runner, SpellReader(_Words), added.append)
    edit.fill("😀 the poool was")
    made.look()
    return made


def _menu(edit: MarkdownEdit, watch: SpellWatch, qtbot: QtBot) -> QMenu:
    menu = QMenu(edit)
    menu.addAction("Undo")
    edit.menu_wanted.emit(menu, 9)
    return menu


def test_an_unknown_word_is_marked(edit: MarkdownEdit, watch: SpellWatch) -> None:
    ((start, end),) = edit.marks("spelling")
    cursor = edit.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "poool"


def test_a_suggestion_takes_its_place(edit: MarkdownEdit, watch: SpellWatch, qtbot: QtBot) -> None:
    menu = _menu(edit, watch, qtbot)
    assert [one.text() for one in menu.actions()][:2] == ["pool", "poll"]
    menu.actions()[0].trigger()
    assert edit.text() == "😀 the pool was"


def test_a_word_can_be_added(
    edit: MarkdownEdit, watch: SpellWatch, added: list[str], qtbot: QtBot
) -> None:
    menu = _menu(edit, watch, qtbot)
    next(one for one in menu.actions() if one.text().startswith("Add")).trigger()
    assert added == ["poool"]


def test_nothing_is_marked_without_a_dictionary(
    edit: MarkdownEdit, themes: ThemeSource, runner: TaskRunner, added: list[str]
) -> None:
    watch = SpellWatch(edit, themes, runner, SpellReader(lambda: None), added.append)
    edit.fill("the poool")
    watch.look()
    assert edit.marks("spelling") == []
