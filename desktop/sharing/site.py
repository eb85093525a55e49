"""Shares postmortems as a web site: asks, writes in the background, records, offers to open it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.notices import Notice
from desktop.sharing.recording import say_shared
from desktop.sharing.site_dialog import SiteDialog
from desktop.wording import count_words
from models.errors import UserError
from models.sharing import Channel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.site_files import WrittenSite
    from desktop.tasks import Task, TaskContext
    from desktop.theme import ThemeSource
    from models.library import Library
    from search.results import SearchResults

SELECTED, FOUND, ALL = "selected", "found", "all"
_LONGEST_QUERY = 40


class SiteSharing(QObject):
    """One site, from the question to the folder; it ends with its dialog.

    Attributes:
        dialog: asks, and shows how far the site is.
    """

    def __init__(
        self,
        session: LibrarySession,
        themes: ThemeSource,
        host: QWidget,
        *,
        query: str = "",
        selected: Sequence[UUID] = (),
    ) -> None:
        """Ask.

        Args:
            session: the open library.
            themes: where colours come from.
            host: the window that waits.
            query: what is searched for; what it finds can be chosen then.
            selected: incidents that are selected; they can be chosen then.
        """
        scopes = _scopes(len(selected), query.strip())
        dialog = SiteDialog(scopes, _usual_place(session.facts.name), themes, host)
        super().__init__(dialog)
        self.dialog = dialog
        self._session = session
        self._query = query.strip()
        self._selected = tuple(selected)
        self._host = host
        self._task: Task[WrittenSite | None] | None = None
        self._is_stopped = False
        self.dialog.wanted.connect(self._on_wanted)
        self.dialog.stopped.connect(self._on_stopped)
        self.dialog.open()

    def _on_wanted(self) -> None:
        self._is_stopped = False
        scope = self.dialog.scope.value()
        if scope == SELECTED:
            self._write(frozenset(self._selected))
        elif scope == FOUND:
            self._session.read(self, lambda library: library.incidents.count(), self._search)
        else:
            self._write(None)

    def _search(self, total: int) -> None:
        def found(results: SearchResults) -> None:
            self._write(frozenset(hit.id for hit in results.hits))

        self._session.search(
            self, self._query, found, limit=max(1, total), replaces="site incidents"
        )

    def _write(self, only: frozenset[UUID] | None) -> None:
        if self._is_stopped:
            self._on_done(None)
            return
        dialog, as_of = self.dialog, self._session.clock()
        folder, finals = dialog.path, dialog.finals.isChecked()
        anonymise = dialog.anonymise.isChecked()

        def work(library: Library, context: TaskContext) -> WrittenSite | None:
            return _written(library, context, as_of, folder, only, finals, anonymise)

        self._task = self._session.background(
            self,
            work,
            self._on_done,
            failed=self._on_failed,
            progress=lambda told: dialog.show_writing(*told),
        )

    def _on_stopped(self) -> None:
        self._is_stopped = True
        if self._task is not None:
            self._task.ask_to_stop()

    def _on_failed(self, error: Exception) -> None:
        known = isinstance(error, UserError)
        self.dialog.complain(str(error) if known else "The site could not be written.")

    def _on_done(self, site: WrittenSite | None) -> None:
        session = self._session
        recipients = self.dialog.recipients.text()
        if site is None:
            self.dialog.complain("Stopped; nothing was written.")
            return
        index = site.index

        def open_it() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(index)))

        number = count_words(len(site.incident_ids), "postmortem")
        words = f"Site of {number} written into {index.parent.name}"
        self.dialog.accept()
        if recipients.strip() and not site.final_ids:
            session.notice.emit(
                Notice(f"{words}; none is final, so nothing was recorded", "done", "Open", open_it)
            )
            return
        say_shared(
            session, self._host, site.final_ids, Channel.SITE, recipients, words, open_it=open_it
        )


def _scopes(selected: int, query: str) -> list[tuple[str, str]]:
    """What can be chosen, what the person looks at first."""
    scopes = []
    if selected:
        scopes.append((SELECTED, f"{count_words(selected, 'incident')} selected"))
    if query:
        short = query[:_LONGEST_QUERY]
        scopes.append((FOUND, f"Found by “{short}{'…' if len(short) < len(query) else ''}”"))
    return [*scopes, (ALL, "All of the library")]


def _usual_place(library_name: str) -> Path:
    """A folder in the documents, named after the library."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    words = re.sub(r"[^\w-]+", "-", library_name, flags=re.ASCII).strip("-").lower()[:60]
    return Path(documents or Path.home()) / f"{words or 'library'}-site"


def _written(
    library: Library,
    context: TaskContext,
    as_of: datetime,
    folder: Path,
    only: frozenset[UUID] | None,
    finals: bool,
    anonymise: bool,
) -> WrittenSite | None:
    from desktop.site_files import SiteOrder, write_site_folder  # noqa: PLC0415  (only when asked)

    return write_site_folder(
        library,
        SiteOrder(folder=folder, only=only, finals_only=finals, anonymise=anonymise),
        as_of=as_of,
        progress=lambda done, total: context.report((done, total)),
        cancelled=context.cancelled,
    )
