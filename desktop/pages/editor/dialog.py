"""The window around the incident form: heading, banner, form, footer; asks before text is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.dialogs.framed import ask
from desktop.pages.editor.form import FORM_WIDTH, OUTLINE_WIDTH, IncidentForm
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.labels import ElidedLabel, Label, Rule
from desktop.widgets.marks import Badge
from desktop.widgets.painting import status_badge

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtGui import QCloseEvent

    from desktop.pages.editor.draft import IncidentDraft
    from desktop.pages.editor.reading import DraftReading
    from desktop.theme import ThemeSource
    from desktop.widgets.banner import BannerKind
    from models.incident import Incident

_HEIGHT = 780
_OF_PARENT = 0.94
_PAUSE_MS = 350


class IncidentDialog(QDialog):
    """Shows one draft; tells when it shall be saved. Saving and reading are its controller's.

    Signals:
        draft_changed: a person paused after typing; the controller says what it means.
        save_requested: the draft shall be saved.
        merge_requested: after a conflict: put both together.
        theirs_requested: after a conflict: show what is stored.
    """

    draft_changed = Signal()
    save_requested = Signal()
    merge_requested = Signal()
    theirs_requested = Signal()

    def __init__(
        self,
        themes: ThemeSource,
        *,
        zone: str,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        """Build the empty form."""
        super().__init__(parent)
        self._themes = themes
        self._clean: IncidentDraft | None = None
        self._touched: set[str] = set()
        self._saves_tried = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = IncidentForm(themes, zone=zone, clock=clock)
        self.form.edited.connect(self._on_edited)
        self.form.field_left.connect(self._on_field_left)
        self.form.title_entered.connect(self._on_save)
        self.banner = Banner(themes)
        self._choices = self._make_choices()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(Rule())
        self._news = self._make_news()
        column.addWidget(self._news)
        column.addWidget(self.form, 1)
        column.addWidget(self._make_footer())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.draft_changed)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(self._on_save)
        self._fit(parent)

    def show_incident(self, incident: Incident, draft: IncidentDraft, *, clean: bool) -> None:
        """Show a draft of an incident.

        Args:
            incident: what it is a draft of; names the window.
            draft: the texts.
            clean: whether the draft says no more than what is stored.
        """
        is_new = incident.version == 0
        title = "New incident" if is_new else f"{incident.key}  {incident.title}"
        self._title.setText(title)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._status.setVisible(not is_new)
        self._status.set_badge(status_badge(incident.status))
        if incident.postmortem is not None and not is_new:
            self.form.people.fix_document()
        self.form.set_draft(draft)
        if clean:
            self._clean = self.form.draft()

    def is_edited(self) -> bool:
        """Whether something stands here that is not stored."""
        self.form.finish_editing()
        return self._clean is not None and self.form.draft() != self._clean

    def show_reading(self, reading: DraftReading) -> None:
        """Say what is wrong, at fields that were left already or, after a try to save, at all."""
        only = None if self._saves_tried else self._touched
        self.form.show_reading(reading, only=only)
        if self._saves_tried and not any(one.blocking for one in reading.problems):
            self._hush()

    def refuse(self, reading: DraftReading) -> None:
        """It cannot be saved yet: say so and go to the first reason."""
        self._saves_tried = True
        self.form.show_reading(reading)
        blocking = [one for one in reading.problems if one.blocking]
        count = len(blocking)
        text = "One field needs a look" if count == 1 else f"{count} fields need a look"
        self._say(f"{text} before this can be saved.", "error")
        self.form.focus_problem(blocking[0])

    def show_failure(self, text: str) -> None:
        """Saving failed: say why; everything typed stays."""
        self.set_busy(False)
        self._say(text, "error")

    def show_conflict(self, text: str) -> None:
        """Somebody else saved first: say so and offer both ways on."""
        self.set_busy(False)
        self._say(text, "warning")
        self._choices.show()

    def show_merged(self, text: str) -> None:
        """After a conflict was dealt with: say what stands here now."""
        self._choices.hide()
        self._say(text, "information")

    def set_busy(self, busy: bool) -> None:
        """While it is being saved the button waits."""
        self._save.setEnabled(not busy)
        self._save.setText("Saving…" if busy else "Save")

    def finish(self) -> None:
        """It was saved: close without asking."""
        self._clean = None
        self.accept()

    @override
    def reject(self) -> None:
        """Esc or Cancel: ask first when text would be lost."""
        if not self.is_edited():
            super().reject()
            return
        ask(
            self,
            self._themes,
            title="Discard what you wrote?",
            text="It is not saved anywhere yet.",
            confirm="Discard",
            cancel="Keep writing",
            confirmed=self._discard,
            danger=True,
        )

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible() and self.is_edited():
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)

    @Slot()
    def _discard(self) -> None:
        self._clean = None
        super().reject()

    def _make_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        edge = self._themes.current.size("space.2")
        row.setContentsMargins(edge, self._themes.current.size("space.1.5"), edge, edge // 2)
        self._title = ElidedLabel("", self._themes, style="title.page")
        self._status = Badge(self._themes, status_badge(None))
        row.addWidget(self._title, 0)
        row.addWidget(self._status)
        row.addStretch(1)
        return head

    def _make_news(self) -> QWidget:
        news = QWidget()
        column = QVBoxLayout(news)
        edge = self._themes.current.size("space.2")
        column.setContentsMargins(edge, self._themes.current.size("space.1"), edge, 0)
        column.setSpacing(self._themes.current.size("space.0.5"))
        column.addWidget(self.banner)
        column.addWidget(self._choices)
        news.hide()
        return news

    def _make_choices(self) -> QWidget:
        choices = QWidget()
        row = QHBoxLayout(choices)
        row.setContentsMargins(0, 0, 0, 0)
        merge = Button("Put both together", self._themes, small=True)
        merge.setToolTip("Keeps your changes and takes theirs where you changed nothing")
        merge.clicked.connect(self.merge_requested)
        theirs = Button("Show what is stored", self._themes, small=True)
        theirs.setToolTip("Your text goes to the clipboard as Markdown")
        theirs.clicked.connect(self.theirs_requested)
        row.addWidget(merge)
        row.addWidget(theirs)
        row.addStretch(1)
        choices.hide()
        return choices

    def _say(self, text: str, kind: BannerKind) -> None:
        self.banner.say(text, kind)
        self._news.show()

    def _hush(self) -> None:
        self.banner.clear()
        self._news.setVisible(not self._choices.isHidden())

    def _make_footer(self) -> QWidget:
        footer = QWidget()
        footer.setObjectName("chrome")
        row = QHBoxLayout(footer)
        edge = self._themes.current.size("space.1.5")
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(self._themes.current.size("space.1"))
        row.addWidget(
            Label("Ctrl+S saves. Blank means unknown.", self._themes, style="meta", tone="tertiary")
        )
        row.addStretch(1)
        cancel = Button("Cancel", self._themes)
        cancel.clicked.connect(self.reject)
        self._save = Button("Save", self._themes, kind="primary")
        self._save.clicked.connect(self._on_save)
        row.addWidget(cancel)
        row.addWidget(self._save)
        return footer

    def _fit(self, parent: QWidget | None) -> None:
        width = OUTLINE_WIDTH + FORM_WIDTH
        height = _HEIGHT
        if parent is not None:
            window = parent.window()
            width = min(width, round(window.width() * _OF_PARENT))
            height = min(height, round(window.height() * _OF_PARENT))
        self.resize(width, height)

    @Slot()
    def _on_edited(self) -> None:
        self._pause.start()

    @Slot(str)
    def _on_field_left(self, name: str) -> None:
        self._touched.add(name)
        self._pause.start()

    @Slot()
    def _on_save(self) -> None:
        if self._save.isEnabled():
            self._pause.stop()
            self.form.finish_editing()
            self.save_requested.emit()
