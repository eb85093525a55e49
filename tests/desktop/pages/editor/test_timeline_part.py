"""The timeline typed with the keyboard: rows, kinds, paste, order, and the strip above."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.pages.editor.draft import IncidentDraft, Record
from desktop.pages.editor.timeline_part import TimelinePart
from desktop.pages.editor.timeline_strip import place_label

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.theme import ThemeSource

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
TIMES = {"started_at": "2025-03-15 14:23", "resolved_at": "2025-03-15 15:10"}


@pytest.fixture
def part(themes: ThemeSource, host: QWidget, qtbot: QtBot) -> TimelinePart:
    made = TimelinePart(themes, zone="UTC", clock=lambda: NOW)
    made.setParent(host)
    made.resize(752, 800)
    made.fill(IncidentDraft(times=TIMES))
    made.show()
    host.activateWindow()
    QApplication.processEvents()
    QAbstractItemModelTester(made.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return made


def type_keys(*keys: str | Qt.Key) -> None:
    """Into whatever has the keyboard."""
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        if isinstance(key, str):
            QTest.keyClicks(focus, key)
        else:
            QTest.keyClick(focus, key)


def told(part: TimelinePart) -> list[tuple[str, str, str]]:
    return [
        (one.text("at").removeprefix("2025-03-15 "), one.text("kind"), one.text("text"))
        for one in part.table.records()
    ]


def filled(part: TimelinePart, *rows: tuple[str, str, str]) -> None:
    records = [
        Record({"at": f"2025-03-15 {at}", "kind": kind, "text": text}) for at, kind, text in rows
    ]
    part.fill(IncidentDraft(times=TIMES, timeline=tuple(records)))


def test_events_are_typed_row_after_row_without_the_mouse(part: TimelinePart) -> None:
    part.table.start_row()
    tab, enter = Qt.Key.Key_Tab, Qt.Key.Key_Return
    type_keys("14:25", tab, tab, "Alarm fired", enter)
    type_keys("+2", tab, "p", tab, "On-call engineer", enter)
    type_keys("00:10", tab, tab, "Rolled back", enter)
    assert told(part) == [
        ("14:25", "detection", "Alarm fired"),
        ("14:27", "page", "On-call engineer"),
        ("2025-03-16 00:10", "mitigation", "Rolled back"),
    ]


def test_letters_choose_the_kind_without_opening_a_list(part: TimelinePart) -> None:
    filled(part, ("14:25", "other", "x"))
    part.table.focus_cell(0, "kind")
    kinds = []
    for key in ("d", "d", "d", "d"):
        type_keys(key)
        kinds.append(told(part)[0][1])
    assert kinds == ["detection", "diagnosis", "decision", "detection"]
    type_keys("z")
    assert told(part)[0][1] == "detection"


def test_a_kind_that_a_person_chose_is_not_suggested_away(part: TimelinePart) -> None:
    filled(part, ("14:25", "decision", "x"))
    model = part.table.model
    model.setData(model.index(0, 2), "Rolled back")
    assert told(part)[0] == ("14:25", "decision", "Rolled back")


def test_rows_pasted_from_a_chat_come_below_the_current_row_at_once(
    part: TimelinePart, qtbot: QtBot
) -> None:
    filled(part, ("14:23", "change", "Deploy"), ("15:10", "recovery", "Over"))
    QGuiApplication.clipboard().setText("[14:25] <alice> alarm fired\n25:99 odd\nno time\n")
    part.table.focus_cell(0, "text")
    with qtbot.waitSignal(part.edited):
        QTest.keySequence(part.table.table, "Ctrl+V")
    assert told(part) == [
        ("14:23", "change", "Deploy"),
        ("14:25", "detection", "alice: alarm fired"),
        ("25:99", "other", "odd"),
        ("", "other", "no time"),
        ("15:10", "recovery", "Over"),
    ]


def test_rows_pasted_into_the_open_time_of_a_new_row_become_rows(part: TimelinePart) -> None:
    part.table.start_row()
    QGuiApplication.clipboard().setText("14:25\tAlarm fired\n14:27\tPaged\n")
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keySequence(focus, "Ctrl+V")
    assert [one[0] for one in told(part)] == ["14:25", "14:27"]


def test_rows_are_sorted_moved_and_removed_by_keys(part: TimelinePart) -> None:
    filled(part, ("14:30", "other", "b"), ("14:25", "other", "a"), ("14:40", "other", "c"))
    assert not part.sort_button.isHidden()
    view = part.table.table
    part.table.focus_cell(0, "at")
    QTest.keySequence(view, "Alt+T")
    assert [one[2] for one in told(part)] == ["a", "b", "c"]
    assert part.sort_button.isHidden()
    part.table.focus_cell(0, "text")
    QTest.keySequence(view, "Alt+Shift+Down")
    assert [one[2] for one in told(part)] == ["b", "a", "c"]
    QTest.keySequence(view, "Alt+Shift+Up")
    QTest.keySequence(view, "Ctrl+Del")
    assert [one[2] for one in told(part)] == ["b", "c"]


def test_gaps_and_wrong_order_are_said_in_the_row(part: TimelinePart) -> None:
    filled(part, ("14:23", "change", "a"), ("15:10", "other", "b"), ("15:00", "other", "c"))
    model = part.table.model
    spoken = [
        str(model.data(model.index(row, 2), Qt.ItemDataRole.AccessibleTextRole)) for row in range(3)
    ]
    assert spoken == [
        "Event: a",
        "Event: b. 47 min with no event",
        "Event: c. earlier than the row above",
    ]


def test_a_problem_is_said_in_its_row_and_makes_it_higher(part: TimelinePart) -> None:
    filled(part, ("14:23", "change", "a"), ("14:25", "other", "b" * 40))
    view = part.table.table
    before = view.rowHeight(1)
    part.table.show_problems({(1, "at"): "There is no time like that. Write it like 14:25."})
    assert view.rowHeight(1) > before
    assert view.height() == view.sizeHint().height()


def test_the_table_is_as_high_as_its_rows(part: TimelinePart) -> None:
    filled(part, *((f"{14 + n // 60}:{n % 60:02}", "other", "x") for n in range(400)))
    view = part.table.table
    QApplication.processEvents()
    assert view.height() >= 401 * view.rowHeight(0)
    assert view.verticalScrollBar().maximum() == 0


def test_the_page_follows_the_row_that_has_the_keyboard(
    part: TimelinePart, host: QWidget, qtbot: QtBot
) -> None:
    filled(part, *((f"{14 + n // 60}:{n % 60:02}", "other", "x") for n in range(200)))
    area = QScrollArea(host)
    area.setWidgetResizable(True)
    area.resize(800, 500)
    area.setWidget(part)
    area.show()
    part.table.focus_cell(0, "text")
    part.table.focus_cell(190, "text")
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 4_000)
    part.table.focus_cell(0, "text")
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() < 300)


def test_leaving_a_time_as_it_was_changes_nothing(part: TimelinePart) -> None:
    filled(part, ("14:23:10", "change", "a"))
    edits: list[bool] = []
    part.edited.connect(lambda: edits.append(True))
    part.table.focus_cell(0, "at")
    type_keys(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert edits == []
    assert told(part)[0][0] == "14:23:10"


def test_the_strip_says_how_long_it_took(part: TimelinePart) -> None:
    filled(
        part,
        ("14:23", "change", "a"),
        ("14:25", "detection", "b"),
        ("14:35", "decision", "c"),
        ("14:45", "mitigation", "d"),
        ("15:10", "recovery", "e"),
    )
    strip = part.strip.strip
    assert strip is not None
    assert strip.words == (
        "Detected after 2 min, Decided after 12 min, Mitigated after 22 min, Recovered after 47 min"
    )
    assert [token for _b, _e, token in strip.segments] == [
        "text.primary",
        "accent.base",
        "chart.interval",
    ]
    part.fill(IncidentDraft())
    assert part.strip.strip is None


def test_labels_of_a_strip_never_overlap() -> None:
    taken: list[tuple[float, float]] = []
    for x in (690.0, 10.0, 12.0, 14.0, 300.0):
        left = place_label(x, 120, 696, taken)
        if left is not None:
            assert 0 <= left <= 696 - 120
            assert all(left >= end or left + 120 <= begin for begin, end in taken)
            taken.append((left, left + 120))
    assert len(taken) == 3


def test_what_is_read_only_has_no_blank_row(part: TimelinePart) -> None:
    filled(part, ("14:23", "change", "a"))
    part.set_read_only(True)
    assert part.table.model.rowCount() == 1
    part.table.focus_cell(0, "kind")
    type_keys("p", Qt.Key.Key_Return)
    QTest.keySequence(part.table.table, "Ctrl+Del")
    assert told(part) == [("14:23", "change", "a")]
    part.set_read_only(False)
    assert part.table.model.rowCount() == 2
