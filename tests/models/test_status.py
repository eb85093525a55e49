"""The way of a postmortem from draft to final and back, and the revisions kept of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from models.errors import BadInputError, ConflictError, NotFoundError
from models.incident import Incident, Postmortem
from models.operations.incidents import save_incident, set_status
from models.operations.revisions import keep_revision, restore_revision, save_with_revisions
from models.vocabulary import PostmortemStatus
from tests.models.examples import incident, payment_outage, saved

if TYPE_CHECKING:
    from models.library import Library
    from tests.conftest import TickingClock

DRAFT, IN_REVIEW = PostmortemStatus.DRAFT, PostmortemStatus.IN_REVIEW
FINAL, WAIVED = PostmortemStatus.FINAL, PostmortemStatus.WAIVED


def _go(library: Library, at: Incident, status: PostmortemStatus, reason: str = "") -> Incident:
    set_status(library, at.id, status, version=at.version, reason=reason)
    return library.incidents.get(at.id)


def test_from_draft_over_review_to_final(library: Library, clock: TickingClock) -> None:
    one = _go(library, saved(library, payment_outage()), IN_REVIEW)
    assert one.version == 2
    one = _go(library, one, FINAL)
    assert one.postmortem is not None
    assert one.postmortem.published_at == clock.now
    steps = library.revisions.status_steps(one.id)
    assert [(step.from_status, step.to_status) for step in steps] == [
        (None, DRAFT),
        (DRAFT, IN_REVIEW),
        (IN_REVIEW, FINAL),
    ]
    (revision,) = library.revisions.of(one.id)
    assert library.revisions.get(revision.id) == one


def test_reopening_asks_why_and_keeps_the_first_publication(
    library: Library, clock: TickingClock
) -> None:
    one = _go(library, saved(library, payment_outage()), FINAL)
    assert one.postmortem is not None
    first = one.postmortem.published_at
    with pytest.raises(BadInputError, match="reason"):
        _go(library, one, DRAFT)
    clock.advance(timedelta(days=3))
    one = _go(library, one, DRAFT, "a figure was wrong")
    one = _go(library, one, FINAL)
    assert one.postmortem is not None
    assert one.postmortem.published_at == first
    notes = [revision.note for revision in library.revisions.of(one.id)]
    assert notes == ["Published", "Before it was reopened: a figure was wrong", "Published"]
    assert library.revisions.status_steps(one.id)[-2].reason == "a figure was wrong"


def test_waiving_asks_why(library: Library) -> None:
    one = saved(library, incident())
    with pytest.raises(BadInputError, match="reason"):
        _go(library, one, WAIVED)
    one = _go(library, one, WAIVED, "a drill")
    assert one.postmortem == Postmortem(status=WAIVED, waived_reason="a drill")
    one = _go(library, one, DRAFT)
    assert one.postmortem == Postmortem(status=DRAFT)


@pytest.mark.parametrize(("before", "after"), [(FINAL, WAIVED), (WAIVED, FINAL)])
def test_some_steps_do_not_exist(
    library: Library, before: PostmortemStatus, after: PostmortemStatus
) -> None:
    one = _go(library, saved(library, payment_outage()), before, "because")
    with pytest.raises(BadInputError, match="cannot become"):
        _go(library, one, after, "because")


def test_the_same_status_again_changes_nothing(library: Library) -> None:
    one = saved(library, payment_outage())
    assert set_status(library, one.id, DRAFT, version=1).last == 0


def test_a_status_is_set_on_the_version_that_was_read(library: Library) -> None:
    one = saved(library, payment_outage())
    save_incident(library, replace(one, title="changed meanwhile"))
    with pytest.raises(ConflictError):
        set_status(library, one.id, FINAL, version=one.version)
    with pytest.raises(NotFoundError):
        set_status(library, uuid4(), FINAL, version=1)


def test_becoming_final_by_saving_is_the_same(library: Library, clock: TickingClock) -> None:
    one = saved(library, payment_outage())
    document = replace(one.postmortem or Postmortem(), status=FINAL)
    one = saved(library, replace(one, postmortem=document))
    assert one.postmortem is not None
    assert one.postmortem.published_at == clock.now
    assert len(library.revisions.of(one.id)) == 1
    reopened = replace(one, postmortem=replace(one.postmortem, status=DRAFT))
    with pytest.raises(BadInputError, match="reason"):
        save_incident(library, reopened)
    save_incident(library, reopened, note="a figure was wrong")
    assert library.revisions.status_steps(one.id)[-1].reason == "a figure was wrong"


def test_revisions_are_numbered_and_come_back_whole(library: Library) -> None:
    first = payment_outage()
    save_incident(library, first, revise=True, note="first words")
    one = library.incidents.get(first.id)
    save_incident(library, replace(one, title="Second"), revise=True)
    keep_revision(library, first.id, note="by hand")
    revisions = library.revisions.of(first.id)
    assert [(each.number, each.note) for each in revisions] == [
        (3, "by hand"),
        (2, ""),
        (1, "first words"),
    ]
    assert [each.incident_version for each in revisions] == [2, 2, 1]
    assert library.revisions.get(revisions[-1].id) == one
    with pytest.raises(NotFoundError):
        library.revisions.get(uuid4())


def test_restoring_a_revision_can_be_undone_and_leaves_the_status(library: Library) -> None:
    first = payment_outage()
    save_incident(library, first, revise=True)
    one = library.incidents.get(first.id)
    changed = replace(one, title="Changed", timeline=one.timeline[:1], action_items=())
    two = _go(library, saved(library, changed), IN_REVIEW)
    (revision,) = library.revisions.of(one.id)
    with pytest.raises(ConflictError):
        restore_revision(library, revision.id, version=1)
    restore_revision(library, revision.id, version=two.version)
    back = library.incidents.get(one.id)
    assert back.title == one.title
    assert back.timeline == one.timeline
    assert [item.title for item in back.action_items] == [item.title for item in one.action_items]
    assert back.status is IN_REVIEW
    notes = [each.note for each in library.revisions.of(one.id)]
    assert notes == ["Restored from revision 1", "Before revision 1 was restored", ""]
    undo = library.revisions.of(one.id)[1]
    restore_revision(library, undo.id, version=back.version)
    assert library.incidents.get(one.id).title == "Changed"


def test_a_revision_says_who_kept_it(library: Library) -> None:
    one = saved(library, payment_outage())
    save_with_revisions(library, replace(one, title="x"), after=True, note="n", made_by="@cto")
    (revision,) = library.revisions.of(one.id)
    assert revision.made_by == "@cto"
    restore_revision(library, revision.id, version=2, made_by="@sre")
    assert library.revisions.of(one.id)[0].made_by == "@sre"
