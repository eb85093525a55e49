"""Keeps a review while somebody works on it: saves after a pause, notices other writers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.notices import Notice
from models.errors import ConflictError, NotFoundError, UserError
from models.reviewing.merging import merge_reviews

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.session import LibrarySession
    from models.changes import Changes
    from models.library import Library
    from models.review import Review
    from models.reviewing.merging import MergedReview

_SAVE_AFTER_MS = 1000
_AT_THE_LATEST_MS = 1000
_AGAIN_MS = 15_000


class ReviewKeeper(QObject):
    """The review that is worked on.

    Attributes:
        review: as it stands on the screen; None where none is open.

    Signals:
        saved: the review as it is stored now.
        merged: somebody else saved it meanwhile; the review with the work of both, to be shown.
        conflicted: both changed the same; what, in words.
        refused: it could not be saved; the words of why.
        save_wanted: the pause is over; whoever knows what stands on the screen calls `save`.
    """

    saved = Signal(object)
    merged = Signal(object)
    conflicted = Signal(str)
    refused = Signal(str)
    save_wanted = Signal()

    def __init__(self, session: LibrarySession, parent: QObject) -> None:
        """Keep nothing yet."""
        super().__init__(parent)
        self._session = session
        self.review: Review | None = None
        self._saved: Review | None = None
        self._is_saving = False
        self._is_blocked = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SAVE_AFTER_MS)
        self._pause.timeout.connect(self.save_wanted)
        # Who types without a pause is saved too.
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(_AT_THE_LATEST_MS)
        self._longest.timeout.connect(self.save_wanted)

    def begin(self, review: Review, *, saved: Review | None) -> None:
        """Work on another review; `saved` is how it is stored, None where it is not."""
        self._pause.stop()
        self._longest.stop()
        self.review, self._saved = review, saved
        self._is_blocked = False

    def keep(self, review: Review) -> None:
        """Remember how it stands; it is saved after a pause."""
        self.review = review
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def save(self, review: Review) -> None:
        """Store it now, unless nothing changed or it has no title yet."""
        self._pause.stop()
        self._longest.stop()
        self.review = review
        if self._is_saving or self._is_blocked or review == self._saved or not review.title:
            return
        self._is_saving = True
        self._session.perform(
            self,
            lambda library: _save(library, review),
            lambda _changes: self._on_saved(review),
            failed=self._on_failed,
        )

    @Slot()
    def keep_both(self) -> None:
        """Store the work of both, also where both changed the same."""
        if self._is_blocked:
            self._read_theirs(self._show_merged)

    def _read_theirs(self, done: Callable[[MergedReview, Review], None]) -> None:
        review = self.review
        if review is None:
            return

        def take(theirs: Review) -> None:
            if self.review is not None and self._saved is not None and self.review.id == theirs.id:
                done(merge_reviews(self._saved, self.review, theirs), theirs)

        self._session.read(self, lambda library: library.reviews.get(review.id), take)

    def _on_theirs(self, merged: MergedReview, theirs: Review) -> None:
        if merged.both:
            self._is_blocked = True
            self.conflicted.emit(", ".join(merged.both))
        else:
            self._show_merged(merged, theirs)

    def _show_merged(self, merged: MergedReview, theirs: Review) -> None:
        self._is_blocked = False
        self._saved = theirs
        self.merged.emit(merged.review)
        words = "Somebody saved this review too; the work of both is kept"
        self._session.notice.emit(Notice(words, "information"))
        self.save(merged.review)

    def _on_saved(self, review: Review) -> None:
        self._is_saving = False
        if self.review is None or self.review.id != review.id:
            return
        self._saved = replace(review, version=review.version + 1)
        self.review = replace(self.review, version=self._saved.version)
        self.saved.emit(self._saved)
        if self.review != self._saved:
            self._pause.start()

    def _on_failed(self, error: Exception) -> None:
        self._is_saving = False
        if isinstance(error, ConflictError):
            self._read_theirs(self._on_theirs)
        elif isinstance(error, UserError):
            self.refused.emit(str(error))
            if not isinstance(error, NotFoundError):
                QTimer.singleShot(_AGAIN_MS, self, self.save_wanted.emit)


def _save(library: Library, review: Review) -> Changes:
    from models.operations.reviews import save_review  # noqa: PLC0415  (SQLAlchemy is slow)

    return save_review(library, review)
