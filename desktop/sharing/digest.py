"""Hands out the digest of a month: read, shown, copied or written, and recorded as shared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from desktop.sharing.digest_dialog import DigestDialog
from desktop.sharing.recording import say_shared
from desktop.wording import count_words
from models.errors import UserError
from models.figures.periods import Period, last_closed
from models.sharing import Channel

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library

_OFFERED = 12
_FILTERS = ("Markdown (*.md)", "HTML, one file (*.html)", "PDF (*.pdf)")
_SUFFIXES = (".md", ".html", ".pdf", ".json")


class DigestSharing(QObject):
    """One digest, from the question on; it ends with its dialog.

    Attributes:
        dialog: shows it.
    """

    def __init__(self, session: LibrarySession, themes: ThemeSource, host: QWidget) -> None:
        """Ask over `host`; the last month that is over is shown first."""
        dialog = DigestDialog(themes, host)
        super().__init__(dialog)
        self.dialog = dialog
        self._session = session
        self._host = host
        self._ids: tuple[UUID, ...] = ()
        dialog.month_chosen.connect(self._read)
        dialog.copy_wanted.connect(self._on_copy)
        dialog.file_wanted.connect(self._on_file)
        as_of = session.clock()
        session.background(self, lambda library, _context: _months(library, as_of), self._offer)
        dialog.open()

    def write(self, target: Path) -> None:
        """Write the month that is shown without asking; the dialog ends when it is there."""
        if target.suffix.lower() not in _SUFFIXES:
            target = target.with_name(f"{target.name}.md")
        month, as_of = self.dialog.month.value(), self._session.clock()
        self.dialog.wait()

        def done(ids: tuple[UUID, ...]) -> None:
            def open_it() -> None:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

            self._hand_out(ids, f"{target.name} written", open_it)

        self._session.background(
            self,
            lambda library, _context: _write(library, month, target, as_of),
            done,
            failed=self._on_failed,
        )

    def _hand_out(
        self, ids: tuple[UUID, ...], words: str, open_it: Callable[[], None] | None = None
    ) -> None:
        recipients = self.dialog.recipients.text()
        self.dialog.accept()
        say_shared(
            self._session,
            self._host,
            ids,
            Channel.MESSAGE,
            recipients,
            words,
            open_it=open_it,
        )

    def _offer(self, months: list[tuple[str, int]]) -> None:
        offered = []
        for month, number in months:
            told = count_words(number, "postmortem") if number else "none"
            offered.append((month, f"{Period.parse(month).label}, {told}"))
        self.dialog.offer(offered)
        self._read(self.dialog.month.value())

    def _read(self, month: str) -> None:
        as_of = self._session.clock()
        self.dialog.wait()

        def show(told: tuple[str, str, tuple[UUID, ...]]) -> None:
            read, text, ids = told
            if read == self.dialog.month.value():
                self._ids = ids
                self.dialog.show_text(text, len(ids))

        self._session.background(
            self,
            lambda library, _context: _text(library, month, as_of),
            show,
            failed=self._on_failed,
        )

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.dialog.preview.toPlainText())
        label = Period.parse(self.dialog.month.value()).label
        self._hand_out(self._ids, f"Digest of {label} copied")

    def _on_file(self) -> None:
        places = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self.dialog, "Save the digest", places or str(Path.home()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(_FILTERS))
        dialog.setDefaultSuffix("md")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(chosen.rpartition("*.")[2].rstrip(")"))
        )
        dialog.selectFile(f"digest-{self.dialog.month.value()}.md")
        dialog.fileSelected.connect(lambda file: self.write(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_failed(self, error: Exception) -> None:
        self.dialog.set_busy(False)
        self.dialog.save_button.setEnabled(True)
        known = isinstance(error, UserError)
        words = str(error) if known else "The digest could not be made."
        self.dialog.banner.say(words, "error")


def _months(library: Library, as_of: datetime) -> list[tuple[str, int]]:
    """Months to choose from, the last that is over first, with how many became final in each."""
    from desktop.digest_files import published_by_month  # noqa: PLC0415  (slow to import)

    counts = published_by_month(library, as_of=as_of)
    last = f"{last_closed(as_of, library.settings.zone).start:%Y-%m}"
    others = sorted((one for one in counts if one != last), reverse=True)[: _OFFERED - 1]
    return [(one, counts.get(one, 0)) for one in (last, *others)]


def _text(library: Library, month: str, as_of: datetime) -> tuple[str, str, tuple[UUID, ...]]:
    from desktop.digest_files import digest_text  # noqa: PLC0415  (slow to import)

    text, incidents = digest_text(library, Period.parse(month), as_of=as_of)
    return month, text, tuple(one.id for one in incidents)


def _write(library: Library, month: str, target: Path, as_of: datetime) -> tuple[UUID, ...]:
    from desktop.digest_files import write_digest  # noqa: PLC0415  (slow to import)

    _written, incidents = write_digest(library, Period.parse(month), target, as_of=as_of)
    return tuple(one.id for one in incidents)
