"""Chooses the month: one back, one forward, or any of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.dialogs.fields import Choice
from desktop.pages.insights.contents import short_label
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label

if TYPE_CHECKING:
    from desktop.theme import ThemeSource
    from desktop.widgets.buttons import ButtonKind
    from models.figures.periods import Period

_MOST = 240
_WIDTH = 116


class PeriodChooser(QWidget):
    """The month looked at, and the one that it is compared with.

    Signals:
        chosen: a `Period`.
    """

    chosen = Signal(object)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self._periods: list[Period] = []
        self._current: Period | None = None
        ghost: ButtonKind = "ghost"
        self._back = Button("", themes, icon_name="arrow-left", kind=ghost, name="Month before")
        self._back.clicked.connect(self._on_back)
        self._forward = Button("", themes, icon_name="arrow-right", kind=ghost, name="Month after")
        self._forward.clicked.connect(self._on_forward)
        self._list = Choice((), themes)
        self._list.setAccessibleName("Month")
        self._list.setFixedWidth(_WIDTH)
        self._list.edited.connect(self._on_listed)
        self._against = Label("", themes, tone="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(themes.current.size("space.0.5"))
        for widget in (self._back, self._list, self._forward, self._against):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_period(
        self, period: Period, *, first: Period | None, last: Period, against: str
    ) -> None:
        """Show the month that holds.

        Args:
            period: the month.
            first: the first month that the library says something of.
            last: the month of today.
            against: the month before in words; empty where there is none.
        """
        self._current = period
        months = [last]
        while first is not None and months[-1].start > first.start and len(months) < _MOST:
            months.append(months[-1].previous())
        if period not in months:
            months.append(period)
            months.sort(key=lambda one: one.start, reverse=True)
        if months != self._periods:
            self._periods = months
            self._list.clear()
            for one in months:
                self._list.addItem(short_label(one), one.start.isoformat())
        self._list.setCurrentIndex(months.index(period))
        self._back.setEnabled(period != months[-1])
        self._forward.setEnabled(period != months[0])
        self._against.setText(f"vs {against}" if against else "")

    def step(self, by: int) -> None:
        """Go so many months on (negative: back), if they are offered."""
        if self._current is None:
            return
        place = self._periods.index(self._current) - by
        if 0 <= place < len(self._periods):
            self.chosen.emit(self._periods[place])

    @Slot()
    def _on_back(self) -> None:
        self.step(-1)

    @Slot()
    def _on_forward(self) -> None:
        self.step(1)

    @Slot()
    def _on_listed(self) -> None:
        self.chosen.emit(self._periods[self._list.currentIndex()])
