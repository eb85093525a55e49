"""What happens on a bug: one dialog with details that can be copied and hold no user data."""

from __future__ import annotations

import getpass
import platform
import sys
import threading
import traceback
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from models.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from desktop.theme import ThemeSource

# Their messages name code ("object has no attribute"), never what is in a postmortem.
_MESSAGES_OF_CODE = (AttributeError, NameError, ImportError, NotImplementedError)
_CLOSE_TO_BUG = 40


def redacted(text: str) -> str:
    """The text without the user's name and home folder."""
    home = str(Path.home())
    shortened = text.replace(home, "~") if len(home) > 1 else text
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        return shortened
    return shortened.replace(user, "user") if len(user) > 2 and user != "root" else shortened


def crash_report(error: BaseException, *, version: str) -> str:
    """What a developer needs, and nothing that the user wrote.

    Where it broke is told frame by frame; the exception's message is left out unless its type
    only ever speaks of code, because it may quote an incident.
    """
    lines = [
        f"Afterword {version}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} "
        f"{platform.release()} {platform.machine()}",
        "",
    ]
    seen: BaseException | None = error
    while seen is not None:
        frames = traceback.extract_tb(seen.__traceback__)[-_CLOSE_TO_BUG:]
        lines += [f"{_short(one.filename)}:{one.lineno} in {one.name}" for one in frames]
        told = str(seen) if isinstance(seen, _MESSAGES_OF_CODE) else "(message left out)"
        lines += [f"{type(seen).__module__}.{type(seen).__qualname__}: {told}", ""]
        seen = seen.__cause__ or seen.__context__
    return redacted("\n".join(lines)).rstrip()


def _short(filename: str) -> str:
    parts = Path(filename).parts
    for folder in ("desktop", "search", "exporters", "models", "resources", "site-packages"):
        if folder in parts:
            return "/".join(parts[parts.index(folder) :])
    return "/".join(parts[-2:])


class CrashDialog(QDialog):
    """Says that this is Afterword's fault, that nothing saved is lost, and shows the details."""

    def __init__(self, report: str, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show a report made by `crash_report`."""
        super().__init__(parent)
        theme = themes.current
        self._report = report
        self.setWindowTitle("Afterword made a mistake")
        self.setAccessibleName("Afterword made a mistake")
        self.setMinimumWidth(theme.size("search.width") * 2 // 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(*([theme.size("space.3")] * 4))
        column.setSpacing(theme.size("space.1.5"))
        column.addWidget(Label("Afterword made a mistake", themes, style="section.form"))
        words = (
            "This is a bug, not something you did. What was saved is safe. You can go on; if the "
            "window behaves oddly, start Afterword again. The details below hold no text of "
            "your incidents."
        )
        column.addWidget(Label(words, themes, wrap=True, tone="secondary"))
        details = QPlainTextEdit(report)
        details.setReadOnly(True)
        details.setFont(theme.font("key"))
        details.setAccessibleName("Details of the mistake")
        details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        column.addWidget(details, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        copy = Button("Copy details", themes, icon_name="copy")
        copy.clicked.connect(self._on_copy)
        close = Button("Close", themes, kind="primary")
        close.clicked.connect(self.accept)
        row.addWidget(copy)
        row.addWidget(close)
        column.addLayout(row)
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)


class CrashGuard(QObject):
    """Catches what nobody caught, in any thread, and shows it once, in the interface thread.

    An expected `UserError` that escaped is told as such.
    """

    _caught = Signal()

    def __init__(
        self,
        *,
        show_bug: Callable[[BaseException], None],
        show_expected: Callable[[UserError], None],
        parent: QObject | None = None,
    ) -> None:
        """Take two ways of telling; nothing is hooked before `install`."""
        super().__init__(parent)
        self._show_bug = show_bug
        self._show_expected = show_expected
        self._waiting: deque[BaseException] = deque()
        self._showing = False
        self._hooks = (sys.excepthook, threading.excepthook)
        self._caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Hook into Python; `uninstall` undoes it."""
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def uninstall(self) -> None:
        """Put back the hooks that were there."""
        sys.excepthook, threading.excepthook = self._hooks

    @Slot(object)
    def report(self, error: BaseException) -> None:
        """Tell of an exception; may be called in any thread."""
        self._waiting.append(error)
        self._caught.emit()

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._hooks[0](kind, error, trace)
            return
        if not isinstance(error, UserError):
            self._hooks[0](kind, error, trace)
        self.report(error)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None and arguments.exc_type is not SystemExit:
            self.report(arguments.exc_value)

    @Slot()
    def _on_caught(self) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            while self._waiting:
                error = self._waiting.popleft()
                if isinstance(error, UserError):
                    self._show_expected(error)
                else:
                    self._show_bug(error)
        finally:
            self._showing = False
