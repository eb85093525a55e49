"""The reading pane: matches are marked, the first is scrolled to, F3 goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.pages.library.document_view import DocumentView
from desktop.pages.library.match_steps import MatchSteps
from tests.desktop.pages.library.looking import results_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.pages.library.page import LibraryPage
    from desktop.theme import ThemeSource


def _steps(page: LibraryPage) -> MatchSteps:
    steps = page.findChild(MatchSteps)
    assert steps is not None
    return steps


def _marked(view: DocumentView) -> list[str]:
    return [one.cursor.selectedText() for one in view.extraSelections()]


def test_the_matches_of_the_query_are_marked_in_any_form(page: LibraryPage) -> None:
    page.run_query("pools exhaustion")
    view = page.findChild(DocumentView)
    assert view is not None
    assert "pool" in _marked(view)
    assert "exhausted" in _marked(view)
    assert _steps(page).text == f"1 of {len(_marked(view))}"
    assert _steps(page).isVisible()


def test_f3_steps_around_and_shift_f3_back(page: LibraryPage) -> None:
    page.run_query("pool")
    total = int(_steps(page).text.split()[-1])
    assert total > 1
    list_view = results_of(page)
    list_view.setFocus()
    QTest.keyClick(list_view, Qt.Key.Key_F3)
    assert _steps(page).text == f"2 of {total}"
    QTest.keyClick(list_view, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(list_view, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert _steps(page).text == f"{total} of {total}"


def test_without_a_query_nothing_is_marked(page: LibraryPage) -> None:
    page.run_query("pool")
    page.run_query("")
    view = page.findChild(DocumentView)
    assert view is not None
    assert not _marked(view)
    assert not _steps(page).isVisible()


def test_the_same_incident_read_again_stays_at_its_match(page: LibraryPage) -> None:
    page.run_query("pool")
    view = page.findChild(DocumentView)
    assert view is not None
    view.step(1)
    before = _steps(page).text
    page._reading.read_again()
    assert _steps(page).text == before


def test_escape_in_the_reading_pane_leads_back_to_the_list(page: LibraryPage) -> None:
    page.run_query("pool")
    page.activateWindow()
    view = page.findChild(DocumentView)
    assert view is not None
    view.setFocus()
    assert page.handle_escape()
    assert results_of(page).hasFocus()
    assert page.query == "pool"


@pytest.mark.parametrize("before", ["", "🔥🔥 "])
def test_the_first_match_is_scrolled_to_and_marked_at_its_place(
    qtbot: QtBot, themes: ThemeSource, before: str
) -> None:
    view = DocumentView(themes)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    lines = "".join(f"<p>{before}line {number}</p>" for number in range(200))
    view.show_html(f"<p>Title</p>{lines}<p>the needle at the end</p>")
    at = view.shown_text().index("needle")
    view.show_marks([(at, at + len("needle"))], go=True)
    assert _marked(view) == ["needle"]
    assert view.verticalScrollBar().value() > 0
    assert view.viewport().rect().contains(view.cursorRect(view.extraSelections()[0].cursor))


def test_what_was_wanted_before_the_last_keystroke_does_not_come_back(page: LibraryPage) -> None:
    page.run_query("pool", typing=True)
    hits = [page._model.hit_at(place) for place in range(2)]
    other = next(hit.id for hit in hits if hit is not None and hit.id != page.incident_id)
    page._reading.read_soon(other)
    document = page._reader._document
    assert document is not None
    page._reading._on_document(document)
    assert page._reading.chosen_id == other
