"""The monthly reminder on Home: shown until somebody looked, and only where there is a month."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.pages.home.page import HomePage
from desktop.pages.home.reminder import note_exported
from models.figures.periods import Period
from models.operations.incidents import save_incident
from models.operations.settings import set_setting
from tests.models.examples import at, incident

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.library import Library
    from tests.conftest import TickingClock

    Show = Callable[[type[HomePage]], HomePage]


@pytest.fixture
def history(library: Library) -> Library:
    """A library that has a February."""
    save_incident(library, incident("INC-1", started_at=at(8).replace(month=2)))
    return library


def test_it_leads_to_insights_and_is_gone_once_somebody_looked(
    history: Library, show: Show, clock: TickingClock
) -> None:
    page = show(HomePage)
    reminder = page.view.reminder
    assert reminder.text == "The trend of February 2025 is ready. Nobody has looked at it yet."
    asked: list[str] = []
    page.command_requested.connect(asked.append)
    reminder.action_chosen.emit()
    assert asked == ["place:insights"]
    page.see_place("library")
    assert not reminder.isHidden()
    page.see_place("insights")
    assert reminder.isHidden()
    assert history.settings.get("trend_seen") == "2025-02"
    clock.advance(timedelta(days=20))
    page.reload()
    assert "March 2025" in reminder.text
    assert not reminder.isHidden()


def test_whoever_does_not_want_it_is_not_reminded(history: Library, show: Show) -> None:
    set_setting(history, "remind_of_trend", False)
    page = show(HomePage)
    assert page.view.reminder.isHidden()
    page.see_place("insights")
    assert history.settings.get("trend_seen") is None


def test_a_month_without_history_is_no_trend(library: Library, show: Show) -> None:
    save_incident(library, incident("INC-1", started_at=at(8)))
    assert show(HomePage).view.reminder.isHidden()


def test_who_has_the_report_is_reminded_no_more(history: Library) -> None:
    as_of = at(8)
    note_exported(history, Period.parse("2025-01"), as_of)
    assert history.settings.get("trend_seen") is None
    note_exported(history, Period.parse("2025-02"), as_of)
    assert history.settings.get("trend_seen") == "2025-02"
