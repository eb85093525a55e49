"""The window's own commands: a name, words, a shortcut each; menus and palette are made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """One command.

    Attributes:
        name: in the program; pages ask for it by this.
        text: the words shown.
        icon: a Lucide icon.
        menu: the menu that it stands in; empty for none.
        needs_library: disabled while no library is open.
        begins_group: a line parts it from the command above in its menu.
    """

    name: str
    text: str
    icon: str
    shortcut: str = ""
    menu: str = ""
    needs_library: bool = True
    begins_group: bool = False


COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec("new-postmortem", "New postmortem", "plus", "Ctrl+N", "File"),
    CommandSpec("import", "Import files…", "file-plus", "Ctrl+I", "File"),
    CommandSpec("import-folder", "Import a folder…", "folder-open", menu="File"),
    CommandSpec(
        "new-library",
        "New library…",
        "database",
        menu="File",
        needs_library=False,
        begins_group=True,
    ),
    CommandSpec(
        "open-library", "Open library…", "folder-open", "Ctrl+O", "File", needs_library=False
    ),
    CommandSpec(
        "open-team-library", "Open a team’s library…", "users", menu="File", needs_library=False
    ),
    CommandSpec("demo", "Open the demo library", "sparkles", menu="File", needs_library=False),
    CommandSpec(
        "reindex", "Rebuild the search index", "refresh-cw", menu="File", begins_group=True
    ),
    CommandSpec("compare-repeats", "Look for repeats again", "git-compare", menu="File"),
    CommandSpec(
        "export-actions", "Export action items as CSV…", "download", menu="File", begins_group=True
    ),
    CommandSpec("share-site", "Share as a web site…", "external-link", menu="File"),
    CommandSpec("digest", "Digest of what was learned…", "megaphone", menu="File"),
    CommandSpec("sync-trackers", "Sync with trackers", "repeat", menu="File", begins_group=True),
    CommandSpec("tracker-conflicts", "Changed here and there…", "git-compare", menu="File"),
    CommandSpec("review-actions", "Review open action items", "list-todo", menu="File"),
    CommandSpec("tell-month", "Tell Slack of last month…", "megaphone", menu="File"),
    CommandSpec("trash", "Trash…", "trash-2", menu="File", begins_group=True),
    CommandSpec("quit", "Quit", "x", "Ctrl+Q", "File", needs_library=False, begins_group=True),
    CommandSpec("search", "Search", "search", "Ctrl+K", "Go"),
    CommandSpec("forget-searches", "Forget past searches", "history", menu="Go"),
    CommandSpec("place:home", "Go to Home", "house", "Ctrl+1", "Go", begins_group=True),
    CommandSpec("place:library", "Go to Library", "library", "Ctrl+2", "Go"),
    CommandSpec("place:actions", "Go to Action items", "list-checks", "Ctrl+3", "Go"),
    CommandSpec("place:insights", "Go to Insights", "chart-spline", "Ctrl+4", "Go"),
    CommandSpec("place:reviews", "Go to Reviews", "drafting-compass", "Ctrl+5", "Go"),
    CommandSpec("place:settings", "Settings", "settings", "Ctrl+,", "Go"),
    CommandSpec("back", "Back", "arrow-left", "Alt+Left", "Go", begins_group=True),
    CommandSpec("forward", "Forward", "arrow-right", "Alt+Right", "Go"),
    CommandSpec("next-pane", "Next pane", "columns-3", "F6", "View"),
    CommandSpec("previous-pane", "Previous pane", "columns-3", "Shift+F6", "View"),
    CommandSpec(
        "theme:system",
        "Theme of the system",
        "monitor",
        menu="View",
        needs_library=False,
        begins_group=True,
    ),
    CommandSpec("theme:light", "Light theme", "sun", menu="View", needs_library=False),
    CommandSpec("theme:dark", "Dark theme", "moon", menu="View", needs_library=False),
    CommandSpec("help", "How to search", "circle-question-mark", "F1", "Help", needs_library=False),
    CommandSpec("help-keys", "Keyboard shortcuts", "keyboard", menu="Help", needs_library=False),
    CommandSpec(
        "about", "About Afterword", "info", menu="Help", needs_library=False, begins_group=True
    ),
)
ICONS = {spec.name: spec.icon for spec in COMMANDS}


class Commands(QObject):
    """The commands as actions of the window.

    Signals:
        triggered: name of a command.
    """

    triggered = Signal(str)

    def __init__(self, window: QWidget, specs: Iterable[CommandSpec] = COMMANDS) -> None:
        """Make the actions and put their shortcuts on the window."""
        super().__init__(window)
        self._specs = tuple(specs)
        self._actions: dict[str, QAction] = {}
        self._more: tuple[QAction, ...] = ()
        for spec in self._specs:
            action = QAction(spec.text, self)
            action.setObjectName(spec.name)
            if spec.shortcut:
                action.setShortcut(QKeySequence(spec.shortcut))
                action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(lambda _on=False, name=spec.name: self.triggered.emit(name))
            window.addAction(action)
            self._actions[spec.name] = action

    def action(self, name: str) -> QAction:
        """One command's action."""
        return self._actions[name]

    def all(self) -> list[QAction]:
        """Every action, in order."""
        return [*self._actions.values(), *self._more]

    def offer_more(self, actions: Iterable[QAction]) -> None:
        """Have the palette offer these too, in the place of those offered so before."""
        self._more = tuple(actions)

    def menus(self) -> dict[str, list[QAction]]:
        """The actions of each menu, in order."""
        menus: dict[str, list[QAction]] = {}
        for spec in self._specs:
            if not spec.menu:
                continue
            menu = menus.setdefault(spec.menu, [])
            if spec.begins_group:
                line = QAction(self)
                line.setSeparator(True)
                menu.append(line)
            menu.append(self._actions[spec.name])
        return menus

    def set_library_open(self, is_open: bool) -> None:
        """Enable or disable what needs a library."""
        for spec in self._specs:
            if spec.needs_library:
                self._actions[spec.name].setEnabled(is_open)
