"""Insights on real libraries: the figures, the charts, and what is behind each mark."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.pages.facts import read_known
from desktop.pages.insights.contents import compute_insights
from desktop.pages.insights.page import InsightsPage
from models.demo.filling import fill_demo_library
from models.figures.periods import Period
from models.incident import Incident
from models.operations.incidents import save_incident
from models.vocabulary import IncidentKind, Severity
from search.index import Index
from tests.desktop.keyboard import nameless, reached_by_tab
from tests.models.figures.practice_library import TABLE, fill_practice_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from desktop.pages.insights.chart import Chart
    from desktop.pages.insights.contents import InsightsContents
    from desktop.pages.insights.metrics import MetricRow
    from models.library import Library

    Show = Callable[[type[InsightsPage]], InsightsPage]


def incident(key: str, severity: Severity | None, day: str, minutes: int | None) -> Incident:
    start = datetime.fromisoformat(f"{day} 10:00").replace(tzinfo=UTC)
    return Incident(
        key=key,
        title=f"Title of {key}",
        severity=severity,
        started_at=start,
        resolved_at=start + timedelta(minutes=minutes) if minutes else None,
        services=("payments",),
        category="Database / Missing index" if minutes else None,
    )


@pytest.fixture
def months(library: Library) -> Library:
    """Two in January, three in February of which one is not resolved, and a drill."""
    for one in (
        incident("JAN-1", Severity.SEV_2, "2025-01-10", 50),
        incident("JAN-2", Severity.SEV_1, "2025-01-20", 60),
        incident("FEB-1", Severity.SEV_2, "2025-02-03", 20),
        incident("FEB-2", Severity.SEV_2, "2025-02-10", 40),
        incident("FEB-3", None, "2025-02-28", None),
        replace(incident("DRILL", Severity.SEV_1, "2025-02-05", 5), kind=IncidentKind.DRILL),
    ):
        save_incident(library, one)
    return library


@pytest.fixture
def page(months: Library, show: Show) -> InsightsPage:
    return show(InsightsPage)


def rows(page: InsightsPage) -> dict[str, MetricRow]:
    return {row.name: row for row in page.view.table._rows.rows}


def test_the_last_closed_month_is_shown_against_the_one_before(page: InsightsPage) -> None:
    assert page.view._figures._label.text() == "February against January"
    row = rows(page)["Incidents"]
    assert (row.now.text, row.before.text, row.reading) == ("3", "2", "↑ 50% could be chance")
    assert page.view._aside.text() == "Left out: 1 drill."


def test_k_of_n_median_and_mean_are_said_with_their_units(page: InsightsPage) -> None:
    found = rows(page)
    assert found["Time to resolve, median"].now.text == "30 min"
    assert found["Time to resolve, median"].change == "↓ 45%"
    assert found["MTTR average"].before.text == "55 min"
    assert "1 without that time left out" in found["MTTR average"].explanation
    assert found["Action items on time"].now.text == "–"
    assert found["Action items on time"].reading == "nothing to compare"
    assert found["Severity unknown"].now.text == "1"


def test_the_sentence_names_only_what_is_no_chance(page: InsightsPage) -> None:
    assert page.view._sentence.text() == (
        "February 2025 had 3 incidents against 2 in January 2025; "
        "no difference is more than chance alone produces."
    )


def test_the_practice_s_own_table_is_shown(library: Library, show: Show) -> None:
    fill_practice_library(library)
    found = rows(show(InsightsPage))
    names = ("SEV-1", "SEV-2", "MTTR average", "Action items created", "Action items completed")
    shown = [found[name] for name in names]
    assert [(one.now.text, one.before.text, one.change, one.remark) for one in shown] == [
        told[1:] for told in TABLE
    ]


def test_the_mean_says_that_its_test_is_of_ranks(library: Library, show: Show) -> None:
    for month, minutes in ((1, 55), (2, 38)):
        for day in range(1, 10):
            key = f"INC-{month}-{day}"
            day_ = f"2025-{month:02}-{day:02}"
            save_incident(library, incident(key, Severity.SEV_2, day_, minutes + day))
    found = rows(show(InsightsPage))
    assert found["MTTR average"].reading == "↓ 28% shorter by rank"
    assert "rank-sum test of all times" in found["MTTR average"].explanation
    assert found["MTTR average"].tone == "good"


def test_another_month_is_chosen_with_buttons_and_list(page: InsightsPage) -> None:
    page.view.chooser._back.click()
    assert page.view._figures._label.text() == "January"
    assert "there is no earlier period to compare with" in page.view._sentence.text()
    assert not page.view.chooser._back.isEnabled()
    page.view.chooser._forward.click()
    page.view.chooser._list.setCurrentIndex(0)
    page.view.chooser._list.edited.emit()
    assert page.view._figures._label.text() == "March against February"
    assert not page.view.chooser._forward.isEnabled()


def marks(chart: Chart) -> list[str]:
    return [mark.words for mark in chart.marks]


def test_columns_count_severities_and_lead_to_their_incidents(page: InsightsPage) -> None:
    chart = page.view.charts["severity"]
    assert marks(chart)[-2:] == [
        "Feb 2025: 2 incidents of SEV-2",
        "Feb 2025: 1 incident of unknown severity",
    ]
    asked: list[str] = []
    page.search_for.connect(asked.append)
    box = chart.marks[-2].box
    place = QPoint(round(box.x + box.width / 2), round(box.y + box.height / 2))
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert asked == ["key:FEB-1,FEB-2"]


def test_the_query_of_marks_finds_what_the_marks_count(
    page: InsightsPage, months: Library, as_of: datetime, tmp_path: Path
) -> None:
    asked: list[str] = []
    page.search_for.connect(asked.append)
    with Index.open(tmp_path / "index", library_id=months.id) as index:
        index.rebuild(months)
        several = [one for one in page.view.charts["severity"].marks if len(one.ids) > 1]
        assert several
        for mark in several:
            page.view.ids_chosen.emit(mark.ids)
            assert index.search(asked[-1], as_of=as_of).total == len(mark.ids), mark


def test_every_dot_is_an_incident_that_opens(page: InsightsPage, months: Library) -> None:
    opened: list[UUID] = []
    page.open_incident.connect(opened.append)
    chart = page.view.charts["resolve"]
    assert len(chart.marks) == 4
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    named = next(key for key in ("JAN-1", "JAN-2") if key in chart.accessibleName())
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert opened == [months.incidents.by_key(named).id]


def test_only_a_service_or_a_severity_is_counted_where_that_is_chosen(
    page: InsightsPage, months: Library
) -> None:
    other = replace(incident("OTHER", Severity.SEV_1, "2025-02-07", 9), services=("search/api",))
    page.session.perform(page, lambda library: save_incident(library, other))
    filters = page.view.filters
    assert rows(page)["Incidents"].now.text == "4"
    filters.service.set_value("search")
    filters.service.edited.emit()
    assert rows(page)["Incidents"].now.text == "1"
    assert "service search with its parts" in filters._said.text()
    filters.service.set_value("")
    filters.severity.set_value("SEV-2")
    filters.severity.edited.emit()
    assert rows(page)["Incidents"].now.text == "2"
    filters.months.set_value("12")
    filters.months.edited.emit()
    assert "repeats within 12 months" in filters._said.text()


def test_the_figures_lead_to_their_incidents(page: InsightsPage) -> None:
    asked: list[str] = []
    page.search_for.connect(asked.append)
    table = page.view.table
    names = [row.name for row in table._rows.rows]
    table.setCurrentIndex(table.model().index(names.index("MTTR average"), 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert asked == ["key:FEB-1,FEB-2"]


def test_each_chart_can_be_read_as_a_table(page: InsightsPage) -> None:
    for panel in page.view.panels.values():
        panel.show_table(True)
        model = panel._table.model()
        assert model.rowCount() == len(panel.chart.table().rows)
    panel = page.view.panels["severity"]
    assert panel.chart.table().rows[-1][0] == "Feb 2025"
    page.view.chooser._back.click()
    table = panel._table.model()
    assert table.index(table.rowCount() - 1, 0).data() == "Jan 2025"


def test_charts_are_described_for_those_who_do_not_see_them(page: InsightsPage) -> None:
    assert "Feb 2025" in page.view.charts["severity"].accessibleDescription()
    assert "Database" in page.view.charts["categories"].accessibleDescription()


def test_a_new_incident_is_counted_at_once(page: InsightsPage) -> None:
    more = incident("FEB-9", Severity.SEV_1, "2025-02-20", 10)
    page.session.perform(page, lambda library: save_incident(library, more))
    assert rows(page)["Incidents"].now.text == "4"


def test_an_empty_library_has_no_figures(show: Show) -> None:
    page = show(InsightsPage)
    assert page.view._stack.currentIndex() == 1
    assert page.view._empty.title_text == "Nothing to count yet"


def test_one_incident_alone_is_shown_without_inventing(library: Library, show: Show) -> None:
    save_incident(library, incident("ONE", Severity.SEV_3, "2025-03-10", 30))
    page = show(InsightsPage)
    page.grab()
    assert page.view._figures._label.text() == "March"
    row = rows(page)["Incidents"]
    assert (row.now.text, row.before.text, row.reading) == ("1", "–", "nothing to compare")
    assert "there is no earlier period to compare with" in page.view._sentence.text()
    # One value alone has no place on a scale, and shares of nothing are none.
    assert rows(page)["MTTR average"].strips[0].value is None
    shares = ("Postmortem completion", "Action items on time", "Repeat incident rate")
    assert {rows(page)[name].now.text for name in shares} == {"–"}
    assert page.view.repeats.remark.startswith("1 incident began in the library’s first 6 months")


def test_a_chart_without_data_says_what_it_would_show(library: Library, show: Show) -> None:
    alone = replace(incident("ONE", Severity.SEV_3, "2025-03-10", 30), category=None)
    save_incident(library, alone)
    page = show(InsightsPage)
    page.grab()
    empty = [place for place, chart in page.view.charts.items() if chart.is_empty]
    assert empty == ["on time", "categories", "chains", "repeats", "ageing", "heat"]
    for place in empty:
        panel = page.view.panels[place]
        assert panel.chart.accessibleDescription().startswith("Here stand")
        assert not panel._toggle.isVisible()
        assert panel.height() < 120
    assert page.view.panels["severity"]._toggle.isVisible()


def test_every_control_has_a_name_and_is_reached_by_tab(page: InsightsPage) -> None:
    assert nameless(page) == []
    reached = reached_by_tab(page)
    for control in (page.view.table, *page.view.charts.values()):
        assert control in reached


@pytest.mark.parametrize(("width", "height"), [(1272, 824), (932, 624)])
def test_it_is_painted_in_every_size(page: InsightsPage, width: int, height: int) -> None:
    page.resize(width, height)
    assert not page.grab().isNull()


@pytest.mark.slow
def test_the_demo_library_gives_the_practice_s_numbers(library: Library, as_of: datetime) -> None:
    fill_demo_library(library, as_of)
    known, classes = read_known(library, as_of)
    contents: InsightsContents = compute_insights(known, classes, Period.month(2025, 2))
    found = {row.name: row for row in contents.rows}
    assert (found["SEV-1"].now.text, found["SEV-2"].now.text) == ("2", "5")
    assert found["Postmortem completion"].now.text == "11/12"
    assert found["Repeat incident rate"].now.text == "2/14"
    assert all(definition is not None for definition, _note in contents.charts.values())
    assert all(row.query for row in contents.rows if row.now.text not in ("0", "–"))
