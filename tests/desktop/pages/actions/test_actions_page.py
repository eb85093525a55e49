"""The register on a real library: what it shows, and what can be done in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from desktop.dialogs.framed import FramedDialog
from desktop.pages.actions.arranging import arrange
from desktop.pages.actions.model import RegisterModel
from desktop.pages.actions.page import ActionsPage
from desktop.pages.actions.register import (
    COLUMNS,
    Arrangement,
    Column,
    Filter,
    Group,
    Grouping,
)
from desktop.preferences import Preferences
from models.operations.actions import set_due_date, set_owner
from models.vocabulary import ActionStatus
from tests.desktop.keyboard import nameless, reached_by_tab
from tests.desktop.pages.actions.driving import answer, choose, stored, titles

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.notices import Notice
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library
    from tests.conftest import TickingClock

    Show = Callable[[type[ActionsPage]], ActionsPage]


def test_open_items_are_shown_by_their_due_date(page: ActionsPage) -> None:
    assert titles(page) == ["Late", "Today", "Nobody's", "Undated"]
    assert page.view._summary.text == (
        "4 open across 1 incident, 1 overdue, 1 due this week, 1 without an owner, "
        "1 without a due date."
    )


def test_overdue_is_said_in_words_and_due_today_is_not_overdue(page: ActionsPage) -> None:
    model = page.view.table.register_model
    due = COLUMNS.index(Column.DUE)
    spoken = [model.index(row, due).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert spoken == ["Due: Overdue 12 d, 7 Mar", "Due: Today, 19 Mar"]


def test_the_badge_counts_what_is_overdue(session: LibrarySession, page: ActionsPage) -> None:
    told: list[tuple[str, bool]] = []
    page.badge_changed.connect(lambda text, alarm: told.append((text, alarm)))
    page.reload()
    assert told == [("1", True)]


def test_chips_filter_and_count(page: ActionsPage) -> None:
    chips = page.view.filter.chips
    assert chips[Filter.OVERDUE].text() == "Overdue  1"
    chips[Filter.OVERDUE].click()
    assert titles(page) == ["Late"]
    chips[Filter.NO_OWNER].click()
    assert page.view.empty.title_text == "No action item matches all"
    page.view.empty.action_chosen.emit()
    assert len(titles(page)) == 4


def test_the_query_is_typed_and_shown_as_chips(page: ActionsPage) -> None:
    bar = page.view.filter
    bar.edit.setText("open:yes due:<2w -owner:@bo")
    bar.edit.returnPressed.emit()
    assert titles(page) == ["Late", "Nobody's"]
    assert [part.text() for part in bar._parts] == ["Due before 2 Apr", "Not owner: @bo"]
    bar._parts[1].click()
    assert bar.edit.text() == "open:yes due:<2w"
    assert titles(page) == ["Late", "Today", "Nobody's"]


def test_what_is_not_understood_is_said_below_the_query(page: ActionsPage) -> None:
    bar = page.view.filter
    bar.edit.setText("colour:red")
    bar.edit.returnPressed.emit()
    assert "not a field" in bar._note.text()
    assert page.view.empty.title_text == "No action item matches"
    assert page.handle_escape()
    assert len(titles(page)) == 4


def test_a_completion_changes_the_last_part_alone(page: ActionsPage) -> None:
    bar = page.view.filter
    bar.edit.setText("open:yes -own")
    completer = bar.completer
    completer.setCompletionPrefix("own")
    assert completer.splitPath("open:yes -own") == ["own"]
    offered = completer.completionModel()
    words = [offered.index(place, 0).data() for place in range(offered.rowCount())]
    assert words == ["owner:", "owner:@ana", "owner:@bo"]
    known = completer.model()
    (ana,) = known.match(known.index(0, 0), Qt.ItemDataRole.DisplayRole, "owner:@ana")
    assert completer.pathFromIndex(ana) == "open:yes -owner:@ana"


def test_columns_are_chosen_and_remembered(
    session: LibrarySession, themes: ThemeSource, register: Library, qtbot: QtBot
) -> None:
    preferences = Preferences()
    page = ActionsPage(session, themes, preferences=preferences)
    qtbot.addWidget(page)
    page.resize(1272, 824)
    page.show()
    menu = page.view.columns_menu()
    (kind,) = (one for one in menu.actions() if one.text() == "Kind")
    kind.trigger()
    table = page.view.table
    assert table.isColumnHidden(COLUMNS.index(Column.KIND))
    assert "kind" not in preferences.register_columns
    assert not table.isColumnHidden(COLUMNS.index(Column.ACTION))
    again = ActionsPage(session, themes, preferences=preferences)
    qtbot.addWidget(again)
    assert again.view.table.isColumnHidden(COLUMNS.index(Column.KIND))


def test_a_hidden_page_only_counts_and_reads_when_it_is_shown(
    page: ActionsPage, register: Library
) -> None:
    told: list[str] = []
    page.badge_changed.connect(lambda text, _alarm: told.append(text))
    page.hide()
    set_due_date(register, stored(register, "Today").id, date(2025, 3, 1))
    page.session.look_for_changes()
    assert told == ["2"]
    assert titles(page)[0] == "Late"
    page.show()
    assert titles(page)[0] == "Today"


def test_the_badge_turns_at_midnight_while_the_page_is_hidden(
    page: ActionsPage, clock: TickingClock
) -> None:
    told: list[str] = []
    page.badge_changed.connect(lambda text, _alarm: told.append(text))
    page.hide()
    clock.advance(timedelta(hours=15))
    page._midnight.look()
    assert told == ["2"]


def test_a_click_on_a_head_sorts_and_another_turns_it_round(page: ActionsPage) -> None:
    head = page.view.table.horizontalHeader()
    section = COLUMNS.index(Column.ACTION)
    head.sectionClicked.emit(section)
    assert titles(page) == ["Late", "Nobody's", "Today", "Undated"]
    head.sectionClicked.emit(section)
    assert titles(page) == ["Undated", "Today", "Nobody's", "Late"]


def test_groups_open_and_close_with_the_keyboard(page: ActionsPage) -> None:
    page._on_arrangement_changed(Arrangement(grouping=Grouping.OWNER))
    table = page.view.table
    assert titles(page) == ["@ana", "Late", "Undated", "@bo", "Today", "No owner", "Nobody's"]
    table.setCurrentIndex(table.register_model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert titles(page) == ["@ana", "@bo", "Today", "No owner", "Nobody's"]
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert len(titles(page)) == 7


def test_the_box_of_a_row_adds_it_to_the_selection(page: ActionsPage) -> None:
    table = page.view.table
    for row in (0, 2):
        rect = table.visualRect(table.register_model.index(row, 0))
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert [row.title for row in table.selected_rows()] == ["Late", "Nobody's"]
    assert page.view.bulk.isVisible()
    assert page.handle_escape()
    assert not page.view.bulk.isVisible()


def test_enter_opens_the_incident(page: ActionsPage, register: Library) -> None:
    opened: list[object] = []
    page.open_incident.connect(opened.append)
    table = page.view.table
    table.setCurrentIndex(table.register_model.index(0, 2))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [register.incidents.by_key("INC-1").id]


def test_an_owner_is_typed_in_place_and_undone(
    page: ActionsPage, register: Library, notices: list[Notice]
) -> None:
    model = page.view.table.register_model
    model.setData(model.index(2, COLUMNS.index(Column.OWNER)), "db-team")
    assert stored(register, "Nobody's").owner == "@db-team"
    assert notices[-1].text == "A-3 given to @db-team"
    undo = notices[-1].action
    assert undo is not None
    undo()
    assert stored(register, "Nobody's").owner is None


def test_a_due_date_is_typed_as_people_say_it(page: ActionsPage, register: Library) -> None:
    model = page.view.table.register_model
    model.setData(model.index(3, COLUMNS.index(Column.DUE)), "+2w")
    assert stored(register, "Undated").due_on == date(2025, 4, 2)


def test_a_date_that_is_none_is_said_and_changes_nothing(
    page: ActionsPage, register: Library, notices: list[Notice]
) -> None:
    model = page.view.table.register_model
    model.setData(model.index(3, COLUMNS.index(Column.DUE)), "soon")
    assert "not a date" in notices[-1].text
    assert stored(register, "Undated").due_on is None


def test_several_are_marked_done_with_evidence_and_undone(
    page: ActionsPage, register: Library, notices: list[Notice]
) -> None:
    choose(page, 0, 1)
    page.view.bulk.done_wanted.emit()
    answer(page, "https://example.com/pr/1")
    assert stored(register, "Late").status is ActionStatus.DONE
    assert notices[-1].text == "2 action items marked done"
    kept = register.incidents.by_key("INC-1").action_items[0]
    assert kept.status_reason == "https://example.com/pr/1"
    undo = notices[-1].action
    assert undo is not None
    undo()
    again = stored(register, "Late")
    assert (again.status, again.completed_on) == (ActionStatus.OPEN, None)


def test_dropping_asks_why(page: ActionsPage, register: Library) -> None:
    table = page.view.table
    table.setCurrentIndex(table.register_model.index(0, 2))
    model = table.register_model
    model.setData(model.index(0, COLUMNS.index(Column.STATUS)), "won't do")
    dialog = page.findChildren(FramedDialog)[-1]
    dialog.confirmed.emit()
    assert dialog.isVisible()
    assert stored(register, "Late").status is ActionStatus.OPEN


def test_a_dropped_item_is_brought_back_with_its_reason_by_undo(
    page: ActionsPage, register: Library, notices: list[Notice]
) -> None:
    page.changes.perform_status([stored(register, "Late")], ActionStatus.WONT_DO, "Replaced")
    page.changes.perform_status([stored(register, "Late")], ActionStatus.OPEN, "")
    undo = notices[-1].action
    assert undo is not None
    undo()
    kept = register.incidents.by_key("INC-1").action_items[0]
    assert (kept.status, kept.status_reason) == (ActionStatus.WONT_DO, "Replaced")


def test_what_somebody_else_changed_is_left_alone_and_named(
    page: ActionsPage, register: Library, notices: list[Notice]
) -> None:
    choose(page, 0, 1)
    set_owner(register, stored(register, "Late").id, "@other")
    page.view.bulk.done_wanted.emit()
    answer(page, "PR 7")
    assert notices[-1].text == "1 of 2 marked done; changed elsewhere meanwhile: A-1"
    assert stored(register, "Late").status is ActionStatus.OPEN
    assert stored(register, "Today").status is ActionStatus.DONE


def test_what_is_due_today_turns_overdue_at_midnight(
    page: ActionsPage, clock: TickingClock
) -> None:
    clock.advance(timedelta(hours=15))
    page._midnight.look()
    assert page.view.filter.chips[Filter.OVERDUE].text() == "Overdue  2"


def test_the_menu_offers_what_the_bar_offers(page: ActionsPage, register: Library) -> None:
    menu = page.make_menu([stored(register, "Late")])
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == [
        "Open INC-1",
        "Create issues for INC-1…",
        "How its due date moved…",
        "Open",
        "In progress",
        "Mark done…",
        "Won't do…",
        "Set owner…",
        "Set due date…",
        "Strength",
        "Answers another incident too…",
    ]
    assert not menu.actions()[4].isEnabled()


def test_an_empty_register_says_where_action_items_come_from(show: Show) -> None:
    page = show(ActionsPage)
    wanted: list[str] = []
    page.command_requested.connect(wanted.append)
    assert page.view.empty.title_text == "No action items yet"
    page.view.empty.action_chosen.emit()
    assert wanted == ["new-postmortem"]


def test_every_control_has_a_name_and_is_reached_by_tab(page: ActionsPage) -> None:
    assert nameless(page) == []
    reached = reached_by_tab(page)
    assert page.view.table in reached
    chips = [one for one in page.view.filter.chips.values() if one.isVisibleTo(page)]
    assert all(chip in reached for chip in chips)
    assert page.view.filter.edit in reached


def test_a_narrow_page_keeps_title_owner_and_due_date(page: ActionsPage) -> None:
    page.resize(932, 624)
    hidden = [
        column for place, column in enumerate(COLUMNS) if page.view.table.isColumnHidden(place)
    ]
    assert set(hidden) <= {Column.KIND, Column.TRACKER, Column.STRENGTH, Column.SLIPS}


def test_the_model_keeps_qt_s_contract_whatever_is_shown(
    page: ActionsPage, register: Library
) -> None:
    model = RegisterModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = register.actions.rows(as_of=datetime(2025, 3, 19, tzinfo=UTC))
    today = date(2025, 3, 19)
    for grouping in Grouping:
        model.set_register(arrange(rows, Arrangement(grouping=grouping), today))
    first = model.entry(0)
    assert isinstance(first, Group)
    model.toggle(first)
    model.set_register(arrange([], Arrangement(), today))
    assert model.rowCount() == 0
    assert tester is not None


def test_ten_thousand_rows_are_made_only_where_one_looks(
    page: ActionsPage, register: Library
) -> None:
    row = register.actions.rows(as_of=datetime(2025, 3, 19, tzinfo=UTC))[0]
    many = [replace(row, register_number=number) for number in range(10_000)]
    arrangement = Arrangement()
    page.view.show_register(arrange(many, arrangement, date(2025, 3, 19)), arrangement)
    table = page.view.table
    assert table.register_model.rowCount() == 10_000
    table.scrollToBottom()
    page.grab()
    last = table.indexAt(QPoint(80, table.viewport().height() - 5))
    assert last.row() == 9_999
