"""Reviews' controller: lists reviews, opens one, finds its incidents, saves as one works."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout
from typing_extensions import override

from desktop.notices import Notice
from desktop.pages.page import Page
from desktop.pages.reviews.choosing import DesignFiles
from desktop.pages.reviews.closing import close_after_asking
from desktop.pages.reviews.exporting import PackExport
from desktop.pages.reviews.finder import ReviewFinder
from desktop.pages.reviews.keeper import ReviewKeeper
from desktop.pages.reviews.overview import ReviewsOverview
from desktop.pages.reviews.side import closed_on
from desktop.pages.reviews.workspace import ReviewWorkspace
from desktop.wording import clock_words, local
from models.review import Review
from models.reviewing.reopening import reopened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtGui import QHideEvent
    from PySide6.QtWidgets import QWidget

    from desktop.pages.reviews.contents import ReviewContents
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.review import Disposition, NewIncident, ReviewedIncident
    from models.rows import ReviewRow


class ReviewsPage(Page):
    """Journey 2: before a design is built, what past incidents say to it."""

    title = "Reviews"

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Build both views; `activate` reads."""
        super().__init__(session, themes, parent)
        self._total = 0
        self._news: tuple[NewIncident, ...] = ()
        self.overview = ReviewsOverview(themes)
        self.workspace = ReviewWorkspace(themes)
        self.keeper = ReviewKeeper(session, self)
        self.finder = ReviewFinder(session, self)
        self.files = DesignFiles(session, self)
        self.export = PackExport(session, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.overview)
        self._stack.addWidget(self.workspace)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    def _connect(self) -> None:
        workspace, keeper = self.workspace, self.keeper
        self.overview.opened.connect(self.open_review)
        self.overview.new_wanted.connect(self.start_review)
        workspace.left.connect(self.show_overview)
        workspace.edited.connect(self._on_edited)
        workspace.matches_wanted.connect(self.find_matches)
        workspace.incident_chosen.connect(self.open_incident)
        workspace.decided.connect(self._on_decided)
        workspace.pack_wanted.connect(self.export_pack)
        workspace.banner.action_chosen.connect(keeper.keep_both)
        workspace.news.action_chosen.connect(self.reopen)
        workspace.design.file_wanted.connect(self.files.ask)
        workspace.design.file_dropped.connect(self.files.take)
        self.files.read.connect(self._on_design)
        workspace.side.action_wanted.connect(self.add_action)
        workspace.list.reviewed.set_stamp(lambda: (self.session.handle, self.session.clock()))
        keeper.saved.connect(self._on_saved)
        keeper.merged.connect(self._fill)
        keeper.conflicted.connect(workspace.say_conflict)
        keeper.refused.connect(workspace.say_refused)
        keeper.save_wanted.connect(self.save)
        self.finder.listed.connect(self._on_listed)
        self.finder.opened.connect(self._on_contents)
        self.finder.read.connect(self._on_surroundings)
        self.finder.found.connect(self._on_found)
        self.export.progress.connect(workspace.head.show_writing)
        self.session.changed.connect(self._on_changed)

    @override
    def activate(self) -> None:
        self.finder.read_all()

    @override
    def focus_first(self) -> None:
        shown = self._stack.currentWidget()
        (self.workspace if shown is self.workspace else self.overview).focus_first()

    @override
    def handle_escape(self) -> bool:
        if self._stack.currentWidget() is self.workspace:
            if not self.workspace.show_all():
                self.show_overview()
            return True
        return False

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page saves what stands there."""
        self.save()
        super().hideEvent(event)

    # ------------------------------------------------------------------ opening and saving

    def start_review(self) -> None:
        """Begin a review; it is stored once it has a title."""
        self._show(Review(title=""), saved=None)
        self._read_surroundings()
        self.workspace.focus_first()

    @Slot(object)
    def open_review(self, review_id: UUID) -> None:
        """Show one."""
        self.finder.open(review_id)

    @Slot()
    def show_overview(self) -> None:
        """Go back to all reviews; what stands there is saved first."""
        self.save()
        self._stack.setCurrentWidget(self.overview)
        self.finder.read_all()

    @Slot()
    def save(self) -> None:
        """Store what stands there, unless nothing changed or it has no title yet."""
        if self.keeper.review is not None:
            self.keeper.save(self._current(self.keeper.review))

    def _current(self, review: Review) -> Review:
        return self.workspace.apply(review, self._today())

    def _today(self) -> date:
        return local(self.session.clock(), self.session.zone).date()

    def _show(self, review: Review, *, saved: Review | None) -> None:
        self.keeper.begin(review, saved=saved)
        self.workspace.banner.clear()
        self.workspace.list.reviewed.forget()
        self._fill(review)
        words = "Not saved yet: it needs a title." if saved is None else "Saved."
        self.workspace.head.show_saved(review, words)
        self._stack.setCurrentWidget(self.workspace)

    @Slot(object)
    def _fill(self, review: Review) -> None:
        self.workspace.fill(review, total=self._total, zone=self.session.zone)

    def _read_surroundings(self) -> None:
        if self.keeper.review is not None:
            self.finder.read_around(self.keeper.review)

    @Slot(object)
    def _on_listed(self, rows: Sequence[ReviewRow]) -> None:
        self.overview.show_rows(rows)
        again = sum(bool(row.new_incidents) for row in rows)
        self.badge_changed.emit(str(again) if again else "", False)

    @Slot(object)
    def _on_contents(self, contents: ReviewContents) -> None:
        self._on_surroundings(contents)
        self._show(contents.review, saved=contents.review)
        self.workspace.focus_first()

    @Slot(object)
    def _on_surroundings(self, contents: ReviewContents) -> None:
        self._total, self._news = contents.total, contents.news
        self.workspace.show_contents(contents)

    # ------------------------------------------------------------------ finding

    @Slot()
    def find_matches(self) -> None:
        """Find incidents for the design as it stands."""
        self.save()
        if self.keeper.review is not None:
            self.finder.find(self.keeper.review)

    @Slot(object, object)
    def _on_found(self, asked: Review, contents: ReviewContents) -> None:
        if self.keeper.review is None or self.keeper.review.id != asked.id:
            return
        merged = _with_found(self._current(self.keeper.review), asked, contents.review)
        self._on_surroundings(contents)
        self._fill(merged)
        self.keeper.save(merged)

    # ------------------------------------------------------------------ files

    @Slot(object, str)
    def _on_design(self, path: Path, text: str) -> None:
        """Put the text of a file where the design stands; the text before is one undo away."""
        self.workspace.take_design(text, path.stem.replace("-", " ").replace("_", " "))
        self.session.notice.emit(Notice(f"{path.name} read"))
        self.find_matches()

    @Slot()
    def export_pack(self) -> None:
        """Write the review pack; while one is written, stop it."""
        if self.export.is_writing:
            self.export.cancel()
            return
        self.save()
        review = self._titled()
        if review is not None:
            self.export.ask(review)

    def _titled(self) -> Review | None:
        """The review as it stands; None, and said so, while it has no title."""
        review = self._current(self.keeper.review) if self.keeper.review is not None else None
        if review is not None and review.title:
            return review
        self.session.notice.emit(Notice("The review needs a title first", "warning"))
        return None

    # ------------------------------------------------------------------ deciding

    @Slot()
    def add_action(self) -> None:
        """Ask for an action item that answers one of the incidents."""
        from desktop.pages.reviews.new_action import ask_for_action  # noqa: PLC0415  (seldom)

        self.save()
        review, current = self.keeper.review, self.workspace.list.current_id()
        ask_for_action(self.session, self.themes, self, review, current, self.open_review)

    @Slot()
    def reopen(self) -> None:
        """Open a decided review again, with what happened since."""
        review = self.keeper.review
        if review is None or not self._news:
            return
        again = reopened(self._current(review), self._news)
        self._fill(again)
        self.keeper.save(again)
        self.workspace.news.clear()
        self._read_surroundings()

    @Slot()
    def _on_edited(self) -> None:
        if self.keeper.review is None:
            return
        review = self._current(self.keeper.review)
        decided = _answers(review) != _answers(self.keeper.review)
        self.keeper.keep(review)
        self.workspace.show_progress(review)
        if decided:
            self._read_surroundings()

    @Slot()
    def _on_decided(self) -> None:
        review = self._titled()
        if review is not None:
            close_after_asking(self, self.themes, review, self._close)

    def _close(self) -> None:
        """Close it with what stands there, or open it again."""
        review = self._titled()
        if review is not None:
            closed = closed_on(review, self._today())
            self.workspace.show_progress(closed)
            self.keeper.save(closed)

    @Slot(object)
    def _on_saved(self, review: Review) -> None:
        moment = clock_words(self.session.clock(), self.session.zone)
        self.workspace.banner.clear()
        self.workspace.head.show_saved(review, f"Saved {moment}.")

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.reviews and self._stack.currentWidget() is self.overview:
            self.finder.read_all()


def _answers(review: Review) -> list[tuple[UUID, Disposition]]:
    """What matrix and actions depend on; notes change neither."""
    return [(one.incident_id, one.disposition) for one in review.incidents]


def _with_found(current: Review, asked: Review, found: Review) -> Review:
    """The review as it stands, with what was found for the one that was asked about."""
    return replace(
        current,
        services=current.services or found.services,
        incidents=_answers_kept(found, current),
        questions=(*current.questions, *found.questions[len(asked.questions) :]),
    )


def _answers_kept(found: Review, current: Review) -> tuple[ReviewedIncident, ...]:
    """What was found, with what a person said of it while it was sought."""
    answers = {one.incident_id: one for one in current.incidents}
    return tuple(
        replace(
            one,
            disposition=answers[one.incident_id].disposition,
            note=answers[one.incident_id].note,
            disposed_by=answers[one.incident_id].disposed_by,
            disposed_at=answers[one.incident_id].disposed_at,
        )
        if one.incident_id in answers
        else one
        for one in found.incidents
    )
