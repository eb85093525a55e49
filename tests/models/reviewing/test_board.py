"""What the incidents of a review show together."""

from __future__ import annotations

from dataclasses import replace

from models.incident import LinkView
from models.review import Disposition
from models.reviewing.board import NO_CATEGORY, board, repeated_classes, some_of_each
from models.vocabulary import DefenceOutcome, LinkKind
from tests.models.reviewing.examples import DB, POOLER, defence, incident, review_of

POOL = "Database / Connection pool"
ONE = incident("ONE", POOL, DB, POOLER)
TWO = incident("TWO", POOL, DB)
INDEX = incident("INDEX", "Database / Missing index", f"{DB}/replica")
BARE = incident("BARE", None, POOLER)


def test_the_matrix_counts_incidents_by_service_and_category() -> None:
    seen = board(
        review_of([ONE, TWO, INDEX, BARE], dispositions=[Disposition.ADDRESSED]),
        [BARE, INDEX, TWO, ONE],
    )
    matrix = seen.matrix
    assert [one.key for one in seen.incidents] == ["ONE", "TWO", "INDEX", "BARE"]
    assert matrix.services == (DB, POOLER)
    assert matrix.categories == (POOL, "Database / Missing index", NO_CATEGORY)
    counts = [[len(cell.incident_ids) for cell in row] for row in matrix.cells]
    assert counts == [[2, 1, 0], [1, 0, 1]]
    assert [cell.is_open for cell in matrix.cells[0]] == [True, True, False]
    assert not matrix.cells[1][0].is_open
    assert matrix.most == 2


def test_without_services_those_of_the_incidents_are_the_rows() -> None:
    seen = board(review_of([ONE, TWO], services=()), [ONE, TWO])
    assert seen.matrix.services == (DB, POOLER)


def test_nothing_found_shows_nothing() -> None:
    seen = board(review_of([]), [])
    assert (seen.matrix.categories, seen.matrix.most, seen.classes) == ((), 0, ())


def test_an_incident_that_is_gone_is_left_out() -> None:
    assert [one.key for one in board(review_of([ONE, TWO]), [TWO]).incidents] == ["TWO"]


def test_classes_are_of_category_and_service_or_of_a_link() -> None:
    far = incident("FAR", "Capacity / Load spike", "search")
    linked = replace(
        far,
        links=(LinkView(key="ONE", kind=LinkKind.RECURRENCE_OF, incident_id=ONE.id),),
    )
    found = repeated_classes([ONE, TWO, INDEX, linked, BARE])
    assert [one.keys for one in found] == [("ONE", "TWO", "FAR")]
    assert (found[0].category, found[0].services) == (POOL, (DB,))
    assert repeated_classes([ONE, incident("X", POOL, "search")]) == ()


def test_not_related_beats_everything() -> None:
    apart = replace(
        TWO, links=(LinkView(key="ONE", kind=LinkKind.NOT_RELATED, incident_id=ONE.id),)
    )
    assert repeated_classes([ONE, apart]) == ()


def test_defences_are_those_of_the_services_what_failed_first() -> None:
    one = replace(
        ONE,
        defences=(
            defence(DefenceOutcome.WORKED, "The **canary** held"),
            defence(DefenceOutcome.FAILED, "The alert was silent", DB),
            defence(DefenceOutcome.LUCKY, "Somebody looked", "search"),
            defence(DefenceOutcome.FAILED, "   "),
        ),
    )
    found = board(review_of([one]), [one]).defences
    assert [(str(d.outcome), d.text, d.key) for d in found] == [
        ("failed", "The alert was silent", "ONE"),
        ("worked", "The canary held", "ONE"),
    ]


def test_some_of_each_outcome_are_shown() -> None:
    one = replace(
        ONE,
        defences=(
            *(defence(DefenceOutcome.FAILED, f"Failed {number}") for number in range(9)),
            defence(DefenceOutcome.WORKED, "Worked"),
        ),
    )
    found = some_of_each(board(review_of([one]), [one]).defences, 2)
    assert [one.text for one in found] == ["Failed 0", "Failed 1", "Worked"]
