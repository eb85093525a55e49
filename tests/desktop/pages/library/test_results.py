"""The list of results: order, what matched, several selected, why one was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.pages.library.explaining import ExplainPopover
from desktop.pages.library.results import ResultsColumn
from desktop.widgets.labels import Label
from tests.desktop.pages.library.looking import keys_of, results_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction

    from desktop.notices import Notice
    from desktop.pages.library.page import LibraryPage
    from models.library import Library

_HELD = Qt.KeyboardModifier


def _action(page: LibraryPage, words: str) -> QAction:
    return next(one for one in results_of(page).actions() if words in one.text())


def _press(page: LibraryPage, key: Qt.Key, held: Qt.KeyboardModifier = _HELD.NoModifier) -> None:
    view = results_of(page)
    page.activateWindow()
    view.setFocus()
    QTest.keyClick(view, key, held)


def _select(page: LibraryPage, *places: int) -> None:
    view = results_of(page)
    view.go_to(places[0])
    for place in places[1:]:
        box = view.visualRect(view.model().index(place, 0))
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, _HELD.ControlModifier, box.center()
        )


def test_results_are_put_in_the_order_asked_for(page: LibraryPage) -> None:
    column = page.findChild(ResultsColumn)
    assert column is not None
    for name in ("newest", "severity", "duration", "relevance"):
        column.sort_chosen.emit(name)
        assert len(keys_of(page)) == 5
    column.sort_chosen.emit("severity")
    assert keys_of(page)[0] == "INC-2025-034"


def test_a_row_says_which_parts_matched(page: LibraryPage) -> None:
    page.run_query("reconciliation")
    index = results_of(page).model().index(0, 0)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Matches in summary"
    assert "Matches in summary" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_two_selected_can_be_linked_and_no_other_number(page: LibraryPage) -> None:
    link = _action(page, "Link the two")
    assert not link.isEnabled()
    _select(page, 0, 2)
    assert link.isEnabled()
    _select(page, 0, 1, 2)
    assert not link.isEnabled()


def test_the_selection_goes_to_the_trash_and_comes_back_as_one(
    page: LibraryPage, library: Library, notices: list[Notice]
) -> None:
    _select(page, 0, 1, 3)
    _press(page, Qt.Key.Key_Delete)
    assert library.incidents.count() == 2
    undo = notices[-1]
    assert undo.text == "3 incidents moved to the trash"
    assert undo.action is not None
    undo.action()
    assert library.incidents.count() == 5


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_selection_is_written_into_a_folder_and_replaces_nothing(
    page: LibraryPage, tmp_path: Path, notices: list[Notice]
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "inc-2025-034-payment-service-outage.md").write_text("mine", encoding="utf-8")
    _select(page, 0, 1)
    _action(page, "as Markdown").trigger()
    dialog = results_of(page).findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(folder))
    dialog.close()
    assert (folder / "inc-2025-034-payment-service-outage.md").read_text("utf-8") == "mine"
    assert len(list(folder.iterdir())) == 3
    assert notices[-1].text == "2 incidents written into out"


def test_what_is_selected_stays_selected_when_the_same_is_asked_again(page: LibraryPage) -> None:
    _select(page, 1, 3)
    page.activate()
    assert results_of(page).selected_places() == [1, 3]


def test_escape_gives_up_the_selection_then_the_query(page: LibraryPage) -> None:
    page.run_query("connection pool")
    view = results_of(page)
    view.selectAll()
    assert len(view.selected_places()) == 2
    assert page.handle_escape()
    assert len(view.selected_places()) == 1
    assert page.query
    assert page.handle_escape()
    assert page.query == ""
    assert not page.handle_escape()


def test_everything_selected_is_meant_though_not_everything_was_fetched(
    page: LibraryPage, library: Library
) -> None:
    view = results_of(page)
    model = page._model
    model._hits = {0: model._hits[0]}
    view.selectionModel().select(model.index(0), QItemSelectionModel.SelectionFlag.Select)
    view.selectAll()
    _press(page, Qt.Key.Key_Delete)
    assert library.incidents.count() == 0


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_why_a_result_is_found_is_said_in_words(page: LibraryPage) -> None:
    page.run_query("reconciliation severity:SEV-2")
    view = results_of(page)
    _press(page, Qt.Key.Key_W, _HELD.ControlModifier | _HELD.ShiftModifier)
    popover = view.findChild(ExplainPopover)
    assert popover is not None
    words = " ".join(label.text() for label in popover.findChildren(Label))
    assert "“reconciliation” stands in summary" in words
    assert "Severity" in words
    popover.close()
