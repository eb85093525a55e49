"""Two people's work on one review comes together: nothing that one of them wrote is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.identifiers import new_id
from models.review import Disposition, Review, ReviewedIncident, ReviewQuestion
from models.reviewing.merging import merge_reviews

ONE, TWO, THREE = (
    ReviewedIncident(incident_id=new_id(), key=key, evidence=("pool",))
    for key in ("INC-1", "INC-2", "INC-3")
)
ASKED = ReviewQuestion(text="What if it is full?")
BASE = Review(
    title="Checkout v2",
    design="As planned",
    services=("a", "b"),
    incidents=(ONE, TWO),
    questions=(ASKED,),
    version=3,
)


def test_what_only_one_changed_is_taken() -> None:
    mine = replace(BASE, design="Mine", services=("a", "b", "c"))
    theirs = replace(BASE, decision="Go", services=("b",), meeting_on=date(2025, 3, 24), version=4)
    merged = merge_reviews(BASE, mine, theirs)
    assert merged.both == ()
    review = merged.review
    assert (review.design, review.decision, review.version) == ("Mine", "Go", 4)
    assert review.services == ("b", "c")
    assert review.meeting_on == date(2025, 3, 24)


def test_texts_that_both_changed_stand_one_after_the_other() -> None:
    mine = replace(BASE, decision="Go", title="Mine")
    theirs = replace(BASE, decision="Wait", title="Theirs", version=4)
    merged = merge_reviews(BASE, mine, theirs)
    assert merged.review.decision == "Go\n\nWait"
    assert merged.review.title == "Mine"
    assert merged.both == ("title (theirs: Theirs)", "decision")


def test_answers_to_different_incidents_are_all_kept() -> None:
    addressed = replace(ONE, disposition=Disposition.ADDRESSED, note="Limit", disposed_by="@a")
    accepted = replace(TWO, disposition=Disposition.ACCEPTED_RISK, disposed_by="@b")
    merged = merge_reviews(
        BASE,
        replace(BASE, incidents=(addressed, TWO)),
        replace(BASE, incidents=(ONE, accepted, THREE), version=4),
    )
    assert merged.both == ()
    assert merged.review.incidents == (addressed, accepted, THREE)


def test_two_answers_to_one_incident_are_told_and_both_notes_kept() -> None:
    mine = replace(ONE, disposition=Disposition.ADDRESSED, note="Limit")
    theirs = replace(ONE, disposition=Disposition.ACCEPTED_RISK, note="Rare")
    merged = merge_reviews(
        BASE,
        replace(BASE, incidents=(mine, TWO)),
        replace(BASE, incidents=(theirs, TWO), version=4),
    )
    first = merged.review.incidents[0]
    assert (first.disposition, first.note) == (Disposition.ADDRESSED, "Limit / Rare")
    assert merged.both == ("note of INC-1", "disposition of INC-1 (theirs: accepted risk)")


def test_what_one_took_away_is_gone_unless_the_other_worked_on_it() -> None:
    noted = replace(TWO, note="Mine")
    merged = merge_reviews(
        BASE,
        replace(BASE, incidents=(ONE, noted), questions=()),
        replace(BASE, incidents=(), version=4),
    )
    assert merged.review.incidents == (noted,)
    assert merged.review.questions == ()


def test_questions_of_both_stand_there() -> None:
    mine = replace(BASE, questions=(replace(ASKED, answer="It queues"),))
    another = ReviewQuestion(text="Who is paged?")
    theirs = replace(BASE, questions=(ASKED, another), version=4)
    merged = merge_reviews(BASE, mine, theirs)
    assert [(one.text, one.answer) for one in merged.review.questions] == [
        ("What if it is full?", "It queues"),
        ("Who is paged?", ""),
    ]
