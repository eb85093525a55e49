"""The editor inside the real window: found there, left, come back to, closed with text in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.shell.navigation import Navigation
from models.operations.settings import set_setting
from tests.desktop.driving import library_page_of, rest, workspace_of

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.app import Application
    from desktop.pages.editor.page import EditorPage
    from models.library import Library

pytestmark = pytest.mark.slow

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def id_of(story: Library, key: str) -> UUID:
    return story.incidents.by_key(key).id


def open_editor(application: Application, story: Library, key: str) -> EditorPage:
    workspace = workspace_of(application)
    workspace.edit_incident(id_of(story, key))
    rest(application)
    return workspace.editor_page


def type_title(page: EditorPage, text: str) -> None:
    line = page.form.head.headline
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_the_reading_pane_leads_to_the_editor_and_the_library_stays_marked(
    application: Application, story: Library
) -> None:
    library_page_of(application)
    workspace = workspace_of(application)
    workspace.open_incident(id_of(story, "INC-2025-034"))
    rest(application)
    workspace.library_page.incident_commands.edit()
    rest(application)
    assert workspace.place == "editor"
    assert workspace.editor_page.form.head.headline.text() == "Payment Service Outage"
    navigation = application.window.findChild(Navigation)
    assert navigation is not None
    assert navigation._items["library"].isChecked()


def test_back_and_forward_go_through_incidents_in_the_editor(
    application: Application, story: Library
) -> None:
    open_editor(application, story, "INC-2025-034")
    page = open_editor(application, story, "INC-2025-007")
    assert page.form.head.headline.text() == "Login storm"
    QTest.keyClick(application.window, Qt.Key.Key_Left, ALT)
    rest(application)
    assert page.form.head.headline.text() == "Payment Service Outage"
    QTest.keyClick(application.window, Qt.Key.Key_Right, ALT)
    rest(application)
    assert page.form.head.headline.text() == "Login storm"


def test_going_elsewhere_saves_and_coming_back_finds_the_text(
    application: Application, story: Library
) -> None:
    page = open_editor(application, story, "INC-2025-034")
    type_title(page, "Checkout down")
    QTest.keyClick(application.window, Qt.Key.Key_1, CTRL)
    rest(application)
    assert story.incidents.by_key("INC-2025-034").title == "Checkout down"
    QTest.keyClick(application.window, Qt.Key.Key_Left, ALT)
    rest(application)
    assert page.isVisible()
    assert page.form.head.headline.text() == "Checkout down"


def test_closing_the_window_keeps_what_was_typed_a_moment_ago(
    application: Application, story: Library
) -> None:
    page = open_editor(application, story, "INC-2025-034")
    type_title(page, "Checkout down")
    application.window.close()
    application.shut_down()
    assert story.incidents.by_key("INC-2025-034").title == "Checkout down"


def test_another_library_comes_only_after_the_text_is_handed_over(
    application: Application, story: Library
) -> None:
    page = open_editor(application, story, "INC-2025-034")
    type_title(page, "Checkout down")
    application.libraries.open_demo()
    rest(application)
    assert story.incidents.by_key("INC-2025-034").title == "Checkout down"


def test_another_zone_shows_the_same_instants_in_its_own_words(
    application: Application, story: Library
) -> None:
    page = open_editor(application, story, "INC-2025-034")
    type_title(page, "Checkout down")
    session = application.libraries.session
    assert session is not None
    session.perform(application.window, lambda library: set_setting(library, "zone", "Asia/Tokyo"))
    rest(application)
    editor = workspace_of(application).editor_page
    assert editor is not page
    assert editor.form.draft().times["started_at"] == "2025-03-15 23:23"
    assert editor.form.head.headline.text() == "Checkout down"
