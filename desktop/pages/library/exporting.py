"""Writes one incident to a file that a person chooses, in the background."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop.notices import Notice
from models.errors import UserError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from models.incident import Incident
    from models.library import Library


@dataclass(frozen=True, slots=True)
class Form:
    """A file format that is offered."""

    suffix: str
    filter: str


FORMS = {
    "pdf": Form("pdf", "PDF (*.pdf)"),
    "markdown": Form("md", "Markdown (*.md)"),
    "json": Form("json", "JSON (*.json)"),
}


def write_incident(library: Library, id: UUID, target: Path, *, form: str, as_of: datetime) -> Path:
    """Write one incident. Heavy: run it in the background lane.

    Raises:
        BadInputError: when nothing can be written there.
        NotFoundError: when the incident is gone.
    """
    from desktop.postmortem_files import write_postmortem  # noqa: PLC0415  (only when asked for)

    incident = library.incidents.get(id)
    suffix = f".{FORMS[form].suffix}"
    return write_postmortem(library, incident, target, as_of=as_of, suffix=suffix)


class IncidentExport(QObject):
    """Asks for the file with the system's own dialog, writes, and says so."""

    def __init__(self, session: LibrarySession, host: QWidget) -> None:
        """`host` is the widget over which the dialog opens."""
        super().__init__(host)
        self._session = session
        self._host = host
        places = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._folder = places or str(Path.home())

    def ask(self, incident: Incident, form: str) -> None:
        """Open the dialog with a name made from key and title."""
        kind = FORMS[form]
        dialog = QFileDialog(self._host, f"Export {incident.key}", self._folder, kind.filter)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind.suffix)
        dialog.selectFile(f"{file_stem(incident)}.{kind.suffix}")
        dialog.fileSelected.connect(lambda file: self.write(incident, Path(file), form))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, incident: Incident, target: Path, form: str) -> None:
        """Write without asking; a toast says how it went."""
        self._folder = str(target.parent)
        as_of = self._session.clock()

        def done(file: Path) -> None:
            def open_it() -> None:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

            self._session.notice.emit(Notice(f"{file.name} written", "done", "Open", open_it))

        def failed(error: Exception) -> None:
            if isinstance(error, UserError):
                self._session.notice.emit(Notice(str(error), "error"))

        self._session.background(
            self,
            lambda library, _context: write_incident(
                library, incident.id, target, form=form, as_of=as_of
            ),
            done,
            failed=failed,
        )


def file_stem(incident: Incident) -> str:
    """A file name that every system takes: key and title in plain letters."""
    words = re.sub(r"[^\w-]+", "-", f"{incident.key}-{incident.title}", flags=re.ASCII)
    return words.strip("-").lower()[:80] or "incident"
