"""The three columns of the Library page, and which of them gives way when there is little room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QSplitter
from typing_extensions import override

from desktop.widgets.labels import HAIRLINE

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from desktop.pages.library.facets import FacetColumn
    from desktop.pages.library.reader import Reader
    from desktop.pages.library.results import ResultsColumn
    from desktop.preferences import Preferences

_NAME = "library"
"""Under which the widths are kept."""
_FACETS = 208
_FACETS_LEAST = 160
_RESULTS = 424
_RESULTS_LEAST = 360
_READER_LEAST = 480


class Columns(QSplitter):
    """Facets, results, reader. Short of room the facets go; a button brings them back."""

    def __init__(
        self,
        facets: FacetColumn,
        results: ResultsColumn,
        reader: Reader,
        preferences: Preferences | None = None,
    ) -> None:
        """Take the columns in, as wide as they were left."""
        super().__init__(Qt.Orientation.Horizontal)
        self._facets = facets
        self._results = results
        self._reader = reader
        self._preferences = preferences
        self._forced = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(HAIRLINE)
        for place, column in enumerate((facets, results, reader)):
            self.addWidget(column)
            self.setStretchFactor(place, place // 2)
        self.setSizes([*self._kept_widths(), _RESULTS + _FACETS])
        facets.setMinimumWidth(_FACETS_LEAST)
        results.setMinimumWidth(_RESULTS_LEAST)
        results.filters_requested.connect(self._on_filters_requested)
        self.splitterMoved.connect(self._on_moved)

    def shown(self) -> list[QWidget]:
        """The columns that are visible, from the left."""
        columns: tuple[QWidget, ...] = (self._facets, self._results, self._reader)
        return [column for column in columns if column.isVisible()]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._collapse)

    def _kept_widths(self) -> tuple[int, int]:
        """Of facets and results; the reader has the rest."""
        kept = self._preferences.panes(_NAME) if self._preferences is not None else ()
        if len(kept) == 2:  # or another version wrote it
            return kept
        return _FACETS - HAIRLINE, _RESULTS - HAIRLINE

    @Slot()
    def _on_moved(self) -> None:
        """Only a person moves a handle."""
        if self._preferences is not None:
            facets, results, _reader = self.sizes()
            self._preferences.set_panes(_NAME, (facets or self._kept_widths()[0], results))

    @Slot()
    def _on_filters_requested(self) -> None:
        self._forced = not self._forced
        self._collapse()

    @Slot()
    def _collapse(self) -> None:
        room = self.width() >= _FACETS + _RESULTS_LEAST + _READER_LEAST
        self._facets.setVisible(room or self._forced)
        self._results.set_filters_hidden(hidden=not room)
        if room:
            self._forced = False
