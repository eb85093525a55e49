"""Approvals, checks set aside, the meeting, and what keeps a postmortem from being published."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from models.errors import BadInputError, ConflictError, NotFoundError
from models.imported import ImportedIncident
from models.incident import Incident, Postmortem
from models.operations.incidents import import_incidents, save_incident, set_status
from models.operations.policies import save_policy
from models.operations.publishing import (
    approve,
    ask_reviewer,
    override_check,
    record_meeting,
    take_back_approval,
    withdraw_override,
)
from models.publishing import Approval, material_digest
from models.vocabulary import PostmortemStatus
from resources import files
from tests.models.examples import at, incident, payment_outage, saved

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.library import Library
    from tests.conftest import TickingClock

DRAFT, FINAL, WAIVED = PostmortemStatus.DRAFT, PostmortemStatus.FINAL, PostmortemStatus.WAIVED


@pytest.fixture
def outage(library: Library) -> Incident:
    """One stored incident that could be published."""
    return saved(library, payment_outage())


def _approvals(library: Library, one: Incident) -> dict[str, Approval]:
    return {each.handle: each for each in library.publishing.state(one.id).approvals}


def _again(library: Library, one: Incident, **values: object) -> Incident:
    return saved(library, replace(library.incidents.get(one.id), **values))  # type: ignore[arg-type]


def test_a_reviewer_is_asked_once(library: Library, outage: Incident, clock: TickingClock) -> None:
    clock.advance(timedelta(days=1))
    changes = ask_reviewer(library, outage.id, " @new-lead ")
    assert changes.incidents == {outage.id}
    approval = _approvals(library, outage)["@new-lead"]
    assert approval.asked_at == clock.now
    assert approval.approved_at is None
    read = library.incidents.get(outage.id)
    assert read.version == outage.version + 1
    assert read.postmortem is not None
    assert read.postmortem.reviewers[-1] == "@new-lead"
    assert ask_reviewer(library, outage.id, "@NEW-lead").last == 0


def test_who_wrote_it_cannot_review_it(library: Library, outage: Incident) -> None:
    assert outage.postmortem is not None
    author = outage.postmortem.authors[0]
    acts: list[Callable[[], object]] = [
        lambda: ask_reviewer(library, outage.id, author),
        lambda: approve(library, outage.id, author, seen=material_digest(outage)),
    ]
    for act in acts:
        with pytest.raises(BadInputError, match="wrote"):
            act()
    with pytest.raises(BadInputError, match="handle"):
        ask_reviewer(library, outage.id, " @ ")


def test_an_incident_without_a_postmortem_gets_a_draft(library: Library) -> None:
    one = saved(library, incident())
    ask_reviewer(library, one.id, "@lead")
    assert library.incidents.get(one.id).status is DRAFT
    assert [step.to_status for step in library.publishing.state(one.id).steps] == [DRAFT]


def test_an_approval_holds_until_the_text_changes(
    library: Library, outage: Incident, clock: TickingClock
) -> None:
    seen = material_digest(outage)
    approve(library, outage.id, "@platform-lead", seen=seen)
    approval = _approvals(library, outage)["@platform-lead"]
    assert approval.approved_at == clock.now
    assert approval.holds(seen)
    assert library.incidents.get(outage.id).version in (outage.version, outage.version + 1)
    changed = _again(library, outage, title="Another title")
    kept = _approvals(library, outage)["@platform-lead"]
    assert kept.approved_at == approval.approved_at
    assert not kept.holds(material_digest(changed))
    back = _again(library, outage, title=outage.title)
    assert _approvals(library, outage)["@platform-lead"].holds(material_digest(back))


def test_what_is_no_matter_of_the_text_keeps_an_approval(
    library: Library, outage: Incident
) -> None:
    item = replace(outage.action_items[0], owner="@somebody", due_on=None, tracker_key="X-1")
    other = replace(outage, action_items=(item, *outage.action_items[1:]), tags=("new",))
    assert material_digest(other) == material_digest(outage)
    section = replace(outage.sections[0], markdown=outage.sections[0].markdown + "\n\nMore.")
    document = replace(outage.postmortem or Postmortem(), sections=(section, *outage.sections[1:]))
    assert material_digest(replace(outage, postmortem=document)) != material_digest(outage)
    fewer = replace(outage, action_items=outage.action_items[1:])
    assert material_digest(fewer) != material_digest(outage)


def test_nobody_approves_a_text_that_they_have_not_read(library: Library, outage: Incident) -> None:
    save_incident(library, replace(outage, title="Changed meanwhile"))
    with pytest.raises(ConflictError, match="not the one"):
        approve(library, outage.id, "@cto", seen=material_digest(outage))
    assert all(one.approved_at is None for one in _approvals(library, outage).values())


def test_an_approval_is_taken_back(library: Library, outage: Incident) -> None:
    approve(library, outage.id, "@fresh", seen=material_digest(outage))
    assert take_back_approval(library, outage.id, "@Fresh").incidents == {outage.id}
    approval = _approvals(library, outage)["@fresh"]
    assert approval.approved_at is None
    assert not approval.digest
    assert take_back_approval(library, outage.id, "@fresh").last == 0


def test_an_approval_survives_another_order_of_reviewers(
    library: Library, outage: Incident
) -> None:
    approve(library, outage.id, "@z", seen=material_digest(outage))
    now = library.incidents.get(outage.id)
    assert now.postmortem is not None
    turned = replace(now.postmortem, reviewers=tuple(reversed(now.postmortem.reviewers)))
    saved(library, replace(now, postmortem=turned))
    assert _approvals(library, outage)["@z"].holds(material_digest(now))
    assert _approvals(library, outage)["@z"].asked_at is not None


def test_publishing_is_refused_with_what_is_left(library: Library, outage: Incident) -> None:
    bare = _again(library, outage, contributing_factors=())
    with pytest.raises(BadInputError, match="contributing factor") as refused:
        set_status(library, bare.id, FINAL, version=bare.version)
    assert "Root cause" not in str(refused.value)
    assert library.incidents.get(bare.id).status is DRAFT
    document = replace(bare.postmortem or Postmortem(), status=FINAL)
    with pytest.raises(BadInputError, match="contributing factor"):
        save_incident(library, replace(bare, postmortem=document))
    assert library.incidents.get(bare.id) == bare


def test_a_check_set_aside_does_not_hold_it_up(
    library: Library, outage: Incident, clock: TickingClock
) -> None:
    bare = _again(library, outage, contributing_factors=())
    name = "contributing factors"
    with pytest.raises(BadInputError, match="reason"):
        override_check(library, bare.id, name, reason="  ")
    override_check(library, bare.id, name, reason=" Known supplier fault ", made_by="@cto")
    (override,) = library.publishing.state(bare.id).overrides
    assert (override.check, override.reason, override.made_by, override.made_at) == (
        name,
        "Known supplier fault",
        "@cto",
        clock.now,
    )
    assert override_check(library, bare.id, name, reason="again").last == 0
    withdraw_override(library, override.id)
    assert library.publishing.state(bare.id).overrides == ()
    assert withdraw_override(library, override.id).last == 0
    with pytest.raises(BadInputError, match="cannot be published"):
        set_status(library, bare.id, FINAL, version=bare.version)
    override_check(library, bare.id, name, reason="after all")
    set_status(library, bare.id, FINAL, version=bare.version, made_by="@cto")
    state = library.publishing.state(bare.id)
    assert state.steps[-1].made_by == "@cto"
    assert state.override_of(name) is not None
    assert library.revisions.of(bare.id)[0].made_by == "@cto"


def test_an_unanswered_hint_holds_it_up(library: Library, outage: Incident) -> None:
    section = replace(outage.sections[0], markdown="The reviewer should have noticed that.")
    document = replace(outage.postmortem or Postmortem(), sections=(section, *outage.sections[1:]))
    one = _again(library, outage, postmortem=document)
    with pytest.raises(BadInputError, match="1 blameless hint"):
        set_status(library, one.id, FINAL, version=one.version)


def test_what_was_final_elsewhere_is_taken_as_it_is(library: Library) -> None:
    raw = b"# one"
    digest = hashlib.sha256(raw).hexdigest()
    document = Postmortem(status=FINAL, published_at=at(9, day=20))
    one = ImportedIncident(
        incident=incident("INC-1", postmortem=document),
        source_name="one.md",
        source_bytes=raw,
        source_sha256=digest,
        ordinal=0,
    )
    import_incidents(library, [one])
    assert library.incidents.by_key("INC-1").status is FINAL
    recorded = saved(library, incident("INC-2", postmortem=document))
    assert recorded.status is FINAL


def test_a_final_keeps_the_policy_that_judged_it(library: Library, outage: Incident) -> None:
    toml = files.text("policy/default.toml")
    save_policy(library, toml, note="first")
    set_status(library, outage.id, FINAL, version=outage.version)
    save_policy(library, toml.replace("meeting_hours = 48", "meeting_hours = 24"))
    state = library.publishing.state(outage.id)
    assert state.is_judged
    assert state.judged_by is not None
    assert state.judged_by.number == 1
    set_status(library, outage.id, DRAFT, version=None, reason="a figure")
    assert not library.publishing.state(outage.id).is_judged
    set_status(library, outage.id, FINAL, version=None)
    judged = library.publishing.state(outage.id).judged_by
    assert judged is not None
    assert judged.number == 2


def test_a_final_is_judged_by_its_own_policy_and_all_else_by_the_present_one(
    library: Library, outage: Incident, clock: TickingClock
) -> None:
    toml = files.text("policy/default.toml")
    document = Postmortem(status=FINAL, published_at=clock.now)
    shipped = saved(library, incident("INC-8", postmortem=document))
    assert library.publishing.judged_otherwise() == {}
    clock.advance(timedelta(days=1))
    save_policy(library, toml, note="first")
    set_status(library, outage.id, FINAL, version=outage.version)
    draft = saved(library, incident("INC-9", postmortem=Postmortem()))
    clock.advance(timedelta(days=1))
    save_policy(library, toml.replace("meeting_hours = 48", "meeting_hours = 24"))
    numbers = {
        key: one.number if one else None
        for key, one in library.publishing.judged_otherwise().items()
    }
    assert numbers == {shipped.id: None, outage.id: 1}
    for one in (shipped, outage):
        judging = library.publishing.judging(one.id)
        assert (judging.number if judging else None) == numbers[one.id]
    now = library.publishing.judging(draft.id)
    assert now is not None
    assert now.number == 2


def test_without_a_policy_of_its_own_the_shipped_one_judged(
    library: Library, outage: Incident, clock: TickingClock
) -> None:
    set_status(library, outage.id, FINAL, version=None)
    clock.advance(timedelta(days=1))
    save_policy(library, files.text("policy/default.toml"))
    state = library.publishing.state(outage.id)
    assert state.is_judged
    assert state.judged_by is None


def test_the_meeting_is_recorded(library: Library, outage: Incident) -> None:
    record_meeting(library, outage.id, at(10, day=17))
    read = library.incidents.get(outage.id)
    assert read.postmortem is not None
    assert read.postmortem.meeting_held_at == at(10, day=17)
    assert record_meeting(library, outage.id, at(10, day=17)).last == 0
    with pytest.raises(BadInputError, match="before the incident"):
        record_meeting(library, outage.id, at(0, day=1))
    record_meeting(library, outage.id, None)
    assert library.incidents.get(outage.id).version == outage.version + 2


def test_a_final_postmortem_is_reopened_before_it_is_worked_on(
    library: Library, outage: Incident
) -> None:
    set_status(library, outage.id, FINAL, version=None)
    seen = material_digest(outage)
    acts: list[Callable[[], object]] = [
        lambda: ask_reviewer(library, outage.id, "@a"),
        lambda: approve(library, outage.id, "@a", seen=seen),
        lambda: take_back_approval(library, outage.id, "@a"),
        lambda: override_check(library, outage.id, "reviewer", reason="r"),
    ]
    for act in acts:
        with pytest.raises(BadInputError, match="Reopen"):
            act()


def test_what_is_not_there_is_said(library: Library) -> None:
    acts: list[Callable[[], object]] = [
        lambda: ask_reviewer(library, uuid4(), "@a"),
        lambda: record_meeting(library, uuid4(), None),
        lambda: override_check(library, uuid4(), "reviewer", reason="r"),
        lambda: withdraw_override(library, uuid4()),
    ]
    for act in acts:
        with pytest.raises(NotFoundError):
            act()
    assert library.publishing.state(uuid4()).approvals == ()
