"""The controls: what they show, say and emit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from desktop.icons import application_icon, icon, pixmap
from desktop.notices import Notice
from desktop.shell.search_field import SearchField
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, SegmentedControl
from desktop.widgets.chip import FilterChip, QueryChip
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.marked_text import MarkedText
from desktop.widgets.marks import Badge, SeverityPill
from desktop.widgets.painting import BadgeSpec, status_badge
from desktop.widgets.section_header import SectionHeader
from desktop.widgets.toast import SHOWN_MS, Toast
from models.errors import BadInputError
from models.vocabulary import PostmortemStatus, Severity

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.theme import ThemeSource


def _button(widget: QWidget) -> QPushButton:
    found = widget.findChild(QPushButton)
    assert found is not None
    return found


def test_an_icon_is_drawn_in_its_colour_at_the_screen_s_resolution(themes: ThemeSource) -> None:
    color = themes.current.color("danger.text")
    drawn = pixmap("triangle-alert", color, size=16, ratio=2.0)
    assert (drawn.width(), drawn.devicePixelRatio()) == (32, 2.0)
    image = drawn.toImage()
    solid = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert solid == {color.name()}


def test_an_icon_that_does_not_ship_is_a_bug(themes: ThemeSource) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", themes.current.color("text.primary"))


def test_the_application_icon_comes_in_every_size(themes: ThemeSource) -> None:
    theme = themes.current
    made = application_icon(theme.hex("accent.base"), theme.hex("accent.on"))
    assert {size.width() for size in made.availableSizes()} >= {16, 32, 48, 256}


def test_pill_and_badge_are_named(qtbot: QtBot, themes: ThemeSource) -> None:
    pill = SeverityPill(themes, Severity.SEV_1)
    badge = Badge(themes, BadgeSpec("No owner", "user-x", "warning"))
    for widget in (pill, badge):
        qtbot.addWidget(widget)
    assert (pill.accessibleName(), badge.accessibleName()) == ("SEV-1", "No owner")
    assert pill.sizeHint().height() == themes.current.size("pill.height")
    pill.set_severity(None)
    assert pill.isHidden()


def test_every_status_has_a_badge_and_none_is_dashed() -> None:
    assert status_badge(None).dashed
    for status in PostmortemStatus:
        assert status_badge(status).text


def test_a_button_of_an_icon_alone_has_a_name_and_a_tooltip(
    qtbot: QtBot, themes: ThemeSource
) -> None:
    button = Button("", themes, icon_name="x", name="Clear")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Clear", "Clear")


def test_exactly_one_segment_holds(qtbot: QtBot, themes: ThemeSource) -> None:
    control = SegmentedControl([("a", "Mine"), ("b", "All")], themes, name="Whose")
    qtbot.addWidget(control)
    told: list[str] = []
    control.chosen.connect(told.append)
    assert control.value() == "a"
    control.findChildren(QPushButton)[1].click()
    assert (control.value(), told) == ("b", ["b"])


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space])
def test_a_query_chip_is_removed_by_keyboard(
    qtbot: QtBot, themes: ThemeSource, key: Qt.Key
) -> None:
    chip = QueryChip("Service: payments", themes)
    qtbot.addWidget(chip)
    with qtbot.waitSignal(chip.removed):
        QTest.keyClick(chip, key)
    assert chip.accessibleName() == "Service: payments, remove this filter"


def test_a_filter_chip_says_its_count(qtbot: QtBot, themes: ThemeSource) -> None:
    chip = FilterChip("Overdue", themes, count=1204)
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "Overdue, 1,204"
    chip.set_count(None)
    assert chip.text() == "Overdue"


def test_a_banner_says_an_error_with_its_next_step(qtbot: QtBot, themes: ThemeSource) -> None:
    banner = Banner(themes)
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.say_error(BadInputError("Line 14 has no date.", "Correct it."), action="Open")
    assert banner.text == "Line 14 has no date. Correct it."
    assert banner.property("banner") == "error"
    with qtbot.waitSignal(banner.action_chosen):
        _button(banner).click()
    banner.clear()
    assert banner.isHidden()


def test_a_toast_acts_once_and_goes(qtbot: QtBot, themes: ThemeSource) -> None:
    host = QWidget()
    host.resize(800, 600)
    qtbot.addWidget(host)
    toast = Toast(host, themes)
    done: list[str] = []
    toast.show_notice(Notice("2 actions marked done", "done", "Undo", lambda: done.append("undo")))
    assert not toast.isHidden()
    assert abs(toast.geometry().center().x() - 400) <= 1
    _button(toast).click()
    assert (done, toast.isHidden()) == (["undo"], True)


def test_a_toast_waits_under_the_pointer(qtbot: QtBot, themes: ThemeSource) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    toast = Toast(host, themes)
    toast.show_notice(Notice("Saved"))
    # Qt's coarse timers may be set up to 5 % late, so that several wake together.
    assert 0 < toast.remaining_ms <= SHOWN_MS * 1.05
    QTest.mouseMove(toast, QPoint(5, 5))
    toast.enterEvent(None)  # type: ignore[arg-type]
    assert toast.remaining_ms == -1
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    assert toast.remaining_ms > 0


def test_an_empty_state_offers_one_way_out(qtbot: QtBot, themes: ThemeSource) -> None:
    empty = EmptyState(themes)
    qtbot.addWidget(empty)
    empty.say("No incident matches", "Without “Since 2024” there are 4.", action="Remove it")
    assert empty.accessibleName() == "No incident matches. Without “Since 2024” there are 4."
    with qtbot.waitSignal(empty.action_chosen):
        _button(empty).click()


def test_a_section_header_changes_its_note(qtbot: QtBot, themes: ThemeSource) -> None:
    header = SectionHeader("Deadlines", themes, note="4", right=Button("All", themes, kind="link"))
    qtbot.addWidget(header)
    header.set_note("5")
    header.set_text("Due")
    assert header.accessibleName() == "Due"


def test_a_flow_wraps_onto_further_lines(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    flow = FlowLayout(host, spacing=10)
    boxes = [QWidget() for _number in range(3)]
    for box in boxes:
        box.setFixedSize(100, 20)
        flow.addWidget(box)
    assert flow.heightForWidth(320) == 20
    assert flow.heightForWidth(230) == 50
    assert flow.heightForWidth(100) == 80
    boxes[0].hide()
    assert flow.heightForWidth(230) == 20
    flow.clear()
    assert flow.count() == 0


def test_a_layout_in_a_column_gets_the_height_it_needs(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    chips = QWidget()
    flow = FlowLayout(chips, spacing=10)
    for _number in range(3):
        box = QWidget()
        box.setFixedSize(100, 20)
        flow.addWidget(box)
    column.addWidget(chips)
    column.addWidget(QListView(), 1)
    host.resize(230, 300)
    host.show()
    qtbot.waitUntil(lambda: chips.height() == 50)


def test_marked_text_paints_its_matches(themes: ThemeSource) -> None:
    image = QImage(300, 60, QImage.Format.Format_RGB32)
    image.fill(themes.current.color("bg.raised"))
    painter = QPainter(image)
    text = "the connection pool was exhausted and nobody could pay for a while, alas " * 3
    MarkedText(lines=2).paint(painter, themes.current, QPointF(5, 5), 280, text, ((4, 19),))
    painter.end()
    colors = {image.pixelColor(x, 8).name() for x in range(300)}
    assert themes.current.hex("match.bg") in colors


def test_the_field_tells_what_was_typed_after_a_moment(qtbot: QtBot, themes: ThemeSource) -> None:
    field = SearchField(themes)
    qtbot.addWidget(field)
    field.show()
    with qtbot.waitSignal(field.typed) as told:
        line = field.findChild(QLineEdit)
        assert line is not None
        QTest.keyClicks(line, "service:pay")
    assert told.args == ["service:pay"]
    assert field.text() == "service:pay"
    with qtbot.assertNotEmitted(field.typed, wait=120):
        field.set_text("other")


def test_the_field_is_cleared_by_its_button(qtbot: QtBot, themes: ThemeSource) -> None:
    field = SearchField(themes)
    qtbot.addWidget(field)
    field.set_text("pool")
    clear = _button(field)
    with qtbot.waitSignal(field.typed) as told:
        clear.click()
    assert told.args == [""]
    assert clear.isHidden()
