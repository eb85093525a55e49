"""Service by category: how many of the review's incidents, and whether one is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QTableView,
)
from typing_extensions import override

from desktop.widgets.painting import paint_focus, paint_rounded
from desktop.wording import count_words
from models.reviewing.board import Cell, Matrix

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QRect
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from desktop.theme import Theme, ThemeSource

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = int(Qt.ItemDataRole.UserRole)
_ROW = 30
_HEAD = 34
_NAMES = 104
_NARROWEST = 46
_WIDEST = 112
_MANY = 3


class MatrixModel(QAbstractTableModel):
    """The cells, with their names for a screen reader."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._matrix = Matrix()

    @property
    def matrix(self) -> Matrix:
        """What is shown."""
        return self._matrix

    def set_matrix(self, matrix: Matrix) -> None:
        """Show another one."""
        self.beginResetModel()
        self._matrix = matrix
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._matrix.services)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._matrix.categories)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self._matrix.cells[index.row()][index.column()]
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return str(len(cell.incident_ids)) if cell.incident_ids else "·"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(index.row(), index.column(), cell)
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        names = self._matrix.categories if across else self._matrix.services
        if not 0 <= section < len(names):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return leaf(names[section])
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return names[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return centred if across else left
        return None

    def _spoken(self, row: int, column: int, cell: Cell) -> str:
        number = len(cell.incident_ids)
        where = f"{leaf(self._matrix.services[row])}, {self._matrix.categories[column]}"
        told = count_words(number, "incident") if number else "no incident"
        return f"{where}: {told}{', one without a disposition' if cell.is_open else ''}"


def leaf(path: str) -> str:
    """The last part of a service path or of a category."""
    return path.rsplit(" / ", 1)[-1].rsplit("/", 1)[-1]


class MatrixDelegate(QStyledItemDelegate):
    """A number on a ground that says how many; a ring where one is open."""

    def __init__(self, themes: ThemeSource, parent: QObject | None = None) -> None:
        """Draw from the theme that holds at each paint."""
        super().__init__(parent)
        self._themes = themes

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._themes.current
        cell: Cell = index.data(CELL_ROLE)
        painter.save()
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        number = len(cell.incident_ids)
        most = index.model().matrix.most  # type: ignore[attr-defined]
        ground, ink = _ground(number, most)
        paint_rounded(painter, box, theme.color(ground), theme.size("radius.checkbox"))
        painter.setFont(theme.font("body", weight=600 if number else 400))
        painter.setPen(theme.color(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        if cell.is_open:
            _paint_ring(painter, theme, box)
        if self._is_current(index):
            paint_focus(painter, theme, box, theme.size("radius.checkbox"))
        painter.restore()

    def _is_current(self, index: Index) -> bool:
        view = self.parent()
        if not isinstance(view, QTableView) or not view.hasFocus():
            return False
        current = view.currentIndex()
        return (current.row(), current.column()) == (index.row(), index.column())


def _ground(number: int, most: int) -> tuple[str, str]:
    if not number:
        return "bg.sunken", "text.tertiary"
    if number >= _MANY and number == most:
        return "accent.base", "accent.on"
    return ("bg.selected" if number > 1 else "accent.tint"), "text.primary"


def _paint_ring(painter: QPainter, theme: Theme, box: QRectF) -> None:
    ring = QRectF(box.right() - 11, box.top() + 4, 7, 7)
    paint_rounded(painter, ring, theme.color("warning.text"), 3.5)
    paint_rounded(painter, ring.adjusted(2, 2, -2, -2), theme.color("warning.bg"), 1.5)


class _Names(QHeaderView):
    """Names beside the cells: without a ground, those above on two lines."""

    def __init__(self, orientation: Qt.Orientation, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._themes = themes
        self.setObjectName("canvas")

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme = self._themes.current
        painter.save()
        painter.fillRect(rect, theme.color("bg.surface"))
        name = str(self.model().headerData(logicalIndex, self.orientation()) or "")
        font = theme.font("meta")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.color("text.secondary"))
        if self.orientation() is Qt.Orientation.Vertical:
            room = QRectF(rect).adjusted(0, 0, -6, 0)
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        else:
            for line, words in enumerate(reversed(_broken(name, metrics, rect.width()))):
                bottom = rect.bottom() - 3 - line * theme.line_height("meta")
                room = QRectF(rect.x(), bottom - 14, rect.width(), 14)
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()


def _broken(name: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """A name on two lines at most, each cut where it is too long."""
    lines: list[str] = []
    for word in name.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and (len(lines) == 2 or metrics.horizontalAdvance(joined) <= width):
            lines[-1] = joined
        else:
            lines.append(word)
    return [metrics.elidedText(one, Qt.TextElideMode.ElideRight, width) for one in lines]


class MatrixView(QTableView):
    """The matrix, as high as its rows; a cell with incidents is chosen by click or Enter.

    Signals:
        chosen: tuple of UUIDs of a cell's incidents.
    """

    chosen = Signal(object)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.matrix_model = MatrixModel(self)
        self.setModel(self.matrix_model)
        self.setItemDelegate(MatrixDelegate(themes, self))
        self.setAccessibleName("Service by category, number of incidents")
        self.setObjectName("canvas")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCornerButtonEnabled(False)
        self._set_up_headers(themes)

    def _set_up_headers(self, themes: ThemeSource) -> None:
        self.setHorizontalHeader(_Names(Qt.Orientation.Horizontal, themes, self))
        self.setVerticalHeader(_Names(Qt.Orientation.Vertical, themes, self))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setMinimumSectionSize(_NARROWEST)
        across.setFixedHeight(_HEAD)
        down.setDefaultSectionSize(_ROW)
        down.setFixedWidth(_NAMES)

    def show_matrix(self, matrix: Matrix) -> None:
        """Show another matrix."""
        if matrix != self.matrix_model.matrix:
            self.matrix_model.set_matrix(matrix)
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, _HEAD + _ROW * self.matrix_model.rowCount() + self._bar())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _bar(self) -> int:
        columns = self.matrix_model.columnCount()
        return 10 if columns * _NARROWEST > max(self.width() - _NAMES, 1) else 0

    def _fit(self) -> None:
        columns = self.matrix_model.columnCount()
        if columns:
            room = max(self.width() - _NAMES, 1) // columns
            width = min(max(room, _NARROWEST), _WIDEST)
            for column in range(columns):
                self.setColumnWidth(column, width)
        self.setFixedHeight(self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self.indexAt(event.position().toPoint()))

    def _choose(self, index: QModelIndex) -> None:
        cell = index.data(CELL_ROLE) if index.isValid() else None
        if isinstance(cell, Cell) and cell.incident_ids:
            self.chosen.emit(cell.incident_ids)
