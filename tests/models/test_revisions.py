"""Revisions kept around saves, and what their list says of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import text

from models.errors import ConflictError, NewerLibraryError, NotFoundError
from models.incident import ActionItem, Impact, Incident, Postmortem, Section
from models.operations.incidents import save_incident
from models.operations.revisions import keep_changed_revision, save_with_revisions
from models.vocabulary import SectionKind

if TYPE_CHECKING:
    from models.library import Library


def stored(library: Library) -> Incident:
    section = Section(kind=SectionKind.ROOT_CAUSE, title="Root Cause", markdown="No index.")
    incident = Incident(key="INC-1", title="Outage", postmortem=Postmortem(sections=(section,)))
    save_incident(library, incident)
    return library.incidents.get(incident.id)


def test_the_list_says_what_changed_in_each(library: Library) -> None:
    one = stored(library)
    keep_changed_revision(library, one.id)
    two = replace(one, impact=Impact(users_affected=12), tags=("canary",))
    save_with_revisions(library, two, after=True)
    document = two.postmortem
    assert document is not None
    section = replace(document.sections[0], markdown="No index on user_id.")
    three = replace(
        library.incidents.get(one.id),
        action_items=tuple(ActionItem(number=n, title=f"Do {n}") for n in (1, 2)),
        postmortem=replace(document, sections=(section,)),
    )
    save_with_revisions(library, three, after=True, note="Checkpoint")
    lines = library.revisions.lines(one.id)
    assert [line.changed for line in lines] == [
        ("root cause", "action items"),
        ("tags", "impact"),
        (),
    ]
    assert [line.is_first for line in lines] == [False, False, True]
    assert lines[0].info.note == "Checkpoint"


def test_a_part_of_the_list_still_knows_what_changed(library: Library) -> None:
    one = stored(library)
    for title in ("A", "B", "C"):
        save_with_revisions(
            library, replace(library.incidents.get(one.id), title=title), after=True
        )
    assert [line.info.number for line in library.revisions.lines(one.id, limit=2)] == [3, 2]
    (older,) = library.revisions.lines(one.id, limit=2, before=2)
    assert (older.info.number, older.is_first) == (1, True)
    assert library.revisions.lines(one.id, limit=1)[0].changed == ("title",)


def test_what_stood_before_is_kept_once(library: Library) -> None:
    one = stored(library)
    save_with_revisions(library, replace(one, title="New"), before=True)
    (kept,) = library.revisions.of(one.id)
    assert library.revisions.get(kept.id).title == "Outage"
    now = library.incidents.get(one.id)
    keep_changed_revision(library, one.id)
    save_with_revisions(library, replace(now, title="Newer"), before=True)
    assert len(library.revisions.of(one.id)) == 2


def test_a_revision_that_would_say_the_same_is_not_kept(library: Library) -> None:
    one = stored(library)
    keep_changed_revision(library, one.id)
    changes = keep_changed_revision(library, one.id)
    assert not changes.incidents
    assert len(library.revisions.of(one.id)) == 1
    with pytest.raises(NotFoundError):
        keep_changed_revision(library, uuid4())


def test_a_save_that_is_refused_keeps_no_revision(library: Library) -> None:
    one = stored(library)
    save_incident(library, replace(one, title="Theirs"))
    with pytest.raises(ConflictError):
        save_with_revisions(library, replace(one, title="Mine"), before=True, after=True)
    assert not library.revisions.of(one.id)


def test_a_library_that_a_newer_version_took_over_is_not_written(library: Library) -> None:
    one = stored(library)
    with library.store.writing() as write:
        before = write.connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        write.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(NewerLibraryError):
            save_with_revisions(library, replace(one, title="Mine"))
    finally:
        with library.store.writing() as write:
            write.connection.execute(
                text("UPDATE alembic_version SET version_num = :before"), {"before": before}
            )
    assert library.incidents.get(one.id).title == "Outage"
