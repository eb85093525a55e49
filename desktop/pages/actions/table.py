"""The register's table: rows are selected by their box, groups open and close, cells are edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from desktop.pages.actions.columns import hidden_columns
from desktop.pages.actions.delegate import RegisterDelegate
from desktop.pages.actions.header import RegisterHeader
from desktop.pages.actions.model import ENTRY_ROLE, Index, RegisterModel
from desktop.pages.actions.register import COLUMNS, Column, Group
from desktop.pages.actions.selection import select_places, selected_places
from models.rows import ActionRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.pages.actions.register import Arrangement, Register
    from desktop.theme import ThemeSource


class RegisterTable(QTableView):
    """Shows a `Register`; tells what a person wants, and changes nothing itself.

    Signals:
        sort_chosen: (`Column`, descending) after a click on a column's head.
        rows_chosen: the selection changed.
        opened: `ActionRow` whose incident shall be shown.
        menu_wanted: global position for the context menu of the selected rows.
        cell_pressed: (`ActionRow`, `Column`, global rectangle) of a tracker key or of slips.
    """

    sort_chosen = Signal(object, bool)
    rows_chosen = Signal()
    opened = Signal(object)
    menu_wanted = Signal(QPoint)
    cell_pressed = Signal(object, object, QRect)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._themes = themes
        self._chosen = frozenset(COLUMNS)
        self.register_model = RegisterModel(self)
        self.setModel(self.register_model)
        self.delegate = RegisterDelegate(themes, self)
        self.setItemDelegate(self.delegate)
        self.setObjectName("framed")
        self.setAccessibleName("Action items")
        self._head = RegisterHeader(themes, self)
        self.setHorizontalHeader(self._head)
        _set_up(self, themes.current.size("row.table"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self._head.set_widths()
        self._head.sectionClicked.connect(self._on_head_clicked)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        themes.changed.connect(self.viewport().update)

    def show_register(self, register: Register, arrangement: Arrangement) -> None:
        """Show another state; what was selected, current and scrolled to stays where it can."""
        chosen = {row.id for row in self.selected_rows()}
        current = self._current_id()
        scrolled = self.verticalScrollBar().value()
        self.register_model.set_register(register)
        self._after_reset(chosen, current)
        self.verticalScrollBar().setValue(scrolled)
        section = COLUMNS.index(arrangement.sorted_by)
        self._head.set_sorted(section, descending=arrangement.descending)

    def show_columns(self, columns: Iterable[Column]) -> None:
        """Show these columns, where there is room for them."""
        self._chosen = frozenset(columns)
        self._hide_columns()

    def selected_rows(self) -> list[ActionRow]:
        """The action items selected, from the top down, each once."""
        found = [self.register_model.entry(row) for row in selected_places(self.selectionModel())]
        rows = {entry.id: entry for entry in found if isinstance(entry, ActionRow)}
        return list(rows.values())

    def current_row(self) -> ActionRow | None:
        """The action item that has the keyboard."""
        entry = self.currentIndex().data(ENTRY_ROLE)
        return entry if isinstance(entry, ActionRow) else None

    def edit_cell(self, column: Column) -> None:
        """Type into a column of the current row."""
        index = self.currentIndex()
        if index.isValid():
            target = self.register_model.index(index.row(), COLUMNS.index(column))
            self.setCurrentIndex(target)
            self.edit(target)

    @override
    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        flags = QItemSelectionModel.SelectionFlag
        if index.isValid() and isinstance(index.data(ENTRY_ROLE), Group):
            return flags.NoUpdate
        if isinstance(event, QMouseEvent) and COLUMNS[index.column()] is Column.CHECK:
            # The box adds to the selection, as boxes do; dragging over boxes does not.
            pressed = event.type() == QEvent.Type.MouseButtonPress
            plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if plain:
                return flags.Toggle | flags.Rows if pressed else flags.NoUpdate
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            return flags.Toggle | flags.Rows
        return super().selectionCommand(index, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.currentIndex().data(ENTRY_ROLE)
        if isinstance(entry, Group) and self._group_key(event, entry):
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(entry, ActionRow) and is_enter:
            if self.state() != QAbstractItemView.State.EditingState:
                self.opened.emit(entry)
            return
        steps = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}
        if event.key() in steps and not event.modifiers():
            event = QKeyEvent(QEvent.Type.KeyPress, steps[Qt.Key(event.key())], event.modifiers())
        super().keyPressEvent(event)

    def _group_key(self, event: QKeyEvent, group: Group) -> bool:
        closed = self.register_model.is_collapsed(group)
        key = event.key()
        turn = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if turn or key == (Qt.Key.Key_Right if closed else Qt.Key.Key_Left):
            self._toggle(group)
            return True
        return False

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        entry = self.indexAt(event.position().toPoint()).data(ENTRY_ROLE)
        if isinstance(entry, Group) and event.button() == Qt.MouseButton.LeftButton:
            self._toggle(entry)
            return
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        entry = index.data(ENTRY_ROLE)
        column = COLUMNS[index.column()] if index.isValid() else None
        if isinstance(entry, ActionRow) and column in (Column.ACTION, Column.INCIDENT):
            self.opened.emit(entry)
            return
        super().mouseDoubleClickEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row())
        shapes = Qt.CursorShape
        leads = _leads_somewhere(index)
        self.viewport().setCursor(shapes.PointingHandCursor if leads else shapes.ArrowCursor)
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row == self.delegate.hovered_row:
            return
        before, self.delegate.hovered_row = self.delegate.hovered_row, row
        height = self.verticalHeader().defaultSectionSize()
        for one in (before, row):
            if one >= 0:
                top = self.rowViewportPosition(one)
                self.viewport().update(0, top, self.viewport().width(), height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        last = self.register_model.rowCount() - 1
        bottom = self.rowViewportPosition(last) + self.rowHeight(last) if last >= 0 else 0
        if bottom < self.viewport().height():
            painter = QPainter(self.viewport())
            below = self.viewport().rect().adjusted(0, bottom, 0, 0)
            painter.fillRect(below, self._themes.current.color("bg.raised"))
            painter.end()
        super().paintEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hide_columns()

    def _hide_columns(self) -> None:
        hidden = hidden_columns(self._chosen, self.viewport().width())
        for place, column in enumerate(COLUMNS):
            self.setColumnHidden(place, column in hidden)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        is_plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if is_plain and _leads_somewhere(index):
            cell = self.visualRect(index)
            place = QRect(self.viewport().mapToGlobal(cell.topLeft()), cell.size())
            self.cell_pressed.emit(index.data(ENTRY_ROLE), COLUMNS[index.column()], place)
        super().mouseReleaseEvent(event)

    def _toggle(self, group: Group) -> None:
        chosen = {row.id for row in self.selected_rows()}
        row = self.currentIndex().row()
        self.register_model.toggle(group)
        self._after_reset(chosen, None)
        place = next(
            (
                one
                for one in self.register_model.group_rows()
                if self.register_model.entry(one) == group
            ),
            row,
        )
        self.selectionModel().setCurrentIndex(
            self.register_model.index(place, 0), QItemSelectionModel.SelectionFlag.NoUpdate
        )

    def _after_reset(self, chosen: set[UUID], current: UUID | None) -> None:
        flags = QItemSelectionModel.SelectionFlag
        if chosen:
            select_places(self.selectionModel(), self.register_model.rows_of(chosen))
        places = self.register_model.rows_of({current}) if current is not None else []
        if places:
            self.selectionModel().setCurrentIndex(
                self.register_model.index(places[0], 1), flags.NoUpdate
            )
        self._on_selection_changed()

    def _current_id(self) -> UUID | None:
        row = self.current_row()
        return row.id if row else None

    @Slot(int)
    def _on_head_clicked(self, section: int) -> None:
        column = COLUMNS[section]
        if column is Column.CHECK:
            if self.selectionModel().hasSelection():
                self.clearSelection()
            else:
                self.selectAll()
            return
        again = section == self._head.sorted_section
        self.sort_chosen.emit(column, again and not self._head.descending)

    @Slot()
    def _on_selection_changed(self) -> None:
        places = selected_places(self.selectionModel())
        headings = set(self.register_model.group_rows()) if places else set()
        count = sum(place not in headings for place in places)
        rows = self.register_model.item_count
        state = Qt.CheckState.Unchecked
        if count:
            state = Qt.CheckState.Checked if count == rows else Qt.CheckState.PartiallyChecked
        self._head.set_state(state)
        self.rows_chosen.emit()

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))


def _leads_somewhere(index: QModelIndex) -> bool:
    """Whether a click on a cell shows something: an issue, or how a due date moved."""
    entry = index.data(ENTRY_ROLE)
    if not isinstance(entry, ActionRow):
        return False
    column = COLUMNS[index.column()]
    return (column is Column.TRACKER and bool(entry.tracker_url)) or (
        column is Column.SLIPS and entry.slips > 0
    )


def _set_up(table: QTableView, row_height: int) -> None:
    """Rows of one height that scroll smoothly and are selected as a whole."""
    table.verticalHeader().hide()
    rows = table.verticalHeader()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(row_height)
    rows.setMinimumSectionSize(row_height)
    # An opaque viewport is moved when it scrolls; else every row would be painted again.
    # Filling it by itself does not make it so: the style sheet takes that back.
    table.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    table.setShowGrid(False)
    table.setMouseTracking(True)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    triggers = QAbstractItemView.EditTrigger
    table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
