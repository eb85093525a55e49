"""The monthly reminder on Home: shown until somebody looked, and only where there is a month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

from desktop.pages.home.page import HomePage
from desktop.pages.home.reminder import note_exported
from desktop.pages.insights.report_sheet import ReportSheet
from models.figures.periods import Period
from models.incident import ActionItem, Incident
from models.operations.incidents import save_incident
from models.operations.settings import set_setting
from tests.models.examples import at, incident

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.library import Library
    from tests.conftest import TickingClock

    Show = Callable[[type[HomePage]], HomePage]


@pytest.fixture
def history(library: Library) -> Library:
    """A library that has a February."""
    save_incident(library, incident("INC-1", started_at=at(8).replace(month=2)))
    return library


def test_it_is_gone_once_somebody_looked_at_insights(
    history: Library, show: Show, clock: TickingClock
) -> None:
    page = show(HomePage)
    reminder = page.view.reminder
    assert reminder.text == "The trend of February 2025 is ready. Nobody has looked at it yet."
    page.see_place("library")
    assert not reminder.isHidden()
    page.see_place("insights")
    assert reminder.isHidden()
    assert history.settings.get("trend_seen") == "2025-02"
    clock.advance(timedelta(days=20))
    page.reload()
    assert "March 2025" in reminder.text
    assert not reminder.isHidden()


def test_it_opens_the_sheet_of_last_month(history: Library, show: Show) -> None:
    page = show(HomePage)
    page.view.reminder.action_chosen.emit()
    sheet = page.findChild(ReportSheet)
    assert sheet is not None
    assert sheet.windowTitle() == "Incident trends, February 2025"
    assert page.view.reminder.isHidden()
    sheet.reject()


def test_the_report_is_listed_until_it_was_exported(
    history: Library, show: Show, tmp_path: Path, clock: TickingClock
) -> None:
    page = show(HomePage)
    rows = page.view.reports.rows
    assert [(row.title, row.note) for row in rows.rows] == [
        ("February 2025 trend report", "Not exported yet")
    ]
    page.see_place("insights")
    assert not page.view.reports.isHidden()
    flow = page.export_report()
    flow.write(tmp_path / "february.md")
    flow.sheet.reject()
    assert page.view.reports.isHidden()
    clock.advance(timedelta(days=20))
    page.reload()
    assert [row.title for row in rows.rows] == ["March 2025 trend report"]


def test_two_notices_are_as_wide_as_the_page_below_them(
    history: Library, show: Show, clock: TickingClock
) -> None:
    items = (ActionItem(number=1, title="Fix", due_on=date(2025, 5, 1)),)
    save_incident(history, Incident(key="INC-9", title="Outage", action_items=items))
    clock.advance(timedelta(days=9))
    page = show(HomePage)
    page.resize(1272, 400)  # it scrolls
    page.grab()
    banners = (page.ritual.banner, page.view.reminder)
    assert all(not one.isHidden() for one in banners)
    edges = {
        (one.mapTo(page, QPoint(0, 0)).x(), one.width()) for one in (*banners, page.view._stack)
    }
    assert len(edges) == 1


def test_whoever_does_not_want_it_is_not_reminded(history: Library, show: Show) -> None:
    set_setting(history, "remind_of_trend", False)
    page = show(HomePage)
    assert page.view.reminder.isHidden()
    assert page.view.reports.isHidden()
    page.see_place("insights")
    assert history.settings.get("trend_seen") is None


def test_a_month_without_history_is_no_trend(library: Library, show: Show) -> None:
    save_incident(library, incident("INC-1", started_at=at(8)))
    page = show(HomePage)
    assert page.view.reminder.isHidden()
    assert page.view.reports.isHidden()


def test_who_has_the_report_is_reminded_no_more(history: Library) -> None:
    as_of = at(8)
    note_exported(history, Period.parse("2025-01"), as_of)
    assert history.settings.get("trend_seen") is None
    note_exported(history, Period.parse("2025-02"), as_of)
    assert history.settings.get("trend_seen") == "2025-02"
