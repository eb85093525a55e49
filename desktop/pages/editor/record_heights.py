"""How high the rows of a form's table are: as their words need it, measured without holding up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from desktop.pages.editor.record_delegate import CellDelegate

_AT_ONCE = 60  # rows: more than a window shows
_STEP_MS, _BETWEEN_MS = 5, 4


class RecordHeights(QObject):
    """Fits rows to their words: the first at once, those of a long table in steps after them.

    Signals:
        fitted: rows have another height now.
    """

    fitted = Signal()

    def __init__(self, view: QTableView, delegate: CellDelegate) -> None:
        """Fit the rows of `view`, whose words `delegate` measures."""
        super().__init__(view)
        self._view = view
        self._delegate = delegate
        self._next = 0
        self._measured: list[tuple[int, int]] = []
        self._steps = QTimer(self)
        self._steps.setInterval(_BETWEEN_MS)
        self._steps.timeout.connect(self._on_step)

    @property
    def is_done(self) -> bool:
        """Whether every row was fitted."""
        return not self._steps.isActive()

    def fit_all(self) -> None:
        """Fit every row; those further down follow in a moment."""
        rows = self._view.model().rowCount()
        self.fit(0, min(rows, _AT_ONCE) - 1)
        self._next = _AT_ONCE
        self._measured.clear()
        if rows > _AT_ONCE:
            self._steps.start()
        else:
            self._steps.stop()

    def fit(self, first: int, last: int) -> bool:
        """Give rows the height that their words need; whether any has another one now."""
        return self._give(self._measure(first, last))

    def _measure(self, first: int, last: int) -> list[tuple[int, int]]:
        view, height_of = self._view, self._delegate.height_of
        shown = [
            (column, view.columnWidth(column))
            for column in range(view.model().columnCount())
            if not view.isColumnHidden(column)
        ]
        return [
            (row, max(height_of(row, column, width) for column, width in shown))
            for row in range(first, last + 1)
        ]

    def _give(self, heights: list[tuple[int, int]]) -> bool:
        other = [(row, height) for row, height in heights if height != self._view.rowHeight(row)]
        for row, height in other:
            self._view.setRowHeight(row, height)
        return bool(other)

    @Slot()
    def _on_step(self) -> None:
        """Measure some more rows; they are changed together, for each change is painted."""
        watch = QElapsedTimer()
        watch.start()
        last = self._view.model().rowCount() - 1
        while self._next <= last and watch.elapsed() < _STEP_MS:
            self._measured += self._measure(self._next, min(self._next + 9, last))
            self._next += 10
        if self._next > last:
            self._steps.stop()
            if self._give([one for one in self._measured if one[0] <= last]):
                self.fitted.emit()
            self._measured.clear()
