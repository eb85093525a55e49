"""What a person chose on this device while the window is open; the configuration keeps it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.configuration import Configuration

if TYPE_CHECKING:
    from datetime import date


class Preferences(QObject):
    """Choices that pages read and make; nothing of them belongs to a library.

    Signals:
        changed: one of them is another now.
    """

    changed = Signal()

    def __init__(
        self, configuration: Configuration | None = None, parent: QObject | None = None
    ) -> None:
        """Begin with what was remembered."""
        super().__init__(parent)
        self._kept = configuration or Configuration()

    @property
    def register_columns(self) -> tuple[str, ...]:
        """Columns that the register of action items shows; none stands for its own choice."""
        return self._kept.register_columns

    @property
    def reminders(self) -> bool:
        """Whether late action items are told of."""
        return self._kept.reminders == "on"

    @property
    def calendar_folder(self) -> str:
        """Where a calendar of due dates is kept up to date; empty for nowhere."""
        return self._kept.calendar_folder

    def was_reminded_on(self, day: date) -> bool:
        """Whether late action items were told of on that day already."""
        return self._kept.reminded_on == day.isoformat()

    def set_register_columns(self, columns: tuple[str, ...]) -> None:
        """Show these columns from now on."""
        self._keep(replace(self._kept, register_columns=columns))

    def set_reminders(self, wanted: bool) -> None:
        """Tell of late action items, or never."""
        self._keep(replace(self._kept, reminders="on" if wanted else "off"))

    def set_calendar_folder(self, folder: str) -> None:
        """Keep a calendar of due dates there; empty for nowhere."""
        self._keep(replace(self._kept, calendar_folder=folder))

    def note_reminded(self, day: date) -> None:
        """Late action items were told of today."""
        self._keep(replace(self._kept, reminded_on=day.isoformat()))

    def merged(self, configuration: Configuration) -> Configuration:
        """A configuration with these choices in it."""
        return replace(
            configuration,
            register_columns=self._kept.register_columns,
            reminders=self._kept.reminders,
            reminded_on=self._kept.reminded_on,
            calendar_folder=self._kept.calendar_folder,
        )

    def _keep(self, kept: Configuration) -> None:
        if kept != self._kept:
            self._kept = kept
            self.changed.emit()
