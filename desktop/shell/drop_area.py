"""Files and folders dropped anywhere on the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget


class DropArea(QObject):
    """Makes a widget take dropped files.

    Signals:
        dropped: tuple of paths.
    """

    dropped = Signal(object)

    def __init__(self, target: QWidget) -> None:
        """Watch `target`."""
        super().__init__(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter:
            enter: QDragEnterEvent = event  # type: ignore[assignment]
            if local_paths(enter):
                enter.acceptProposedAction()
                return True
        elif event.type() == QEvent.Type.Drop:
            drop: QDropEvent = event  # type: ignore[assignment]
            paths = local_paths(drop)
            if paths:
                drop.acceptProposedAction()
                self.dropped.emit(paths)
                return True
        return False


def local_paths(event: QDropEvent) -> tuple[Path, ...]:
    """The files and folders of this machine among what is dragged."""
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
