"""What the practice advises before publishing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from models.incident import Defence, Incident, Postmortem, TimelineEvent
from models.policy_advice import advice, names_in
from models.publishing import Approval, material_digest
from models.vocabulary import DefenceOutcome, EventKind
from tests.models.examples import at, incident, payment_outage

if TYPE_CHECKING:
    from models.policy_checks import Check


def _advice(
    one: Incident, approvals: tuple[Approval, ...] = (), people: tuple[str, ...] = ()
) -> dict[str, Check]:
    found = advice(one, approvals, digest=material_digest(one), people=people)
    assert all(not each.binding for each in found)
    return {each.name: each for each in found}


def test_luck_may_be_nowhere() -> None:
    one = replace(payment_outage(), defences=())
    assert not _advice(one)["luck"].passed
    said = Defence(outcome=DefenceOutcome.LUCKY, text="Nowhere")
    assert _advice(replace(one, defences=(said,)))["luck"].passed
    blank = Defence(outcome=DefenceOutcome.LUCKY, text=" ")
    assert not _advice(replace(one, defences=(blank,)))["luck"].passed


def test_every_reviewer_approves_this_text() -> None:
    one = payment_outage()
    seen = material_digest(one)
    first = Approval(handle="@platform-lead", approved_at=at(12), digest=seen)
    second = Approval(handle="@cto", approved_at=at(12), digest="another")
    asked = _advice(one, (first, second))["approvals"]
    assert (asked.passed, asked.text, asked.detail) == (False, "Second reviewer approves", "1/2")
    both = _advice(one, (first, replace(second, digest=seen)))["approvals"]
    assert both.passed
    document = replace(one.postmortem or Postmortem(), reviewers=())
    nobody = _advice(replace(one, postmortem=document))["approvals"]
    assert (nobody.passed, nobody.detail) == (False, "nobody asked")
    assert not _advice(incident())["approvals"].passed


def test_gaps_are_counted_between_first_sign_and_recovery() -> None:
    def event(minute: int, kind: EventKind = EventKind.DIAGNOSIS) -> TimelineEvent:
        return TimelineEvent(at=at(14) + timedelta(minutes=minute), kind=kind, text="x")

    one = incident(started_at=at(14), resolved_at=at(16))
    even = replace(one, timeline=(event(0), event(30), event(60)))
    assert _advice(even)["gaps"].passed
    gap = _advice(replace(one, timeline=(event(0), event(31))))["gaps"]
    assert (gap.passed, gap.detail) == (False, "31 min")
    before = event(-300, EventKind.CHANGE)
    after = event(400, EventKind.COMMUNICATION)
    assert _advice(replace(one, timeline=(before, *even.timeline, after)))["gaps"].passed
    unknown = _advice(replace(one, timeline=(event(0),)))["gaps"]
    assert (unknown.passed, unknown.known) == (False, False)


def test_names_and_handles_in_the_narrative_are_found() -> None:
    event = TimelineEvent(at=at(14), kind=EventKind.PAGE, text="Alex paged @maria.k; `@app.get`")
    one = incident(timeline=(event,))
    people = ("@alex", "@payment-lead", "@security", "@will-smith")
    assert names_in(one, people) == ("@maria.k", "Alex")
    check = _advice(one, people=people)["names"]
    assert (check.passed, check.detail, check.place) == (False, "2", "timeline")
    plain = replace(event, text="Security alert: payment lead was paged at a@b.org, alexandria")
    assert names_in(replace(one, timeline=(plain,)), people) == ()
