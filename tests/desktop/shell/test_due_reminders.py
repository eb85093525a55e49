"""Late action items are told of once a day, and their calendar is kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QSystemTrayIcon, QWidget
from typing_extensions import override

from desktop.preferences import Preferences
from desktop.shell.calendar_upkeep import CalendarUpkeep
from desktop.shell.due_reminders import DueReminders, ReminderStrip, reminder_words, system_tray
from models.incident import ActionItem, Incident
from models.operations.actions import set_due_date
from models.operations.incidents import save_incident
from models.operations.settings import set_setting
from models.rows import DueCounts

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.notices import Notice
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library
    from tests.conftest import TickingClock


@pytest.fixture
def late(library: Library) -> Library:
    items = (
        ActionItem(number=1, title="Late", owner="@ana", due_on=date(2025, 3, 7)),
        ActionItem(number=2, title="Today", due_on=date(2025, 3, 19)),
    )
    save_incident(library, Incident(key="INC-1", title="Outage", action_items=items))
    return library


@pytest.fixture
def strip(themes: ThemeSource, qtbot: QtBot) -> ReminderStrip:
    made = ReminderStrip(themes)
    qtbot.addWidget(made)
    return made


def test_it_tells_once_a_day(
    late: Library, session: LibrarySession, strip: ReminderStrip, clock: TickingClock
) -> None:
    preferences = Preferences()
    reminders = DueReminders(session, preferences, strip)
    session.open()
    assert not strip.isHidden()
    assert strip.banner.text == "1 action item is overdue; 1 more due this week."
    wanted: list[bool] = []
    reminders.show_wanted.connect(lambda: wanted.append(True))
    strip.banner.action_chosen.emit()
    assert wanted == [True]
    assert strip.isHidden()
    reminders.look()
    assert strip.isHidden()
    clock.advance(timedelta(hours=15))
    reminders._midnight.look()
    assert strip.banner.text == "2 action items are overdue."


class Told(QSystemTrayIcon):
    """A tray's icon whose messages can be read."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    @override
    def show(self) -> None:
        """Nothing: there is no tray to be shown in."""

    @override
    def showMessage(self, title: str, message: str, *_more: object) -> None:
        self.messages.append(f"{title}: {message}")


@pytest.mark.usefixtures("late")
def test_a_tray_tells_once_a_day_and_the_strip_where_it_is_gone(
    session: LibrarySession,
    strip: ReminderStrip,
    clock: TickingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trays = [True]
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: trays[0])
    icon = Told()
    reminders = DueReminders(session, Preferences(), strip, tray=icon)
    wanted: list[bool] = []
    reminders.show_wanted.connect(lambda: wanted.append(True))
    session.open()
    reminders.look()
    assert icon.messages == ["Afterword: 1 action item is overdue; 1 more due this week."]
    assert strip.isHidden()
    icon.messageClicked.emit()
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert wanted == [True, True]
    trays[0] = False
    clock.advance(timedelta(hours=15))
    reminders._midnight.look()
    assert len(icon.messages) == 1
    assert strip.banner.text == "2 action items are overdue."


def test_a_desktop_without_a_tray_gets_no_icon(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert (system_tray(window) is None) is not QSystemTrayIcon.isSystemTrayAvailable()


def test_it_may_be_turned_off_and_has_nothing_to_say_of_a_tidy_library(
    late: Library, session: LibrarySession, strip: ReminderStrip
) -> None:
    preferences = Preferences()
    preferences.set_reminders(False)
    reminders = DueReminders(session, preferences, strip)
    session.open()
    assert strip.isHidden()
    set_due_date(late, late.actions.find_id(1), None)
    preferences.set_reminders(True)
    reminders.look()
    assert strip.isHidden()
    assert not preferences.was_reminded_on(date(2025, 3, 19))


def test_what_is_mine_is_said() -> None:
    words = reminder_words(
        DueCounts(overdue=4, due_this_week=3), DueCounts(overdue=2, due_this_week=0)
    )
    assert words == "4 action items are overdue, 2 of them yours; 3 more due this week."
    assert reminder_words(DueCounts(overdue=0, due_this_week=3), None) == ""


def test_the_calendar_is_written_after_a_change(
    late: Library, session: LibrarySession, tmp_path: Path
) -> None:
    set_setting(late, "name", "Team / Ä")
    preferences = Preferences()
    upkeep = CalendarUpkeep(session, preferences)
    session.open()
    upkeep.write()
    preferences.set_calendar_folder(str(tmp_path))
    upkeep.write()
    file = tmp_path / "Team-Ä-action-items.ics"
    assert "DTSTART;VALUE=DATE:20250307" in file.read_text(encoding="utf-8")
    set_due_date(late, late.actions.find_id(1), date(2025, 3, 8))
    session.look_for_changes()
    assert upkeep._pause.isActive()
    upkeep.write()
    assert "DTSTART;VALUE=DATE:20250308" in file.read_text(encoding="utf-8")


def test_a_folder_that_is_gone_is_said_once(
    late: Library, session: LibrarySession, tmp_path: Path
) -> None:
    told: list[Notice] = []
    session.notice.connect(told.append)
    preferences = Preferences()
    preferences.set_calendar_folder(str(tmp_path / "gone"))
    upkeep = CalendarUpkeep(session, preferences)
    session.open()
    upkeep.write()
    upkeep.write()
    assert len(told) == 1
    assert told[0].text.startswith("The calendar of due dates was not written")
