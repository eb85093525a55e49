"""Months, quarters, years and ranges of days on Insights, and what is remembered of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.configuration import Configuration
from desktop.pages.insights.page import InsightsPage
from desktop.pages.insights.period_words import days_words, in_unit
from desktop.pages.insights.remembering import Looked, as_line, from_line
from desktop.preferences import Preferences
from models.figures.periods import Period, Unit
from models.figures.selection import Selection
from models.incident import Incident
from models.operations.incidents import save_incident
from models.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.pages.insights.period_chooser import PeriodChooser
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library
    from tests.conftest import TickingClock

    Show = Callable[[type[InsightsPage]], InsightsPage]

TODAY = date(2025, 3, 19)


@pytest.fixture
def history(library: Library) -> Library:
    """One incident in each month from November 2024 to March 2025."""
    for number, month in enumerate(("2024-11", "2024-12", "2025-01", "2025-02", "2025-03")):
        start = datetime.fromisoformat(f"{month}-05 10:00").replace(tzinfo=UTC)
        one = Incident(
            key=f"INC-{number}",
            title="Outage",
            severity=Severity.SEV_2,
            started_at=start,
            resolved_at=start + timedelta(minutes=30),
            services=("payments",),
        )
        save_incident(library, one)
    return library


@pytest.fixture
def page(history: Library, show: Show) -> InsightsPage:
    return show(InsightsPage)


def choose_unit(chooser: PeriodChooser, unit: Unit) -> None:
    chooser.unit.set_value(unit.value)
    chooser.unit.edited.emit()


def heading(page: InsightsPage) -> str:
    return page.view._figures._label.text()


def test_quarters_and_years_are_set_against_the_one_before(page: InsightsPage) -> None:
    chooser = page.view.chooser
    choose_unit(chooser, Unit.QUARTER)
    assert heading(page) == "Q4 2024"
    chooser.step(1)
    assert heading(page) == "Q1 2025 against Q4 2024"
    assert page.view._aside.text() == (
        "Q1 2025 is not over yet. "
        "Q4 2024 may not be whole: the library’s first incident began on 5 Nov 2024."
    )
    assert not chooser._forward.isEnabled()
    choose_unit(chooser, Unit.YEAR)
    assert heading(page) == "2024"
    assert [chooser._list.itemText(place) for place in range(chooser._list.count())] == [
        "2025",
        "2024",
    ]
    choose_unit(chooser, Unit.MONTH)
    assert heading(page) == "December against November"


def test_a_range_of_days_is_typed(page: InsightsPage) -> None:
    chooser = page.view.chooser
    choose_unit(chooser, Unit.DAYS)
    assert chooser.days.first.text() == "2025-02-01"
    assert chooser.days.last.text() == "2025-02-28"
    chooser.days.first.setText("3 Feb 2025")
    chooser.days.last.setText("16 Feb 2025")
    chooser.days.last.editingFinished.emit()
    assert heading(page) == "3–16 Feb 2025 against 20 Jan – 2 Feb 2025"
    said = page.view._sentence.text().replace("\u00a0", " ")
    assert said.startswith("3–16 Feb 2025 had 1 incident against 0 in 20 Jan – 2 Feb 2025")
    chooser.step(-1)
    assert heading(page) == "20 Jan – 2 Feb 2025 against 6–19 Jan 2025"


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("soonish", "2025-02-03", "is not a date"),
        ("2025-02-30", "2025-03-03", "There is no date"),
        ("", "2025-03-03", "Type a day"),
        ("2025-02-03", "2025-02-01", "before the first"),
        ("1960-02-03", "2025-02-01", "ten years"),
    ],
)
def test_days_that_make_no_range_are_marked(
    page: InsightsPage, first: str, last: str, wrong: str
) -> None:
    chooser = page.view.chooser
    choose_unit(chooser, Unit.DAYS)
    before = heading(page)
    chooser.days.first.setText(first)
    chooser.days.last.setText(last)
    chooser.days.last.editingFinished.emit()
    told = (chooser.days.first.toolTip(), chooser.days.last.toolTip())
    assert any(wrong in one for one in told)
    assert heading(page) == before


def test_the_keyboard_goes_from_period_to_period(page: InsightsPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.view.table.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(page.view.table, Qt.Key.Key_PageUp, control)
    assert heading(page) == "January against December"
    QTest.keyClick(page.view.table, Qt.Key.Key_PageDown, control)
    QTest.keyClick(page.view.table, Qt.Key.Key_PageDown, control)
    assert heading(page) == "March against February"
    QTest.keyClick(page.view.table, Qt.Key.Key_PageDown, control)
    assert heading(page) == "March against February"
    assert [one.text() for one in page.commands()][:2] == [
        "Insights: period before",
        "Insights: period after",
    ]


def test_period_and_filters_are_remembered_for_the_library(
    history: Library,
    session: LibrarySession,
    themes: ThemeSource,
    clock: TickingClock,
    qtbot: QtBot,
) -> None:
    preferences = Preferences()

    def shown() -> InsightsPage:
        page = InsightsPage(session, themes, preferences=preferences)
        qtbot.addWidget(page)
        page.activate()
        return page

    session.open()
    first = shown()
    choose_unit(first.view.chooser, Unit.QUARTER)
    first.view.filters.service.set_value("payments")
    first.view.filters.months.set_value("12")
    first.view.filters.months.edited.emit()
    kept = preferences.merged(Configuration())
    assert Configuration.from_json({"insights": list(kept.insights)}).insights == kept.insights
    second = shown()
    assert heading(second) == "Q4 2024"
    assert "service payments" in second.view.filters._said.text()
    assert second.view.filters.months.value() == "12"
    clock.advance(timedelta(days=30))  # the next quarter is over: that is what is looked at then
    assert heading(shown()) == "Q1 2025 against Q4 2024"


@pytest.mark.parametrize(
    "looked",
    [
        Looked(),
        Looked(unit=Unit.YEAR),
        Looked(period=Period.quarter(2024, 3), unit=Unit.QUARTER, window=24),
        Looked(
            period=Period.between(date(2025, 2, 3), date(2025, 2, 9)),
            unit=Unit.DAYS,
            selection=Selection(
                service="a & b/c=d é", severities=frozenset({Severity.SEV_1, Severity.SEV_2})
            ),
        ),
    ],
)
def test_what_was_looked_at_survives_the_configuration(looked: Looked) -> None:
    line = as_line(looked)
    assert " " not in line
    assert from_line(line) == looked


@pytest.mark.parametrize(
    "line",
    ["", "%%%", "unit=eon&period=latest", "unit=month&period=2025-02-03..2025-02-09", "unit=days"],
)
def test_a_line_that_says_nothing_is_as_good_as_none(line: str) -> None:
    assert from_line(line) == Looked()


def test_many_libraries_do_not_fill_the_configuration(history: Library) -> None:
    from uuid import uuid4

    preferences = Preferences()
    for _ in range(30):
        preferences.keep_insights(uuid4(), "unit=year")
    preferences.keep_insights(history.id, "unit=quarter")
    assert preferences.insights(history.id) == "unit=quarter"
    assert len(preferences.merged(Configuration()).insights) == 20


def test_another_unit_shows_what_is_over() -> None:
    assert in_unit(Period.month(2025, 3), Unit.QUARTER, TODAY) == Period.quarter(2024, 4)
    assert in_unit(Period.year(2025), Unit.MONTH, TODAY) == Period.month(2025, 2)
    assert in_unit(Period.year(2024), Unit.MONTH, TODAY) == Period.month(2024, 12)
    days = in_unit(Period.month(2025, 3), Unit.DAYS, TODAY)
    assert days == Period.between(date(2025, 3, 1), TODAY)


def test_a_column_of_days_has_a_short_head(page: InsightsPage) -> None:
    page._on_period_chosen(Period.between(date(2025, 2, 3), date(2025, 3, 9)))
    model = page.view.table.model()
    heads = [model.headerData(place, Qt.Orientation.Horizontal) for place in (1, 2)]
    assert heads == ["3 Feb – 9 Mar", "30 Dec – 2 Feb"]
    page._on_period_chosen(Period.between(date(2025, 2, 3), date(2025, 2, 3)))
    model = page.view.table.model()
    assert model.headerData(1, Qt.Orientation.Horizontal) == "3 Feb"


def test_a_range_says_what_its_ends_share_once() -> None:
    def words(first: date, last: date) -> str:
        return days_words(Period.between(first, last))

    assert words(date(2025, 2, 3), date(2025, 2, 3)) == "3 Feb 2025"
    assert words(date(2025, 2, 3), date(2025, 2, 9)) == "3–9 Feb 2025"
    assert words(date(2024, 12, 30), date(2025, 1, 5)) == "30 Dec 2024 – 5 Jan 2025"
