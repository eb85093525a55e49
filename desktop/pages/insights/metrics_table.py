"""The table of figures: this month beside the month before, both intervals, and the reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QTableView,
)
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.item_models.table import ROW_ROLE, Column, TableModel
from desktop.pages.figure_strip import paint_strip
from desktop.pages.home.delegates import paint_text
from desktop.widgets.painting import RowState, paint_line, paint_pill, paint_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from desktop.pages.insights.metrics import Cell, MetricRow
    from desktop.theme import Theme, ThemeSource

Index = QModelIndex | QPersistentModelIndex
METRIC, NOW, BEFORE, STRIP, READING = range(5)
_WIDTHS = {NOW: 122, BEFORE: 120, STRIP: 84, READING: 176}
_EDGE = 8
_BETWEEN = 6
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_ARROWS = {"↑": "arrow-up", "↓": "arrow-down"}


def _columns(now: str, before: str) -> list[Column[MetricRow]]:
    return [
        Column("Metric", lambda row: row.name, tooltip=lambda row: row.explanation),
        Column(now, lambda row: row.now.spoken, align_right=True),
        Column(before or "Before", lambda row: row.before.spoken, align_right=True),
        Column("95 %", _strip_words),
        Column("Reading", lambda row: row.reading, align_right=True),
    ]


def _strip_words(row: MetricRow) -> str:
    values = row.strips[0]
    if values.value is None:
        return "nothing to show"
    return row.explanation or "no interval"


class MetricsDelegate(QStyledItemDelegate):
    """Draws one cell of a `MetricRow`."""

    def __init__(self, themes: ThemeSource, parent: QObject | None = None) -> None:
        """Draw from the theme that holds at each paint."""
        super().__init__(parent)
        self._themes = themes

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._themes.current.size("row.table"))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._themes.current
        rect: QRect = option.rect
        row: MetricRow = index.data(ROW_ROLE)
        painter.save()
        rest = {"good": "success.bg", "bad": "danger.bg"}.get(row.tone, "bg.surface")
        paint_row(painter, theme, rect, RowState.of(option), rest=rest)
        box = QRectF(rect).adjusted(_EDGE, 0, -_EDGE, 0)
        if index.column() == METRIC:
            _paint_name(painter, theme, box, row)
        elif index.column() == NOW:
            _paint_cell(painter, theme, box, row.now, strong=True)
        elif index.column() == BEFORE:
            _paint_cell(painter, theme, box, row.before, strong=False)
        elif index.column() == STRIP:
            _paint_strips(painter, theme, box, row)
        else:
            _paint_reading(painter, theme, box, row)
        bottom = float(rect.bottom())
        line = theme.color("border.subtle")
        paint_line(painter, line, QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        painter.restore()


def _paint_name(painter: QPainter, theme: Theme, box: QRectF, row: MetricRow) -> None:
    if row.severity is not None:
        top = box.y() + (box.height() - theme.size("pill.height")) / 2
        paint_pill(painter, theme, box.x(), round(top), row.severity)
        return
    paint_text(painter, theme, box, row.name)


def _paint_cell(painter: QPainter, theme: Theme, box: QRectF, cell: Cell, *, strong: bool) -> None:
    """The value at a common right edge where there is an interval, else at the column's."""
    room = box
    value = QFontMetricsF(theme.font("body", weight=600 if strong else None))
    left = box.width() - value.horizontalAdvance(cell.text) - _BETWEEN
    note = QFontMetricsF(theme.font("meta")).horizontalAdvance(cell.note)
    if cell.note and note <= left:  # a value is never cut; its interval stands in the strip too
        paint_text(
            painter, theme, box, cell.note, style="meta", token="text.tertiary", align=_RIGHT
        )
        room = box.adjusted(0, 0, -note - _BETWEEN, 0)
    token = "text.primary" if strong else "text.secondary"
    paint_text(
        painter, theme, room, cell.text, token=token, weight=600 if strong else None, align=_RIGHT
    )


def _paint_strips(painter: QPainter, theme: Theme, box: QRectF, row: MetricRow) -> None:
    half = box.height() / 2
    now, before = row.strips
    upper = QRectF(box.x(), box.y() + 4, box.width(), half - 4)
    lower = QRectF(box.x(), box.y() + half, box.width(), half - 4)
    paint_strip(painter, theme, upper, now, row.scale, line=False)
    paint_strip(
        painter,
        theme,
        lower,
        before,
        row.scale,
        value_token="border.control",
        band_token="border.default",
        line=False,
    )


def _paint_reading(painter: QPainter, theme: Theme, box: QRectF, row: MetricRow) -> None:
    quiet = "text.tertiary"
    if not row.change or (row.change == "=" and not row.remark):
        paint_text(painter, theme, box, row.reading, token=quiet, align=_RIGHT)
        return
    if row.remark:
        width = paint_text(painter, theme, box, row.remark, style="meta", token=quiet, align=_RIGHT)
        box = box.adjusted(0, 0, -width - 8, 0)
    if not row.is_sure:
        paint_text(painter, theme, box, row.change, token="text.secondary", align=_RIGHT)
        return
    tones = {"good": "success.text", "bad": "danger.text", "none": "text.primary"}
    token = tones[row.tone]
    arrow, _, rest = row.change.partition(" ")
    width = paint_text(
        painter, theme, box, rest or row.change, token=token, weight=600, align=_RIGHT
    )
    if rest and arrow in _ARROWS:
        side = theme.size("icon.small")
        place = QRectF(box.right() - width - side - 4, box.y(), side, box.height())
        paint_icon(painter, place, _ARROWS[arrow], theme.color(token))


class MetricsTable(QTableView):
    """Shows `MetricRow`s; as high as they are.

    Signals:
        query_chosen: query of the row that was opened.
    """

    query_chosen = Signal(str)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._themes = themes
        self._rows: TableModel[MetricRow] = TableModel(_columns("", ""), self)
        self.setModel(self._rows)
        self.setItemDelegate(MetricsDelegate(themes, self))
        self.setObjectName("canvas")
        self.setAccessibleName("Figures of the month against the month before")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(themes.current.size("row.table"))
        self.verticalHeader().setDefaultSectionSize(themes.current.size("row.table"))
        head = self.horizontalHeader()
        head.setFont(themes.current.font("meta", weight=500))
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFixedHeight(themes.current.size("table.header"))
        self.doubleClicked.connect(self._on_opened)
        self.clicked.connect(self._on_opened)

    def show_rows(self, rows: Sequence[MetricRow], now: str, before: str) -> None:
        """Show figures; `now` and `before` name the two months."""
        old = self._rows
        self._rows = TableModel(_columns(now, before), self)
        self._rows.set_rows(rows)
        self.setModel(self._rows)
        old.deleteLater()
        head = self.horizontalHeader()
        for place, width in _WIDTHS.items():
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(place, width)
        head.setSectionResizeMode(METRIC, QHeaderView.ResizeMode.Stretch)
        row_height = self._themes.current.size("row.table")
        self.setFixedHeight(head.height() + row_height * len(rows) + 1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_opened(self, index: QModelIndex) -> None:
        row: MetricRow | None = index.data(ROW_ROLE)
        if row is not None and row.query:
            self.query_chosen.emit(row.query)
