"""Reads what a review needs from library and index, each in its lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.pages.reviews.matching import MOST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from desktop.pages.reviews.contents import ReviewContents
    from desktop.session import LibrarySession
    from models.library import Library
    from models.review import Review
    from search.results import SimilarPair

_CONSIDERED = 4 * MOST
"""Incidents with alike words that are weighed, before services and categories have their say."""


class ReviewFinder(QObject):
    """Reads reviews, what lies around them, and the incidents that matter to them.

    Signals:
        listed: `ReviewRow` of every review, the last changed first.
        opened: `ReviewContents` of a review that was asked for.
        read: `ReviewContents` around the review as it stands.
        found: (`Review` that incidents were sought for, `ReviewContents`).
    """

    listed = Signal(object)
    opened = Signal(object)
    read = Signal(object)
    found = Signal(object, object)

    def __init__(self, session: LibrarySession, parent: QObject) -> None:
        """Read nothing yet."""
        super().__init__(parent)
        self._session = session

    def read_all(self) -> None:
        """Read a row of each review; nothing while no library is open."""
        if not self._session.is_open:
            return
        self._session.read(
            self,
            lambda library: tuple(library.reviews.rows()),
            self.listed.emit,
            replaces="reviews",
        )

    def open(self, review_id: UUID) -> None:
        """Read a review that is stored."""
        as_of, zone = self._session.clock(), self._session.zone
        self._session.read(
            self,
            lambda library: _around(library, library.reviews.get(review_id), as_of, zone),
            self.opened.emit,
            replaces="review",
        )

    def read_around(self, review: Review) -> None:
        """Read services to offer, the matrix and the actions of the incidents that it has now."""
        as_of, zone = self._session.clock(), self._session.zone
        self._session.read(
            self,
            lambda library: _around(library, review, as_of, zone),
            self.read.emit,
            replaces="surroundings",
        )

    def find(self, review: Review) -> None:
        """Find the incidents that matter to a design."""
        self._session.read(
            self,
            lambda _library: _sought(review),
            lambda text: self._on_sought(review, text),
            replaces="sought",
        )

    def _on_sought(self, review: Review, text: str) -> None:
        self._session.similar_to_text(
            self, text, lambda pairs: self._on_similar(review, pairs), limit=_CONSIDERED
        )

    def _on_similar(self, review: Review, pairs: Sequence[SimilarPair]) -> None:
        as_of, zone = self._session.clock(), self._session.zone
        self._session.read(
            self,
            lambda library: _found(library, review, pairs, as_of, zone),
            lambda contents: self.found.emit(review, contents),
            replaces="matches",
        )


def _sought(review: Review) -> str:
    from models.reviewing.sought import Sought  # noqa: PLC0415  (reads word lists)

    return Sought.shipped().text(review.title, review.design)


def _around(library: Library, review: Review, as_of: datetime, zone: str) -> ReviewContents:
    from desktop.pages.reviews.contents import read_contents  # noqa: PLC0415  (tomllib, figures)

    return read_contents(library, review, as_of=as_of, zone=zone)


def _found(
    library: Library,
    review: Review,
    pairs: Sequence[SimilarPair],
    as_of: datetime,
    zone: str,
) -> ReviewContents:
    from desktop.pages.reviews.contents import find_incidents  # noqa: PLC0415  (tomllib, figures)

    return find_incidents(library, review, pairs, as_of=as_of, zone=zone)
