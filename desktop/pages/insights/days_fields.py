"""The first and the last day of a range, as people type dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.dialogs.fields import TextEdit
from desktop.dialogs.typed_time import read_date
from desktop.widgets.labels import Label
from models.errors import BadInputError
from models.figures.periods import Period

if TYPE_CHECKING:
    from datetime import date

    from desktop.theme import ThemeSource

_WIDTH = 98
_LONGEST_DAYS = 3_700


class DaysFields(QWidget):
    """From one day to another; Enter takes them, what cannot be read is marked.

    Signals:
        chosen: a `Period` of days.
    """

    chosen = Signal(object)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._period: Period | None = None
        self._today: date | None = None
        self.first = TextEdit(themes, placeholder="2025-02-01")
        self.first.setAccessibleName("First day")
        self.last = TextEdit(themes, placeholder="2025-02-28")
        self.last.setAccessibleName("Last day")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(themes.current.size("space.0.5"))
        for place, edit in enumerate((self.first, self.last)):
            edit.setFixedWidth(_WIDTH)
            edit.editingFinished.connect(self._on_finished)
            edit.textEdited.connect(lambda _text, one=edit: _mark(one, ""))
            if place:
                row.addWidget(Label("to", themes, tone="tertiary"))
            row.addWidget(edit, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_days(self, period: Period, today: date) -> None:
        """Show a range without telling."""
        self._period, self._today = period, today
        self.first.setText(period.start.isoformat())
        self.last.setText(period.last.isoformat())
        for edit in (self.first, self.last):
            _mark(edit, "")

    @Slot()
    def _on_finished(self) -> None:
        if self._today is None:
            return
        days = [self._read(edit) for edit in (self.first, self.last)]
        first, last = days
        if first is None or last is None:
            return
        if last < first:
            _mark(self.last, "The last day lies before the first.")
            return
        if (last - first).days > _LONGEST_DAYS:
            _mark(self.last, "Choose at most ten years.")
            return
        period = Period.between(first, last)
        if period != self._period:
            self._period = period
            self.chosen.emit(period)

    def _read(self, edit: TextEdit) -> date | None:
        assert self._today is not None
        try:
            found = read_date(edit.text(), today=self._today)
        except BadInputError as error:
            _mark(edit, str(error))
            return None
        _mark(edit, "" if found else "Type a day, such as 2025-02-01.")
        return found


def _mark(edit: TextEdit, wrong: str) -> None:
    """Say what is wrong with a day, in its border, its tooltip and its description."""
    edit.setToolTip(wrong)
    edit.setAccessibleDescription(wrong)
    value = "true" if wrong else "false"
    if edit.property("invalid") != value:
        edit.setProperty("invalid", value)
        edit.style().unpolish(edit)
        edit.style().polish(edit)
