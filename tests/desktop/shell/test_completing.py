"""Fields and values are offered while they are typed; Enter is never taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.shell.completing import Completing
from desktop.shell.completion_popup import CompletionPopup
from desktop.shell.search_field import SearchField
from search.folder import index_folder
from search.index import Index

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library


@dataclass
class Typing:
    """A field with its completions, and what it was asked to search."""

    line: QLineEdit
    field: SearchField
    popup: CompletionPopup
    completing: Completing
    searched: list[str]

    def type(self, text: str) -> None:
        QTest.keyClicks(self.line, text)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.line, key)

    @property
    def offered(self) -> list[str]:
        if not self.popup.isVisible():
            return []
        model = self.popup.model
        return [model.index(row).data() for row in range(model.rowCount())]


@pytest.fixture
def typing(
    qtbot: QtBot,
    themes: ThemeSource,
    session: LibrarySession,
    story: Library,
    tmp_path: Path,
) -> Typing:
    with Index.open(
        index_folder(tmp_path / "indexes", story.id, story.location), library_id=story.id
    ) as index:
        index.rebuild(story)
    session.open()
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 500)
    field = SearchField(themes, host)
    field.setGeometry(0, 0, 600, 32)
    popup = CompletionPopup(host, field, themes)
    completing = Completing(field, popup)
    completing.attach(session)
    searched: list[str] = []
    field.edited.connect(completing.edited)
    field.key_offered.connect(completing.take_key)
    field.submitted.connect(searched.append)
    host.show()
    host.activateWindow()
    field.setFocus()
    line = field.findChild(QLineEdit)
    assert line is not None
    return Typing(line, field, popup, completing, searched)


def test_a_field_is_offered_by_its_beginning_and_taken_with_tab(typing: Typing) -> None:
    typing.type("sev")
    assert typing.offered == ["severity:"]
    typing.press(Qt.Key.Key_Tab)
    assert typing.field.text() == "severity:"
    assert typing.offered[:2] == ["SEV-1", "SEV-2"]


def test_a_value_is_chosen_with_the_arrows_and_enter(typing: Typing) -> None:
    typing.type("severity:")
    typing.press(Qt.Key.Key_Down)
    typing.press(Qt.Key.Key_Down)
    typing.press(Qt.Key.Key_Return)
    assert typing.field.text() == "severity:SEV-2 "
    assert typing.searched == []
    assert typing.offered == []


def test_enter_searches_while_the_list_is_open(typing: Typing) -> None:
    typing.type("service:pay")
    assert typing.offered
    typing.press(Qt.Key.Key_Return)
    assert typing.searched == ["service:pay"]


def test_escape_closes_the_list_and_leaves_the_text(typing: Typing) -> None:
    typing.type("service:pay")
    typing.press(Qt.Key.Key_Escape)
    assert typing.offered == []
    assert typing.field.text() == "service:pay"


def test_words_do_not_open_it_but_may_be_asked_for(typing: Typing) -> None:
    typing.type("poo")
    assert typing.offered == []
    typing.completing.open()
    assert "pool" in typing.offered


def test_it_goes_when_the_cursor_goes_elsewhere(typing: Typing) -> None:
    typing.type("service:pay")
    assert typing.offered
    typing.press(Qt.Key.Key_Home)
    assert typing.offered == []


def test_a_value_of_two_words_is_put_in_quotes(typing: Typing) -> None:
    typing.type("category:data")
    assert typing.offered
    typing.press(Qt.Key.Key_Tab)
    assert typing.field.text().startswith('category:"Database')
    assert typing.field.text().endswith('" ')
