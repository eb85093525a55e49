"""The change log: every write leaves entries, their numbers rise, failed writes leave none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.errors import ConflictError
from models.operations.incidents import purge_incident, save_incident, trash_incident
from models.operations.settings import set_setting
from tests.models.examples import incident, payment_outage, saved

if TYPE_CHECKING:
    from models.library import Library


def test_a_new_library_starts_at_nothing(library: Library) -> None:
    assert library.changes.last() == 0
    assert library.changes.since(0) == []


def test_a_save_says_what_it_created(library: Library) -> None:
    wanted = payment_outage()
    changes = save_incident(library, wanted)
    entries = library.changes.since(0)
    assert changes.last == library.changes.last() == entries[-1].number
    assert changes.incidents == {wanted.id}
    assert changes.actions
    assert changes.vocabulary
    assert not any((changes.links, changes.settings, changes.reviews))
    of_incident = [one for one in entries if one.entity == "incident"]
    assert [(one.entity_id, one.incident_id, one.verb) for one in of_incident] == [
        (str(wanted.id), wanted.id, "created")
    ]
    assert {one.entity for one in entries} >= {"action item", "service", "tag", "person"}


def test_a_save_that_changes_a_title_says_only_that(library: Library) -> None:
    first = saved(library, payment_outage())
    before = library.changes.last()
    changes = save_incident(library, replace(first, title="Other"))
    assert [(one.entity, one.verb) for one in library.changes.since(before)] == [
        ("incident", "changed")
    ]
    assert not changes.actions
    assert not changes.vocabulary


def test_numbers_rise_and_are_never_given_twice(library: Library) -> None:
    first = saved(library, incident())
    trash_incident(library, first.id)
    purge_incident(library, first.id)
    set_setting(library, "zone", "Europe/Berlin")
    numbers = [one.number for one in library.changes.since(0)]
    assert numbers == sorted(set(numbers))
    last = library.changes.since(0)[-1]
    assert (last.entity, last.entity_id, last.verb) == ("setting", "zone", "changed")
    assert library.changes.since(numbers[1]) == library.changes.since(0)[2:]
    assert library.changes.since(0, limit=2) == library.changes.since(0)[:2]


def test_a_failed_write_leaves_no_entry(library: Library) -> None:
    first = saved(library, incident())
    before = library.changes.last()
    with pytest.raises(ConflictError):
        save_incident(library, replace(first, version=7, services=("new",)))
    assert library.changes.last() == before
    assert library.vocabulary.services() == []
