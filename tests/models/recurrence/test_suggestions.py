"""Suggested repeats in a library: kept, judged once for all, gone with what they were about."""

from __future__ import annotations

import itertools
import sys
from typing import TYPE_CHECKING

import pytest

from models.errors import BadInputError
from models.operations.incidents import purge_incident, save_incident, trash_incident
from models.operations.links import link_incidents, unlink
from models.operations.settings import set_setting
from models.operations.suggestions import compare_again, keep_suggestions
from models.recurrence.ranking import Suggestion
from models.store.settings import REMIND_OF_TREND, REPEAT_WINDOW, SUGGEST_REPEATS
from models.vocabulary import IncidentKind, LinkKind
from tests.models.examples import at, incident

if TYPE_CHECKING:
    from uuid import UUID

    from models.library import Library


@pytest.fixture
def three(library: Library) -> tuple[UUID, ...]:
    """Three incidents, the newest last."""
    made = [incident(f"INC-{day}", started_at=at(8, day=day)) for day in (1, 2, 3)]
    for one in made:
        save_incident(library, one)
    return tuple(one.id for one in made)


def suggestion(later: UUID, earlier: UUID, confidence: float = 0.9) -> Suggestion:
    return Suggestion(
        later_id=later, earlier_id=earlier, confidence=confidence, evidence=("both say “pool”",)
    )


def keep(library: Library, compared: list[UUID], *found: Suggestion) -> bool:
    versions = {one: library.incidents.get(one).version for one in compared}
    return keep_suggestions(library, versions, found).suggestions


def waiting(library: Library) -> list[tuple[str, str]]:
    return [(row.later_key, row.earlier_key) for row in library.suggestions.waiting()]


def test_the_most_certain_wait_first(library: Library, three: tuple[UUID, ...]) -> None:
    first, second, third = three
    assert keep(
        library, [third, second], suggestion(second, first, 0.8), suggestion(third, first, 0.95)
    )
    assert waiting(library) == [("INC-3", "INC-1"), ("INC-2", "INC-1")]
    assert library.suggestions.count() == 2
    assert library.suggestions.waiting(1)[0].evidence == ("both say “pool”",)


@pytest.mark.parametrize("kind", LinkKind)
@pytest.mark.parametrize("turned", [False, True])
def test_a_pair_that_was_judged_never_comes_back(
    library: Library, three: tuple[UUID, ...], kind: LinkKind, *, turned: bool
) -> None:
    first, second, _ = three
    keep(library, [second], suggestion(second, first))
    link_incidents(library, *((second, first) if turned else (first, second)), kind)
    assert waiting(library) == []
    keep(library, [second], suggestion(second, first, 0.99))
    assert waiting(library) == []
    assert library.suggestions.count() == 0


def test_a_verdict_taken_back_lets_it_wait_again(library: Library, three: tuple[UUID, ...]) -> None:
    first, second, _ = three
    keep(library, [second], suggestion(second, first))
    link_incidents(library, second, first, LinkKind.NOT_RELATED)
    unlink(library, library.links.rows()[0].id)
    assert waiting(library) == [("INC-2", "INC-1")]


def test_comparing_again_replaces_what_was_found(library: Library, three: tuple[UUID, ...]) -> None:
    first, second, third = three
    keep(library, [second, third], suggestion(second, first), suggestion(third, first))
    assert not keep(library, [second], suggestion(second, first)), "nothing changed"
    assert keep(library, [second])
    assert waiting(library) == [("INC-3", "INC-1")]


def test_what_changed_is_compared_again(library: Library, three: tuple[UUID, ...]) -> None:
    everything = library.suggestions.pending(sys.maxsize, 10)
    assert set(everything) == set(three)
    keep_suggestions(library, everything, [])
    assert library.suggestions.pending(sys.maxsize, 10) == {}
    save_incident(library, library.incidents.get(three[0]))
    assert set(library.suggestions.pending(sys.maxsize, 10)) == {three[0]}
    before = library.changes.last()
    save_incident(library, library.incidents.get(three[1]))
    assert set(library.suggestions.pending(before, 10)) == {three[0]}, "the index has it not yet"


def test_drills_and_the_trash_are_no_repeats(library: Library, three: tuple[UUID, ...]) -> None:
    first, second, third = three
    drill = incident("DRILL", kind=IncidentKind.DRILL)
    save_incident(library, drill)
    assert drill.id not in library.suggestions.pending(sys.maxsize, 10)
    assert drill.id not in library.suggestions.traits([drill.id, first])
    keep(library, [second, third], suggestion(second, first), suggestion(third, second))
    trash_incident(library, first)
    assert waiting(library) == [("INC-3", "INC-2")]
    purge_incident(library, first)
    for one, other in itertools.permutations((first, second)):
        keep(library, [second], suggestion(one, other))
    assert waiting(library) == []


def test_the_setting_says_how_sure_one_must_be(library: Library, three: tuple[UUID, ...]) -> None:
    first, second, third = three
    keep(library, [second, third], suggestion(second, first, 0.9), suggestion(third, first, 0.6))
    assert library.suggestions.are_wanted()
    set_setting(library, SUGGEST_REPEATS, "sure")
    assert waiting(library) == [("INC-2", "INC-1")]
    assert library.suggestions.count() == 1
    set_setting(library, SUGGEST_REPEATS, "off")
    assert not library.suggestions.are_wanted()
    assert (waiting(library), library.suggestions.count()) == ([], 0)
    set_setting(library, SUGGEST_REPEATS, None)
    assert library.suggestions.count() == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [(SUGGEST_REPEATS, "loud"), (REPEAT_WINDOW, 0), (REPEAT_WINDOW, 25), (REMIND_OF_TREND, "yes")],
)
def test_a_setting_that_means_nothing_is_refused(
    library: Library, name: str, value: object
) -> None:
    with pytest.raises(BadInputError):
        set_setting(library, name, value)


def test_all_can_be_compared_again(library: Library, three: tuple[UUID, ...]) -> None:
    first, second, _ = three
    keep(library, list(three), suggestion(second, first))
    assert library.suggestions.pending(sys.maxsize, 10) == {}
    compare_again(library)
    assert set(library.suggestions.pending(sys.maxsize, 10)) == set(three)
    assert waiting(library) == [("INC-2", "INC-1")], "it waits on until it is compared"
