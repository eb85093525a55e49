"""The list of results: knows which rows it shows, opens one, has several selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from desktop.delegates.results import ResultDelegate
from desktop.item_models.results import HIT_ROLE, ResultsModel
from desktop.widgets.overlay_scroll_bar import OverlayScrollBar

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from desktop.item_models.table import Index
    from desktop.theme import ThemeSource

_SETTLE_MS = 30
_AHEAD = 4


class ResultsView(QTableView):
    """The list. Says which places it shows, so that only those are fetched.

    A table of one column: a `QListView` asks the model for each of its rows whenever it is set
    anew, which at 10,000 results takes longer than a frame.

    Ctrl+click and Shift+click, Shift with the arrows and Ctrl+A select several.

    Signals:
        opened: UUID of a result that was opened with Enter or a double click.
        current_changed: UUID of the result that has the selection; None for none.
        selection_changed: how many rows are selected.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal(int)

    def __init__(self, model: ResultsModel, themes: ThemeSource, parent: QWidget) -> None:
        """Show a model's rows through the result delegate."""
        super().__init__(parent)
        self._results = model
        self._before: frozenset[UUID] = frozenset()
        self.delegate = ResultDelegate(themes, self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self._themes = themes
        self._look_like_a_list()
        self.setAccessibleName("Results")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        OverlayScrollBar(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.ask)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._settle.start())
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._settle.start)
        themes.changed.connect(self._on_theme_changed)
        self.doubleClicked.connect(self._on_opened)

    def ask(self) -> None:
        """Have the model fetch what is visible, and a little beyond."""
        total = self._results.rowCount()
        if not total:
            return
        height = max(1, self.verticalHeader().defaultSectionSize())
        first = max(0, self.verticalScrollBar().value() // height - _AHEAD)
        count = self.viewport().height() // height + 2 * _AHEAD
        self._results.need(first, min(total - 1, first + count))

    def selected_places(self) -> list[int]:
        """The rows that are selected, from the top; their hits may not be fetched yet."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        return sorted(row for one in ranges for row in range(one.top(), one.bottom() + 1))

    def go_to(self, place: int) -> None:
        """Make one row the current and the only selected one, whatever keys are held down."""
        self.selectionModel().setCurrentIndex(
            self._results.index(place), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def select_again(self) -> None:
        """Select what was selected before the model was set anew, where it is still found."""
        places = [self._results.place_of(id) for id in self._before]
        if len(places) < 2:
            return
        chosen = QItemSelection()
        for place in places:
            if place is not None:
                chosen.select(self._results.index(place), self._results.index(place))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)

    def _look_like_a_list(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._themes.current.size("row.result"))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)

    @override
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        # Home and End go along the row in a table, up and down in a list.
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: self._results.rowCount() - 1,
        }
        if action in ends:
            return self._results.index(ends[action])
        return super().moveCursor(action, modifiers)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, and most titles are not fetched yet."""

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        hit = current.data(HIT_ROLE) if current.isValid() else None
        self.current_changed.emit(hit.id if hit else None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._on_opened(self.currentIndex())
            return
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(key))
        if step is not None and not event.modifiers():
            row = self.currentIndex().row() + step
            if 0 <= row < self._results.rowCount():
                self.go_to(row)
            return
        super().keyPressEvent(event)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._themes.current.size("row.result"))
        self.viewport().update()

    @Slot()
    def _remember(self) -> None:
        places: Collection[int] = self.selected_places()
        hits = [self._results.hit_at(place) for place in places] if len(places) > 1 else []
        self._before = frozenset(hit.id for hit in hits if hit is not None)

    @Slot()
    def _on_selection(self) -> None:
        self.selection_changed.emit(len(self.selected_places()))

    @Slot("QModelIndex")
    def _on_opened(self, index: QModelIndex) -> None:
        hit = index.data(HIT_ROLE) if index.isValid() else None
        if hit is not None:
            self.opened.emit(hit.id)
