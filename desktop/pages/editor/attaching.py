"""Keeps files and screenshots with an incident, and gives them out again."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage

from desktop.notices import Notice
from models.errors import BadInputError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from uuid import UUID

    from desktop.session import LibrarySession
    from models.changes import Changes
    from models.incident import AttachmentInfo
    from models.library import Library

LARGEST = 100_000_000
"""Bytes; what the store takes (`models.store.contents.LARGEST`). Larger files are not read."""

_MOST_AT_ONCE = 20
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_OPENED = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain")
"""What another program may be asked to open. Anything else could be a program itself."""


class Attaching(QObject):
    """The files of the incident in the editor.

    Signals:
        listed: tuple of `AttachmentInfo`, after each change.
    """

    listed = Signal(object)

    def __init__(self, session: LibrarySession, parent: QObject | None = None) -> None:
        """Belong to no incident yet."""
        super().__init__(parent)
        self._session = session
        self._incident_id: UUID | None = None
        session.changed.connect(self._on_changed)

    def show_incident(self, incident_id: UUID, files: tuple[AttachmentInfo, ...]) -> None:
        """Say whose files these are."""
        self._incident_id = incident_id
        self.listed.emit(files)

    def add_files(self, paths: Sequence[Path], insert: Callable[[str], None]) -> None:
        """Keep files; `insert` takes the Markdown that shows each."""
        if len(paths) > _MOST_AT_ONCE:
            text = f"At most {_MOST_AT_ONCE} files at once can be attached. Nothing was attached."
            self._session.notice.emit(Notice(text, "error"))
            return
        for path in paths:
            self._add(partial(_bytes_of, path), path.name, insert)

    def add_picture(self, image: QImage, insert: Callable[[str], None]) -> None:
        """Keep a picture from the clipboard; `insert` takes the Markdown that shows it."""
        name = f"screenshot-{_stamp(self._session.clock())}.png"
        self._add(lambda: _png_of(image), name, insert)

    def remove(self, info: AttachmentInfo) -> None:
        """Take a file away; it can be undone for as long as that is offered."""
        kept: list[bytes] = []

        def operation(library: Library) -> Changes:
            from models.operations.attachments import detach  # noqa: PLC0415  (SQLAlchemy)

            kept.append(library.attachments.read(info.sha256))
            return detach(library, info.id)

        def done(_changes: Changes) -> None:
            again = Notice(
                f"{info.name} removed", "done", "Undo", lambda: self._again(info, kept[0])
            )
            self._session.notice.emit(again)

        self._session.perform(self, operation, done)

    def save_as(self, info: AttachmentInfo, target: Path) -> None:
        """Write a file's bytes to a place that a person chose."""
        self._with_bytes(info, lambda data: _write(target, data), self._said(info, target))

    def open(self, info: AttachmentInfo) -> None:
        """Show a picture, a PDF or a plain text in the program that the desktop has for it."""
        if not can_open(info):
            text = f"{info.name} is not opened from here, because it could be a program. Save it."
            self._session.notice.emit(Notice(text, "warning"))
            return

        def work(data: bytes) -> Path:
            folder = Path(tempfile.mkdtemp(prefix="afterword-"))
            target = folder / (Path(info.name).name or "attachment")
            _write(target, data)
            return target

        def show(path: Path) -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._with_bytes(info, work, show)

    def _add(self, read: Callable[[], bytes], name: str, insert: Callable[[str], None]) -> None:
        incident_id = self._incident_id
        if incident_id is None:
            return
        kept: list[str] = []

        def operation(library: Library) -> Changes:
            from models.operations.attachments import attach  # noqa: PLC0415  (SQLAlchemy)

            data = read()
            kept.append(library.attachments.free_name(incident_id, _tidy(name)))
            return attach(library, incident_id, kept[0], data)

        def done(_changes: Changes) -> None:
            insert(markdown_for(kept[0]))

        self._session.perform(self, operation, done)

    def _again(self, info: AttachmentInfo, data: bytes) -> None:
        incident_id = self._incident_id
        if incident_id is None:
            return

        def operation(library: Library) -> Changes:
            from models.operations.attachments import attach  # noqa: PLC0415  (SQLAlchemy)

            return attach(library, incident_id, info.name, data, media_type=info.media_type)

        self._session.perform(self, operation)

    def _with_bytes(
        self,
        info: AttachmentInfo,
        work: Callable[[bytes], Path],
        done: Callable[[Path], None],
    ) -> None:
        self._session.read(self, lambda library: work(library.attachments.read(info.sha256)), done)

    def _said(self, info: AttachmentInfo, target: Path) -> Callable[[Path], None]:
        notice = Notice(f"{info.name} saved as {target.name}")
        return lambda _path: self._session.notice.emit(notice)

    def _on_changed(self, changes: Changes) -> None:
        incident_id = self._incident_id
        if incident_id is not None and incident_id in changes.incidents:
            self._session.read(
                self,
                lambda library: library.attachments.of(incident_id),
                self.listed.emit,
                replaces="files",
            )


def markdown_for(name: str) -> str:
    """The Markdown that shows a kept picture, or names another file."""
    label = name.replace("[", "(").replace("]", ")")
    address = f"attachment:{quote(name, safe='')}"
    is_picture = name.lower().endswith(_PICTURES)
    return f"![{label}]({address})" if is_picture else f"[{label}]({address})"


def can_open(info: AttachmentInfo) -> bool:
    """Whether another program may be asked to show it."""
    return info.media_type in _OPENED


def _tidy(name: str) -> str:
    return " ".join("".join(one for one in name if one.isprintable()).split()) or "attachment"


def _stamp(now: datetime) -> str:
    return now.strftime("%Y%m%d-%H%M%S")


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BadInputError(
                f"{path.name} is a folder.", "Attach its files, or an archive of it."
            )
        size = path.stat().st_size
        if size > LARGEST:
            raise BadInputError(
                f"{path.name} is too large to attach ({size // 1_000_000} MB).",
                f"Attach files of up to {LARGEST // 1_000_000} MB, or a link to it.",
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UserError(f"{path.name} cannot be read: {reason}.", "Choose another file.") from error


def _png_of(image: QImage) -> bytes:
    # Through a file: a buffer of Qt's would be an object made in a worker.
    with tempfile.TemporaryDirectory(prefix="afterword-") as folder:
        file = Path(folder) / "picture.png"
        if image.isNull() or not image.save(str(file)):
            raise BadInputError(
                "The picture on the clipboard cannot be read.", "Copy it once more."
            )
        return file.read_bytes()


def _write(target: Path, data: bytes) -> Path:
    try:
        target.write_bytes(data)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UserError(
            f"{target.name} cannot be written: {reason}.", "Choose another place."
        ) from error
    return target
