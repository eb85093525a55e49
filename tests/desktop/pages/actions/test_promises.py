"""Slips with their reasons, evidence, and items that answer several incidents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from desktop.pages.actions.due_dialog import DueDateDialog
from desktop.pages.actions.register import COLUMNS, Arrangement, Column, Filter, Grouping
from desktop.pages.actions.sharing import SharedItem
from desktop.pages.actions.slips_popover import SlipsPopover
from models.incident import Incident
from models.operations.actions import set_action_status, set_due_date
from models.operations.incidents import save_incident
from models.vocabulary import ActionStatus
from tests.desktop.pages.actions.driving import answer, choose, stored, titles

if TYPE_CHECKING:
    from desktop.notices import Notice
    from desktop.pages.actions.page import ActionsPage
    from desktop.session import LibrarySession
    from models.library import Library


def test_a_slip_typed_in_place_asks_why_and_is_undone_whole(
    page: ActionsPage, register: Library, session: LibrarySession, notices: list[Notice]
) -> None:
    session.set_handle("@ana")
    model = page.view.table.register_model
    model.setData(model.index(0, COLUMNS.index(Column.DUE)), "1 apr")
    dialog = page.findChildren(DueDateDialog)[-1]
    dialog.confirmed.emit()
    assert dialog.isVisible()
    assert stored(register, "Late").due_on == date(2025, 3, 7)
    dialog.reason.setPlainText("waits for the vendor")
    dialog.confirmed.emit()
    late = stored(register, "Late")
    assert (late.due_on, late.original_due_on, late.slips) == (
        date(2025, 4, 1),
        date(2025, 3, 7),
        1,
    )
    (move,) = register.actions.due_date_moves(late.id)
    assert (move.reason, move.made_by) == ("waits for the vendor", "@ana")
    undo = notices[-1].action
    assert undo is not None
    undo()
    late = stored(register, "Late")
    assert (late.due_on, late.slips) == (date(2025, 3, 7), 0)


def test_an_earlier_or_a_first_date_needs_no_reason(page: ActionsPage, register: Library) -> None:
    model = page.view.table.register_model
    model.setData(model.index(2, COLUMNS.index(Column.DUE)), "25 mar")
    assert stored(register, "Nobody's").due_on == date(2025, 3, 25)
    assert page.findChildren(DueDateDialog) == []


def test_a_bulk_change_of_dates_asks_once(
    page: ActionsPage, register: Library, notices: list[Notice]
) -> None:
    choose(page, 0, 1, 3)
    page.view.bulk.due_date_wanted.emit()
    dialog = page.findChildren(DueDateDialog)[-1]
    dialog.date.setText("+2w")
    dialog.reason.setPlainText("freeze")
    dialog.confirmed.emit()
    assert notices[-1].text == "3 action items due on 2 Apr"
    assert [stored(register, one).slips for one in ("Late", "Today", "Undated")] == [1, 1, 0]


def test_how_a_date_moved_is_shown(page: ActionsPage, register: Library) -> None:
    item = stored(register, "Late")
    set_due_date(register, item.id, date(2025, 3, 17), reason="holiday", made_by="@ana")
    set_due_date(register, item.id, date(2025, 3, 18))
    page.opening.moves(stored(register, "Late"), QRect(10, 10, 50, 30))
    popover = page.findChildren(SlipsPopover)[-1]
    assert popover.lines == [
        ("7 Mar → 17 Mar", "holiday · 19 Mar by @ana"),
        ("17 Mar → 18 Mar", "no reason given · 19 Mar"),
    ]
    QTest.keyClick(popover, Qt.Key.Key_Escape)
    assert not popover.isVisible()


def test_being_done_has_to_be_shown_for_a_severe_incident(
    page: ActionsPage, register: Library
) -> None:
    model = page.view.table.register_model
    model.setData(model.index(0, COLUMNS.index(Column.STATUS)), "done")
    dialog = answer(page, "")
    assert dialog.isVisible()
    assert stored(register, "Late").status is ActionStatus.OPEN
    answer(page, "https://example.com/pr/1")
    assert stored(register, "Late").status_reason == "https://example.com/pr/1"


def test_an_item_answers_a_second_incident_and_no_more(
    page: ActionsPage, register: Library, notices: list[Notice]
) -> None:
    save_incident(register, Incident(key="INC-2", title="Again"))
    page.sharing.ask([SharedItem.of(stored(register, "Late"))])
    answer(page, "INC-2  Again")
    assert stored(register, "Late").incident_keys == ("INC-1", "INC-2")
    assert notices[-1].text == "A-1 answers INC-2 too"
    page._on_arrangement_changed(Arrangement(grouping=Grouping.INCIDENT))
    assert titles(page) == [
        "INC-1  Outage",
        "Late",
        "Today",
        "Nobody's",
        "Undated",
        "INC-2",
        "Late",
    ]
    choose(page, 1, 6)
    assert len(page.view.table.selected_rows()) == 1
    menu = page.make_menu([stored(register, "Late")])
    (unlink,) = (one for one in menu.actions() if one.text() == "Answers INC-2 no more")
    unlink.trigger()
    assert stored(register, "Late").incident_keys == ("INC-1",)
    undo = notices[-1].action
    assert undo is not None
    undo()
    assert stored(register, "Late").incident_keys == ("INC-1", "INC-2")


def test_an_issue_opens_in_the_browser_only_by_a_web_address(
    page: ActionsPage, register: Library, notices: list[Notice]
) -> None:
    row = replace(stored(register, "Late"), tracker_url="file:///etc/passwd")
    page.opening.tracker(row)
    assert notices[-1].text == "The issue's address is no web page"


def test_what_was_closed_elsewhere_without_evidence_is_named_until_it_is_given(
    page: ActionsPage, register: Library
) -> None:
    late = stored(register, "Late")
    set_action_status(register, stored(register, "Done").id, ActionStatus.DONE, reason="PR 3")
    set_action_status(register, late.id, ActionStatus.DONE)
    page.session.look_for_changes()
    page.show_query(Filter.NO_EVIDENCE.term)
    assert titles(page) == ["Late"]
    model = page.view.table.register_model
    index = model.index(0, COLUMNS.index(Column.STATUS))
    assert index.data() == "No evidence"
    assert "what shows it" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert page.view.filter.chips[Filter.NO_EVIDENCE].isChecked()
    menu = page.make_menu([stored(register, "Late")])
    (given,) = [one for one in menu.actions() if one.text() == "Give the evidence…"]
    given.trigger()
    assert answer(page, "").isVisible()
    answer(page, "https://example.test/pull/7")
    shown = stored(register, "Late")
    assert shown.status_reason == "https://example.test/pull/7"
    assert not shown.lacks_evidence
    assert titles(page) == []
