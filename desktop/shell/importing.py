"""Bringing files into the library: choosing, progress, cancelling, and the report at the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from desktop.notices import Notice
from desktop.shell.table_import import TableImport
from models.errors import UserError
from models.reading.csv_table import is_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from desktop.session import LibrarySession
    from desktop.tasks import Task, TaskContext
    from desktop.theme import ThemeSource
    from desktop.window import MainWindow
    from models.library import Library
    from models.reading.batch import ImportReport, Progress


class ImportFlow(QObject):
    """One import at a time into the library that is open."""

    def __init__(self, window: MainWindow, themes: ThemeSource) -> None:
        """Use the window's work bar, toast and dialogs."""
        super().__init__(window)
        self._window = window
        self._themes = themes
        self._session: LibrarySession | None = None
        self._task: Task[ImportReport] | None = None
        self._folder = str(Path.home())
        window.work_bar.cancelled.connect(self._on_cancelled)
        self._tables = TableImport(window, themes)
        self._tables.key_chosen.connect(self._open_key)

    def attach(self, session: LibrarySession | None) -> None:
        """Import into another library."""
        self._session = session

    def ask_files(self) -> None:
        """Choose files with the system's own dialog."""
        dialog = QFileDialog(self._window, "Import postmortems", self._folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                "Postmortems and tables (*.md *.markdown *.txt *.csv *.tsv)",
                "Markdown (*.md *.markdown *.txt)",
                "Tables (*.csv *.tsv)",
                "All files (*)",
            ]
        )
        self._open(dialog)

    def ask_folder(self) -> None:
        """Choose a folder; everything below it is read."""
        dialog = QFileDialog(self._window, "Import a folder of postmortems", self._folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._open(dialog)

    @Slot(object)
    def start(self, paths: Sequence[Path]) -> None:
        """Import files and folders in the background."""
        session = self._session
        tables = tuple(one for one in paths if is_table(one))
        paths = tuple(one for one in paths if one not in tables)
        if session is not None and session.is_open and tables:
            self._tables.start(session, tables)
        if session is None or not session.is_open or not paths:
            return
        if self._task is not None and not self._task.finished:
            notice = Notice("An import is running already", "warning")
            self._window.show_notice(notice)
            return
        as_of = session.clock()
        wanted = tuple(paths)

        def work(library: Library, context: TaskContext) -> ImportReport:
            from models.reading.batch import import_paths  # noqa: PLC0415  (only when importing)

            return import_paths(
                library,
                wanted,
                as_of=as_of,
                progress=context.report,
                cancelled=context.cancelled,
            )

        self._window.work_bar.show_progress("Reading files…", 0, 0)
        self._task = session.background(
            self, work, self._on_done, failed=self._on_failed, progress=self._on_progress
        )

    def _open(self, dialog: QFileDialog) -> None:
        def chosen(files: list[str]) -> None:
            paths = tuple(Path(one) for one in files)
            if paths:
                self._folder = str(paths[0].parent)
                self.start(paths)

        dialog.filesSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_progress(self, progress: Progress) -> None:
        words = f"Importing {progress.done:,} of {progress.total:,}"
        self._window.work_bar.show_progress(words, progress.done, progress.total)

    def _on_done(self, report: ImportReport) -> None:
        self._window.work_bar.finish()
        if self._session is not None:
            self._session.look_for_changes()
        from desktop.dialogs.import_report import ImportReportDialog, summary  # noqa: PLC0415

        def details() -> None:
            dialog = ImportReportDialog(report, self._themes, self._window)
            dialog.key_chosen.connect(self._open_key)
            dialog.open()

        self._window.show_notice(Notice(summary(report), "done", "Details", details))

    @Slot(str)
    def _open_key(self, key: str) -> None:
        """Show an incident that a file made."""

        def show(found: UUID | None) -> None:
            workspace = self._window.workspace
            if found is not None and workspace is not None:
                workspace.open_incident(found)

        if self._session is not None:
            self._session.read(self, lambda library: library.incidents.find_id(key), show)

    def _on_failed(self, error: Exception) -> None:
        self._window.work_bar.finish()
        if self._session is not None:
            self._session.look_for_changes()
        if isinstance(error, UserError):
            self._window.show_notice(Notice(str(error), "error"))

    @Slot()
    def _on_cancelled(self) -> None:
        if self._task is not None:
            self._task.ask_to_stop()
