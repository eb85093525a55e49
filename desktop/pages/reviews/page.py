"""Reviews' controller: lists reviews, opens one, finds its incidents, saves as one works."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout
from typing_extensions import override

from desktop.notices import Notice
from desktop.pages.actions.register import due_words, number_text
from desktop.pages.page import Page
from desktop.pages.reviews.matching import match_incidents
from desktop.pages.reviews.overview import ReviewsOverview
from desktop.pages.reviews.side import OpenAction, closed_on
from desktop.pages.reviews.workspace import ReviewWorkspace
from desktop.wording import clock_words, local
from models.errors import ConflictError, UserError
from models.review import Review
from models.vocabulary import Strength

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from PySide6.QtGui import QHideEvent
    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library
    from models.rows import IncidentRow
    from search.results import SimilarPair

_SAVE_AFTER_MS = 1000
_FOUND = 20


@dataclass(frozen=True, slots=True)
class ReviewContents:
    """What a review's workspace needs from the library."""

    review: Review
    services: tuple[str, ...]
    actions: tuple[OpenAction, ...]
    total: int


class ReviewsPage(Page):
    """Journey 2: before a design is built, what past incidents say to it."""

    title = "Reviews"

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Build both views; `activate` reads."""
        super().__init__(session, themes, parent)
        self._review: Review | None = None
        self._saved: Review | None = None
        self._is_saving = False
        self._is_blocked = False
        self._total = 0
        self.overview = ReviewsOverview(themes)
        self.workspace = ReviewWorkspace(themes)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.overview)
        self._stack.addWidget(self.workspace)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.overview.opened.connect(self.open_review)
        self.overview.new_wanted.connect(self.start_review)
        self.workspace.left.connect(self.show_overview)
        self.workspace.edited.connect(self._on_edited)
        self.workspace.matches_wanted.connect(self.find_matches)
        self.workspace.incident_chosen.connect(self.open_incident)
        self.workspace.decided.connect(self._on_decided)
        self.workspace.conflict_resolved.connect(self._save_over)
        session.changed.connect(self._on_changed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SAVE_AFTER_MS)
        self._pause.timeout.connect(self.save)

    @override
    def activate(self) -> None:
        self._read_overview()

    @override
    def focus_first(self) -> None:
        shown = self._stack.currentWidget()
        (self.workspace if shown is self.workspace else self.overview).focus_first()

    @override
    def handle_escape(self) -> bool:
        if self._stack.currentWidget() is self.workspace:
            self.show_overview()
            return True
        return False

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page saves what stands there."""
        self.save()
        super().hideEvent(event)

    def start_review(self) -> None:
        """Begin a review; it is stored once it has a title."""
        self._show(Review(title=""), saved=None)
        self._read_surroundings()
        self.workspace.focus_first()

    @Slot(object)
    def open_review(self, review_id: UUID) -> None:
        """Show one."""
        as_of = self.session.clock()
        today = local(as_of, self.session.zone).date()
        self.session.read(
            self,
            lambda library: _read_contents(library, library.reviews.get(review_id), as_of, today),
            self._on_contents,
            replaces="review",
        )

    @Slot()
    def show_overview(self) -> None:
        """Go back to all reviews; what stands there is saved first."""
        self.save()
        self._stack.setCurrentWidget(self.overview)
        self._read_overview()

    @Slot()
    def find_matches(self) -> None:
        """Find incidents for the design as it stands."""
        self.save()
        if self._review is None:
            return
        review = self._current(self._review)
        text = "\n".join((review.title, review.design, *review.services))
        self.session.similar_to_text(self, text, self._on_similar, limit=_FOUND)

    @Slot()
    def save(self) -> None:
        """Store what stands there, unless nothing changed or it has no title yet."""
        self._pause.stop()
        if self._review is None or self._is_saving or self._is_blocked:
            return
        review = self._current(self._review)
        self._review = review
        if review == self._saved or not review.title:
            return
        self._is_saving = True
        self.session.perform(
            self,
            lambda library: _save(library, review),
            lambda _changes: self._on_saved(review),
            failed=self._on_failed,
        )

    def _current(self, review: Review) -> Review:
        today = local(self.session.clock(), self.session.zone).date()
        return self.workspace.apply(review, today)

    def _show(self, review: Review, *, saved: Review | None) -> None:
        self._review, self._saved = review, saved
        self._is_blocked = False
        self.workspace.banner.clear()
        self.workspace.fill(review, total=self._total)
        words = "Not saved yet: it needs a title." if saved is None else "Saved."
        self.workspace.show_saved(review, words)
        self._stack.setCurrentWidget(self.workspace)

    def _read_overview(self) -> None:
        if self.session.is_open:
            self.session.read(
                self,
                lambda library: tuple(library.reviews.rows()),
                self.overview.show_rows,
                replaces="reviews",
            )

    def _read_surroundings(self) -> None:
        """Services to offer, and the strong actions of the incidents that stand there now."""
        review = self._review
        if review is None:
            return
        as_of = self.session.clock()
        today = local(as_of, self.session.zone).date()
        self.session.read(
            self,
            lambda library: _read_contents(library, review, as_of, today),
            self._on_surroundings,
            replaces="surroundings",
        )

    def _on_contents(self, contents: ReviewContents) -> None:
        self._on_surroundings(contents)
        self._show(contents.review, saved=contents.review)
        self.workspace.focus_first()

    def _on_surroundings(self, contents: ReviewContents) -> None:
        self._total = contents.total
        self.workspace.offer_services(contents.services)
        self.workspace.show_actions(contents.actions)

    def _on_similar(self, pairs: list[SimilarPair]) -> None:
        as_of = self.session.clock()
        self.session.read(
            self,
            lambda library: library.incidents.listing(as_of=as_of),
            lambda rows: self._on_rows(rows, pairs),
            replaces="matches",
        )

    def _on_rows(self, rows: list[IncidentRow], pairs: list[SimilarPair]) -> None:
        if self._review is None:
            return
        review = self._current(self._review)
        self._total = len(rows)
        found = match_incidents(review.incidents, review.services, rows, pairs)
        self._review = replace(review, incidents=found)
        self.workspace.fill(self._review, total=self._total)
        self.save()
        self._read_surroundings()

    def _on_saved(self, review: Review) -> None:
        self._is_saving = False
        stored = replace(review, version=review.version + 1)
        if self._review is None or self._review.id != review.id:
            return
        self._saved = stored
        self._review = replace(self._review, version=stored.version)
        moment = clock_words(self.session.clock(), self.session.zone)
        self.workspace.show_saved(stored, f"Saved {moment}.")
        if self._current(self._review) != stored:
            self._pause.start()

    def _on_failed(self, error: Exception) -> None:
        self._is_saving = False
        if isinstance(error, ConflictError):
            self._is_blocked = True
            words = "Somebody saved this review while you worked on it. Yours is still here."
            self.workspace.banner.say(words, "warning", action="Save mine over it")
        elif isinstance(error, UserError):
            self.workspace.banner.say(f"{error} What you wrote is still here.", "error")

    @Slot()
    def _save_over(self) -> None:
        review = self._review
        if review is None or not self._is_blocked:
            return
        self.session.read(
            self, lambda library: library.reviews.get(review.id).version, self._on_version
        )

    def _on_version(self, version: int) -> None:
        if self._review is None:
            return
        self._review = replace(self._review, version=version)
        self._is_blocked = False
        self.workspace.banner.clear()
        self.save()

    @Slot()
    def _on_edited(self) -> None:
        if self._review is None:
            return
        self._review = self._current(self._review)
        self.workspace.show_progress(self._review)
        self._pause.start()

    @Slot()
    def _on_decided(self) -> None:
        if self._review is None:
            return
        review = self._current(self._review)
        if not review.title:
            self.session.notice.emit(Notice("The review needs a title first", "warning"))
            return
        today = local(self.session.clock(), self.session.zone).date()
        self._review = closed_on(review, today)
        self.workspace.show_progress(self._review)
        self.save()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.reviews and self._stack.currentWidget() is self.overview:
            self._read_overview()


def _read_contents(
    library: Library, review: Review, as_of: datetime, today: date
) -> ReviewContents:
    ids = {one.incident_id for one in review.incidents}
    actions = tuple(
        OpenAction(
            incident_id=row.incident_id,
            number=number_text(row),
            title=row.title,
            note=due_words(row, today).words if row.overdue_days else row.owner or "No owner",
            is_late=row.overdue_days > 0,
        )
        for row in library.actions.rows(as_of=as_of)
        if row.incident_id in ids and row.strength is Strength.STRONG and not row.status.is_closed
    )
    services = tuple(one.name for one in library.vocabulary.services())
    return ReviewContents(review, services, actions, library.incidents.count())


def _save(library: Library, review: Review) -> Changes:
    from models.operations.reviews import save_review  # noqa: PLC0415  (SQLAlchemy is slow)

    return save_review(library, review)
