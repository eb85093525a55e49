"""What can be set about action items."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.pages.settings.actions_section import ActionsSection
from desktop.preferences import Preferences
from tests.desktop.keyboard import nameless

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library


@pytest.fixture
def section(session: LibrarySession, themes: ThemeSource, qtbot: QtBot) -> ActionsSection:
    made = ActionsSection(session, themes, Preferences(parent=session))
    qtbot.addWidget(made)
    made.show()
    session.open()
    return made


def test_days_hold_at_once_or_are_refused(section: ActionsSection, library: Library) -> None:
    assert section.days.text() == "7"
    section.days.setText("14")
    section.days.editingFinished.emit()
    assert library.settings.get("action_review_days") == 14
    section.days.setText("often")
    section.days.editingFinished.emit()
    assert "every 'often' days" in section.days_field.message
    assert library.settings.get("action_review_days") == 14


def test_reminders_and_the_calendar_are_of_this_machine(section: ActionsSection) -> None:
    preferences = section._preferences
    assert section.told.value() == "yes"
    section.told.chosen.emit("no")
    assert not preferences.reminders
    assert section.stop.isHidden()
    preferences.set_calendar_folder("/somewhere")
    assert section.folder.text() == "/somewhere"
    section.stop.click()
    assert preferences.calendar_folder == ""
    assert nameless(section) == []
