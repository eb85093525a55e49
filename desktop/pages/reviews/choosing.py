"""Brings a design document from a file: chosen in the system's dialog, or dropped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from desktop.notices import Notice
from desktop.pages.reviews.design_file import FILTER, read_design
from models.errors import UserError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession


class DesignFiles(QObject):
    """Reads design documents in the background.

    Signals:
        read: (`Path`, text).
    """

    read = Signal(object, str)

    def __init__(self, session: LibrarySession, host: QWidget) -> None:
        """`host` is the widget over which the dialog opens."""
        super().__init__(host)
        self._session = session
        self._host = host

    @Slot()
    def ask(self) -> None:
        """Let a person choose a document."""
        dialog = QFileDialog(self._host, "Open a design document", "", FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda file: self.take(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def take(self, path: Path) -> None:
        """Read one; a file that is none is said in a toast, and nothing changes."""
        self._session.background(
            self,
            lambda _library, _context: read_design(path),
            lambda text: self.read.emit(path, text),
            failed=self._refuse,
        )

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._session.notice.emit(Notice(str(error), "error"))
