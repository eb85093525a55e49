"""Since when a level has been held: worked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.figures.classes import Classes
from models.figures.known import Known
from models.figures.maturity import maturity
from models.figures.maturity_history import Since, held_since
from models.figures.periods import Period
from tests.models.figures.worlds import AS_OF, facts, incident, required

if TYPE_CHECKING:
    from models.figures.facts import IncidentFact

OLD = incident("2022-05-05 10:00")


def since(*incidents: IncidentFact, most: int = 24) -> dict[int, Since]:
    known = Known(facts(incidents), as_of=AS_OF)
    return held_since(known, maturity(known, Classes(known)).level, most=most)


def test_a_level_is_held_from_the_month_whose_end_first_showed_it() -> None:
    published = required("2024-10-05 10:00", "2024-10-10 10:00")
    assert since(OLD, published) == {2: Since(month=Period.month(2024, 10))}
    late = required("2024-10-05 10:00", "2024-11-02 10:00")
    assert since(OLD, late) == {2: Since(month=Period.month(2024, 11))}


def test_a_break_starts_it_anew() -> None:
    first = required("2023-06-01 10:00", "2023-06-05 10:00")
    again = required("2024-12-05 10:00", "2024-12-09 10:00")
    assert since(OLD, first, again) == {2: Since(month=Period.month(2024, 12))}


def test_what_reaches_back_as_far_as_was_looked_may_be_longer() -> None:
    published = required("2024-10-05 10:00", "2024-10-10 10:00")
    assert since(OLD, published, most=3) == {2: Since(month=Period.month(2024, 12), is_all=True)}


def test_before_the_library_began_nothing_is_claimed() -> None:
    first = required("2025-01-05 10:00", "2025-01-09 10:00")
    assert since(first) == {2: Since(month=Period.month(2025, 1))}


@pytest.mark.parametrize(
    "world",
    [
        (),
        (OLD,),
        (OLD, required("2025-03-05 10:00", "2025-03-10 10:00")),  # not at the end of February
    ],
)
def test_what_no_closed_month_shows_has_no_beginning(world: tuple[IncidentFact, ...]) -> None:
    assert since(*world) == {}


def test_it_can_be_stopped_between_two_months() -> None:
    published = required("2024-10-05 10:00", "2024-10-10 10:00")
    known = Known(facts((OLD, published)), as_of=AS_OF)

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        held_since(known, 2, check=stop)
