"""Selections of thousands of rows, kept as ranges: Qt's row by row calls ask each row's flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange

if TYPE_CHECKING:
    from collections.abc import Sequence


def selected_places(model: QItemSelectionModel) -> list[int]:
    """The rows of a selection, headings between them too, from the top down."""
    selection = model.selection()
    ranges = [selection.at(number) for number in range(selection.count())]
    return sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})


def select_places(model: QItemSelectionModel, places: Sequence[int]) -> None:
    """Select whole rows, given from the top down, in as few ranges as there are runs of them."""
    rows = model.model()
    last = rows.columnCount() - 1
    selection = QItemSelection()
    start = 0
    for place, row in enumerate(places):
        if place + 1 < len(places) and places[place + 1] == row + 1:
            continue
        selection.append(QItemSelectionRange(rows.index(places[start], 0), rows.index(row, last)))
        start = place + 1
    model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
