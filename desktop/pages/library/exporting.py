"""Writes one incident to a file, or several into a folder, that a person chooses."""

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
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.report_export import Write
    from desktop.report_files import WrittenReport
    from desktop.session import LibrarySession
    from desktop.tasks import TaskContext
    from models.incident import Incident
    from models.library import Library
    from search.results import Hit


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


def write_incident(
    library: Library, id: UUID, target: Path, *, form: str, as_of: datetime
) -> WrittenReport:
    """Write one incident. Heavy: run it in the background lane.

    Raises:
        BadInputError: when nothing can be written there.
        NotFoundError: when the incident is gone.
    """
    from desktop.postmortem_files import write_noted  # noqa: PLC0415  (only when asked for)

    incident = library.incidents.get(id)
    suffix = f".{FORMS[form].suffix}"
    return write_noted(library, incident, target, as_of=as_of, suffix=suffix)


def meeting_pack(id: UUID, as_of: datetime) -> Write:
    """What writes the pack for the meeting about an incident, for `ReportExport`."""

    def write(
        library: Library, target: Path, progress: Callable[[int, int], None]
    ) -> WrittenReport:
        from desktop.report_files import write_meeting_pack  # noqa: PLC0415  (only when asked for)

        incident = library.incidents.get(id)
        return write_meeting_pack(library, incident, target, as_of=as_of, progress=progress)

    return write


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

        def done(written: WrittenReport) -> None:
            def open_it() -> None:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

            words = f"{target.name} written"
            if written.remark:
                words = f"{words}. {written.remark}"
            self._session.notice.emit(Notice(words, "done", "Open", open_it))

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


class SelectionExport(QObject):
    """Writes each of several incidents into a file of its own, in a folder that is asked for."""

    def __init__(self, session: LibrarySession, host: QWidget) -> None:
        """`host` is the widget over which the dialog opens."""
        super().__init__(host)
        self._session = session
        self._host = host

    def ask(self, hits: Sequence[Hit], *, form: str) -> None:
        """Ask for the folder, then write."""
        if not hits:
            return
        words = hits[0].key if len(hits) == 1 else f"{len(hits):,} incidents"
        dialog = QFileDialog(self._host, f"Export {words} into a folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda folder: self.write(hits, Path(folder), form=form))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, hits: Sequence[Hit], folder: Path, *, form: str) -> None:
        """Write without asking; no file that is there is replaced. A toast says how it went."""
        as_of = self._session.clock()

        def work(library: Library, context: TaskContext) -> int:
            for place, hit in enumerate(hits):
                context.check()
                target = free_name(folder, file_stem(hit), FORMS[form].suffix)
                write_incident(library, hit.id, target, form=form, as_of=as_of)
                context.report(place + 1)
            return len(hits)

        def tell(count: int) -> None:
            words = "1 incident" if count == 1 else f"{count:,} incidents"

            def open_it() -> None:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

            notice = Notice(f"{words} written into {folder.name}", "done", "Open", open_it)
            self._session.notice.emit(notice)

        def failed(error: Exception) -> None:
            if isinstance(error, UserError):
                self._session.notice.emit(Notice(str(error), "error"))

        self._session.background(self, work, tell, failed=failed)


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A file of that name that is not there yet; a number is added where it must be."""
    target = folder / f"{stem}.{suffix}"
    number = 2
    while target.exists():
        target = folder / f"{stem}-{number}.{suffix}"
        number += 1
    return target


def file_stem(incident: Incident | Hit) -> str:
    """A file name that every system takes: key and title in plain letters."""
    words = re.sub(r"[^\w-]+", "-", f"{incident.key}-{incident.title}", flags=re.ASCII)
    return words.strip("-").lower()[:80] or "incident"
