"""Which library is open: opening, creating, switching, and the indexer that goes with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.configuration import default_library_location
from desktop.indexing import IndexerProcess
from desktop.notices import IndexView, Notice
from desktop.preferences import Preferences
from desktop.remembered import LibraryMemory
from desktop.search_lane import SearchLane
from desktop.session import LibrarySession
from desktop.shell.action_calls import ActionCalls
from desktop.shell.asking import ask_address, ask_library, ask_new_library
from desktop.shell.first_run import FirstRun
from desktop.shell.importing import ImportFlow
from desktop.shell.library_tools import LibraryTools
from desktop.shell.places import HOME, page_factories, place_of
from desktop.shell.recovery_bar import RecoveryBar
from desktop.shell.workspace import Workspace
from desktop.trackers.controller import TrackerController
from desktop.trackers.secrets import SecretStore
from models.errors import NotFoundError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.configuration import Configuration
    from desktop.shell.places import PageFactory
    from desktop.tasks import TaskRunner
    from desktop.theme import ThemeChoice, ThemeSource
    from desktop.window import MainWindow
    from models.changes import Changes
    from models.clock import Clock
    from models.library import Library

_THEME = "theme:"
_UNTOUCHED = "No library is touched: open yours where it lies."


class Libraries(QObject):
    """Opens libraries into the window, one at a time.

    Attributes:
        location: of the library that is open or being opened; empty for the demo.

    Signals:
        opened: a library can be used.
    """

    opened = Signal()

    def __init__(
        self,
        window: MainWindow,
        themes: ThemeSource,
        runner: TaskRunner,
        *,
        configuration: Configuration,
        cache: Path,
        drafts: Path,
        clock: Clock,
    ) -> None:
        """Open nothing yet.

        Args:
            window: shows the library.
            themes: where colours come from.
            runner: the one task runner.
            configuration: what was remembered.
            cache: where indexes lie.
            drafts: where lies what is typed and in no library yet.
            clock: aware UTC now.
        """
        super().__init__(window)
        self._window = window
        self._themes = themes
        self._runner = runner
        self._configuration = configuration
        self._cache = cache
        self._drafts = drafts
        self._clock = clock
        self._session: LibrarySession | None = None
        self._search_lane: SearchLane | None = None
        self.location, self._is_demo = "", False
        self._pending_import: tuple[Path, ...] = ()
        self._indexer = IndexerProcess(self)
        self._indexer.view_changed.connect(self._on_index_view)
        self._imports = ImportFlow(window, themes)
        self._tools = LibraryTools(window, themes)
        self._first_run = FirstRun(window, themes, lambda: self._configuration.library_location)
        self._first_run.create_requested.connect(lambda at, new: self.create(at, then_import=new))
        self._first_run.command_requested.connect(self.run_command)
        self.preferences = Preferences(configuration, self)
        self._action_calls = ActionCalls(window, themes, self.preferences)
        self._secrets = SecretStore()
        self.trackers = TrackerController(window, themes, self._secrets)
        self.trackers.waiting_changed.connect(window.status.set_not_pushed)
        window.command.connect(self.run_command)
        window.paths_dropped.connect(self._on_paths_dropped)

    @property
    def session(self) -> LibrarySession | None:
        """The open library's session."""
        return self._session

    def open_first(self, location: str | None, *, demo: bool, trouble: str = "") -> None:
        """What starting does: the library named, the demo, the last one, or the first-run page.

        Args:
            location: path or URL of a library; None for the one opened last.
            demo: open a fresh demo library instead.
            trouble: what else is to be told.
        """
        wanted = location or self._configuration.library_location
        if demo:
            self.open_demo()
        elif location is None and "://" not in wanted and not Path(wanted).exists():
            lost = wanted in self._configuration.recent
            first = f"{trouble}. {_UNTOUCHED}" if trouble else ""
            self._show_first_run(str(_lost(wanted)) if lost else first)
            return
        else:
            self.open(wanted)
        if trouble:
            self._window.show_notice(Notice(trouble, "error"))

    def open(self, location: str) -> None:
        """Open the library there."""

        def opener() -> Library:
            from models.library import Library  # noqa: PLC0415  (SQLAlchemy: only in the lane)

            return Library.open(_place(location), clock=self._clock)

        self._begin(opener, location)

    def create(self, location: str, *, then_import: tuple[Path, ...] = ()) -> None:
        """Make a new library there and open it; then bring in these files."""

        def opener() -> Library:
            from models.library import Library  # noqa: PLC0415  (SQLAlchemy: only in the lane)

            place = _place(location)
            if isinstance(place, Path):
                place.parent.mkdir(parents=True, exist_ok=True)
            return Library.create(place, clock=self._clock)

        self._pending_import = then_import
        self._begin(opener, location)

    def open_demo(self) -> None:
        """Make a fresh demo library and open it; it is not remembered."""
        folder = self._cache / "demo"

        def opener() -> Library:
            from desktop.demo_library import create_demo_library  # noqa: PLC0415  (in the lane)

            return create_demo_library(folder, clock=self._clock)

        self._begin(opener, "", is_demo=True)

    def close(self) -> None:
        """Close the library and stop its indexer."""
        self._indexer.stop()
        if self._session is not None:
            workspace = self._window.workspace
            if workspace is not None:
                workspace.close_down()
            self._session.close()
            self._session.deleteLater()
        self._session = None
        self._imports.attach(None)
        self._tools.attach(None)
        self.trackers.attach(None)

    def remembered(self, *, geometry: str) -> Configuration:
        """The configuration to be saved."""
        kept = self.preferences.merged(self._configuration)
        return replace(kept, geometry=geometry, theme=self._themes.choice)

    @Slot(str)
    def _on_handle_changed(self, handle: str) -> None:
        self._configuration = replace(self._configuration, handle=handle)

    @Slot(str)
    def run_command(self, name: str) -> None:
        """Carry out a command of the window that concerns libraries or the whole program."""
        window, near = self._window, _near(self.location)
        commands: dict[str, Callable[[], object]] = {
            "import": self._imports.ask_files,
            "import-folder": self._imports.ask_folder,
            "new-library": lambda: ask_new_library(window, near, self.create),
            "open-library": lambda: ask_library(window, near, self.open),
            "open-team-library": lambda: ask_address(window, self._themes, self.open),
            "demo": self.open_demo,
            "reindex": self._indexer.rebuild,
            "compare-repeats": lambda: _compare_again(self._session),
            "index-pressed": lambda: _press_index(self._indexer, self._session, self._window),
            "about": lambda: _about(self._themes, window),
            "quit": self._window.close,
        }
        if name.startswith(_THEME):
            choice: ThemeChoice = name.removeprefix(_THEME)  # type: ignore[assignment]
            self._themes.choose(choice)
        elif name in commands:
            commands[name]()
        elif not (self._action_calls.run(name) or self.trackers.run(name)):
            self._tools.run(name)

    def _begin(
        self, opener: Callable[[], Library], location: str, *, is_demo: bool = False
    ) -> None:
        self.close()
        self.location = location
        self._is_demo = is_demo
        self._search_lane = SearchLane(self._cache)
        session = LibrarySession(
            opener,
            runner=self._runner,
            clock=self._clock,
            search_lane=self._search_lane,
            parent=self,
        )
        self._session = session
        session.opened.connect(self._on_opened)
        session.open_failed.connect(self._on_open_failed)
        session.changed.connect(self._on_changed)
        session.set_handle(self._configuration.handle)
        session.handle_changed.connect(self._on_handle_changed)
        memory = LibraryMemory() if is_demo else self.preferences.memory_of(location)
        pages = page_factories(self._drafts, self._secrets, self.preferences, memory)
        workspace = _workspace(session, self._themes, pages, self._drafts)
        if not is_demo:
            self._action_calls.remind(session, workspace)
        self._window.attach(session, workspace, memory)
        self._imports.attach(session)
        self._tools.attach(session)
        self.trackers.attach(session)
        workspace.show_place(memory.place if memory.place in pages else HOME)
        workspace.place_changed.connect(lambda name: memory.note_place(place_of(name)))
        workspace.place_changed.connect(self._indexer.follow_place)
        self._window.top_bar.search.setFocus()
        session.open()

    def _show_first_run(self, problem: str) -> None:
        self.close()
        self._first_run.show(problem)

    @Slot(object)
    def _on_paths_dropped(self, paths: tuple[Path, ...]) -> None:
        """Without a library the files make one."""
        if self._session is not None:
            self._imports.start(paths)
        elif self._first_run.is_place_free:
            self.create(self._configuration.library_location, then_import=paths)

    @Slot()
    def _on_opened(self) -> None:
        session, lane = self._session, self._search_lane
        if session is None or lane is None:
            return
        if not self._is_demo:
            self._configuration = self._configuration.with_library(self.location)
        session.read(
            self,
            lambda library: (library.url_for_processes, lane.folder(library)),
            lambda found: self._indexer.start(*found),
        )
        self.opened.emit()
        if self._pending_import:
            paths, self._pending_import = self._pending_import, ()
            self._imports.start(paths)

    @Slot(object)
    def _on_open_failed(self, error: Exception) -> None:
        self._pending_import = ()
        if isinstance(error, UserError):
            self._show_first_run(str(error))

    @Slot(object)
    def _on_changed(self, _changes: Changes) -> None:
        self._indexer.wake()

    @Slot(object)
    def _on_index_view(self, view: IndexView) -> None:
        if self._session is not None:
            self._session.show_index_state(view)


def _lost(location: str) -> UserError:
    return NotFoundError(
        f"The library at {location} is not there any more.",
        "Connect the disk that it is on, or open it where it lies now. A new one starts empty.",
    )


def _compare_again(session: LibrarySession | None) -> None:
    if session is not None:
        session.repeats.compare_again()


def _press_index(
    indexer: IndexerProcess, session: LibrarySession | None, window: MainWindow
) -> None:
    """Start a failed indexer again; of another one, say how it is."""
    if indexer.view.state == "failed":
        indexer.restart()
    elif session is not None:
        words = f"{session.index.text}. It is brought up to date after each change."
        window.show_notice(Notice(words, "information", "Rebuild", indexer.rebuild))


def _near(location: str) -> Path:
    """Where a dialog that asks for a library begins."""
    is_file = bool(location) and "://" not in location
    return Path(location if is_file else default_library_location())


def _about(themes: ThemeSource, window: MainWindow) -> None:
    from desktop.shell.about import about  # noqa: PLC0415  (seldom needed)

    about(themes, window).open()


def _workspace(
    session: LibrarySession, themes: ThemeSource, pages: Mapping[str, PageFactory], drafts: Path
) -> Workspace:
    """The pages of a library, with the strip that tells of text left behind above them."""
    workspace = Workspace(session, themes, pages)
    bar = RecoveryBar(session, themes, drafts)
    bar.open_requested.connect(workspace.edit_incident)
    workspace.add_strip(bar)
    return workspace


def _place(location: str) -> Path | str:
    """A path, or a database's URL as it is."""
    return location if "://" in location else Path(location).expanduser()
