"""The strip at the top of the window that says which text was not saved, and opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.notices import Notice
from desktop.wording import clock_words, local, moment_words

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from desktop.pages.editor.keeping import RecoveredText
    from desktop.pages.editor.notice_banner import NoticeBanner, Step
    from desktop.pages.editor.recovery import LeftBehind
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library


class RecoveryBar(QWidget):
    """Says nothing, and takes no room, unless an earlier run left text behind.

    Signals:
        open_requested: UUID of an incident to be opened in the editor.
    """

    open_requested = Signal(object)

    def __init__(
        self,
        session: LibrarySession,
        themes: ThemeSource,
        drafts: Path,
        parent: QWidget | None = None,
    ) -> None:
        """Look once the library is open.

        Args:
            session: the library.
            themes: where colours come from.
            drafts: folder of this device's drafts.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._session = session
        self._themes = themes
        self._drafts = drafts
        self._column = QVBoxLayout(self)
        edge = themes.current.size("space.1.5")
        self._column.setContentsMargins(edge, themes.current.size("space.1"), edge, 0)
        self._column.setSpacing(themes.current.size("space.0.5"))
        self.banners: list[NoticeBanner] = []
        self.hide()
        session.opened.connect(self._on_opened)

    @Slot()
    def _on_opened(self) -> None:
        from desktop.pages.editor.journal import Journal  # noqa: PLC0415  (after the first paint)
        from desktop.pages.editor.recovery import Recovery  # noqa: PLC0415

        self._recovery = Recovery(self._session, Journal(self._drafts), self)
        self._recovery.found.connect(self._on_found)
        self._recovery.look()

    def _on_found(self, left: LeftBehind) -> None:
        for banner in self.banners:
            self._column.removeWidget(banner)
            banner.deleteLater()
        self.banners = []
        for text in left.texts:
            self._say_text(text)
        if left.troubles:
            files = len(left.troubles)
            first = left.troubles[0]
            more = f" {files - 1} more files are like it." if files > 1 else ""
            folder = QUrl.fromLocalFile(str(first.file.parent))
            self._say(
                f"{first.text}{more}",
                [("Show the file", lambda: QDesktopServices.openUrl(folder))],
            )
        self.setVisible(bool(self.banners))

    def _say_text(self, text: RecoveredText) -> None:
        from desktop.pages.editor.origin import origin_words  # noqa: PLC0415  (seldom)

        base = text.draft.entry.base
        at = _moment(text.written_at, self._session)
        name = base.key or base.title
        incident_id = text.draft.incident_id
        origin = origin_words(text.draft.entry, self._session.location)
        said = f"Text of {name} from {at}{origin} was not saved."
        if text.stored is None:
            self._say(
                f"{said} The incident was removed for good since.",
                [
                    ("Copy the text", lambda: self._copy(text)),
                    ("Throw it away", lambda: self._recovery.remove(text.draft)),
                ],
            )
        elif text.stored.trashed_at is not None:
            self._say(
                f"{said} The incident is in the trash now.",
                [
                    ("Take it out and open it", lambda: self._restore(incident_id)),
                    ("Copy the text", lambda: self._copy(text)),
                    ("Throw it away", lambda: self._recovery.remove(text.draft)),
                ],
            )
        else:
            steps: list[Step] = [("Open it", lambda: self._open(incident_id))]
            self._say(said, [*steps, ("Later", self.hide)])

    def _say(self, text: str, steps: list[Step]) -> None:
        from desktop.pages.editor.notice_banner import NoticeBanner  # noqa: PLC0415  (seldom)

        banner = NoticeBanner(self._themes, self)
        banner.say_with(text, "warning", steps, icon="history")
        self.banners.append(banner)
        self._column.addWidget(banner)

    def _open(self, incident_id: UUID) -> None:
        self.hide()
        self.open_requested.emit(incident_id)

    def _copy(self, text: RecoveredText) -> None:
        from desktop.pages.editor.draft_markdown import draft_markdown  # noqa: PLC0415  (seldom)

        QGuiApplication.clipboard().setText(draft_markdown(text.draft.entry.draft))
        self._session.notice.emit(Notice("The text is on the clipboard", "done"))

    def _restore(self, incident_id: UUID) -> None:
        def work(library: Library) -> Changes:
            from models.operations.incidents import restore_incident  # noqa: PLC0415  (SQLAlchemy)

            return restore_incident(library, incident_id)

        self._session.perform(self, work, lambda _changes: self._open(incident_id))


def _moment(at: datetime, session: LibrarySession) -> str:
    """The time alone for today, with its day for any other."""
    today = local(session.clock(), session.zone).date()
    is_today = local(at, session.zone).date() == today
    return clock_words(at, session.zone) if is_today else moment_words(at, session.zone)
