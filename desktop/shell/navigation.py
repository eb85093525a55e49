"""The places of the window, on the left: which one is shown, and what waits in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.widgets.labels import Rule
from desktop.widgets.painting import paint_focus, paint_rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from desktop.theme import Theme, ThemeSource

_ICON_LEFT = 8
_TEXT_LEFT = 34
_RIGHT = 10
_BAR_HEIGHT = 16
_TOP = 12
_SIDE = 8
_GAP = 2
_LONGEST_BADGE = 3


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """One entry.

    Attributes:
        name: the place's name in the program.
        title: its words.
        icon: a Lucide icon.
        at_bottom: apart from the others, at the lower end.
    """

    name: str
    title: str
    icon: str
    at_bottom: bool = False


class NavigationItem(QAbstractButton):
    """One place: icon, words, and a count or an alarm at the right."""

    def __init__(
        self, entry: PlaceEntry, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Build it unchosen, without a count."""
        super().__init__(parent)
        self._entry = entry
        self._themes = themes
        self._badge = ""
        self._alarm = False
        self.setCheckable(True)
        self.setText(entry.title)
        self.setAccessibleName(entry.title)
        self.setFixedHeight(themes.current.size("nav.item"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        themes.changed.connect(self.update)

    def set_badge(self, text: str, *, alarm: bool) -> None:
        """Show a count; in red with a triangle when it is an alarm; "" shows none."""
        self._badge = text if len(text) <= _LONGEST_BADGE else "999+"
        self._alarm = alarm
        told = f", {text} {'overdue' if alarm else 'waiting'}" if text else ""
        self.setAccessibleName(f"{self._entry.title}{told}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = self._themes.current
        return QSize(theme.size("nav.width") - 2 * _SIDE, theme.size("nav.item"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.current
        painter = QPainter(self)
        box = QRectF(self.rect())
        radius = theme.size("radius.control")
        if self.isChecked():
            paint_rounded(painter, box, theme.color("bg.selected.inactive"), radius)
            bar = QRectF(
                0, (box.height() - _BAR_HEIGHT) / 2, theme.size("border.selection.bar"), _BAR_HEIGHT
            )
            painter.fillRect(bar, theme.color("accent.text"))
        elif self.underMouse():
            paint_rounded(painter, box, theme.color("bg.hover"), radius)
        side = theme.size("icon")
        ink = theme.color("accent.text" if self.isChecked() else "text.secondary")
        paint_icon(painter, QRectF(_ICON_LEFT, 0, side, box.height()), self._entry.icon, ink)
        painter.setFont(theme.font("section" if self.isChecked() else "body"))
        painter.setPen(theme.color("text.primary" if self.isChecked() else "text.secondary"))
        words = box.adjusted(_TEXT_LEFT, 0, -_RIGHT, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._entry.title)
        self._paint_badge(painter, theme, words)
        if self.hasFocus():
            paint_focus(painter, theme, box, radius)
        painter.end()

    def _paint_badge(self, painter: QPainter, theme: Theme, words: QRectF) -> None:
        if not self._badge:
            return
        font = theme.font("body.strong" if self._alarm else "body")
        painter.setFont(font)
        ink = theme.color("danger.text" if self._alarm else "text.secondary")
        painter.setPen(ink)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(words, right, self._badge)
        if self._alarm:
            side = theme.size("icon.pill")
            left = words.right() - QFontMetricsF(font).horizontalAdvance(self._badge) - side - 3
            mark = QRectF(left, words.y(), side, words.height())
            paint_icon(painter, mark, "triangle-alert", ink)


class Navigation(QWidget):
    """The column of places; up and down arrows move between them.

    Signals:
        chosen: name of the place that a person picked.
    """

    chosen = Signal(str)

    def __init__(
        self, entries: Sequence[PlaceEntry], themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Build one item for each entry."""
        super().__init__(parent)
        self.setObjectName("chrome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Places")
        self.setFixedWidth(themes.current.size("nav.width"))
        self._group = QButtonGroup(self)
        self._items: dict[str, NavigationItem] = {}
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        column = QVBoxLayout()
        column.setContentsMargins(_SIDE, _TOP, _SIDE - 1, _SIDE)
        column.setSpacing(_GAP)
        for entry in entries:
            if entry.at_bottom:
                column.addStretch(1)
            item = NavigationItem(entry, themes, self)
            item.clicked.connect(lambda _checked=False, name=entry.name: self.chosen.emit(name))
            self._items[entry.name] = item
            self._group.addButton(item)
            column.addWidget(item)
        outer.addLayout(column, 1)
        outer.addWidget(Rule("upright"))

    def set_current(self, name: str) -> None:
        """Mark the place that is shown."""
        self._items[name].setChecked(True)
        # One stop for Tab, at the place that is shown; arrows move on from there.
        for other, item in self._items.items():
            policy = Qt.FocusPolicy.StrongFocus if other == name else Qt.FocusPolicy.ClickFocus
            item.setFocusPolicy(policy)

    def set_badge(self, name: str, text: str, *, alarm: bool) -> None:
        """Show a count at a place."""
        self._items[name].set_badge(text, alarm=alarm)

    def clear_badges(self) -> None:
        """Forget all counts (another library)."""
        for item in self._items.values():
            item.set_badge("", alarm=False)

    def focus_current(self) -> None:
        """Give the keyboard to the place that is shown."""
        for item in self._items.values():
            if item.isChecked():
                item.setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
        step = steps.get(Qt.Key(event.key()))
        items = list(self._items.values())
        focused = next((place for place, one in enumerate(items) if one.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        items[max(0, min(len(items) - 1, focused + step))].setFocus()
