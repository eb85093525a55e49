"""The pages inside the real window: written, found, and opened from one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.dialogs.start_incident import StartDialog
from desktop.pages.actions.page import ActionsPage
from desktop.pages.editor.page import EditorPage
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


def test_a_new_incident_is_begun_and_opened_in_the_editor(
    application: Application, story: Library, qtbot: QtBot
) -> None:
    QTest.keyClick(application.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: application.window.findChild(StartDialog) is not None)
    dialog = application.window.findChild(StartDialog)
    assert dialog is not None
    settle(application, for_index=False)
    QTest.keyClicks(dialog.headline, "sev2 Cache stampede")
    QTest.keyClick(dialog.headline, Qt.Key.Key_Return)
    settle(application, for_index=False)
    assert story.incidents.by_key("INC-2025-035").title == "Cache stampede"
    editor = shown(application, EditorPage)
    assert isinstance(editor, EditorPage)
    assert editor.form.head.headline.text() == "Cache stampede"


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
    chart = insights.view.charts["severity"]
    qtbot.waitUntil(lambda: bool(chart.marks))
    chart.open_mark(0)
    settle(application, for_index=False)
    assert not insights.isVisible()
    assert application.window.workspace is not None
    assert application.window.workspace.place == "library"
