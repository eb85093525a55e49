"""The files of an incident below its texts: dropped, pasted or chosen, opened, saved, removed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.pages.editor.attaching import Attaching

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop.pages.editor.attachments_list import AttachmentsList
    from desktop.pages.editor.markdown_field import MarkdownField
    from desktop.session import LibrarySession
    from models.incident import AttachmentInfo, Incident


class TextFiles(QObject):
    """Keeps files, and puts those that were dropped or pasted into the text they came to."""

    def __init__(self, shown: AttachmentsList, session: LibrarySession, parent: QWidget) -> None:
        """List the files in `shown`; dialogs open over the window of `parent`."""
        super().__init__(parent)
        self._over = parent
        self._attaching = Attaching(session, self)
        self._attaching.listed.connect(shown.show_files)
        shown.add_requested.connect(self._on_add)
        shown.open_requested.connect(self._attaching.open)
        shown.remove_requested.connect(self._attaching.remove)
        shown.save_requested.connect(self._on_save)

    def show_incident(self, incident: Incident) -> None:
        """Say whose files they are."""
        self._attaching.show_incident(incident.id, incident.attachments)

    def listen(self, field: MarkdownField) -> None:
        """Take what is dropped on a text or pasted into it."""
        field.edit.files_dropped.connect(lambda paths: self._attach(paths, field))
        field.edit.picture_pasted.connect(lambda image: self._paste(image, field))

    def _attach(self, paths: list[Path], field: MarkdownField) -> None:
        self._attaching.add_files(paths, field.insert)

    def _paste(self, image: QImage, field: MarkdownField) -> None:
        self._attaching.add_picture(image, field.insert)

    @Slot()
    def _on_add(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self._over.window(), "Attach files")
        if names:
            self._attaching.add_files([Path(one) for one in names], _nothing)

    @Slot(object)
    def _on_save(self, info: AttachmentInfo) -> None:
        suggested = str(Path.home() / Path(info.name).name)
        name, _kind = QFileDialog.getSaveFileName(self._over.window(), "Save attachment", suggested)
        if name:
            self._attaching.save_as(info, Path(name))


def _nothing(_markdown: str) -> None:
    """Files chosen below the texts are only kept, not shown in any of them."""
