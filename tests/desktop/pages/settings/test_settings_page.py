"""Settings on a real library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton

from desktop.notices import IndexView
from desktop.pages.settings.page import SettingsPage
from models.library import Library
from tests.desktop.keyboard import nameless, reached_by_tab

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource

    Show = Callable[[type[SettingsPage]], SettingsPage]


@pytest.fixture
def page(story: Library, show: Show) -> SettingsPage:
    return show(SettingsPage)


def test_what_is_set_is_shown(page: SettingsPage, story: Library) -> None:
    view = page.view
    assert view._zone.value() == "UTC"
    assert view._pattern.text() == "INC-{year}-{number:03d}"
    assert view._example.text() == (
        "For example INC-2025-007, INC-2025-034; numbers start again each year"
    )
    assert view._location.text() == story.location


def test_a_name_is_kept_for_everybody(page: SettingsPage, story: Library) -> None:
    page.view._name.setText("Platform Postmortems")
    page.view._name.editingFinished.emit()
    assert story.name == "Platform Postmortems"
    assert page.session.library_name == "Platform Postmortems"


def test_a_zone_that_is_none_is_refused_beside_it(page: SettingsPage, story: Library) -> None:
    page.view._zone.set_value("Mars/Olympus")
    page.view._on_zone()
    assert "time zone" in page.view.fields["zone"].message
    assert story.settings.zone == "UTC"
    page.view._zone.set_value("Europe/Berlin")
    page.view._on_zone()
    assert not page.view.fields["zone"].message
    assert story.settings.zone == "Europe/Berlin"
    assert page.session.zone == "Europe/Berlin"


def test_a_key_pattern_shows_what_it_makes_while_it_is_typed(
    page: SettingsPage, story: Library
) -> None:
    page.view._pattern.setText("OPS-{number}")
    page.view._pattern.textEdited.emit("")
    assert page.view._example.text() == "For example OPS-7, OPS-34"
    page.view._pattern.setText("OPS")
    page.view._pattern.textEdited.emit("")
    assert "{number}" in page.view._example.text()
    page.view._pattern.editingFinished.emit()
    assert "{number}" in page.view.fields["key_pattern"].message
    assert story.settings.key_pattern == "INC-{year}-{number:03d}"


def test_the_theme_is_chosen_at_once(page: SettingsPage, themes: ThemeSource) -> None:
    page.view._theme._buttons["dark"].click()
    assert themes.current.is_dark
    page.view._theme._buttons["light"].click()
    assert not themes.current.is_dark


def test_a_backup_is_written_and_can_be_opened(
    page: SettingsPage, story: Library, tmp_path: Path
) -> None:
    target = tmp_path / "copy.afterword"
    page.back_up(str(target))
    assert "Backed up and verified" in page.view._care.text
    with Library.open(target) as copy:
        assert copy.incidents.count() == story.incidents.count()


def test_a_backup_that_cannot_be_written_is_said(page: SettingsPage, tmp_path: Path) -> None:
    page.back_up(str(tmp_path / "library.afterword"))
    assert page.view._care.property("banner") == "error"
    assert page.view._backup.isEnabled()


def test_a_sound_library_is_said_to_be_sound(page: SettingsPage) -> None:
    page.view.check_wanted.emit()
    assert "sound" in page.view._care.text
    page.view.show_findings(["One row is wrong"])
    assert page.view._care.text == "One row is wrong"


def test_the_index_is_told_and_can_be_rebuilt(page: SettingsPage, session: LibrarySession) -> None:
    wanted: list[str] = []
    page.command_requested.connect(wanted.append)
    session.index_state_changed.emit(IndexView("rebuilding", "Rebuilding", percent=40))
    assert page.view._index_bar.isVisible()
    assert page.view._index_bar.value() == 40
    current = IndexView("current", "Index current, 5 incidents", documents=5)
    session.index_state_changed.emit(current)
    assert page.view._index.text() == "Index current, 5 incidents"
    page.view.rebuild_wanted.emit()
    assert wanted == ["reindex"]


def test_past_searches_can_be_forgotten(page: SettingsPage) -> None:
    wanted: list[str] = []
    page.command_requested.connect(wanted.append)
    buttons = page.findChildren(QAbstractButton)
    (forget,) = [one for one in buttons if one.accessibleName() == "Forget past searches"]
    forget.click()
    assert wanted == ["forget-searches"]


def test_the_folder_of_the_file_is_known(page: SettingsPage, tmp_path: Path) -> None:
    assert page._contents is not None
    assert page._contents.folder == str(tmp_path)
    assert page.view._folder.isVisible()


def test_every_control_has_a_name_and_is_reached_by_tab(page: SettingsPage) -> None:
    assert nameless(page) == []
    reached = reached_by_tab(page)
    for control in (page.view._name, page.view._pattern, page.view._backup, page.view._check):
        assert control in reached


def test_a_section_is_one_step_away(page: SettingsPage) -> None:
    outline = page.view.sections.outline.list
    titles = [outline.item(row).text() for row in range(outline.count())]
    assert all(titles)
    assert titles[0] == "Library"
    assert outline.currentRow() == 0
    outline.setCurrentRow(titles.index("Postmortem policy"))
    shown = page.policy.mapTo(page.view, page.policy.rect().topLeft()).y()
    assert 0 <= shown < page.view.height()


def test_the_list_follows_what_is_read(page: SettingsPage) -> None:
    bar = page.view.sections.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    outline = page.view.sections.outline.list
    assert outline.currentRow() == outline.count() - 1
    bar.setValue(0)
    assert outline.currentRow() == 0
