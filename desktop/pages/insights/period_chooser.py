"""Chooses the period: a month, quarter, year or range of days; one back, one forward, or any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.dialogs.fields import Choice
from desktop.pages.insights.days_fields import DaysFields
from desktop.pages.insights.period_words import UNIT_WORDS, in_unit, short_label
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from models.figures.periods import Period, Unit

if TYPE_CHECKING:
    from datetime import date

    from desktop.theme import ThemeSource
    from desktop.widgets.buttons import ButtonKind

_MOST = 240
_WIDTH = 116
_UNIT_WIDTH = 96


class PeriodChooser(QWidget):
    """The period looked at, and the one that it is compared with.

    Signals:
        chosen: a `Period`.
    """

    chosen = Signal(object)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self._periods: list[Period] = []
        self._current: Period | None = None
        self._first: date | None = None
        self._today: date | None = None
        ghost: ButtonKind = "ghost"
        self.unit = Choice([(unit.value, words) for unit, words in UNIT_WORDS.items()], themes)
        self.unit.setAccessibleName("Kind of period")
        self.unit.setFixedWidth(_UNIT_WIDTH)
        self.unit.edited.connect(self._on_unit)
        self._back = Button("", themes, icon_name="chevron-left", kind=ghost, name="Period before")
        self._back.clicked.connect(lambda: self.step(-1))
        self._forward = Button(
            "", themes, icon_name="chevron-right", kind=ghost, name="Period after"
        )
        self._forward.clicked.connect(lambda: self.step(1))
        self._list = Choice((), themes)
        self._list.setAccessibleName("Period")
        self._list.setFixedWidth(_WIDTH)
        self._list.edited.connect(self._on_listed)
        self.days = DaysFields(themes)
        self.days.chosen.connect(self.chosen)
        self._ways = QStackedWidget()
        self._ways.addWidget(self._list)
        self._ways.addWidget(self.days)
        self._against = Label("", themes, tone="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(themes.current.size("space.0.5"))
        for widget in (self.unit, self._back, self._ways, self._forward, self._against):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_period(self, period: Period, *, first: date | None, today: date, against: str) -> None:
        """Show the period that holds.

        Args:
            period: which.
            first: the first day that the library says something of.
            today: the last one.
            against: the period before in words; empty where there is none.
        """
        self._current, self._first, self._today = period, first, today
        self.unit.set_value(period.unit.value)
        is_range = period.unit is Unit.DAYS
        self._ways.setCurrentIndex(1 if is_range else 0)
        self._ways.setFixedWidth(self.days.sizeHint().width() if is_range else _WIDTH)
        if is_range:
            self.days.show_days(period, today)
        else:
            self._show_list(period)
        self._back.setEnabled(self._is_offered(period.previous()))
        self._forward.setEnabled(self._is_offered(period.back(-1)))
        self._against.setText(f"vs {against}" if against else "")

    def step(self, by: int) -> None:
        """Go so many periods on (negative: back), if they are offered."""
        if self._current is None:
            return
        wanted = self._current.back(-by)
        if self._is_offered(wanted):
            self.chosen.emit(wanted)

    def _is_offered(self, period: Period) -> bool:
        """Whether the library says something of it, and it has begun."""
        if self._today is None or period.start > self._today:
            return False
        return self._first is not None and period.end > self._first

    def _show_list(self, period: Period) -> None:
        assert self._today is not None
        offered = [Period.holding(self._today, period.unit)]
        while self._first is not None and offered[-1].start > self._first and len(offered) < _MOST:
            offered.append(offered[-1].previous())
        if period not in offered:
            offered.append(period)
            offered.sort(key=lambda one: one.start, reverse=True)
        if offered != self._periods:
            self._periods = offered
            self._list.clear()
            for one in offered:
                self._list.addItem(short_label(one), one.start.isoformat())
        self._list.setCurrentIndex(offered.index(period))

    @Slot()
    def _on_unit(self) -> None:
        if self._current is None or self._today is None:
            return
        unit = Unit(self.unit.value())
        if unit is self._current.unit:
            return
        wanted = in_unit(self._current, unit, self._today)
        if unit is not Unit.DAYS and not self._is_offered(wanted):
            wanted = Period.holding(self._today, unit)
        self.chosen.emit(wanted)

    @Slot()
    def _on_listed(self) -> None:
        self.chosen.emit(self._periods[self._list.currentIndex()])
