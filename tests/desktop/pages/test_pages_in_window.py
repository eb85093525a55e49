"""The pages inside the real window: written, found, and opened from one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.pages.actions.page import ActionsPage
from desktop.pages.editor.dialog import IncidentDialog
from desktop.pages.home.page import HomePage
from desktop.pages.insights.page import InsightsPage
from desktop.pages.reviews.page import ReviewsPage
from desktop.pages.settings.page import SettingsPage
from desktop.shell.capture import settle
from tests.desktop.keyboard import nameless

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.app import Application
    from desktop.pages.page import Page
    from models.library import Library


pytestmark = pytest.mark.slow


def shown(application: Application, kind: type[Page]) -> Page:
    page = application.window.findChild(kind)
    assert isinstance(page, kind)
    assert page.isVisible()
    return page


def test_a_new_incident_is_written_and_opened(
    application: Application, story: Library, qtbot: QtBot
) -> None:
    QTest.keyClick(application.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: application.window.findChild(IncidentDialog) is not None)
    dialog = application.window.findChild(IncidentDialog)
    assert dialog is not None
    form = dialog.form
    form.facts.severity.set_value("SEV-2")
    QTest.keyClicks(form.facts.headline, "Cache stampede")
    qtbot.waitUntil(lambda: form.facts.key.text() != "")
    QTest.keyClick(form.facts.headline, Qt.Key.Key_Return)
    settle(application, for_index=False)
    assert story.incidents.by_key("INC-2025-035").title == "Cache stampede"
    notice = application.window.toast.notice
    assert notice is not None
    assert notice.text == "INC-2025-035 recorded"
    assert application.window.workspace is not None
    assert application.window.workspace.library_page.isVisible()


def test_every_place_is_reached_by_keyboard_and_has_names(application: Application) -> None:
    places = (
        (Qt.Key.Key_1, HomePage),
        (Qt.Key.Key_3, ActionsPage),
        (Qt.Key.Key_4, InsightsPage),
        (Qt.Key.Key_5, ReviewsPage),
        (Qt.Key.Key_Comma, SettingsPage),
    )
    for key, kind in places:
        QTest.keyClick(application.window, key, Qt.KeyboardModifier.ControlModifier)
        settle(application, for_index=False)
        assert nameless(shown(application, kind)) == []


def test_home_opens_an_incident_in_the_library(application: Application, qtbot: QtBot) -> None:
    home = shown(application, HomePage)
    assert isinstance(home, HomePage)
    qtbot.waitUntil(lambda: bool(home.view.overdue.rows.rows))
    home.view.overdue.rows.opened.emit(home.view.overdue.rows.rows[0])
    settle(application, for_index=False)
    assert not home.isVisible()


def test_a_figure_of_home_leads_to_insights_and_its_mark_to_the_library(
    application: Application, qtbot: QtBot
) -> None:
    home = shown(application, HomePage)
    assert isinstance(home, HomePage)
    home.view.tiles.pressed.emit()
    settle(application, for_index=False)
    insights = shown(application, InsightsPage)
    assert isinstance(insights, InsightsPage)
    qtbot.waitUntil(lambda: bool(insights.view.months.marks))
    insights.view.months.open_mark(0)
    settle(application, for_index=False)
    assert not insights.isVisible()
    assert "in:" in application.window.top_bar.search.text()
