"""Keeps a review while somebody works on it: saves after a pause, notices other writers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from models.errors import ConflictError, UserError

if TYPE_CHECKING:
    from desktop.session import LibrarySession
    from models.changes import Changes
    from models.library import Library
    from models.review import Review

_SAVE_AFTER_MS = 1000


class ReviewKeeper(QObject):
    """The review that is worked on.

    Attributes:
        review: as it stands on the screen; None where none is open.

    Signals:
        saved: the review as it is stored now.
        conflicted: somebody else saved it meanwhile.
        refused: it could not be saved; the words of why.
        save_wanted: the pause is over; whoever knows what stands on the screen calls `save`.
    """

    saved = Signal(object)
    conflicted = Signal()
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

    def begin(self, review: Review, *, saved: Review | None) -> None:
        """Work on another review; `saved` is how it is stored, None where it is not."""
        self._pause.stop()
        self.review, self._saved = review, saved
        self._is_blocked = False

    def keep(self, review: Review) -> None:
        """Remember how it stands; it is saved after a pause."""
        self.review = review
        self._pause.start()

    def save(self, review: Review) -> None:
        """Store it now, unless nothing changed or it has no title yet."""
        self._pause.stop()
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
    def save_over(self) -> None:
        """Store mine over what somebody else stored."""
        review = self.review
        if review is None or not self._is_blocked:
            return
        self._session.read(
            self, lambda library: library.reviews.get(review.id).version, self._on_version
        )

    def _on_version(self, version: int) -> None:
        if self.review is None:
            return
        self._is_blocked = False
        self.save(replace(self.review, version=version))

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
            self._is_blocked = True
            self.conflicted.emit()
        elif isinstance(error, UserError):
            self.refused.emit(str(error))


def _save(library: Library, review: Review) -> Changes:
    from models.operations.reviews import save_review  # noqa: PLC0415  (SQLAlchemy is slow)

    return save_review(library, review)
