"""Action items: how often they are reviewed, whether late ones are told of, their calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.fields import Field, TextEdit
from desktop.widgets.buttons import Button, SegmentedControl
from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.section_header import SectionHeader
from models.errors import UserError

if TYPE_CHECKING:
    from desktop.preferences import Preferences
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library

_DAYS = "action_review_days"
_TOLD = (("yes", "Once a day"), ("no", "Never"))
_NUMBER_WIDTH = 160


class ActionsSection(QWidget):
    """The review holds for everybody who opens the library, the rest for this machine."""

    def __init__(
        self,
        session: LibrarySession,
        themes: ThemeSource,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        """Build it; `reload` reads what is set."""
        super().__init__(parent)
        self._session = session
        self._themes = themes
        self._preferences = preferences
        self._held = -1
        self.setAccessibleName("Action items")
        self.days = TextEdit(themes, suffix="days")
        self.days.setFixedWidth(_NUMBER_WIDTH)
        self.days.editingFinished.connect(self._on_days)
        self.days_field = Field(
            _DAYS,
            "Home says that the review of open items is late after (0: never)",
            self.days,
            themes,
        )
        self.told = SegmentedControl(_TOLD, themes, name="Tell of overdue action items")
        self.told.chosen.connect(lambda value: preferences.set_reminders(value == "yes"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, themes.current.size("space.1"), 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        column.addWidget(SectionHeader("Action items", themes))
        column.addWidget(self.days_field)
        told = QWidget()
        row = QHBoxLayout(told)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.told)
        row.addStretch(1)
        column.addWidget(Field("told", "Tell on this machine of overdue ones", told, themes))
        column.addLayout(self._make_folder())
        words = "Any calendar can subscribe to the file; it is written anew after each change."
        column.addWidget(Label(words, themes, style="meta", tone="tertiary", wrap=True))
        preferences.changed.connect(self._show_preferences)
        session.changed.connect(self._on_changed)
        session.opened.connect(self.reload)
        self._show_preferences()
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read what is set."""
        if self._session.is_open:
            self._session.read(self, _read, self._show, replaces="action settings")

    def _make_folder(self) -> QVBoxLayout:
        themes = self._themes
        self.folder = ElidedLabel("", themes, tone="secondary")
        self.choose = Button("Choose a folder…", themes, icon_name="folder-open", small=True)
        self.choose.clicked.connect(self._on_choose)
        self.stop = Button("Stop", themes, kind="ghost", small=True)
        self.stop.setToolTip("Keep no calendar file any more; the file stays as it is")
        self.stop.clicked.connect(lambda: self._preferences.set_calendar_folder(""))
        label = "A calendar file of due dates (.ics), kept up to date on this machine"
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(Label(label, themes, style="meta", tone="secondary"))
        row = QHBoxLayout()
        row.setSpacing(themes.current.size("space.1"))
        row.addWidget(self.choose)
        row.addWidget(self.stop)
        row.addWidget(self.folder, 1)
        column.addLayout(row)
        return column

    @Slot()
    def _show_preferences(self) -> None:
        self.told.set_value("yes" if self._preferences.reminders else "no")
        folder = self._preferences.calendar_folder
        self.folder.setText(folder or "not kept")
        self.stop.setVisible(bool(folder))

    def _show(self, days: int) -> None:
        self._held = days
        if not self.days.hasFocus():
            self.days.setText(str(days))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.settings:
            self.reload()

    @Slot()
    def _on_days(self) -> None:
        text = self.days.text().strip()
        if text == str(self._held):
            self.days_field.clear_complaint()
            return
        value = int(text) if text.isascii() and text.isdigit() else (text or None)
        self._session.perform(
            self, lambda library: _set(library, value), self._on_set, failed=self._on_refused
        )

    def _on_set(self, _changes: Changes) -> None:
        self.days_field.clear_complaint()

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.days_field.complain(str(error))

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self.window(), "Keep a calendar of due dates in")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._preferences.set_calendar_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _read(library: Library) -> int:
    return int(library.settings.get(_DAYS, 7))


def _set(library: Library, value: object) -> Changes:
    from models.operations.settings import set_setting  # noqa: PLC0415  (SQLAlchemy)

    return set_setting(library, _DAYS, value)
