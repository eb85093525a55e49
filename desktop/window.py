"""The main window: frame, commands, and whichever of first run or workspace is its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.icons import application_icon
from desktop.notices import Notice
from desktop.palette.popup import Palette
from desktop.shell.commands import Commands
from desktop.shell.drop_area import DropArea
from desktop.shell.last_undo import LastUndo
from desktop.shell.menu_bar import AltMenuBar
from desktop.shell.navigation import Navigation
from desktop.shell.panes import PaneWalk
from desktop.shell.places import PLACES, place_of
from desktop.shell.searching import Searching
from desktop.shell.status_line import StatusLine
from desktop.shell.tab_order import put_last
from desktop.shell.top_bar import TopBar
from desktop.shell.work_bar import WorkBar
from desktop.widgets.toast import Toast

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QStatusTipEvent

    from desktop.remembered import LibraryMemory
    from desktop.session import LibrarySession
    from desktop.shell.workspace import Workspace
    from desktop.tasks import TaskRunner
    from desktop.theme import ThemeSource

MINIMUM = (1100, 700)
FIRST_SIZE = (1440, 900)
_TAKEN_BY_FRAME = 40
"""Logical pixels that a window's title and borders may need beside its content."""


def first_size(room: QSize | None) -> QSize:
    """The size of the first start: the design's, or what the screen has room for.

    Args:
        room: what the screen leaves to windows, in logical pixels; None where there is none.
    """
    wanted = QSize(*FIRST_SIZE)
    if room is None:
        return wanted
    return wanted.boundedTo(room - QSize(0, _TAKEN_BY_FRAME)).expandedTo(QSize(*MINIMUM))


def _room() -> QSize | None:
    """Painting into memory, Qt claims a screen of 800 × 800 that nobody looks at."""
    if QGuiApplication.platformName() == "offscreen":
        return None
    return QGuiApplication.primaryScreen().availableSize()


class MainWindow(QMainWindow):
    """The frame. It knows no library; `attach` gives it one.

    Signals:
        command: name of a command that the window does not carry out itself.
        paths_dropped: tuple of paths dropped on the window.
        closing: the window is about to close.
        painted: the first time that it was painted.
    """

    command = Signal(str)
    paths_dropped = Signal(object)
    closing = Signal()
    painted = Signal()

    def __init__(self, themes: ThemeSource) -> None:
        """Build the frame, which is all that start-up waits for."""
        super().__init__()
        self._themes = themes
        self._workspace: Workspace | None = None
        self._was_painted = False
        self.setWindowTitle("Afterword")
        theme = themes.current
        self.setWindowIcon(application_icon(theme.hex("accent.base"), theme.hex("accent.on")))
        self.setMinimumSize(*MINIMUM)
        self.resize(first_size(_room()))
        self.top_bar = TopBar(themes)
        self.navigation = Navigation(PLACES, themes)
        self.status = StatusLine(themes)
        self.content = QStackedWidget()
        self._blank = QWidget()
        self._blank.setObjectName("canvas")
        self.content.addWidget(self._blank)
        self.work_bar = WorkBar(themes)
        self._build()
        self.commands = Commands(self)
        self.palette_popup = Palette(self.centralWidget(), self.top_bar.search, themes)
        self.toast = Toast(self.centralWidget(), themes)
        self.searching = Searching(self.top_bar.search, self.palette_popup, self, themes)
        self._undo = LastUndo()
        self._runner: TaskRunner | None = None
        self._panes = PaneWalk(self)
        DropArea(self).dropped.connect(self.paths_dropped)
        self.menu_bar = AltMenuBar(self, self.commands.menus())
        self._connect()
        self.set_library_open(is_open=False)

    @property
    def workspace(self) -> Workspace | None:
        """The content while a library is open."""
        return self._workspace

    def show_blank(self) -> None:
        """Show an empty content area (nothing is known yet)."""
        self.content.setCurrentWidget(self._blank)

    def show_first_run(self, page: QWidget) -> None:
        """Show the page that offers a library; navigation waits."""
        self._drop_workspace()
        self.content.addWidget(page)
        self.content.setCurrentWidget(page)
        self.navigation.hide()
        self.set_library_open(is_open=False)

    def attach(
        self, session: LibrarySession, workspace: Workspace, memory: LibraryMemory | None = None
    ) -> None:
        """Show a library's workspace and follow its session.

        Args:
            session: the library.
            workspace: its pages.
            memory: what is remembered of it on this device; None for nothing.
        """
        self._drop_workspace()
        self._undo.forget()
        self._runner = session.runner
        self._workspace = workspace
        self.content.addWidget(workspace)
        self.content.setCurrentWidget(workspace)
        self.navigation.clear_badges()
        self.navigation.show()
        workspace.place_changed.connect(self._on_place_changed)
        workspace.history_changed.connect(self._on_history_changed)
        workspace.badge_changed.connect(self._on_badge_changed)
        workspace.command_requested.connect(self.run_command)
        self.set_library_open(is_open=True)
        self.searching.attach(session, workspace, memory)
        session.index_state_changed.connect(self.status.set_index)
        session.notice.connect(self.show_notice)
        session.opened.connect(lambda _facts: self._on_opened(session))
        session.facts_changed.connect(lambda _facts: self._show_library(session))

    def set_library_open(self, *, is_open: bool) -> None:
        """Enable what needs a library."""
        self.top_bar.set_library_open(is_open)
        self.commands.set_library_open(is_open)
        if not is_open:
            self.status.set_library("", "", "")

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        """Show a toast, mirrored in the status line; what it takes back can be taken back later."""
        notice = self._undo.watch(notice)
        self.toast.show_notice(notice)
        self.status.set_notice(notice)

    def undo_last(self) -> None:
        """Take back the last thing that a toast offered to take back."""
        if not self._undo.undo():
            self.show_notice(Notice("There is nothing to undo", "information"))

    @Slot(str)
    def run_command(self, name: str) -> None:
        """Carry out a command: those of the frame here, the others told to the application."""
        workspace = self._workspace
        if name == "search":
            self.searching.open_palette()
        elif name.startswith("help"):
            from desktop.shell.help_dialog import show_help  # noqa: PLC0415  (seldom opened)

            show_help(name, self._themes, self, self._runner)
        elif name == "forget-searches":
            self.searching.forget_searches()
            self.show_notice(Notice("The searches made here are forgotten", "done"))
        elif name in ("next-pane", "previous-pane"):
            self._panes.step(1 if name == "next-pane" else -1)
        elif workspace is not None and name.startswith("place:"):
            workspace.show_place(name.removeprefix("place:"), focus=True)
        elif workspace is not None and name == "back":
            workspace.back()
        elif workspace is not None and name == "forward":
            workspace.forward()
        else:
            self.command.emit(name)

    def restore_window(self, geometry: str) -> None:
        """Take the place and size of last time; an impossible one is ignored by Qt."""
        if geometry:
            self.restoreGeometry(QByteArray.fromHex(geometry.encode("ascii", "ignore")))

    def window_state(self) -> str:
        """Place and size, to be restored next time."""
        return bytes(self.saveGeometry().toHex().data()).decode("ascii")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._workspace is not None:
                self._workspace.escape()
            return
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_last()
            return
        super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        put_last(self.status, self.content)
        return super().focusNextPrevChild(next)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._workspace is not None:
            self._workspace.close_down()
        self.closing.emit()
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StatusTip:
            tip: QStatusTipEvent = event  # type: ignore[assignment]
            self.status.set_hint(tip.tip())
            return True
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._was_painted:
            self._was_painted = True
            self.painted.emit()
        return handled

    def _build(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.content, 1)
        right.addWidget(self.work_bar)
        middle.addWidget(self.navigation)
        middle.addLayout(right, 1)
        central = QWidget()
        central.setObjectName("canvas")
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        self.commands.triggered.connect(self.run_command)
        self.navigation.chosen.connect(lambda name: self.run_command(f"place:{name}"))
        self.top_bar.back_pressed.connect(lambda: self.run_command("back"))
        self.top_bar.forward_pressed.connect(lambda: self.run_command("forward"))
        self.top_bar.new_pressed.connect(lambda: self.run_command("new-postmortem"))
        self.status.index_pressed.connect(lambda: self.run_command("index-pressed"))
        self.status.not_pushed_pressed.connect(lambda: self.run_command("sync-trackers"))
        self.status.library_pressed.connect(lambda: self.run_command("place:settings"))

    def _drop_workspace(self) -> None:
        self._workspace = None
        for place in reversed(range(self.content.count())):
            widget = self.content.widget(place)
            if widget is not self._blank and widget is not None:
                self.content.removeWidget(widget)
                widget.deleteLater()

    def _on_opened(self, session: LibrarySession) -> None:
        self.set_library_open(is_open=True)
        self.status.set_index(session.index)
        self._show_library(session)

    def _show_library(self, session: LibrarySession) -> None:
        facts = session.facts
        self.status.set_library(facts.name, facts.location, facts.zone)
        self.setWindowTitle(f"{facts.name} – Afterword" if facts.name else "Afterword")

    @Slot(str)
    def _on_place_changed(self, name: str) -> None:
        self.navigation.set_current(place_of(name))
        self.searching.show_place(name)

    @Slot(bool, bool)
    def _on_history_changed(self, back: bool, forward: bool) -> None:
        self.top_bar.set_history(can_go_back=back, can_go_forward=forward)

    @Slot(str, str, bool)
    def _on_badge_changed(self, place: str, text: str, alarm: bool) -> None:
        self.navigation.set_badge(place, text, alarm=alarm)
