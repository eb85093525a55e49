"""The real window on a real library with a real index: found, opened, changed, told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from desktop.dialogs.framed import FramedDialog
from desktop.item_models.results import HIT_ROLE
from desktop.pages.library.related import RelatedCard
from desktop.widgets.empty_state import EmptyState
from desktop.window import FIRST_SIZE, MINIMUM, first_size
from tests.desktop.driving import library_page_of, press, rest, workspace_of
from tests.desktop.pages.library.looking import choose_facet

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.app import Application
    from desktop.pages.library.page import LibraryPage
    from models.library import Library

pytestmark = pytest.mark.slow


def _keys(page: LibraryPage) -> list[str]:
    view = page._results.view
    model = view.model()
    return [model.index(row, 0).data(HIT_ROLE).key for row in range(model.rowCount())]


def _read_key(page: LibraryPage) -> str:
    incident = page._reader.incident
    return incident.key if incident is not None else ""


def _type(application: Application, text: str) -> None:
    line = application.window.top_bar.search.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, text)
    rest(application)


def test_typing_in_the_library_finds_and_shows(application: Application, qtbot: QtBot) -> None:
    page = library_page_of(application)
    application.window.top_bar.search.setFocus()
    _type(application, "connection po")
    assert _keys(page) == ["INC-2024-112", "INC-2025-034"] or set(_keys(page)) == {
        "INC-2025-034",
        "INC-2024-112",
    }
    # The first document is read once the typing pauses, and marked after it is set.
    qtbot.waitUntil(lambda: _read_key(page) == _keys(page)[0])
    assert "connection pool" in page._reader.text.toPlainText()
    qtbot.waitUntil(lambda: bool(page._reader.text.extraSelections()))


def test_the_palette_opens_an_incident_from_anywhere(application: Application) -> None:
    window = application.window
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.palette_popup.is_open
    _type(application, "ledger writes")
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    rest(application)
    page = workspace_of(application).library_page
    assert not window.palette_popup.is_open
    assert page._reader.incident is not None
    assert page._reader.incident.key == "INC-2025-019"


def test_the_palette_runs_commands(application: Application) -> None:
    window = application.window
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    _type(application, "dark theme")
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert application.themes.current.name == "dark"
    application.themes.choose("light")


def test_escape_closes_the_palette_then_clears_the_query(application: Application) -> None:
    page = library_page_of(application)
    workspace_of(application).search("pool")
    rest(application)
    window = application.window
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    press(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not window.palette_popup.is_open
    assert page.query == "pool"
    press(QApplication.focusWidget(), Qt.Key.Key_Escape)
    rest(application)
    assert page.query == ""
    assert len(_keys(page)) == 5


def test_facets_and_chips_change_the_query_and_the_field(application: Application) -> None:
    page = library_page_of(application)
    choose_facet(page, "severity", "SEV-3")
    rest(application)
    assert application.window.top_bar.search.text() == "severity:SEV-3"
    assert set(_keys(page)) == {"INC-2025-032", "INC-2025-007"}
    chips = page._results.findChildren(QAbstractButton)
    chip = next(one for one in chips if one.text().startswith("Severity") and one.isVisible())
    chip.click()
    rest(application)
    assert application.window.top_bar.search.text() == ""
    assert len(_keys(page)) == 5


def test_history_leads_back_to_query_and_incident(application: Application) -> None:
    workspace = workspace_of(application)
    workspace.search("severity:1")
    rest(application)
    workspace.search("severity:3")
    rest(application)
    workspace.show_place("actions")
    rest(application)
    press(application.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    rest(application)
    assert (workspace.place, workspace.query) == ("library", "severity:3")
    press(application.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    rest(application)
    assert workspace.query == "severity:1"
    assert workspace.library_page._reader.incident is not None
    assert workspace.library_page._reader.incident.key == "INC-2025-034"
    press(application.window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    rest(application)
    assert workspace.query == "severity:3"


def test_trash_can_be_undone_from_the_toast(application: Application, qtbot: QtBot) -> None:
    page = library_page_of(application)
    trashed = page.incident_commands.incident
    assert trashed is not None
    next(one for one in page.commands() if one.text() == "Move to trash").trigger()
    qtbot.waitUntil(lambda: trashed.key not in _keys(page), timeout=20_000)
    notice = application.window.toast.notice
    assert notice is not None
    assert notice.action is not None
    assert notice.action_label == "Undo"
    notice.action()
    qtbot.waitUntil(lambda: trashed.key in _keys(page), timeout=20_000)


def test_a_link_taken_back_can_be_made_again(application: Application) -> None:
    page = library_page_of(application)
    workspace_of(application).search("INC-2025-034")
    rest(application)
    card = page._reader.related.findChildren(RelatedCard)[0]
    card.actions()[0].trigger()
    rest(application)
    assert page._reader.related.isHidden()
    notice = application.window.toast.notice
    assert notice is not None
    assert notice.action is not None
    notice.action()
    rest(application)
    cards = [one for one in page._reader.related.findChildren(RelatedCard) if one.isVisible()]
    assert ["recurrence of" in one.accessibleName() for one in cards] == [True]


def test_filters_that_find_nothing_offer_the_one_to_remove(application: Application) -> None:
    page = library_page_of(application)
    workspace_of(application).search("service:search severity:1")
    rest(application)
    empty = page._results.findChild(EmptyState)
    assert empty is not None
    assert empty.accessibleName() == (
        "No incident matches both filters. Without “Service: search” there is 1."
    )
    empty.action_chosen.emit()
    rest(application)
    assert _keys(page) == ["INC-2025-034"]


def test_a_narrow_window_gives_up_the_facets_and_offers_them(application: Application) -> None:
    page = library_page_of(application)
    application.window.resize(*MINIMUM)
    rest(application)
    assert not page._facets.isVisible()
    filters = next(
        one for one in page._results.findChildren(QAbstractButton) if one.text() == "Filters"
    )
    filters.click()
    rest(application)
    assert page._facets.isVisible()
    application.window.resize(1440, 900)
    rest(application)
    assert page._facets.isVisible()
    assert not filters.isVisible()


def test_links_in_a_document_are_followed_inside_and_asked_about_outside(
    application: Application,
) -> None:
    page = library_page_of(application)
    page._reader.text.anchorClicked.emit(QUrl("incident:INC-2025-019"))
    rest(application)
    assert page._reader.incident is not None
    assert page._reader.incident.key == "INC-2025-019"
    page._reader.text.anchorClicked.emit(QUrl("https://status.example/x"))
    question = page.findChild(FramedDialog)
    assert question is not None
    assert question.windowTitle() == "Open status.example?"
    question.reject()
    page._reader.text.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert [one for one in page.findChildren(FramedDialog) if one.isVisible()] == []


def test_a_status_change_reaches_row_and_reader(application: Application) -> None:
    page = library_page_of(application)
    workspace_of(application).search("INC-2025-034")
    rest(application)
    next(one for one in page.commands() if one.text() == "Ask for review").trigger()
    rest(application)
    assert page._reader.incident is not None
    assert page._reader.incident.status == "in review"


@pytest.mark.parametrize(
    ("form", "start"), [("pdf", b"%PDF-"), ("markdown", b"---"), ("json", b"{")]
)
def test_an_incident_is_written_to_a_file(
    application: Application, tmp_path: Path, form: str, start: bytes
) -> None:
    page = library_page_of(application)
    incident = page.incident_commands.incident
    assert incident is not None
    target = tmp_path / f"out.{form}"
    page.incident_commands._export.write(incident, target, form)
    rest(application)
    assert target.read_bytes().startswith(start)
    assert application.window.toast.notice is not None
    assert "written" in application.window.toast.notice.text


def test_a_file_that_cannot_be_written_is_told_plainly(
    application: Application, tmp_path: Path
) -> None:
    page = library_page_of(application)
    incident = page.incident_commands.incident
    assert incident is not None
    page.incident_commands._export.write(incident, tmp_path / "no" / "x.pdf", "pdf")
    rest(application)
    notice = application.window.toast.notice
    assert notice is not None
    assert notice.kind == "error"


def test_dropped_files_are_imported_and_found(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "zebra.md"
    file.write_text(
        "# Postmortem: Zebra crossing\n\n**Date:** 2025-02-03\n**Severity:** SEV-2\n\n"
        "## Summary\n\nA zebra crossed.\n\n## Root Cause\n\nStripes.\n",
        encoding="utf-8",
    )
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    window = application.window
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(200, 200), copy, mime, left, plain)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(200, 200), copy, mime, left, plain))
    page = library_page_of(application)
    workspace_of(application).search("zebra")
    qtbot.waitUntil(lambda: len(_keys(page)) == 1, timeout=20_000)
    assert window.toast.notice is not None
    assert window.toast.notice.text == "1 incident imported"


def test_place_and_theme_are_remembered(application: Application, tmp_path: Path) -> None:
    application.themes.choose("dark")
    application.window.close()
    kept = json.loads((tmp_path / "config.json").read_text())
    assert kept["theme"] == "dark"
    assert kept["library"] == str(tmp_path / "library.afterword")
    assert kept["geometry"]
    application.themes.choose("light")


def test_what_another_process_writes_is_shown(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    from models.library import Library
    from models.operations.incidents import trash_incident

    page = library_page_of(application)
    assert len(_keys(page)) == 5
    with Library.open(tmp_path / "library.afterword") as other:
        found = other.incidents.find_id("INC-2025-007")
        assert found is not None
        trash_incident(other, found)
    qtbot.waitUntil(lambda: len(_keys(page)) == 4, timeout=20_000)


@pytest.mark.parametrize(
    ("room", "size"),
    [(None, FIRST_SIZE), (QSize(1920, 1040), FIRST_SIZE), (QSize(1280, 760), (1280, 720)),
     (QSize(1024, 600), MINIMUM)],
)  # fmt: skip
def test_the_first_window_is_no_larger_than_the_screen(
    room: QSize | None, size: tuple[int, int]
) -> None:
    assert first_size(room) == QSize(*size)


def test_the_field_forgets_what_the_palette_was_asked(application: Application) -> None:
    window = application.window
    window.top_bar.search.setFocus()
    _type(application, "action items")
    assert window.palette_popup.is_open
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    rest(application)
    assert window.top_bar.search.text() == ""


def test_what_was_searched_comes_back_with_up(application: Application) -> None:
    page = library_page_of(application)
    field = application.window.top_bar.search
    field.setFocus()
    _type(application, "pool")
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    rest(application)
    field.setFocus()
    press(QApplication.focusWidget(), Qt.Key.Key_Escape)
    rest(application)
    assert (field.text(), page.query) == ("", "")
    press(QApplication.focusWidget(), Qt.Key.Key_Up)
    rest(application)
    assert (field.text(), page.query) == ("pool", "pool")


def test_the_last_bulk_action_is_undone_from_the_empty_field(
    application: Application, story: Library
) -> None:
    page = library_page_of(application)
    page._results.view.selectAll()
    page._results.view.setFocus()
    press(page._results.view, Qt.Key.Key_Delete)
    rest(application)
    assert story.incidents.count() == 0
    application.window.top_bar.search.setFocus()
    press(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rest(application)
    assert story.incidents.count() == 5
