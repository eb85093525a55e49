"""Incidents that come from files: once each, with the bytes that they were read from."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.errors import BadInputError
from models.imported import ImportedIncident
from models.incident import Postmortem
from models.operations.incidents import (
    import_incidents,
    purge_incident,
    save_incident,
    trash_incident,
)
from models.vocabulary import ActionStatus, PostmortemStatus
from tests.models.examples import action, at, incident, payment_outage

if TYPE_CHECKING:
    from models.incident import Incident
    from models.library import Library

_FILE = b"# Postmortem: Payment Service Outage\n\xff not UTF-8"


def _from_file(
    read: Incident, *, data: bytes = _FILE, name: str = "outage.md", ordinal: int = 0
) -> ImportedIncident:
    return ImportedIncident(
        incident=read,
        source_name=name,
        source_bytes=data,
        source_sha256=hashlib.sha256(data).hexdigest(),
        ordinal=ordinal,
    )


def test_an_import_keeps_the_file_and_knows_it_again(library: Library) -> None:
    read = payment_outage()
    one = _from_file(read)
    changes = import_incidents(library, [one])
    assert changes.incidents == {read.id}
    (file,) = library.incidents.get(read.id).attachments
    assert (file.name, file.size) == ("outage.md", len(_FILE))
    assert library.attachments.read(file.sha256) == _FILE
    assert library.incidents.by_content_hash(one.source_sha256.upper()) == read.id
    again = _from_file(replace(read, id=incident().id, key="INC-OTHER"))
    assert import_incidents(library, [again]).last == 0
    assert library.incidents.count() == 1
    assert [entry.verb for entry in library.changes.since(0) if entry.entity == "incident"] == [
        "imported"
    ]


def test_a_file_may_hold_several_incidents(library: Library) -> None:
    reads = [incident(f"INC-{number}") for number in range(3)]
    batch = [_from_file(read, ordinal=number) for number, read in enumerate(reads)]
    import_incidents(library, [*batch, *batch])
    assert library.incidents.count() == 3
    sha256 = batch[0].source_sha256
    for number, read in enumerate(reads):
        assert library.incidents.by_content_hash(sha256, number) == read.id
    assert library.incidents.by_content_hash(sha256) == reads[0].id
    assert library.incidents.by_content_hash(sha256, 3) is None
    assert library.incidents.by_content_hash("0" * 64) is None
    assert library.check() == []


def test_incidents_without_a_key_get_one_each(library: Library) -> None:
    batch = [_from_file(incident("", started_at=at(9)), ordinal=number) for number in range(3)]
    import_incidents(library, batch)
    keys = sorted(one.key for one in library.incidents.documents())
    assert keys == ["INC-2025-001", "INC-2025-002", "INC-2025-003"]


def test_what_was_trashed_is_not_imported_again_but_what_was_purged_is(library: Library) -> None:
    read = payment_outage()
    one = _from_file(read)
    import_incidents(library, [one])
    trash_incident(library, read.id)
    assert import_incidents(library, [one]).last == 0
    purge_incident(library, read.id)
    assert library.incidents.by_content_hash(one.source_sha256) is None
    assert library.check() == []
    import_incidents(library, [one])
    assert library.incidents.get(read.id).attachments != ()


def test_a_batch_is_imported_wholly_or_not(library: Library) -> None:
    batch = [
        _from_file(incident("INC-1"), ordinal=0),
        _from_file(incident("inc-1", title="the same key"), ordinal=1),
    ]
    with pytest.raises(BadInputError, match="About INC-1"):
        import_incidents(library, batch)
    assert library.incidents.count() == 0
    assert library.changes.last() == 0


def test_imported_documents_may_lack_what_a_person_is_asked_for(library: Library) -> None:
    read = incident(
        action_items=(
            action(1, "dropped", status=ActionStatus.WONT_DO),
            action(2, "done", status=ActionStatus.DONE),
            action(3, "dated", due_on=date(2025, 1, 1)),
        ),
        postmortem=Postmortem(status=PostmortemStatus.WAIVED),
    )
    import_incidents(library, [_from_file(read)])
    found = library.incidents.get(read.id)
    assert found.status is PostmortemStatus.WAIVED
    assert [item.created_at for item in found.action_items] == [None, None, None]
    assert found.action_items[1].completed_on is None
    assert found.action_items[2].original_due_on == date(2025, 1, 1)


def test_an_imported_final_keeps_an_unknown_date_of_publication(library: Library) -> None:
    final = Postmortem(status=PostmortemStatus.FINAL)
    dated = Postmortem(status=PostmortemStatus.FINAL, published_at=at(9))
    reads = [incident("INC-1", postmortem=final), incident("INC-2", postmortem=dated)]
    batch = [_from_file(read, ordinal=number) for number, read in enumerate(reads)]
    import_incidents(library, batch)
    published = [library.incidents.get(read.id).postmortem for read in reads]
    assert [one.published_at for one in published if one] == [None, at(9)]


def test_bytes_that_are_not_those_of_the_hash_are_a_bug(library: Library) -> None:
    with pytest.raises(ValueError, match="hash"):
        import_incidents(library, [replace(_from_file(incident()), source_bytes=b"other")])


def test_keys_that_are_given_count_for_those_that_are_not(library: Library) -> None:
    given = [
        incident(key, started_at=at(9)) for key in ("", "INC-2025-007", "", "INC-2024-050", "")
    ]
    import_incidents(library, [_from_file(one, ordinal=place) for place, one in enumerate(given)])
    keys = [library.incidents.get(one.id).key for one in given]
    assert keys == ["INC-2025-001", "INC-2025-007", "INC-2025-008", "INC-2024-050", "INC-2025-009"]


def test_what_is_partly_there_is_imported_with_what_is_new(library: Library) -> None:
    """The second answers an action item of the first; its sections have ids of stored ones."""
    shared = action(1, "Alert on waiting requests", owner="@ana")
    there = payment_outage(key="INC-0")
    import_incidents(library, [_from_file(there, data=b"0")])
    assert there.postmortem is not None
    twin = replace(there, id=incident().id, key="INC-2", action_items=(shared,), version=0)
    batch = [
        incident("INC-1", action_items=(shared,)),
        twin,
        incident("INC-3", action_items=(action(1, "Another"),)),
    ]
    import_incidents(library, [_from_file(one, ordinal=place) for place, one in enumerate(batch)])
    read = [library.incidents.get(one.id) for one in batch]
    assert [one.action_items[0].id for one in read[:2]] == [shared.id, shared.id]
    assert read[1].sections[0].id != there.sections[0].id
    assert [one.markdown for one in read[1].sections] == [one.markdown for one in there.sections]
    numbers = [row.register_number for row in library.actions.rows(as_of=at(12))]
    assert len(set(numbers)) == len(numbers)
    assert library.check() == []


def test_each_record_of_a_batch_is_in_the_change_log(library: Library) -> None:
    batch = [payment_outage(key=f"INC-{number}") for number in range(3)]
    fresh = [
        replace(one, id=incident().id, action_items=(action(1, f"Cap {one.key}"),)) for one in batch
    ]
    import_incidents(library, [_from_file(one, ordinal=place) for place, one in enumerate(fresh)])
    entries = library.changes.since(0)
    for entity, verb in (
        ("incident", "imported"),
        ("attachment", "created"),
        ("action item", "created"),
    ):
        logged = [one for one in entries if (one.entity, one.verb) == (entity, verb)]
        assert [one.incident_id for one in logged] == [one.id for one in fresh]


def test_a_batch_is_stored_as_if_each_had_been_saved_alone(library: Library) -> None:
    """By both ways of writing: record by record, and by one statement for each table."""
    made = [payment_outage(key="INC-1"), incident("INC-2", tags=("canary",), services=("a/b",))]
    import_incidents(library, [_from_file(one, ordinal=place) for place, one in enumerate(made)])
    for one in [library.incidents.get(each.id) for each in made]:
        trash_incident(library, one.id)
        purge_incident(library, one.id)
        save_incident(library, replace(one, version=0))
        assert _undated(library.incidents.get(one.id)) == _undated(one)


def _undated(one: Incident) -> Incident:
    """Without its file, and when it was written: an imported action item has no date of its own."""
    items = tuple(replace(it, created_at=None, register_number=0) for it in one.action_items)
    return replace(one, created_at=None, updated_at=None, attachments=(), action_items=items)
