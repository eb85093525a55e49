"""A CSV file in the window: columns shown, tried, chosen, imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.dialogs.csv_mapping import CsvMappingDialog
from desktop.dialogs.import_report import ImportReportDialog
from desktop.shell.importing import ImportFlow
from desktop.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.notices import Notice
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library

SHEET = "Ref;Thing;Due\nINC-2025-034;Write it down;2025-04-01\n;Nowhere;soon\n"


@pytest.fixture
def notices() -> list[Notice]:
    return []


@pytest.fixture
def start(
    qtbot: QtBot,
    session: LibrarySession,
    themes: ThemeSource,
    story: Library,
    notices: list[Notice],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., MainWindow]:
    """Drops files onto a window over the story's library."""

    def drop(*paths: Path) -> MainWindow:
        window = MainWindow(themes)
        qtbot.addWidget(window)
        monkeypatch.setattr(window, "show_notice", notices.append)
        window.show()
        session.open()
        flow = ImportFlow(window, themes)
        flow.attach(session)
        flow.start(paths)
        return window

    return drop


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def dialog(window: MainWindow) -> CsvMappingDialog:
    (found,) = [one for one in window.findChildren(CsvMappingDialog) if one.isVisible()]
    return found


def titles(library: Library) -> list[str]:
    return [one.title for one in library.incidents.by_key("INC-2025-034").action_items]


def test_columns_are_chosen_tried_and_imported(
    start: Callable[..., MainWindow], sheet: Path, story: Library, notices: list[Notice]
) -> None:
    window = start(sheet)
    shown = dialog(window)
    assert not shown.confirm_button.isEnabled()
    shown.choices["title"].set_value("Thing")
    shown.choices["incident"].set_value("Ref")
    shown.choices["title"].edited.emit()
    assert shown.confirm_button.isEnabled()
    assert shown.columns()["due_on"] == "Due"
    last = story.changes.last()
    shown._on_tried()
    assert "1 action item added" in shown.banner.text
    assert "Line 3" in shown.banner.text
    assert story.changes.last() == last
    shown.confirm_button.click()
    assert titles(story) == ["Fix Payment Service Outage", "Write it down"]
    assert notices[-1].text == "1 action item added, 0 were there already."
    assert notices[-1].action is not None
    notices[-1].action()
    assert [one for one in window.findChildren(ImportReportDialog) if one.isVisible()]


def test_what_was_chosen_is_offered_again(
    start: Callable[..., MainWindow], sheet: Path, story: Library
) -> None:
    window = start(sheet)
    shown = dialog(window)
    for field, column in (("title", "Thing"), ("incident", "Ref")):
        shown.choices[field].set_value(column)
    shown.choices["title"].edited.emit()
    shown.incident.setText("INC-2024-112")
    shown.confirm_button.click()
    again = dialog(start(sheet))
    assert (again.columns()["title"], again.columns()["incident"]) == ("Thing", "Ref")
    assert len(titles(story)) == 2


def test_rows_can_be_incidents_instead(start: Callable[..., MainWindow], sheet: Path) -> None:
    shown = dialog(start(sheet))
    assert "severity" not in shown.choices
    shown.content.chosen.emit("incidents")
    assert "severity" in shown.choices
    assert not shown.incident_field.isVisible()


def test_a_wrong_incident_is_said_in_the_dialog(
    start: Callable[..., MainWindow], sheet: Path
) -> None:
    shown = dialog(start(sheet))
    shown.choices["title"].set_value("Thing")
    shown.incident.setText("INC-1")
    shown.choices["title"].edited.emit()
    shown.confirm_button.click()
    assert "INC-1" in shown.banner.text
    assert shown.isVisible()


def test_one_file_after_the_other(
    start: Callable[..., MainWindow], sheet: Path, tmp_path: Path, notices: list[Notice]
) -> None:
    broken, third = tmp_path / "broken.csv", tmp_path / "third.tsv"
    broken.write_bytes(b"")
    third.write_text("Title\tOwner\nx\t@a\n", encoding="utf-8")
    window = start(sheet, broken, third)
    dialog(window).reject()
    assert notices[-1].text.startswith("broken.csv: The file is empty")
    assert dialog(window).windowTitle() == "Import third.tsv"
