"""What a review's workspace needs from the library, read in the store lane."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.pages.actions.register import due_words, number_text
from desktop.pages.reviews.matching import Wanted, match_incidents
from desktop.pages.reviews.side_rows import OpenAction
from desktop.wording import local
from models.figures.periods import months_from
from models.review import NewIncident, Review, ReviewStatus
from models.reviewing.board import Board, board
from models.reviewing.concepts import Concepts
from models.reviewing.questions import Patterns, new_questions
from models.reviewing.services import suggest_services
from models.vocabulary import Strength

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from models.library import Library
    from models.reviewing.concepts import Kinship
    from search.results import SimilarPair


@dataclass(frozen=True, slots=True)
class ReviewContents:
    """What is shown around a review.

    Attributes:
        review: itself, with what was found.
        services: those of the library, to offer.
        offered: services that the design names and that are not chosen.
        actions: open strong actions of its incidents, and those made of it.
        total: how many incidents the library has.
        board: what its incidents show together.
        news: incidents that touched its services after it was decided.
    """

    review: Review
    services: tuple[str, ...]
    offered: tuple[str, ...]
    actions: tuple[OpenAction, ...]
    total: int
    board: Board
    news: tuple[NewIncident, ...]


def read_contents(
    library: Library, review: Review, *, as_of: datetime, zone: str
) -> ReviewContents:
    """Everything that is shown around `review` as it stands."""
    services = tuple(one.name for one in library.vocabulary.services())
    ids = [one.incident_id for one in review.incidents]
    decided = review.version > 0 and review.status is ReviewStatus.DECIDED
    return ReviewContents(
        review=review,
        services=services,
        offered=suggest_services(design_text(review), services, review.services),
        actions=_open_actions(library, review, as_of=as_of, zone=zone),
        total=library.incidents.count(),
        board=board(review, library.incidents.documents(ids) if ids else ()),
        news=library.reviews.new_incidents(review.id) if decided else (),
    )


def find_incidents(
    library: Library,
    review: Review,
    pairs: Sequence[SimilarPair],
    *,
    as_of: datetime,
    zone: str,
) -> ReviewContents:
    """The review with the incidents that matter to it now, and the questions that new ones raise.

    Services that the design names are taken where nobody chose any.
    """
    text = design_text(review)
    chosen = review.services
    if not chosen:
        known = [one.name for one in library.vocabulary.services()]
        chosen = suggest_services(text, known, ())
    wanted = Wanted(services=chosen, text=text, since=_since(review, as_of, zone))
    rows = library.incidents.listing(as_of=as_of)
    kin = _kin(library, review, pairs)
    found = match_incidents(review.incidents, wanted, rows, pairs, kin=kin)
    before = [one.key for one in review.incidents]
    matched = replace(review, services=chosen, incidents=found)
    contents = read_contents(library, matched, as_of=as_of, zone=zone)
    asked = new_questions(matched, contents.board, Patterns.shipped(), before)
    return replace(contents, review=replace(matched, questions=(*review.questions, *asked)))


def _kin(library: Library, review: Review, pairs: Sequence[SimilarPair]) -> dict[UUID, Kinship]:
    """What the design and each incident with alike words are both about."""
    concepts = Concepts.shipped()
    about = concepts.of_design(review.title, review.design)
    alike = [pair.id for pair in pairs] if about else []
    found = library.incidents.documents(alike) if alike else ()
    return {one.id: concepts.kinship(about, one) for one in found}


def design_text(review: Review) -> str:
    """What the review says of the design."""
    return f"{review.title}\n{review.design}"


def _since(review: Review, as_of: datetime, zone: str) -> datetime | None:
    if not review.window_months:
        return None
    return months_from(as_of, -review.window_months, zone)


def _open_actions(
    library: Library, review: Review, *, as_of: datetime, zone: str
) -> tuple[OpenAction, ...]:
    ids = {one.incident_id for one in review.incidents}
    own = set(review.action_item_ids)
    today = local(as_of, zone).date()
    return tuple(
        OpenAction(
            incident_id=row.incident_id,
            number=number_text(row),
            title=row.title,
            note=due_words(row, today).words if row.overdue_days else row.owner or "No owner",
            is_late=row.overdue_days > 0,
        )
        for row in library.actions.rows(as_of=as_of)
        if not row.status.is_closed
        and (row.id in own or (row.incident_id in ids and row.strength is Strength.STRONG))
    )
