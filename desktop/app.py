"""The composition root: builds everything once, passes it in, and runs the window.

Order matters: the window is shown before anything heavy is imported. SQLAlchemy comes in with the
library, in the store lane; Whoosh in the search lane.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from desktop.configuration import Configuration, cache_folder, drafts_folder
from desktop.crash import CrashDialog, CrashGuard, crash_report
from desktop.fonts import load_fonts
from desktop.garbage import InterfaceThreadCollector
from desktop.notices import Notice
from desktop.shell.libraries import Libraries
from desktop.shell.page_modules import PageImports
from desktop.shell.recent_libraries import RecentLibraries
from desktop.tasks import TaskRunner
from desktop.theme import ThemeSource
from desktop.version import application_version
from desktop.window import MainWindow
from models.clock import Clock, system_clock

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.shell.places import PageFactory
    from models.errors import UserError

    Factories = dict[str, PageFactory]


SWITCH_SECONDS = 0.001
_NOTED_MS = 2000
"""A pane that is dragged is another width at every step; a crash may forget the last ones."""


class StartTrace:
    """Says on standard error how long starting took, when ``$AFTERWORD_TRACE_START`` is set.

    The variable holds the instant of the launch in seconds since the epoch, or anything else to
    count from here.
    """

    def __init__(self) -> None:
        """Begin to count."""
        told = os.environ.get("AFTERWORD_TRACE_START", "")
        self._enabled = bool(told)
        try:
            self._from = float(told) if float(told) > 1 else time.time()
        except ValueError:
            self._from = time.time()

    def mark(self, name: str) -> None:
        """Say that something is reached now."""
        if self._enabled:
            sys.stderr.write(f"start: {name} {(time.time() - self._from) * 1000:.0f} ms\n")


class Application(QObject):
    """Everything that lives as long as the program.

    Signals:
        usable: the first library is open, and its page shows its rows.
        settled: nothing is under way any more.
    """

    usable = Signal()
    settled = Signal()

    def __init__(
        self,
        qt: QApplication,
        *,
        configuration_file: Path | None = None,
        cache: Path | None = None,
        clock: Clock = system_clock,
        trace: StartTrace | None = None,
    ) -> None:
        """Build the frame; `start` opens a library.

        Args:
            qt: Qt's own application object.
            configuration_file: where the configuration lies; None for the user's own.
            cache: where indexes lie; None for the user's own cache.
            clock: aware UTC now.
            trace: takes the marks of starting.
        """
        super().__init__()
        self._configuration_file = configuration_file
        configuration, self._trouble = Configuration.load_or_set_aside(configuration_file)
        folder = cache or cache_folder()
        self._trace = trace or StartTrace()
        self._is_usable = False
        self.collector = InterfaceThreadCollector(self)
        self.runner = TaskRunner(self)
        self._page_imports = PageImports(self.runner, self)
        self.themes = ThemeSource(
            qt, choice=configuration.theme, cache=folder / "theme", parent=self
        )
        self.themes.apply()
        self.window = MainWindow(self.themes)
        self.window.restore_window(configuration.geometry)
        self.libraries = Libraries(
            self.window,
            self.themes,
            self.runner,
            configuration=configuration,
            cache=folder,
            # A cache that was named (by a test, for a picture) holds the drafts of that run too.
            drafts=folder / "drafts" if cache is not None else drafts_folder(),
            clock=clock,
        )
        self.guard = CrashGuard(
            show_bug=self._show_bug, show_expected=self._show_expected, parent=self
        )
        self._soon = self._remember_soon()
        self._recent = RecentLibraries(self.window, self.libraries.open)
        self._connect()

    def _connect(self) -> None:
        self.runner.unhandled.connect(self.guard.report)
        self.window.closing.connect(self._remember)
        self.libraries.preferences.changed.connect(self._remember)
        self.window.painted.connect(lambda: self._trace.mark("shown"))

    def start(self, location: str | None, *, demo: bool = False) -> None:
        """Show the window, then open a library once it is painted."""
        self.window.show()
        self.libraries.opened.connect(self._on_opened)
        QTimer.singleShot(0, self, lambda: self._open_first(location, demo=demo))

    def _show_recent(self) -> None:
        kept = self.libraries.remembered(geometry="")
        self._recent.show(kept.recent, self.libraries.location)

    def _open_first(self, location: str | None, *, demo: bool) -> None:
        self._show_recent()
        self.libraries.open_first(location, demo=demo, trouble=self._trouble)

    def shut_down(self) -> None:
        """Close the library, stop the indexer and the threads."""
        self.libraries.close()
        self._soon.stop()
        self.runner.close()
        self.guard.uninstall()
        self.collector.restore()

    @Slot()
    def _on_opened(self) -> None:
        self._trace.mark("library opened")
        self._show_recent()
        self.runner.idle.connect(self._on_first_idle)
        workspace = self.window.workspace
        page = workspace.page if workspace is not None else None
        if page is not None:
            # What was shown is painted before the timer's turn comes.
            page.filled.connect(lambda: QTimer.singleShot(0, self, self._on_first_rows))

    @Slot()
    def _on_first_rows(self) -> None:
        if not self._is_usable:
            self._is_usable = True
            self._trace.mark("usable")
            self.usable.emit()

    @Slot()
    def _on_first_idle(self) -> None:
        self.runner.idle.disconnect(self._on_first_idle)
        self._on_first_rows()
        self._trace.mark("settled")
        self.collector.settle()
        self._page_imports.start()
        self.settled.emit()

    def _remember_soon(self) -> QTimer:
        """A timer that has small things remembered once they stop changing."""
        soon = QTimer(self)
        soon.setSingleShot(True)
        soon.setInterval(_NOTED_MS)
        soon.timeout.connect(self._remember)
        self.libraries.preferences.noted.connect(soon.start)
        return soon

    def _show_bug(self, error: BaseException) -> None:
        report = crash_report(error, version=application_version())
        CrashDialog(report, self.themes, self.window).exec()

    def _show_expected(self, error: UserError) -> None:
        self.window.show_notice(Notice(str(error), "error"))

    @Slot()
    def _remember(self) -> None:
        try:
            self.libraries.remembered(geometry=self.window.window_state()).save(
                self._configuration_file
            )
        except OSError as error:
            sys.stderr.write(f"The configuration was not saved: {error.strerror}\n")


def run(location: str | None, *, demo: bool = False, quit_when_usable: bool = False) -> int:
    """Run the window until it is closed; returns the exit code.

    Args:
        location: path or URL of a library; None for the one opened last.
        demo: open a fresh demo library instead.
        quit_when_usable: close again once nothing is under way; for trying a bundle, and timing.
    """
    trace = StartTrace()
    # How long a busy worker may keep Python from the interface thread, which paints in Python.
    sys.setswitchinterval(SWITCH_SECONDS)
    QApplication.setApplicationName("afterword")
    QApplication.setApplicationDisplayName("Afterword")
    QApplication.setDesktopFileName("org.afterword.Afterword")
    qt = QApplication(sys.argv[:1])
    qt.setStyle("Fusion")
    load_fonts()
    trace.mark("Qt ready")
    application = Application(qt, trace=trace)
    application.guard.install()
    if quit_when_usable:
        application.settled.connect(application.window.close)
    application.start(location, demo=demo)
    code = qt.exec()
    application.shut_down()
    return code
