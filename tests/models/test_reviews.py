"""Reviews as they are kept: who decided, what happened since, what a name means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.errors import NotFoundError
from models.operations.incidents import save_incident, trash_incident
from models.operations.reviews import save_review, trash_review
from models.review import Disposition, Review, ReviewedIncident, ReviewStatus
from models.reviewing.reopening import reopened
from models.vocabulary import IncidentKind
from tests.models.examples import at, incident

if TYPE_CHECKING:
    from typing import Any

    from models.incident import Incident
    from models.library import Library

POOL = "Database / Connection pool"


def stored(library: Library, key: str, day: int, *services: str, **fields: Any) -> Incident:
    save_incident(library, incident(key, started_at=at(9, day=day), services=services, **fields))
    return library.incidents.by_key(key)


@pytest.fixture
def decided(library: Library) -> Review:
    before = stored(library, "OLD", 1, "payments/db", category=POOL)
    review = Review(
        title="Checkout v2",
        status=ReviewStatus.DECIDED,
        services=("payments",),
        decided_on=date(2025, 3, 10),
        participants=("@checkout-arch", "@db-engineer"),
        incidents=(
            ReviewedIncident(
                incident_id=before.id,
                disposition=Disposition.ACCEPTED_RISK,
                disposed_by="@db-engineer",
                disposed_at=at(8, day=9),
            ),
        ),
    )
    save_review(library, review)
    return library.reviews.get(review.id)


def test_who_decided_and_who_takes_part_is_kept(decided: Review) -> None:
    assert decided.participants == ("@checkout-arch", "@db-engineer")
    one = decided.incidents[0]
    assert (one.disposed_by, one.disposed_at) == ("@db-engineer", at(8, day=9))


def test_what_touches_its_services_after_the_decision_is_news(
    library: Library, decided: Review
) -> None:
    assert library.reviews.new_incidents(decided.id) == ()
    stored(library, "BEFORE", 9, "payments")
    stored(library, "SAME-DAY", 10, "payments/api")
    stored(library, "AGAIN", 12, "payments/db", "search", category=POOL)
    stored(library, "ELSEWHERE", 12, "search", category=POOL)
    stored(library, "DRILL", 12, "payments", kind=IncidentKind.DRILL)
    trash_incident(library, stored(library, "GONE", 12, "payments").id)
    news = library.reviews.new_incidents(decided.id)
    assert [(one.key, one.services, one.accepted) for one in news] == [
        ("AGAIN", ("payments/db",), ("OLD",)),
        ("SAME-DAY", ("payments/api",), ()),
    ]
    row = library.reviews.rows()[0]
    assert (row.new_incidents, row.accepted_again) == (2, 1)


def test_an_opened_review_has_the_news_in_front_and_no_more_news(
    library: Library, decided: Review
) -> None:
    stored(library, "AGAIN", 12, "payments/db", category=POOL)
    again = reopened(decided, library.reviews.new_incidents(decided.id))
    save_review(library, again)
    kept = library.reviews.get(decided.id)
    assert (kept.status, kept.decided_on) == (ReviewStatus.REOPENED, None)
    assert [one.key for one in kept.incidents] == ["AGAIN", "OLD"]
    assert kept.incidents[0].evidence == ("db", "since the decision", "risk accepted with OLD")
    assert kept.incidents[1].disposition is Disposition.ACCEPTED_RISK
    assert library.reviews.new_incidents(decided.id) == ()


def test_a_review_is_found_by_title_number_or_part_of_the_title(
    library: Library, decided: Review
) -> None:
    other = Review(title="Search on spot nodes")
    save_review(library, other)
    reviews = library.reviews
    assert reviews.find_id("checkout V2") == reviews.find_id("1") == decided.id
    assert reviews.find_id("spot") == reviews.find_id("2") == other.id
    assert reviews.find_id(str(other.id)) == other.id
    for name in ("3", "0", "nothing", "", "o"):
        with pytest.raises(NotFoundError):
            reviews.find_id(name)
    trash_review(library, other.id)
    with pytest.raises(NotFoundError, match="There is no review"):
        reviews.find_id("spot")


def test_a_review_without_participants_keeps_none(library: Library, decided: Review) -> None:
    save_review(library, replace(decided, participants=()))
    assert library.reviews.get(decided.id).participants == ()
