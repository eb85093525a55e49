"""Every mark of every chart leads to what is behind it, by mouse and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.pages.insights.page import InsightsPage
from models.demo.filling import fill_demo_library
from models.figures.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from desktop.pages.insights.chart import Chart
    from exporters.charts.drawing import Mark
    from models.library import Library

    Show = Callable[[type[InsightsPage]], InsightsPage]

CHARTS = (
    *("severity", "resolve", "on time", "categories"),
    *("chains", "repeats", "ageing", "heat"),
)


@pytest.fixture
def page(library: Library, as_of: datetime, show: Show) -> InsightsPage:
    """Insights on the demo library."""
    fill_demo_library(library, as_of)
    shown = show(InsightsPage)
    shown.resize(1272, 2000)
    shown.grab()
    return shown


def centre(mark: Mark) -> QPoint:
    box = mark.box
    return QPoint(round(box.x + box.width / 2), round(box.y + box.height / 2))


def test_every_mark_is_opened_by_click_and_by_keyboard(page: InsightsPage) -> None:
    for place in CHARTS:
        chart = page.view.charts[place]
        assert chart.marks, place
        chosen: list[tuple[UUID, ...]] = []
        chart.ids_chosen.connect(chosen.append)
        by_click = _click_all(chart, chosen)
        by_keyboard = _walk(chart, chosen)
        counted = [mark.ids for mark in chart.marks if mark.ids]
        assert by_keyboard == counted, place
        assert set(by_click) <= set(counted), place
        # Dots lie over each other; what lies beneath is reached by keyboard.
        if place != "resolve":
            assert by_click == counted, place
        assert len(chart.table().rows) > 0, place


def _click_all(chart: Chart, chosen: list[tuple[UUID, ...]]) -> list[tuple[UUID, ...]]:
    chosen.clear()
    for mark in chart.marks:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=centre(mark))
    return list(chosen)


def _walk(chart: Chart, chosen: list[tuple[UUID, ...]]) -> list[tuple[UUID, ...]]:
    """Home, then right from mark to mark; each is named to a screen reader."""
    chosen.clear()
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    for mark in chart.marks:
        assert chart.accessibleName() == f"{chart.name}: {mark.words}"
        QTest.keyClick(chart, Qt.Key.Key_Return)
        QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleName() == f"{chart.name}: {chart.marks[-1].words}"
    return list(chosen)


def test_the_page_leads_from_marks_to_incidents(page: InsightsPage, library: Library) -> None:
    asked: list[str] = []
    opened: list[UUID] = []
    page.search_for.connect(asked.append)
    page.open_incident.connect(opened.append)
    for place in CHARTS:
        chart = page.view.charts[place]
        before = len(asked) + len(opened)
        mark = next(mark for mark in reversed(chart.marks) if mark.ids)
        chart.open_mark(chart.marks.index(mark))
        assert len(asked) + len(opened) == before + 1, place
    assert all(query.startswith("key:") for query in asked)
    assert all(library.incidents.get(one) for one in opened)


def test_the_repeats_say_what_was_known_and_lead_to_both_incidents(
    page: InsightsPage, library: Library
) -> None:
    rows = page.view.repeats.rows
    assert [(row.key, row.of_key, row.after, row.words) for row in rows.rows] == [
        ("INC-2025-023", "INC-2024-127", "76 days after", "known, unfixed"),
        ("INC-2025-019", "INC-2024-089", "155 days after", "known, unfixed"),
    ]
    assert page.view.repeats._note.text() == "2 of 14, within 6 months"
    opened: list[UUID] = []
    page.open_incident.connect(opened.append)
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(1, 0))
    QTest.keyClick(rows, Qt.Key.Key_Return)
    QTest.keyClick(rows, Qt.Key.Key_Space)
    box = rows._delegate.button_box(rows.visualRect(rows.model().index(0, 0)), rows.rows[0])
    assert box is not None
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    keys = [library.incidents.get(one).key for one in opened]
    assert keys == ["INC-2025-019", "INC-2024-089", "INC-2024-127"]


def test_many_repeats_are_shown_on_demand(page: InsightsPage) -> None:
    page._on_filters_chosen(page._contents.selection, 24)  # type: ignore[union-attr]
    page._on_period_chosen(Period.quarter(2025, 1))
    total = len(page._contents.repeats.rows)  # type: ignore[union-attr]
    if total > 5:
        assert len(page.view.repeats.rows.rows) == 5
        page.view.repeats._more.click()
    assert len(page.view.repeats.rows.rows) == total


def test_without_history_nothing_is_called_no_repeat(page: InsightsPage) -> None:
    page._on_period_chosen(Period.month(2023, 10))
    assert page.view.repeats.rows.isHidden()
    assert "too little before them to look back on" in page.view.repeats.remark
