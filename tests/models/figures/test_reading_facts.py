"""Facts read from the database are those of the aggregates, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from models.demo import fill_demo_library
from models.figures.facts import ReviewFact
from models.figures.gather import facts_of
from models.incident import ActionItem, Incident
from models.operations.incidents import save_incident, trash_incident
from models.operations.links import link_incidents, unlink
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.figures.facts import Facts
    from models.library import Library

STORY_NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


def by_id(found: Facts) -> dict[str, object]:
    def sort(records: Iterable[object]) -> list[object]:
        return sorted(records, key=repr)

    return {
        "incidents": sort(found.incidents),
        "actions": sort(
            # A document does not say when it is asked whether an item helped.
            replace(one, incident_ids=tuple(sorted(one.incident_ids)), check_on=None)
            for one in found.actions
        ),
        "links": sort(found.links),
        "reviews": sort(found.reviews),
        "zone": found.zone,
    }


def gathered(library: Library) -> Facts:
    reviews = [library.reviews.get(row.id) for row in library.reviews.rows()]
    return facts_of(
        library.incidents.documents(),
        library.links.rows(),
        reviews=[
            ReviewFact(
                id=one.id,
                meeting_on=one.meeting_on,
                created_at=one.created_at or STORY_NOW,
                incidents=len(one.incidents),
                decided=sum(entry.disposition.value != "open" for entry in one.incidents),
            )
            for one in reviews
        ],
        zone=library.settings.zone,
    )


def test_the_demo_library_reads_as_it_was_written(library: Library) -> None:
    fill_demo_library(library, STORY_NOW)
    found = library.facts()
    assert by_id(found) == by_id(gathered(library))
    assert len(found.incidents) == 72
    assert len(found.reviews) == 2
    assert {type(one.id) for one in found.incidents} == {UUID}
    assert {type(one.id) for one in found.actions} == {UUID}


def test_the_trash_and_links_taken_back_are_left_out(library: Library) -> None:
    item = ActionItem(number=1, title="Shared", owner="@a")
    first = Incident(key="INC-1", title="x", action_items=(item,))
    second = Incident(key="INC-2", title="y", action_items=(item,))
    third = Incident(key="INC-3", title="z", action_items=(ActionItem(number=1, title="Own"),))
    for one in (first, second, third):
        save_incident(library, one)
    link_incidents(library, first.id, second.id, LinkKind.RELATED)
    link_incidents(library, second.id, third.id, LinkKind.RELATED)
    (first_link,) = library.incidents.get(first.id).links
    unlink(library, first_link.id)
    trash_incident(library, third.id)
    found = library.facts()
    assert {one.key for one in found.incidents} == {"INC-1", "INC-2"}
    assert found.links == ()
    (shared,) = found.actions
    assert set(shared.incident_ids) == {first.id, second.id}
    assert by_id(found) == by_id(gathered(library))


def test_an_empty_library_has_no_facts(library: Library) -> None:
    found = library.facts()
    assert (found.incidents, found.actions, found.links, found.reviews) == ((), (), (), ())
    assert found.zone == "UTC"
