"""The strip above the form that says what became of the text, and what can be done about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.dialogs.framed import ask
from desktop.notices import Notice
from desktop.pages.editor.conflict_dialog import ConflictDialog
from desktop.pages.editor.draft_markdown import draft_markdown
from desktop.pages.editor.notice_banner import NoticeBanner
from desktop.pages.editor.origin import origin_words
from desktop.wording import moment_words
from models.errors import LibraryError
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from desktop.pages.editor.keeper import DraftKeeper
    from desktop.pages.editor.keeping import RecoveredText
    from desktop.pages.editor.notice_banner import Step
    from desktop.pages.editor.save_state import SaveState
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.incident import Incident

_MOST_NAMED = 3


class KeeperNotices(QWidget):
    """Everything that the keeper has to say beyond a save state; hidden while that is nothing.

    The page puts it above its form and does no more: recovered text and the way back, changes of
    others that were merged in, the conflict view, failures with "Save a copy as…", all start here.

    Attributes:
        recovered: speaks of a draft of an earlier run.
        merged: speaks of what came from somebody else.
        conflict: speaks of what both changed.
        trouble: speaks of what cannot be saved now.
    """

    def __init__(
        self,
        keeper: DraftKeeper,
        session: LibrarySession,
        themes: ThemeSource,
        parent: QWidget | None = None,
    ) -> None:
        """Listen to `keeper`."""
        super().__init__(parent)
        self._keeper = keeper
        self._session = session
        self._themes = themes
        self._may_be_lost = False
        self.recovered, self.merged, self.conflict, self.trouble = (
            NoticeBanner(themes, self) for _ in range(4)
        )
        column = QVBoxLayout(self)
        edge = themes.current.size("space.1.5")
        column.setContentsMargins(edge, edge, edge, 0)
        column.setSpacing(themes.current.size("space.1"))
        for banner in self._banners():
            column.addWidget(banner)
        self.hide()
        keeper.state_changed.connect(self._on_state_changed)
        keeper.recovered.connect(self._on_recovered)
        keeper.merged_in.connect(self._on_merged_in)
        keeper.conflicted.connect(self._on_conflicted)
        keeper.saved.connect(self._on_saved)

    def _banners(self) -> tuple[NoticeBanner, ...]:
        return (self.trouble, self.conflict, self.recovered, self.merged)

    def _fit(self) -> None:
        self.setVisible(any(not banner.isHidden() for banner in self._banners()))

    def compare_recovered(self) -> None:
        """Show the recovered text beside what is stored."""
        from desktop.pages.editor.recovered_dialog import RecoveredDialog  # noqa: PLC0415 (seldom)

        text = self._keeper.recovering.text
        if text is not None and text.merge is not None:
            RecoveredDialog(text, self._themes, self._session.zone, self.window()).open()

    @Slot()
    def compare_revisions(self) -> None:
        """Show the revisions beside what is stored, with what stands in the form among it."""
        from desktop.pages.editor.revisions_dialog import RevisionsDialog  # noqa: PLC0415 (seldom)

        self._keeper.flush()
        RevisionsDialog(self._session, self._themes, self._keeper.base.id, self.window()).open()

    def decide(self) -> None:
        """Open the conflict view."""
        merge = self._keeper.conflict
        if merge is None:
            return
        dialog = ConflictDialog(merge, self._themes, self.window())
        dialog.settled.connect(self._keeper.resolve)
        dialog.open()

    def copy_text(self) -> None:
        """Put everything that stands in the form on the clipboard, as Markdown."""
        QGuiApplication.clipboard().setText(draft_markdown(self._keeper.snapshot().draft))
        self._session.notice.emit(Notice("The text is on the clipboard", "done"))

    def save_copy(self) -> None:
        """Ask for a file and write everything that stands in the form into it."""
        from desktop.shell.asking import ask_target  # noqa: PLC0415  (only in trouble)

        name = f"{self._keeper.base.key or 'postmortem'}.md"
        ask_target(
            self.window(), "Save a copy of the text", name, "Markdown (*.md)", self.write_copy
        )

    def write_copy(self, path: str) -> None:
        """Write the text to that file, in a worker."""
        text = draft_markdown(self._keeper.snapshot().draft)

        def work(_context: object) -> None:
            try:
                Path(path).write_text(text, encoding="utf-8", errors="surrogatepass")
            except OSError as error:
                raise LibraryError(
                    f"The copy was not written: {error.strerror}.", "Choose another folder."
                ) from error

        self._session.runner.run(
            work,
            lane="drafts",
            owner=self,
            done=lambda _none: self._session.notice.emit(Notice(f"A copy is in {path}", "done")),
            failed=lambda error: self._session.notice.emit(Notice(str(error), "error")),
            durable=True,
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask before a window is closed that alone has the text."""
        has_it_alone = self._keeper.state.kind == "failed" and not self._may_be_lost
        if has_it_alone and event.type() == QEvent.Type.Close:
            event.ignore()
            self._ask_before_closing()
            return True
        return super().eventFilter(watched, event)

    def _ask_before_closing(self) -> None:
        window = self.window()

        def close() -> None:
            self._may_be_lost = True
            window.close()

        dialog = ask(
            window,
            self._themes,
            title="Close, and lose what was typed last?",
            text="The text can be written neither to the library nor to this device's drafts: it "
            "is in this window only. Save a copy first, or free some space and try again.",
            confirm="Close and lose it",
            cancel="Keep it open",
            confirmed=close,
            danger=True,
        )
        dialog.add_button("Save a copy as…", self.save_copy)

    @Slot(object)
    def _on_state_changed(self, state: SaveState) -> None:
        keeper = self._keeper
        if state.kind == "failed":
            self.window().installEventFilter(self)
        else:
            self.window().removeEventFilter(self)
        if keeper.conflict is None:
            self.conflict.clear()
        if state.kind == "failed":
            copies: list[Step] = [
                ("Save a copy as…", self.save_copy),
                ("Copy the text", self.copy_text),
            ]
            self.trouble.say_with(
                f"The text is {state.detail} It is tried again by itself.",
                "error",
                [*copies, ("Try now", keeper.flush)],
            )
        elif keeper.is_gone:
            self.trouble.say_with(
                f"{keeper.failure} The text stays here, and on this device.",
                "error",
                [
                    ("Keep as a new incident", keeper.keep_as_new),
                    ("Save a copy as…", self.save_copy),
                ],
            )
        elif keeper.failure:
            self.trouble.say_with(
                f"{keeper.failure} The text is kept on this device and saved as soon as may be.",
                "warning",
                [("Try now", keeper.flush), ("Save a copy as…", self.save_copy)],
                icon="database",
            )
        else:
            self.trouble.clear()
        self._on_recovered()

    @Slot(object)
    def _on_recovered(self) -> None:
        keeper = self._keeper
        text = keeper.recovering.text
        if text is None:
            self.recovered.clear()
            self._fit()
            return
        at = _typed(text, self._session)
        compare: Step = ("Compare", self.compare_recovered)
        if keeper.shows_recovered:
            # What is published or waived is changed by nobody before it is reopened.
            keep: list[Step] = [] if _is_fixed(keeper.base) else [("Keep it", keeper.keep_shown)]
            self.recovered.say_with(
                f"Text of {at} that was not saved is shown here, put together with what is stored.",
                "information",
                [*keep, compare, ("Show the stored one", self._back)],
                icon="history",
            )
        elif keeper.recovering.is_adopted:
            self.recovered.clear()
        else:
            self.recovered.say_with(
                f"Text of {at} was not saved. It is kept on this device.",
                "information",
                [("Show it", self._show), compare, ("Throw it away", self._throw_away)],
                icon="history",
            )
        self._fit()

    def _show(self) -> None:
        self._keeper.show_recovered()
        self._on_recovered()

    def _back(self) -> None:
        self._keeper.show_stored()
        self._on_recovered()

    def _throw_away(self) -> None:
        self._keeper.recovering.drop()
        self._on_recovered()

    @Slot(object)
    def _on_merged_in(self, taken: tuple[str, ...]) -> None:
        self.merged.say_with(
            f"Somebody else saved this incident. Put together with yours: {named(taken)}.",
            "information",
            [("Close", self._close_merged)],
            icon="git-branch",
        )
        self._fit()

    def _close_merged(self) -> None:
        self.merged.clear()
        self._fit()

    @Slot(object)
    def _on_conflicted(self, _theirs: Incident) -> None:
        merge = self._keeper.conflict
        if merge is None:
            return
        what = named(tuple(one.label for one in merge.disputes))
        self.conflict.say_with(
            f"Somebody else changed the same thing: {what}. Nothing of yours or theirs is lost.",
            "warning",
            [("Compare and decide…", self.decide), ("Copy mine", self.copy_text)],
            icon="git-compare",
        )
        self._fit()

    @Slot(object)
    def _on_saved(self, _stored: Incident) -> None:
        self._on_recovered()


def _typed(text: RecoveredText, session: LibrarySession) -> str:
    """When a text was typed, and where if the library lay elsewhere then."""
    at = moment_words(text.written_at, session.zone)
    return at + origin_words(text.draft.entry, session.location)


def _is_fixed(incident: Incident) -> bool:
    return incident.status in (PostmortemStatus.FINAL, PostmortemStatus.WAIVED)


def named(things: tuple[str, ...]) -> str:
    """Some things by name, and how many more there are."""
    shown = ", ".join(things[:_MOST_NAMED])
    more = len(things) - _MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown
