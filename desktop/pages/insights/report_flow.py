"""Exports the trend report of a period: sheet, preview, the author's words, the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.pages.insights.report_sheet import ReportSheet
from desktop.report_export import ReportExport
from desktop.wording import count_words
from models.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.pages.insights.report_preview import Prepared, Shown
    from desktop.report_export import Write
    from desktop.report_files import WrittenReport
    from desktop.session import LibrarySession
    from desktop.tasks import Task, TaskContext
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.figures.periods import Period
    from models.figures.selection import Selection
    from models.library import Library


class TrendReportFlow(QObject):
    """One sheet, from its opening to its closing.

    Everything is computed for the instant at which the sheet was opened, so that the file says
    what the preview said.

    Attributes:
        sheet: what a person sees.
        export: writes the file.
    """

    def __init__(
        self,
        session: LibrarySession,
        themes: ThemeSource,
        host: QWidget,
        period: Period,
        *,
        selection: Selection,
        window: int | None = None,
    ) -> None:
        """Make the sheet; `open` shows it.

        Args:
            session: the open library.
            themes: where colours come from.
            host: the page that the sheet opens over.
            period: a month, quarter, year or range of days.
            selection: which incidents are looked at.
            window: months that a repeat may lie behind; as the library sets it without one.
        """
        self.sheet = ReportSheet(f"Incident trends, {period.label}", themes, host)
        super().__init__(self.sheet)
        self._session = session
        self._period = period
        self._selection = selection
        self._window = window
        self._as_of = session.clock()
        self._prepared: Prepared | None = None
        self._kept_words = ""
        self._drawing: Task[Shown] | None = None
        self.export = ReportExport(session, self.sheet, says=False)
        self.export.progress.connect(self.sheet.show_progress)
        self.export.written.connect(self._on_written)
        self.export.refused.connect(self.sheet.show_refusal)
        self.sheet.preview_wanted.connect(self._draw)
        self.sheet.stop_wanted.connect(self.export.cancel)
        self.sheet.confirmed.connect(self._ask)
        self.sheet.finished.connect(self._on_finished)

    def open(self) -> None:
        """Show the sheet and read what it shows."""
        self.sheet.open()
        period, as_of, selection, window = (
            self._period,
            self._as_of,
            self._selection,
            self._window,
        )
        self._session.background(
            self,
            lambda library, _context: _prepare(library, period, as_of, selection, window),
            self._on_prepared,
            failed=self._on_failed,
        )

    def write(self, target: Path) -> None:
        """Keep the words, then write the file without asking where."""
        self._keep_words(lambda: self.export.write(target, self._writer()))

    def _on_prepared(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._kept_words = prepared.words
        self.sheet.show_prepared(prepared)
        self._draw()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.sheet.show_refusal(str(error))

    @Slot()
    def _draw(self) -> None:
        """Draw the preview for what is chosen; a newer one drops an older one."""
        prepared = self._prepared
        if prepared is None:
            return
        if self._drawing is not None:
            self._drawing.cancel()
        words, suffix = self.sheet.words.text(), self.sheet.form.value()
        paper = self.sheet.paper.value()
        self._drawing = self._session.background(
            self,
            lambda library, context: _drawn(library, prepared, words, suffix, paper, context),
            self.sheet.show_preview,
            failed=self._on_failed,
        )

    @Slot()
    def _ask(self) -> None:
        if self._prepared is None or self.export.is_writing:
            return
        write, title = self._writer(), self._prepared.title
        suffix = self.sheet.form.value()
        self._keep_words(lambda: self.export.ask("trend report", title, write, suffix=suffix))

    def _writer(self) -> Write:
        period, as_of, selection = self._period, self._as_of, self._selection
        window, paper = self._window, self.sheet.paper.value()

        def write(
            library: Library, target: Path, progress: Callable[[int, int], None]
        ) -> WrittenReport:
            from desktop.trend_files import write_trend  # noqa: PLC0415  (only when asked for)

            return write_trend(
                library,
                period,
                target,
                as_of=as_of,
                window=window,
                selection=selection,
                paper=paper,
                progress=progress,
            )

        return write

    def _keep_words(self, then: Callable[[], None]) -> None:
        """Keep the author's words where they are new, then go on."""
        words, period, by = self.sheet.words.text(), self._period, self._session.handle or None
        if self._prepared is None or words.strip() == self._kept_words.strip():
            then()
            return

        def kept(_changes: Changes) -> None:
            self._kept_words = words
            then()

        self._session.perform(
            self, lambda library: _keep(library, period, words, by), kept, failed=self._on_failed
        )

    def _on_written(self, written: WrittenReport) -> None:
        pages = f", {count_words(written.pages, 'page')}" if written.pages else ""
        words = f"{written.path.name} written{pages}. {written.remark}".rstrip()
        self.sheet.show_written(written.path, words)
        period, as_of = self._period, self._as_of
        if self._selection.is_all:
            self._session.perform(self, lambda library: _note(library, period, as_of))

    @Slot()
    def _on_finished(self) -> None:
        """What was typed and not exported is kept too."""
        self._keep_words(lambda: None)


def _prepare(
    library: Library, period: Period, as_of: datetime, selection: Selection, window: int | None
) -> Prepared:
    from desktop.pages.insights.report_preview import prepare  # noqa: PLC0415  (slow to import)

    return prepare(library, period, as_of, selection, window)


def _drawn(
    library: Library,
    prepared: Prepared,
    words: str,
    suffix: str,
    paper: str,
    context: TaskContext,
) -> Shown:
    from desktop.pages.insights.report_preview import preview_of  # noqa: PLC0415  (slow to import)

    return preview_of(
        library, prepared, words=words, suffix=suffix, paper=paper, check=context.check
    )


def _keep(library: Library, period: Period, words: str, by: str | None) -> Changes:
    from desktop.trend_files import keep_trend_words  # noqa: PLC0415  (slow to import)

    return keep_trend_words(library, period, words, made_by=by)


def _note(library: Library, period: Period, as_of: datetime) -> Changes:
    from desktop.pages.home.reminder import note_exported  # noqa: PLC0415

    return note_exported(library, period, as_of)
