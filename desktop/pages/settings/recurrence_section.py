"""Recurrence and reminders: how far back repeats count, what is suggested, what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.fields import Field, TextEdit
from desktop.widgets.buttons import SegmentedControl
from desktop.widgets.labels import Label
from desktop.widgets.section_header import SectionHeader
from models.errors import UserError

if TYPE_CHECKING:
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library

_WINDOW, _CHECK = "repeat_window_months", "effectiveness_check_days"
_SUGGEST, _REMIND = "suggest_repeats", "remind_of_trend"
_SUGGESTED = (("usual", "Likely ones"), ("sure", "Only sure ones"), ("off", "None"))
_REMINDED = (("yes", "Each month"), ("no", "Never"))
_NUMBER_WIDTH = 160


@dataclass(frozen=True, slots=True)
class RecurrenceSettings:
    """What is set: months, days, how sure suggestions must be, and whether Home reminds."""

    window: int
    check_days: int
    suggest: str
    remind: bool


class RecurrenceSection(QWidget):
    """Each change holds at once; a number that cannot be is refused beside its field."""

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Build it empty; `reload` reads what is set."""
        super().__init__(parent)
        self._session = session
        self._held: RecurrenceSettings | None = None
        self.setAccessibleName("Repeats and reminders")
        self.window_edit = _number(themes, "months")
        self.window_edit.editingFinished.connect(self._on_window)
        self.check_edit = _number(themes, "days")
        self.check_edit.editingFinished.connect(self._on_check)
        self.suggest = SegmentedControl(_SUGGESTED, themes, name="Suggested repeats")
        self.suggest.chosen.connect(lambda value: self._set(_SUGGEST, value))
        self.remind = SegmentedControl(_REMINDED, themes, name="Reminder of the trend")
        self.remind.chosen.connect(lambda value: self._set(_REMIND, value == "yes"))
        self.fields = {
            name: Field(name, label, _left(control), themes)
            for name, label, control in (
                (_WINDOW, "An incident is a repeat of one at most so far back", self.window_edit),
                (_SUGGEST, "Pairs that look like repeats, on Home", self.suggest),
                (_CHECK, "Ask whether a finished action item helped after", self.check_edit),
                (_REMIND, "Remind of last month's trend, on Home", self.remind),
            )
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, themes.current.size("space.1"), 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        note = "for everybody who opens it"
        column.addWidget(SectionHeader("Repeats and reminders", themes, note=note))
        for field in self.fields.values():
            column.addWidget(field)
        said = (
            "The repeat incident rate looks as far back as this on Home, in Insights and reports. "
            "A suggestion counts only once somebody has confirmed it."
        )
        column.addWidget(Label(said, themes, style="meta", tone="tertiary", wrap=True))
        session.changed.connect(self._on_changed)
        session.opened.connect(self.reload)
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read what is set."""
        if self._session.is_open:
            self._session.read(self, _read, self._show, replaces="recurrence settings")

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.settings:
            self.reload()

    def _show(self, held: RecurrenceSettings) -> None:
        self._held = held
        for edit, value in ((self.window_edit, held.window), (self.check_edit, held.check_days)):
            if not edit.hasFocus():
                edit.setText(str(value))
        self.suggest.set_value(held.suggest)
        self.remind.set_value("yes" if held.remind else "no")

    @Slot()
    def _on_window(self) -> None:
        if self._held is not None:
            self._set_number(_WINDOW, self.window_edit, self._held.window)

    @Slot()
    def _on_check(self) -> None:
        if self._held is not None:
            self._set_number(_CHECK, self.check_edit, self._held.check_days)

    def _set_number(self, name: str, edit: TextEdit, held: int) -> None:
        text = edit.text().strip()
        if text == str(held):
            self.fields[name].clear_complaint()
        elif not text:
            self._set(name, None)
        else:
            self._set(name, int(text) if text.isascii() and text.isdigit() else text)

    def _set(self, name: str, value: Any) -> None:
        self._session.perform(
            self,
            lambda library: _write(library, name, value),
            lambda _changes: self._on_set(name),
            failed=lambda error: self._refuse(name, error),
        )

    def _on_set(self, name: str) -> None:
        self.fields[name].clear_complaint()
        if name == _SUGGEST:
            self._session.repeats.start()

    def _refuse(self, name: str, error: Exception) -> None:
        if isinstance(error, UserError):
            self.fields[name].complain(str(error))


def _number(themes: ThemeSource, unit: str) -> TextEdit:
    edit = TextEdit(themes)
    edit.set_suffix(unit)
    edit.setFixedWidth(_NUMBER_WIDTH)
    return edit


def _left(control: QWidget) -> QWidget:
    """A control at its own width, at the left."""
    block = QWidget()
    row = QHBoxLayout(block)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(control)
    row.addStretch(1)
    return block


def _read(library: Library) -> RecurrenceSettings:
    settings = library.settings
    return RecurrenceSettings(
        window=int(settings.get(_WINDOW)),
        check_days=int(settings.get(_CHECK)),
        suggest=str(settings.get(_SUGGEST)),
        remind=bool(settings.get(_REMIND)),
    )


def _write(library: Library, name: str, value: Any) -> Changes:
    from models.operations.settings import set_setting  # noqa: PLC0415  (SQLAlchemy is slow)

    return set_setting(library, name, value)
