"""What a person chose on this device while the window is open; the configuration keeps it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.configuration import Configuration
from desktop.remembered import LibraryMemory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from desktop.remembered import Remembered

_MOST_LIBRARIES = 20


class Preferences(QObject):
    """Choices that pages read and make; none of them is kept in a library.

    Signals:
        changed: one of them is another now.
        noted: something small is another now that nobody waits for: a width, a search.
    """

    changed = Signal()
    noted = Signal()

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

    def panes(self, page: str) -> tuple[int, ...]:
        """Widths of a page's panes as they were left, in logical pixels; none for its own."""
        return self._kept.panes.get(page, ())

    def memory_of(self, location: str) -> LibraryMemory:
        """What is remembered of a library, and takes what is to be remembered of it."""

        def keep(kept: Remembered) -> None:
            self._note(replace(self._kept, libraries={**self._kept.libraries, location: kept}))

        return LibraryMemory(self._kept.libraries.get(location), keep)

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

    def insights(self, library: UUID) -> str:
        """What Insights looked at last in that library, as its page wrote it; empty for nothing."""
        start = f"{library} "
        return next((one[len(start) :] for one in self._kept.insights if one.startswith(start)), "")

    def keep_insights(self, library: UUID, line: str) -> None:
        """Remember what Insights looks at in that library; the oldest of many are forgotten."""
        others = tuple(one for one in self._kept.insights if not one.startswith(f"{library} "))
        kept = (f"{library} {line}", *others)[:_MOST_LIBRARIES]
        self._keep(replace(self._kept, insights=kept))

    def set_panes(self, page: str, widths: Sequence[int]) -> None:
        """Have a page's panes so wide the next time."""
        self._note(replace(self._kept, panes={**self._kept.panes, page: tuple(widths)}))

    def merged(self, configuration: Configuration) -> Configuration:
        """A configuration with these choices in it; of libraries, what its recent ones have."""
        known = self._kept.libraries
        return replace(
            configuration,
            register_columns=self._kept.register_columns,
            reminders=self._kept.reminders,
            reminded_on=self._kept.reminded_on,
            calendar_folder=self._kept.calendar_folder,
            insights=self._kept.insights,
            panes=self._kept.panes,
            libraries={one: known[one] for one in configuration.recent if one in known},
        )

    def _note(self, kept: Configuration) -> None:
        if kept != self._kept:
            self._kept = kept
            self.noted.emit()

    def _keep(self, kept: Configuration) -> None:
        if kept != self._kept:
            self._kept = kept
            self.changed.emit()
