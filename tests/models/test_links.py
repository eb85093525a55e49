"""What people said about pairs of incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from models.errors import BadInputError, NotFoundError
from models.operations.incidents import (
    purge_incident,
    restore_incident,
    save_incident,
    trash_incident,
)
from models.operations.links import link_incidents, unlink
from models.vocabulary import LinkKind, Severity
from tests.models.examples import at, incident

if TYPE_CHECKING:
    from datetime import datetime

    from models.library import Library

VERDICTS = (LinkKind.RECURRENCE_OF, LinkKind.SAME_CLASS, LinkKind.NOT_RELATED)
OTHERS = (LinkKind.CAUSED_BY, LinkKind.RELATED, LinkKind.DUPLICATE_OF)


@pytest.fixture
def pair(library: Library) -> tuple[UUID, UUID]:
    """Two incidents, INC-2 after INC-1."""
    first = incident("INC-1", started_at=at(8, day=1), severity=Severity.SEV_2)
    second = incident("INC-2", started_at=at(8, day=2))
    save_incident(library, first)
    save_incident(library, second)
    return first.id, second.id


def _live(library: Library) -> list[tuple[str, str, str]]:
    return [(row.from_key, row.kind, row.to_key) for row in library.links.rows()]


def test_a_link_is_seen_from_both_sides(library: Library, pair: tuple[UUID, UUID]) -> None:
    first, second = pair
    changes = link_incidents(
        library, second, first, LinkKind.RECURRENCE_OF, "same pool", made_by="@architect"
    )
    assert changes.links
    assert changes.incidents == {first, second}
    (row,) = library.links.rows()
    assert (row.from_key, row.kind, row.to_key) == ("INC-2", "recurrence of", "INC-1")
    assert (row.reason, row.made_by) == ("same pool", "@architect")
    assert library.links.between(first, second) == [row]
    (outgoing,) = library.incidents.get(second).links
    (incoming,) = library.incidents.get(first).links
    assert (outgoing.key, outgoing.phrase, outgoing.incident_id) == (
        "INC-1",
        "recurrence of",
        first,
    )
    assert (outgoing.severity, outgoing.started_at) == (Severity.SEV_2, at(8, day=1))
    assert (incoming.key, incoming.phrase, incoming.reason) == ("INC-2", "recurred as", "same pool")


def test_an_incident_is_not_linked_to_itself(library: Library, pair: tuple[UUID, UUID]) -> None:
    with pytest.raises(BadInputError, match="itself"):
        link_incidents(library, pair[0], pair[0], LinkKind.RELATED)


def test_incidents_that_are_not_there_cannot_be_linked(
    library: Library, pair: tuple[UUID, UUID]
) -> None:
    with pytest.raises(NotFoundError):
        link_incidents(library, pair[0], uuid4(), LinkKind.RELATED)
    trash_incident(library, pair[1])
    with pytest.raises(NotFoundError, match=r"INC-2.*trash"):
        link_incidents(library, pair[0], pair[1], LinkKind.RELATED)


@pytest.mark.parametrize("kind", LinkKind)
def test_saying_the_same_again_changes_nothing(
    library: Library, pair: tuple[UUID, UUID], kind: LinkKind
) -> None:
    link_incidents(library, *pair, kind)
    assert link_incidents(library, *pair, kind).last == 0
    assert len(library.links.history(pair[0])) == 1


@pytest.mark.parametrize("kind", [LinkKind.SAME_CLASS, LinkKind.RELATED, LinkKind.NOT_RELATED])
def test_some_kinds_say_the_same_both_ways(
    library: Library, pair: tuple[UUID, UUID], kind: LinkKind
) -> None:
    link_incidents(library, *pair, kind)
    assert link_incidents(library, *pair[::-1], kind).last == 0


@pytest.mark.parametrize("before", VERDICTS)
@pytest.mark.parametrize("after", VERDICTS)
@pytest.mark.parametrize("turned", [False, True])
def test_a_pair_has_one_verdict_whichever_way_round(
    library: Library,
    pair: tuple[UUID, UUID],
    before: LinkKind,
    after: LinkKind,
    turned: bool,
) -> None:
    link_incidents(library, *pair, before)
    link_incidents(library, *(pair[::-1] if turned else pair), after)
    (live,) = library.links.between(*pair)
    assert live.kind == after.value
    history = library.links.history(pair[0])
    assert [one.kind for one in history if one.removed_at is None] == [after]


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_verdict_stands_beside_one(
    library: Library, pair: tuple[UUID, UUID], kind: LinkKind
) -> None:
    link_incidents(library, *pair, kind)
    link_incidents(library, *pair, LinkKind.NOT_RELATED)
    assert {row.kind for row in library.links.between(*pair)} == {kind.value, "not related"}


def test_a_link_taken_back_stays_in_the_history(library: Library, pair: tuple[UUID, UUID]) -> None:
    link_incidents(library, *pair, LinkKind.SAME_CLASS)
    (row,) = library.links.rows()
    assert unlink(library, row.id).incidents == set(pair)
    assert unlink(library, row.id).last == 0
    assert library.links.rows() == []
    (step,) = library.links.history(pair[0])
    assert step.removed_at is not None
    link_incidents(library, *pair, LinkKind.SAME_CLASS)
    assert len(library.links.history(pair[1])) == 2
    with pytest.raises(NotFoundError):
        unlink(library, uuid4())


def test_links_of_trashed_incidents_hide_and_come_back(
    library: Library, pair: tuple[UUID, UUID]
) -> None:
    link_incidents(library, *pair, LinkKind.SAME_CLASS)
    changes = trash_incident(library, pair[1])
    assert changes.links
    assert changes.incidents == set(pair)
    assert _live(library) == []
    assert library.incidents.get(pair[0]).links == ()
    restore_incident(library, pair[1])
    assert _live(library) == [("INC-1", "same class", "INC-2")]
    trash_incident(library, pair[1])
    purge_incident(library, pair[1])
    assert library.links.history(pair[0]) == []


def test_rows_count_the_incidents_that_a_person_confirmed_as_repeats(
    library: Library, pair: tuple[UUID, UUID], as_of: datetime
) -> None:
    third = incident("INC-3")
    save_incident(library, third)
    link_incidents(library, pair[1], pair[0], LinkKind.RECURRENCE_OF)
    link_incidents(library, third.id, pair[0], LinkKind.SAME_CLASS)
    link_incidents(library, third.id, pair[1], LinkKind.NOT_RELATED)
    link_incidents(library, third.id, pair[1], LinkKind.RELATED)
    counts = {row.key: row.repeats for row in library.incidents.listing(as_of=as_of)}
    assert counts == {"INC-1": 2, "INC-2": 1, "INC-3": 1}
    trash_incident(library, third.id)
    assert [row.repeats for row in library.incidents.rows(list(pair), as_of=as_of)] == [1, 1]


def test_saving_an_incident_leaves_its_links_alone(
    library: Library, pair: tuple[UUID, UUID]
) -> None:
    from dataclasses import replace

    link_incidents(library, *pair, LinkKind.RELATED)
    found = library.incidents.get(pair[0])
    save_incident(library, replace(found, links=()))
    assert library.incidents.get(pair[0]).links == found.links


def test_a_class_is_followed_from_link_to_link(library: Library) -> None:
    made = [incident(f"INC-{number}") for number in range(1, 7)]
    for one in made:
        save_incident(library, one)
    a, b, c, d, e, f = (one.id for one in made)
    link_incidents(library, b, a, LinkKind.SAME_CLASS)
    link_incidents(library, c, b, LinkKind.RECURRENCE_OF)
    link_incidents(library, d, c, LinkKind.RELATED)
    link_incidents(library, e, d, LinkKind.SAME_CLASS)
    link_incidents(library, f, c, LinkKind.SAME_CLASS)
    trash_incident(library, f)
    for each in (a, b, c):
        assert library.links.class_of(each) == {a, b, c}
    assert library.links.class_of(d) == {d, e}
    unlink(library, library.links.between(a, b)[0].id)
    assert library.links.class_of(a) == {a}
