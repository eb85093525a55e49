"""Opens the incident form for a new or a stored incident, and saves what was written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from desktop.notices import Notice
from desktop.pages.editor.dialog import IncidentDialog
from desktop.pages.editor.draft import draft_of
from desktop.pages.editor.merging import merge
from desktop.pages.editor.part import FormWords
from desktop.pages.editor.reading import read_draft
from models.errors import ConflictError, NotFoundError, UserError
from models.identifiers import new_id
from models.incident import Incident, Postmortem

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library


@dataclass(frozen=True, slots=True)
class FormContents:
    """What the form needs from the library."""

    incident: Incident
    words: FormWords


class IncidentFormController(QObject):
    """Fills one dialog from the library, reads it while it is typed into, and saves it.

    Lives as long as its dialog.

    Signals:
        saved: UUID of the incident, once it is stored.
    """

    saved = Signal(object)

    def __init__(self, session: LibrarySession, themes: ThemeSource, parent: QWidget) -> None:
        """Build the dialog over `parent`; `start` shows it."""
        self.dialog = IncidentDialog(themes, zone=session.zone, clock=session.clock, parent=parent)
        super().__init__(self.dialog)
        self._session = session
        self._zone = session.zone
        self._base = Incident(key="", title="")
        self.dialog.draft_changed.connect(self._on_draft_changed)
        self.dialog.save_requested.connect(self._on_save_requested)
        self.dialog.merge_requested.connect(self._on_merge_requested)
        self.dialog.theirs_requested.connect(self._on_theirs_requested)

    def start(self, incident_id: UUID | None) -> None:
        """Show the form: at once for a new incident, after reading for a stored one."""
        if incident_id is None:
            zone = self._zone
            self._show(Incident(key="", title="", timezone=zone, postmortem=Postmortem()))
            self.dialog.open()
            self.dialog.form.focus_first()
        self._session.read(
            self, lambda library: _read_contents(library, incident_id), self._on_contents
        )

    def _show(self, incident: Incident, *, clean: bool = True) -> None:
        self._base = incident
        self.dialog.show_incident(incident, draft_of(incident, zone=self._zone), clean=clean)

    def _on_contents(self, contents: FormContents) -> None:
        self.dialog.form.offer(contents.words)
        if contents.incident.version:
            self._show(contents.incident)
            self.dialog.open()
            self.dialog.form.focus_first()
            return
        # A new one may have been typed into already: only an empty key is filled.
        draft = self.dialog.form.draft()
        if not draft.key:
            was_clean = not self.dialog.is_edited()
            self._base = replace(self._base, key=contents.incident.key)
            self.dialog.show_incident(
                self._base, replace(draft, key=contents.incident.key), clean=was_clean
            )

    @Slot()
    def _on_draft_changed(self) -> None:
        reading = read_draft(self.dialog.form.draft(), self._base, now=self._session.clock())
        self.dialog.show_reading(reading)

    @Slot()
    def _on_save_requested(self) -> None:
        reading = read_draft(self.dialog.form.draft(), self._base, now=self._session.clock())
        if reading.incident is None:
            self.dialog.refuse(reading)
            return
        incident = reading.incident
        self.dialog.set_busy(True)
        self._session.perform(
            self,
            lambda library: _save(library, incident),
            lambda changes: self._on_saved(incident, changes),
            failed=self._on_failed,
        )

    def _on_saved(self, incident: Incident, changes: Changes) -> None:
        self.dialog.finish()
        verb = "recorded" if incident.version == 0 else "saved"
        name = incident.key or "Incident"
        self._session.notice.emit(Notice(f"{name} {verb}", "done"))
        if incident.id in changes.incidents:
            self.saved.emit(incident.id)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, ConflictError):
            self.dialog.show_conflict(
                "Somebody saved this incident while you were writing. Nothing of yours is lost: "
                "choose how to go on."
            )
        elif isinstance(error, NotFoundError):
            self._base = replace(self._base, version=0, id=new_id())
            self.dialog.show_failure(f"{error} Save again to keep yours as a new incident.")
        elif isinstance(error, UserError):
            self.dialog.show_failure(f"{error} What you wrote is still here.")
        else:
            self.dialog.show_failure("It could not be saved. What you wrote is still here.")

    @Slot()
    def _on_merge_requested(self) -> None:
        incident_id = self._base.id
        self._session.read(self, lambda library: library.incidents.get(incident_id), self._merge)

    def _merge(self, theirs: Incident) -> None:
        reading = read_draft(self.dialog.form.draft(), self._base, now=self._session.clock())
        if reading.incident is None:
            self.dialog.refuse(reading)
            return
        merged = merge(self._base, reading.incident, theirs)
        self._base = theirs
        draft = draft_of(merged.incident, zone=self._zone)
        self.dialog.show_incident(theirs, draft, clean=False)
        both = ", ".join(merged.disputed)
        said = f" Both of you changed: {both}; yours stands here." if both else ""
        self.dialog.show_merged(f"Both are put together below.{said} Save when it is right.")

    @Slot()
    def _on_theirs_requested(self) -> None:
        incident_id = self._base.id
        self._session.read(
            self, lambda library: library.incidents.get(incident_id), self._show_theirs
        )

    def _show_theirs(self, theirs: Incident) -> None:
        reading = read_draft(self.dialog.form.draft(), self._base, now=self._session.clock())
        if reading.incident is None:
            self.dialog.refuse(reading)
            return
        from exporters.markdown import write_markdown  # noqa: PLC0415  (only after a conflict)

        QGuiApplication.clipboard().setText(write_markdown(reading.incident))
        self._show(theirs)
        self.dialog.show_merged("This is what is stored. Yours is on the clipboard as Markdown.")


def new_incident(
    session: LibrarySession, themes: ThemeSource, parent: QWidget
) -> IncidentFormController:
    """Open the form for a new incident; listen to `saved` of what is returned."""
    controller = IncidentFormController(session, themes, parent)
    controller.start(None)
    return controller


def edit_incident(
    session: LibrarySession, themes: ThemeSource, parent: QWidget, incident_id: UUID
) -> IncidentFormController:
    """Open the form for a stored incident; listen to `saved` of what is returned."""
    controller = IncidentFormController(session, themes, parent)
    controller.start(incident_id)
    return controller


def _read_contents(library: Library, incident_id: UUID | None) -> FormContents:
    words = FormWords(
        services=tuple(one.name for one in library.vocabulary.services()),
        categories=tuple(one.name for one in library.vocabulary.categories()),
        tags=tuple(one.name for one in library.vocabulary.tags()),
        people=tuple(one.name for one in library.vocabulary.people()),
    )
    if incident_id is not None:
        return FormContents(library.incidents.get(incident_id), words)
    return FormContents(Incident(key=library.incidents.next_key(None), title=""), words)


def _save(library: Library, incident: Incident) -> Changes:
    from models.operations.incidents import save_incident  # noqa: PLC0415  (SQLAlchemy is slow)

    return save_incident(library, incident)
