"""Writes a review pack to a file that a person chooses, in the background."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop.notices import Notice
from models.errors import UserError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.tasks import Task, TaskContext
    from models.library import Library
    from models.review import Review

_FILTERS = ("PDF (*.pdf)", "HTML, one file (*.html)", "Markdown (*.md)", "JSON (*.json)")


class _StoppedError(Exception):
    """Somebody asked to stop; never leaves this module."""


class PackExport(QObject):
    """Asks for the file with the system's own dialog, writes, and says so.

    Signals:
        progress: (incidents done, of how many); (0, 0) when it is over.
    """

    progress = Signal(int, int)

    def __init__(self, session: LibrarySession, host: QWidget) -> None:
        """`host` is the widget over which the dialog opens."""
        super().__init__(host)
        self._session = session
        self._host = host
        self._task: Task[str | None] | None = None
        self._is_over = True
        places = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._folder = places or str(Path.home())

    @property
    def is_writing(self) -> bool:
        """Whether a pack is being written."""
        return self._task is not None

    def cancel(self) -> None:
        """Stop; no half file is left."""
        if self._task is not None:
            self._task.ask_to_stop()

    def ask(self, review: Review) -> None:
        """Open the dialog with a name made from the title."""
        dialog = QFileDialog(self._host, f"Export {review.title}", self._folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(_FILTERS))
        dialog.setDefaultSuffix("pdf")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(chosen.rpartition("*.")[2].rstrip(")"))
        )
        dialog.selectFile(f"{file_stem(review)}.pdf")
        dialog.fileSelected.connect(lambda file: self.write(review.id, Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, review_id: UUID, target: Path) -> None:
        """Write without asking; a toast says how it went."""
        self._folder = str(target.parent)
        as_of = self._session.clock()

        def done(remark: str | None) -> None:
            self._over()
            if remark is None:
                self._session.notice.emit(Notice("Stopped; no pack was written", "information"))
                return

            def open_it() -> None:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

            words = f"{target.name} written. {remark}".rstrip()
            self._session.notice.emit(Notice(words, "done", "Open", open_it))

        def failed(error: Exception) -> None:
            self._over()
            if isinstance(error, UserError):
                self._session.notice.emit(Notice(str(error), "error"))

        self.progress.emit(0, 1)
        self._is_over = False
        task = self._session.background(
            self,
            lambda library, context: _write(library, review_id, target, as_of, context),
            done,
            failed=failed,
            progress=lambda told: self.progress.emit(*told),
        )
        if not self._is_over:  # where work is done at once, it is over by now
            self._task = task

    def _over(self) -> None:
        self._task, self._is_over = None, True
        self.progress.emit(0, 0)


def file_stem(review: Review) -> str:
    """A file name that every system takes."""
    words = re.sub(r"[^\w-]+", "-", f"review-{review.title}", flags=re.ASCII)
    return words.strip("-").lower()[:80] or "review"


def _write(
    library: Library, review_id: UUID, target: Path, as_of: datetime, context: TaskContext
) -> str | None:
    """What there is to say of the file; None where it was stopped."""
    from desktop.review_files import write_review  # noqa: PLC0415  (only when asked for)

    def tell(done: int, total: int) -> None:
        if context.cancelled():
            raise _StoppedError
        context.report((done, total))

    try:
        return write_review(library, review_id, target, as_of=as_of, progress=tell).remark
    except _StoppedError:
        return None
