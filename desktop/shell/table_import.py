"""Bringing a CSV file in: columns are shown first, tried if one likes, then imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.notices import Notice
from models.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.dialogs.csv_mapping import CsvMappingDialog
    from desktop.session import LibrarySession
    from desktop.tasks import Task, TaskContext
    from desktop.theme import ThemeSource
    from desktop.window import MainWindow
    from models.library import Library
    from models.reading.csv_import import CsvPlan
    from models.reading.import_report import ImportReport, Progress


class TableImport(QObject):
    """One table after the other.

    Signals:
        key_chosen: key of an incident that shall be opened.
    """

    key_chosen = Signal(str)

    def __init__(self, window: MainWindow, themes: ThemeSource) -> None:
        """Use the window's work bar, toast and dialogs."""
        super().__init__(window)
        self._window = window
        self._themes = themes
        self._task: Task[ImportReport] | None = None
        window.work_bar.cancelled.connect(self._on_cancelled)

    def start(self, session: LibrarySession, paths: Sequence[Path]) -> None:
        """Show the columns of the first file; the others follow when it is done."""
        if paths:
            _TableFlow(self, session, tuple(paths)).read()

    def show(self, plan: CsvPlan) -> CsvMappingDialog:
        """The dialog of one file."""
        from desktop.dialogs.csv_mapping import CsvMappingDialog  # noqa: PLC0415  (seldom needed)

        return CsvMappingDialog(plan, self._themes, self._window)

    def say(self, notice: Notice) -> None:
        """One line in passing."""
        self._window.show_notice(notice)

    def begin(self, task: Task[ImportReport]) -> None:
        """An import runs: it can be cancelled."""
        self._task = task
        self._window.work_bar.show_progress("Importing…", 0, 0)

    def progress(self, progress: Progress) -> None:
        """It goes on."""
        words = f"Importing {progress.done:,} of {progress.total:,} rows"
        self._window.work_bar.show_progress(words, progress.done, progress.total)

    def end(self, report: ImportReport | None) -> None:
        """It ended; a report is offered."""
        self._window.work_bar.finish()
        if report is None:
            return
        from desktop.dialogs.import_report import ImportReportDialog  # noqa: PLC0415  (seldom)

        def details() -> None:
            dialog = ImportReportDialog(report, self._themes, self._window)
            dialog.key_chosen.connect(self.key_chosen)
            dialog.open()

        file = report.files[0]
        kind = "warning" if file.outcome == "failed" or len(file.warnings) > 1 else "done"
        self.say(Notice(told(report), kind, "Details", details))  # type: ignore[arg-type]

    @Slot()
    def _on_cancelled(self) -> None:
        if self._task is not None and not self._task.finished:
            self._task.ask_to_stop()


class _TableFlow(QObject):
    """One file on its way."""

    def __init__(self, host: TableImport, session: LibrarySession, paths: tuple[Path, ...]) -> None:
        super().__init__(host)
        self._host = host
        self._session = session
        self._path, self._rest = paths[0], paths[1:]
        self._plan: CsvPlan | None = None
        self._dialog: CsvMappingDialog | None = None
        self._running = False

    def read(self, content: str = "") -> None:
        """Read the file; what its rows are is guessed unless told."""
        path = self._path

        def work(library: Library, _context: TaskContext) -> CsvPlan:
            from models.reading.csv_columns import CsvContent  # noqa: PLC0415  (with the reader)
            from models.reading.csv_import import plan_csv  # noqa: PLC0415  (SQLAlchemy)

            return plan_csv(library, path, CsvContent(content) if content else None)

        self._session.background(self, work, self._show, failed=self._unreadable)

    def _show(self, plan: CsvPlan) -> None:
        self._plan = plan
        if self._dialog is not None:
            self._dialog.show_plan(plan)
            return
        dialog = self._host.show(plan)
        self._dialog = dialog
        dialog.content_wanted.connect(self.read)
        dialog.tried.connect(lambda columns, key: self._import(columns, key, dry_run=True))
        dialog.submitted.connect(lambda columns, key: self._import(columns, key, dry_run=False))
        dialog.finished.connect(self._closed)
        dialog.open()

    def _import(self, columns: dict[str, str], key: str, *, dry_run: bool) -> None:
        plan, as_of = self._plan, self._session.clock()
        if plan is None:
            return

        def work(library: Library, context: TaskContext) -> ImportReport:
            from models.reading.csv_import import (  # noqa: PLC0415  (SQLAlchemy)
                import_csv,
                with_columns,
            )

            return import_csv(
                library,
                with_columns(plan, columns),
                as_of=as_of,
                incident=key,
                dry_run=dry_run,
                progress=context.report,
                cancelled=context.cancelled,
            )

        self._running = True
        done = self._tried if dry_run else self._imported
        task = self._session.background(
            self, work, done, failed=self._refused, progress=self._host.progress
        )
        self._host.begin(task)

    def _tried(self, report: ImportReport) -> None:
        self._ended(None)
        if self._dialog is not None:
            more = report.files[0].warnings[1:]
            lines = [f"If you import it now: {told(report)}", *more[:4]]
            if len(more) > len(lines) - 1:
                lines.append(f"… and {len(more) - 4} more.")
            self._dialog.show_outcome("\n".join(lines))

    def _imported(self, report: ImportReport) -> None:
        self._session.look_for_changes()
        dialog = self._dialog
        self._ended(report)
        if dialog is not None:
            dialog.accept()

    def _refused(self, error: Exception) -> None:
        self._ended(None)
        if self._dialog is not None and isinstance(error, UserError):
            self._dialog.show_outcome(str(error), failed=True)

    def _unreadable(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._host.say(Notice(f"{self._path.name}: {error}", "error"))
        self._next()

    def _ended(self, report: ImportReport | None) -> None:
        self._running = False
        self._host.end(report)
        if self._dialog is None:  # closed while it ran
            self._next()

    @Slot()
    def _closed(self) -> None:
        self._dialog = None
        if not self._running:
            self._next()

    def _next(self) -> None:
        self._host.start(self._session, self._rest)
        self.deleteLater()


def told(report: ImportReport) -> str:
    """What an import did, in the words of its first remark."""
    file = report.files[0]
    return file.warnings[0] if file.warnings else file.reason
