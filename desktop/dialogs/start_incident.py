"""From nothing to a draft: severity and a title are enough; Enter keeps it in the library at once.

A small incident can be logged here too, without a document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from typing_extensions import override

from desktop.dialogs.framed import FramedDialog
from desktop.dialogs.start_fields import StartFields, Way
from desktop.notices import Notice
from models.errors import UserError
from models.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import TypeAlias

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.incident import Incident
    from models.library import Library
    from models.templates import Template

    _Offered: TypeAlias = tuple[Sequence[Template], Sequence[str], Sequence[str]]

_WIDTH = 720
_TEXTS = {
    "draft": "Severity and title are enough. It is kept in the library as soon as you press Enter.",
    "log": "For small incidents: recorded and counted, without a document.",
}
_FOOTNOTES = {
    "draft": "↑ ↓ template   Alt+1 … 5 severity   Ctrl+L only log it",
    "log": "Alt+1 … 5 severity   Ctrl+L write a postmortem",
}
_SAID_SEVERITY = re.compile(r"^\s*sev[- ]?([1-5])[\s:,–-]+", re.IGNORECASE)


class StartDialog(FramedDialog):
    """Asks what happened and how bad it was, and begins.

    Signals:
        started: UUID of an incident that is stored with a draft.
        logged: UUID of an incident that is stored without a document.
    """

    started = Signal(object)
    logged = Signal(object)

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Build it for a draft and read what the library offers; `open` shows it."""
        super().__init__("New postmortem", themes, parent, width=_WIDTH)
        self._session = session
        self._picked = False
        self._waits_for_templates = False
        self.form = StartFields(themes, zone=session.zone)
        self.fields = self.form.fields
        self.way, self.severity = self.form.way, self.form.severity
        self.headline, self.summary = self.form.headline, self.form.summary
        self.begun, self.resolved = self.form.begun, self.form.resolved
        self.category, self.services = self.form.category, self.form.services
        self.security, self.data_loss = self.form.security, self.form.data_loss
        self.gallery = self.form.gallery
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.set_confirm("Create draft")
        self._connect()
        self._on_way()
        self.headline.setFocus()
        session.read(self, _read_offered, self._on_offered)

    def _connect(self) -> None:
        self.confirmed.connect(self._on_confirmed)
        self.way.chosen.connect(self._on_way)
        self.severity.chosen.connect(self._suit)
        self.category.edited.connect(self._suit)
        self.security.toggled.connect(self._suit)
        self.data_loss.toggled.connect(self._suit)
        self.gallery.picked.connect(self._on_picked)
        self.headline.textEdited.connect(self._on_title)
        for line in (self.headline, self.begun, self.resolved, self.summary):
            line.returnPressed.connect(self._on_confirmed)
            line.textEdited.connect(self._on_typed)
        self.headline.installEventFilter(self)
        for rank, severity in enumerate(Severity, 1):
            shortcut = QShortcut(QKeySequence(f"Alt+{rank}"), self)
            shortcut.activated.connect(lambda value=severity.value: self._set_severity(value))
        toggle = QShortcut(QKeySequence("Ctrl+L"), self)
        toggle.activated.connect(self._on_toggle)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the title go through the templates."""
        if (
            watched is self.headline
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            and self.form.chosen_way() == "draft"
        ):
            self.gallery.step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        return super().eventFilter(watched, event)

    def _on_offered(self, offered: _Offered) -> None:
        templates, services, categories = offered
        self.services.set_known(services)
        self.category.set_words(categories)
        self.gallery.offer(templates)
        self._suit()
        if self._waits_for_templates:
            self._on_confirmed()

    @Slot()
    def _on_way(self) -> None:
        way = self.form.chosen_way()
        self.form.show_way(way)
        self.set_heading("New postmortem" if way == "draft" else "Log an incident")
        self.set_text(_TEXTS[way])
        self.set_footnote(_FOOTNOTES[way])
        self.set_confirm("Create draft" if way == "draft" else "Log incident")
        # The layout takes in what was shown and hidden once control returns to Qt.
        QTimer.singleShot(0, self, self._fit)

    @Slot()
    def _fit(self) -> None:
        """No higher than what is shown."""
        self.resize(self.width(), self.minimumSizeHint().height())

    @Slot()
    def _on_toggle(self) -> None:
        self.way.set_value("log" if self.form.chosen_way() == "draft" else "draft")
        self._on_way()

    @Slot()
    def _on_picked(self) -> None:
        self._picked = True

    @Slot()
    def _on_typed(self) -> None:
        sender = self.sender()
        for field in self.fields.values():
            if field.control is sender:
                field.clear_complaint()

    @Slot(str)
    def _on_title(self, text: str) -> None:
        """Take a severity that is typed before the title: “sev2 Checkout slow”."""
        said = _SAID_SEVERITY.match(text)
        if said is not None:
            self._set_severity(f"SEV-{said.group(1)}")
            self.headline.setText(text[said.end() :])

    def _set_severity(self, value: str) -> None:
        self.severity.set_value(value)
        self._suit()

    @Slot()
    def _suit(self) -> None:
        """Choose the template that suits, unless a person has chosen one."""
        if self._picked or not self.gallery.templates:
            return
        from models.templates import suited_template  # noqa: PLC0415  (YAML is slow to import)

        self.gallery.choose(
            suited_template(
                self.gallery.templates,
                self.form.chosen_severity(),
                self.category.value(),
                security=self.security.isChecked(),
                data_loss=self.data_loss.isChecked(),
            )
        )

    @Slot()
    def _on_confirmed(self) -> None:
        if not self.confirm_button.isEnabled():
            return
        incident = self.form.read(self._session.clock())
        if incident is None:
            return
        way, template = self.form.chosen_way(), self.gallery.chosen()
        if way == "draft" and template is None:
            self._waits_for_templates = True
            return
        chosen = template if way == "draft" else None
        summary, now = self.summary.text(), self._session.clock()
        self.set_busy(True)
        self._session.perform(
            self,
            lambda library: _keep(library, incident, chosen, summary, now),
            lambda _changes: self._on_kept(incident, way),
            failed=self._on_failed,
        )

    def _on_kept(self, incident: Incident, way: Way) -> None:
        self.accept()
        if way == "draft":
            self.started.emit(incident.id)
            return
        self._session.notice.emit(Notice(f"“{incident.title}” logged", "done"))
        self.logged.emit(incident.id)

    def _on_failed(self, error: Exception) -> None:
        self.set_busy(False)
        why = str(error) if isinstance(error, UserError) else "It could not be kept."
        self.banner.say(f"{why} What you typed is still here.", "error")


def _read_offered(library: Library) -> _Offered:
    from models.templates import own_templates, shipped_templates  # noqa: PLC0415  (YAML)

    return (
        (*shipped_templates(), *own_templates(library.settings.templates)),
        [one.name for one in library.vocabulary.services()],
        [one.name for one in library.vocabulary.categories()],
    )


def _keep(
    library: Library,
    incident: Incident,
    template: Template | None,
    summary: str,
    now: datetime,
) -> Changes:
    from models.operations.incidents import save_incident  # noqa: PLC0415  (SQLAlchemy is slow)
    from models.starting import log_small, start_postmortem  # noqa: PLC0415

    if template is not None:
        return save_incident(library, start_postmortem(incident, template))
    return save_incident(library, log_small(incident, summary, now=now))
