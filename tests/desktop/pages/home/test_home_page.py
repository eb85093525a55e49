"""Home on real libraries: what needs attention, and where each row leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from desktop.pages.first_run.offers import OfferCard
from desktop.pages.home.attention import home_contents
from desktop.pages.home.basis import read_basis
from desktop.pages.home.figures import read_figures
from desktop.pages.home.page import HomePage
from models.demo.filling import fill_demo_library
from models.incident import ActionItem, Impact, Incident, Postmortem
from models.operations.incidents import save_incident, set_status
from models.vocabulary import IncidentKind, PostmortemStatus, Severity
from tests.desktop.keyboard import nameless

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from desktop.pages.home.contents import DeadlineRow
    from desktop.session import LibrarySession
    from models.library import Library
    from tests.conftest import TickingClock

    Show = Callable[[type[HomePage]], HomePage]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def incident(key: str, severity: Severity, resolved: str, **given: object) -> Incident:
    end = at(resolved)
    base = Incident(
        key=key,
        title=f"Title of {key}",
        severity=severity,
        started_at=end - timedelta(hours=1),
        resolved_at=end,
        postmortem=Postmortem(),
    )
    return replace(base, **given)  # type: ignore[arg-type]


KNOWN = Impact(slo_violated=False, data_loss=False, security=False, manual_rollback=False)


@pytest.fixture
def urgent(library: Library) -> Library:
    """One late, one due, one that nobody can judge, a drill, a finished one, a quiet draft."""
    held = Postmortem(meeting_held_at=at("2025-03-12 09:00"))
    for one in (
        incident("LATE", Severity.SEV_2, "2025-03-11 12:00", postmortem=held),
        incident("SOON", Severity.SEV_1, "2025-03-18 11:05"),
        incident("VAGUE", Severity.SEV_3, "2025-03-17 11:05", postmortem=None),
        incident("DRILL", Severity.SEV_1, "2025-03-17 11:05", kind=IncidentKind.DRILL),
        incident(
            "DONE",
            Severity.SEV_1,
            "2025-03-01 11:05",
            postmortem=Postmortem(status=PostmortemStatus.FINAL),
            action_items=(
                ActionItem(number=1, title="Alert earlier", due_on=date(2025, 3, 7)),
                ActionItem(number=2, title="Due today", due_on=date(2025, 3, 19)),
            ),
        ),
        incident("QUIET", Severity.SEV_4, "2025-02-01 11:05", impact=KNOWN),
    ):
        save_incident(library, one)
    return library


@pytest.fixture
def page(urgent: Library, show: Show) -> HomePage:
    return show(HomePage)


def keys(page: HomePage) -> list[str]:
    return [row.key for row in page.view.deadlines.rows.rows]


def test_obligations_come_by_urgency_with_their_words(page: HomePage) -> None:
    rows: tuple[DeadlineRow, ...] = page.view.deadlines.rows.rows
    assert [(row.key, row.tone, row.words) for row in rows] == [
        ("LATE", "late", "Late by 1 day"),
        ("SOON", "soon", "25 h 24 min left"),
        ("VAGUE", "unknown", "Trigger unknown"),
    ]
    assert rows[0].rule == "Document within 5 business days, by Tue 18 Mar"
    assert rows[2].second == "a postmortem may be required"


def test_the_line_says_what_is_past_due(page: HomePage) -> None:
    text = page.view._line.text
    assert text.startswith("Wednesday 19 March 2025, 09:40 UTC. 2 past due, 2 due this week, ")
    assert text.endswith("1 waiting for a decision.")


def test_overdue_items_and_drafts_have_their_lists(page: HomePage) -> None:
    overdue = page.view.overdue.rows.rows
    assert [(row.words, row.title) for row in overdue] == [("Overdue 12 d", "Alert earlier")]
    assert [row.key for row in page.view.drafts.rows.rows] == ["DRILL", "QUIET"]


def test_a_click_opens_the_incident_and_its_button_the_editor(
    page: HomePage, urgent: Library
) -> None:
    opened: list[UUID] = []
    edited: list[UUID] = []
    page.open_incident.connect(opened.append)
    page.edit_incident.connect(edited.append)
    rows = page.view.deadlines.rows
    rect = rows.visualRect(rows.model().index(0, 0))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert opened == [urgent.incidents.by_key("LATE").id]
    box = rows._delegate.button_box(rect, rows.rows[0])
    assert box is not None
    point = QPointF(box.center()).toPoint()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert edited == opened
    assert len(opened) == 1


def test_the_keyboard_goes_through_rows(page: HomePage, urgent: Library) -> None:
    opened: list[UUID] = []
    page.open_incident.connect(opened.append)
    page.focus_first()
    rows = page.view.deadlines.rows
    assert rows.hasFocus()
    QTest.keyClick(rows, Qt.Key.Key_J)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert opened == [urgent.incidents.by_key("SOON").id]


def test_rows_are_said_aloud_with_words(page: HomePage) -> None:
    index = page.view.deadlines.rows.model().index(0, 0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Deadlines: LATE, SEV-2, Title of LATE: Late by 1 day, "
        "Document within 5 business days, by Tue 18 Mar"
    )


def test_finishing_a_postmortem_takes_its_deadline_away(page: HomePage, urgent: Library) -> None:
    late = urgent.incidents.by_key("LATE")
    page.session.perform(
        page,
        lambda library: set_status(
            library, late.id, PostmortemStatus.FINAL, version=None, is_history=True
        ),
    )
    assert keys(page) == ["SOON", "VAGUE"]


def test_clocks_run_on_while_the_page_is_looked_at(page: HomePage, clock: TickingClock) -> None:
    clock.advance(timedelta(hours=26))
    page._on_minute()
    words = {row.key: row.words for row in page.view.deadlines.rows.rows}
    assert words["LATE"] == "Late by 2 days"
    assert words["SOON"].startswith("Due")


def test_the_badge_counts_what_is_past_due(session: LibrarySession, page: HomePage) -> None:
    told: list[str] = []
    page.badge_changed.connect(lambda text, _alarm: told.append(text))
    page.reload()
    assert told == ["2"]


def test_an_empty_library_offers_how_to_begin(show: Show) -> None:
    page = show(HomePage)
    wanted: list[str] = []
    page.command_requested.connect(wanted.append)
    assert page.view._heading.text() == "An empty library"
    for card in page.findChildren(OfferCard):
        card.click()
    assert wanted == ["new-postmortem", "import-folder", "demo"]


def test_a_single_incident_says_nothing_that_it_does_not_know(library: Library, show: Show) -> None:
    save_incident(library, Incident(key="ONE", title="One", severity=Severity.SEV_4))
    page = show(HomePage)
    assert keys(page) == []
    assert [tile._tile.number for tile in page.view.tiles.tiles if tile._tile] == ["—"] * 4
    assert page.view._all_clear.isVisible()


def test_every_control_has_a_name(page: HomePage) -> None:
    assert nameless(page) == []


def test_the_lists_keep_qt_s_contract(page: HomePage) -> None:
    model = page.view.deadlines.rows.model()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.view.deadlines.rows.set_rows(())
    page.reload()
    assert model.rowCount() == 3
    assert tester is not None


def test_a_narrow_page_puts_the_figures_below(page: HomePage, qtbot: QtBot) -> None:
    page.resize(932, 624)
    view = page.view
    qtbot.waitUntil(lambda: view._side.y() >= view._lists.geometry().bottom())


@pytest.mark.slow
def test_the_demo_library_tells_the_design_s_story(library: Library, as_of: datetime) -> None:
    fill_demo_library(library, as_of)
    contents = home_contents(read_basis(library, as_of), as_of)
    assert [row.key for row in contents.deadlines][:4] == [
        "INC-2025-029",
        "INC-2025-032",
        "INC-2025-036",
        "INC-2025-034",
    ]
    assert contents.overdue_total == 4
    figures = read_figures(library, as_of)
    assert figures.month == "February 2025"
    shown = [(tile.number + tile.rest, tile.reading.text) for tile in figures.tiles]
    assert shown == [
        ("11/12", "1 short of 100%"),
        ("3.5", "Meets target ≤ 5"),
        ("78%", "Below target ≥ 80%"),
        ("14%", "Target < 20%: can't tell"),
    ]
    here = [step.level for step in figures.maturity if step.state == "here"]
    assert here == [4]
