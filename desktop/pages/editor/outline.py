"""The outline at the left of the editor: each section with how complete it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.pages.editor.outline_state import OutlineEntry, completed
from desktop.widgets.key_hint import KeyHint
from desktop.widgets.labels import Label, Rule
from desktop.widgets.overlay_scroll_bar import OverlayScrollBar
from desktop.widgets.painting import RowState, paint_focus, paint_rounded
from desktop.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from desktop.pages.editor.outline_state import CompletionState
    from desktop.theme import Theme, ThemeSource

_ROW = 30
_LEAST_ROWS = 3
_ALL = 1000
"""Stretch of the list: it has the room that it can use, the space below it what is left."""
_MARGIN = 12
_PAD = 8
_GLYPH = 14
_GAP = 8
_Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole
_LEGEND: tuple[tuple[CompletionState, str], ...] = (
    ("complete", "Complete"),
    ("needs work", "Needs work"),
    ("empty", "Empty"),
)


class Outline(Pane):
    """Sections from top to bottom; one of them is the current one.

    Signals:
        chosen: name of an entry that a person wants to see.
    """

    chosen = Signal(str)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start without entries."""
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Outline")
        self._model = OutlineModel(self)
        self._marked = ""
        self.list = QListView()
        self.list.setObjectName("canvas")
        self.list.setAccessibleName("Sections")
        self.list.setModel(self._model)
        self.list.setItemDelegate(_EntryDelegate(themes, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        OverlayScrollBar(self.list)
        self.list.setMouseTracking(True)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.setMinimumHeight(_LEAST_ROWS * _ROW)
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)
        themes.changed.connect(self.list.viewport().update)
        self._count = Label("", themes, style="meta", tone="tertiary")
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 14, _MARGIN, 14)
        column.setSpacing(0)
        column.addLayout(self._head(themes))
        column.addSpacing(_GAP)
        column.addWidget(self.list, _ALL)
        column.addSpacing(14)
        column.addWidget(Rule())
        column.addSpacing(12)
        column.addLayout(_legend(themes))
        column.addSpacing(12)
        column.addLayout(_key_hints(themes))
        column.addStretch(1)

    @override
    def keyboard_home(self) -> QWidget:
        return self.list

    @property
    def entries(self) -> tuple[OutlineEntry, ...]:
        """What is shown."""
        return self._model.entries

    @property
    def current(self) -> str:
        """Name of the current entry; empty where there is none."""
        row = self.list.currentIndex().row()
        return self.entries[row].name if 0 <= row < len(self.entries) else ""

    def show_entries(self, entries: Sequence[OutlineEntry]) -> None:
        """Show the sections as they are now; the current one stays."""
        self._model.show_entries(entries)
        self._count.setText(f"{completed(entries)} of {len(entries)}")
        self.list.setMaximumHeight(max(_LEAST_ROWS, len(entries)) * _ROW)
        self.mark(self._marked)

    def mark(self, name: str) -> None:
        """Make an entry the current one, without telling; it may be there only later."""
        self._marked = name
        for row, entry in enumerate(self.entries):
            if entry.name == name:
                self.list.setCurrentIndex(self._model.index(row))
                return

    def neighbour(self, step: int) -> str:
        """Name of the entry that many steps from the current one; the last ones stay."""
        if not self.entries:
            return ""
        row = self.list.currentIndex().row() + step
        return self.entries[max(0, min(row, len(self.entries) - 1))].name

    def _head(self, themes: ThemeSource) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_PAD, 0, _PAD, 0)
        row.addWidget(Label("Sections", themes, style="meta", weight=600, tone="secondary"))
        row.addStretch(1)
        row.addWidget(self._count)
        return row

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(self.entries[index.row()].name)


class OutlineModel(QAbstractListModel):
    """The entries as rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.entries: tuple[OutlineEntry, ...] = ()

    def show_entries(self, entries: Sequence[OutlineEntry]) -> None:
        """Take other entries; rows stay where their names do."""
        names = [one.name for one in entries]
        if names != [one.name for one in self.entries]:
            self.beginResetModel()
            self.entries = tuple(entries)
            self.endResetModel()
            return
        before, self.entries = self.entries, tuple(entries)
        for row, (old, new) in enumerate(zip(before, entries, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row), self.index(row))

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(one for one in (entry.title, entry.state, entry.count) if one)
        return None


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, _ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = self._themes.current
        entry: OutlineEntry = index.data(_ENTRY)
        state = RowState.of(option)
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        radius = theme.size("radius.control")
        if state.selected or state.hovered:
            ground = "bg.selected" if state.selected else "bg.hover"
            paint_rounded(painter, box, theme.color(ground), radius)
        glyph = QRectF(box.left() + _PAD, box.center().y() - _GLYPH / 2, _GLYPH, _GLYPH)
        paint_state(painter, theme, glyph, entry.state)
        _paint_words(painter, theme, option.rect, entry, current=state.selected)
        if state.focused and state.selected:
            paint_focus(painter, theme, box, radius)


def _paint_words(
    painter: QPainter, theme: Theme, rect: QRect, entry: OutlineEntry, *, current: bool
) -> None:
    left = rect.left() + _PAD + _GLYPH + _GAP
    right = rect.right() - _PAD
    middle = Qt.AlignmentFlag.AlignVCenter
    if entry.count:
        font = theme.font("meta")
        width = QFontMetrics(font).horizontalAdvance(entry.count)
        painter.setFont(font)
        painter.setPen(theme.color("text.secondary" if current else "text.tertiary"))
        box = QRect(right - width, rect.top(), width + 1, rect.height())
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, entry.count)
        right -= width + _GAP
    font = theme.font("body", weight=600 if current else None)
    metrics = QFontMetrics(font)
    title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, right - left)
    painter.setFont(font)
    painter.setPen(theme.color("text.primary" if current else "text.secondary"))
    painter.drawText(QRect(left, rect.top(), right - left + 1, rect.height()), middle, title)


def paint_state(painter: QPainter, theme: Theme, box: QRectF, state: CompletionState) -> None:
    """The glyph of a state: a filled circle with a check, a half one, a dashed one."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(1, 1, -1, -1)
    if state == "complete":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("success.text"))
        painter.drawEllipse(box)
        paint_icon(painter, box.adjusted(2.5, 2.5, -2.5, -2.5), "check", theme.color("bg.surface"))
    elif state == "needs work":
        color = theme.color("warning.text")
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(inner)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPie(inner, 90 * 16, 180 * 16)
    else:
        paint_icon(painter, box, "circle-dashed", theme.color("text.tertiary"))
    painter.restore()


class _StateMark(QWidget):
    """The glyph of a state in the legend; decoration."""

    def __init__(self, state: CompletionState, themes: ThemeSource) -> None:
        super().__init__()
        self._state: CompletionState = state
        self._themes = themes
        self.setFixedSize(_GLYPH, _GLYPH)
        themes.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_state(painter, self._themes.current, QRectF(self.rect()), self._state)
        painter.end()


def _legend(themes: ThemeSource) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    for state, words in _LEGEND:
        row = QHBoxLayout()
        row.setContentsMargins(_PAD, 0, _PAD, 0)
        row.setSpacing(_GAP)
        row.addWidget(_StateMark(state, themes))
        row.addWidget(Label(words, themes, style="meta", tone="secondary"), 1)
        column.addLayout(row)
    return column


def _key_hints(themes: ThemeSource) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(_PAD, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(KeyHint("Alt ↑", themes))
    row.addWidget(KeyHint("Alt ↓", themes))
    row.addWidget(Label(" go to section", themes, style="meta", tone="tertiary"))
    row.addStretch(1)
    return row
