"""Writes a report to a file that a person chooses, in the background, with progress and cancel.

A page hands over a function that writes, made of what `desktop.report_files` and
`desktop.trend_files` have:

    self._export = ReportExport(session, self)
    self._export.ask(
        "action register",
        "action-register",
        lambda library, target, progress: write_register(
            library, target, as_of=as_of, progress=progress
        ),
    )
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop.notices import Notice
from models.errors import UserError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.report_files import WrittenReport
    from desktop.session import LibrarySession
    from desktop.tasks import Task, TaskContext
    from models.library import Library

Write = Callable[["Library", Path, Callable[[int, int], None]], "WrittenReport"]
"""Writes to a path, and says (steps done, of how many); heavy, it runs in the background lane."""

_FILTERS = ("PDF (*.pdf)", "HTML, one file (*.html)", "Markdown (*.md)", "JSON (*.json)")


class ReportExport(QObject):
    """Asks for the file with the system's own dialog, writes, and says so.

    Signals:
        progress: (steps done, of how many); (0, 0) when it is over.
        written: `WrittenReport`, once the file is there.
        refused: why it is not, in words.
    """

    progress = Signal(int, int)
    written = Signal(object)
    refused = Signal(str)

    def __init__(self, session: LibrarySession, host: QWidget, *, says: bool = True) -> None:
        """Nothing is written yet.

        Args:
            session: the open library.
            host: the widget over which the dialog opens.
            says: whether toasts tell how it went; else whoever listens does.
        """
        super().__init__(host)
        self._session = session
        self._host = host
        self._says = says
        self._task: Task[WrittenReport] | None = None
        self._is_over = True
        places = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._folder = places or str(Path.home())

    @property
    def is_writing(self) -> bool:
        """Whether a report is being written."""
        return self._task is not None

    def cancel(self) -> None:
        """Stop; no half file is left."""
        if self._task is not None:
            self._task.cancel()
            self._over()

    def ask(self, what: str, stem: str, write: Write, *, suffix: str = "pdf") -> None:
        """Open the dialog.

        Args:
            what: words for the dialog's title: "action register".
            stem: the file's name before its suffix, in whatever characters.
            write: writes the file.
            suffix: of the format that is offered first.
        """
        dialog = QFileDialog(self._host, f"Export {what}", self._folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(_FILTERS))
        dialog.setDefaultSuffix(suffix)
        dialog.selectNameFilter(next(one for one in _FILTERS if one.endswith(f"*.{suffix})")))
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(chosen.rpartition("*.")[2].rstrip(")"))
        )
        dialog.selectFile(f"{plain_stem(stem)}.{suffix}")
        dialog.fileSelected.connect(lambda file: self.write(Path(file), write))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, target: Path, write: Write) -> None:
        """Write without asking; a toast says how it went."""
        self._folder = str(target.parent)

        def done(written: WrittenReport) -> None:
            self._over()
            if self._says:
                words = f"{target.name} written. {written.remark}".rstrip()
                notice = Notice(words, "done", "Open", lambda: open_file(target))
                self._session.notice.emit(notice)
            self.written.emit(written)

        def failed(error: Exception) -> None:
            self._over()
            if isinstance(error, UserError):
                if self._says:
                    self._session.notice.emit(Notice(str(error), "error"))
                self.refused.emit(str(error))

        self.progress.emit(0, 1)
        self._is_over = False
        task = self._session.background(
            self,
            lambda library, context: _written(library, context, target, write),
            done,
            failed=failed,
            progress=lambda told: self.progress.emit(*told),
        )
        if not self._is_over:  # where work is done at once, it is over by now
            self._task = task

    def _over(self) -> None:
        self._task, self._is_over = None, True
        self.progress.emit(0, 0)


def open_file(path: Path) -> None:
    """Have the system show a file, or a folder, in the program that it has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def plain_stem(words: str) -> str:
    """A file name that every system takes."""
    letters = re.sub(r"[^\w-]+", "-", words, flags=re.ASCII)
    return letters.strip("-").lower()[:80] or "report"


def _written(library: Library, context: TaskContext, target: Path, write: Write) -> WrittenReport:
    def tell(done: int, total: int) -> None:
        context.check()
        context.report((done, total))

    tell(0, 1)
    return write(library, target, tell)
