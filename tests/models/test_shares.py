"""With whom final postmortems were shared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.errors import BadInputError, NotFoundError
from models.identifiers import new_id
from models.operations.incidents import save_incident, trash_incident
from models.operations.shares import forget_sharing, record_sharing, take_back_sharing
from models.sharing import Channel
from models.vocabulary import IncidentKind, PostmortemStatus
from tests.models.examples import payment_outage

if TYPE_CHECKING:
    from models.incident import Incident
    from models.library import Library


@pytest.fixture
def final(library: Library) -> Incident:
    return _stored(library, "INC-2025-034", PostmortemStatus.FINAL)


def _stored(library: Library, key: str, status: PostmortemStatus, **fields: object) -> Incident:
    given = payment_outage(key=key, action_items=(), **fields)
    assert given.postmortem is not None
    save_incident(library, replace(given, postmortem=replace(given.postmortem, status=status)))
    return library.incidents.by_key(key)


def test_a_shared_postmortem_knows_when_and_with_whom(library: Library, final: Incident) -> None:
    assert [one.key for one in library.shares.unshared()] == [final.key]
    changes = record_sharing(library, [final.id], Channel.BY_HAND, "  checkout,\n search ")
    record_sharing(library, [final.id], Channel.REPORT, "leadership", note=" In the pack. ")
    last, first = library.shares.of(final.id)
    assert (first.channel, first.recipients) == (Channel.BY_HAND, "checkout, search")
    assert (last.recipients, last.note) == ("leadership", "In the pack.")
    assert first.shared_at.tzinfo is not None
    assert final.id in changes.incidents
    assert library.shares.unshared() == []
    assert library.shares.unshared_count() == 0


def test_only_final_ones_are_shared(library: Library, final: Incident) -> None:
    draft = _stored(library, "INC-2025-035", PostmortemStatus.DRAFT)
    record_sharing(library, [draft.id, final.id, final.id, new_id()], Channel.SITE, "everybody")
    assert library.shares.of(draft.id) == ()
    assert len(library.shares.of(final.id)) == 1
    with pytest.raises(BadInputError, match="Only a final"):
        record_sharing(library, [draft.id], Channel.SITE, "everybody")


def test_somebody_must_be_named(library: Library, final: Incident) -> None:
    with pytest.raises(BadInputError, match="Nobody is named"):
        record_sharing(library, [final.id], Channel.BY_HAND, " \n ")
    assert library.shares.unshared_count() == 1


def test_a_record_made_by_mistake_is_taken_back(library: Library, final: Incident) -> None:
    record_sharing(library, [final.id], Channel.MESSAGE, "everybody")
    share = library.shares.of(final.id)[0]
    forget_sharing(library, share.id)
    assert library.shares.of(final.id) == ()
    with pytest.raises(NotFoundError):
        forget_sharing(library, share.id)


def test_what_was_recorded_of_several_is_taken_back_in_one_step(
    library: Library, final: Incident
) -> None:
    other = _stored(library, "INC-2025-036", PostmortemStatus.FINAL)
    both = [final.id, other.id]
    record_sharing(library, [final.id], Channel.SITE, "search")
    record_sharing(library, both, Channel.SITE, "search")
    record_sharing(library, both, Channel.MESSAGE, "search")
    changes = take_back_sharing(library, [*both, new_id()], Channel.SITE, " search ")
    assert changes.incidents == set(both)
    assert [one.channel for one in library.shares.of(final.id)] == [Channel.MESSAGE, Channel.SITE]
    assert [one.channel for one in library.shares.of(other.id)] == [Channel.MESSAGE]


def test_drills_drafts_and_what_is_in_the_trash_wait_for_nobody(
    library: Library, final: Incident
) -> None:
    _stored(library, "INC-1", PostmortemStatus.DRAFT)
    _stored(library, "INC-2", PostmortemStatus.FINAL, kind=IncidentKind.DRILL)
    trash_incident(library, final.id)
    assert library.shares.unshared() == []
