"""Reads one text again and again while it is typed, beside the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.editor.markdown_edit import MarkdownEdit
    from desktop.tasks import TaskContext, TaskRunner


class TextWatch(QObject):
    """Reads a text again after a pause; an answer to an older text is dropped.

    Attributes:
        edit: the text that is watched.

    Signals:
        found: what was found in the text as it stands.
    """

    found = Signal(object)

    def __init__(
        self,
        edit: MarkdownEdit,
        runner: TaskRunner,
        read: Callable[[str], Any],
        *,
        pause: int,
    ) -> None:
        """Watch `edit`; `read` is called in a worker, `pause` milliseconds after typing."""
        super().__init__(edit)
        self.edit = edit
        self._runner = runner
        self._read = read
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause)
        self._pause.timeout.connect(self.look)
        edit.edited.connect(self._pause.start)

    def look_soon(self) -> None:
        """Read the text after the pause: what was just put in shall be painted first."""
        self._pause.start()

    @Slot()
    def look(self) -> None:
        """Read the text as it is now."""
        self._pause.stop()
        revision, text, read = self.edit.revision, self.edit.text(), self._read

        def work(_context: TaskContext) -> Any:
            return read(text)

        self._runner.run(
            work,
            lane="background",
            owner=self,
            done=lambda found: self._take(revision, found),
            replaces="text",
        )

    def _take(self, revision: int, found: Any) -> None:
        if revision == self.edit.revision:
            self.found.emit(found)
