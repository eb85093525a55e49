"""Recurrence and reminders in Settings: each change holds at once, nonsense is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.pages.settings.recurrence_section import RecurrenceSection
from models.operations.settings import set_setting
from tests.desktop.keyboard import nameless

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.dialogs.fields import TextEdit
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library


@pytest.fixture
def section(session: LibrarySession, themes: ThemeSource, qtbot: QtBot) -> RecurrenceSection:
    session.open()
    made = RecurrenceSection(session, themes)
    qtbot.addWidget(made)
    made.show()
    return made


def finish(edit: TextEdit, text: str) -> None:
    edit.setText(text)
    edit.editingFinished.emit()


def test_what_is_set_is_shown(section: RecurrenceSection, library: Library) -> None:
    assert (section.window_edit.text(), section.check_edit.text()) == ("6", "90")
    assert (section.suggest.value(), section.remind.value()) == ("usual", "yes")
    section.setFocus()
    section._session.announce(set_setting(library, "effectiveness_check_days", 30))
    assert section.check_edit.text() == "30"
    assert nameless(section) == []


def test_a_change_holds_at_once(section: RecurrenceSection, library: Library) -> None:
    finish(section.window_edit, "12")
    finish(section.check_edit, " 120 ")
    section.suggest.chosen.emit("sure")
    section.remind.chosen.emit("no")
    settings = library.settings
    assert settings.get("repeat_window_months") == library.facts().window == 12
    assert settings.get("effectiveness_check_days") == 120
    assert settings.get("suggest_repeats") == "sure"
    assert settings.get("remind_of_trend") is False
    finish(section.window_edit, "")
    assert settings.get("repeat_window_months") == 6


@pytest.mark.parametrize("text", ["0", "25", "-1", "six", "3.5", "²", "9" * 40])
def test_a_window_that_cannot_be_is_refused(
    section: RecurrenceSection, library: Library, text: str
) -> None:
    finish(section.window_edit, text)
    assert library.settings.get("repeat_window_months") == 6
    assert "months back" in section.fields["repeat_window_months"].message
    finish(section.window_edit, "6")
    assert section.fields["repeat_window_months"].message == ""
