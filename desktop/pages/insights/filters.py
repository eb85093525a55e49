"""Which incidents Insights counts, and how far back a repeat may lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.dialogs.fields import Choice
from desktop.widgets.labels import Label
from models.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import ThemeSource
    from models.figures.selection import Selection

_WINDOWS = (1, 3, 6, 12, 24)


class InsightsFilters(QWidget):
    """Three choices in a row, and what they leave out, in words.

    Signals:
        chosen: a `Selection`, and the months that a repeat may lie behind.
    """

    chosen = Signal(object, int)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self._known: tuple[str, ...] | None = None
        self.service = Choice((("", "All services"),), themes)
        self.service.setAccessibleName("Service")
        severities = [(one.value, one.value) for one in Severity]
        self.severity = Choice((("", "All severities"), *severities), themes)
        self.severity.setAccessibleName("Severity")
        windows = [(str(one), f"Repeats within {one} months") for one in _WINDOWS[1:]]
        self.months = Choice((("1", "Repeats within 1 month"), *windows), themes)
        self.months.setAccessibleName("How far back a repeat may lie")
        self._said = Label("", themes, style="meta", tone="tertiary", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(themes.current.size("space.1"))
        for choice in (self.service, self.severity, self.months):
            choice.edited.connect(self._on_edited)
            row.addWidget(choice, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._said, 1, Qt.AlignmentFlag.AlignVCenter)

    def show_filters(
        self, services: Sequence[str], selection: Selection, window: int, words: str
    ) -> None:
        """Show what holds; `services` are those of the whole library."""
        known = tuple(services)
        if known != self._known:
            self._known = known
            self.service.clear()
            self.service.addItem("All services", "")
            for name in known:
                self.service.addItem(name, name)
        self.service.set_value(selection.service or "")
        only = next(iter(selection.severities)).value if len(selection.severities) == 1 else ""
        self.severity.set_value(only)
        if self.months.findData(str(window)) < 0:
            self.months.addItem(f"Repeats within {window} months", str(window))
        self.months.set_value(str(window))
        self._said.setText(words)

    @Slot()
    def _on_edited(self) -> None:
        from models.figures.selection import Selection  # noqa: PLC0415  (with the figures)

        severity = self.severity.value()
        selection = Selection(
            service=self.service.value() or None,
            severities=frozenset({Severity(severity)}) if severity else frozenset(),
        )
        self.chosen.emit(selection, int(self.months.value()))
