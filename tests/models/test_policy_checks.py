"""What a postmortem needs before it is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from models.demo import build_demo_incidents
from models.incident import ActionItem, Incident, Postmortem, TimelineEvent
from models.policy_checks import publish_checks, unmet
from models.vocabulary import EventKind, PostmortemStatus, Severity, Strength

STORY_NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def outage() -> Incident:
    incidents = build_demo_incidents(STORY_NOW)
    return next(one for one in incidents if one.key == "INC-2025-034")


def missing(incident: Incident, hints: list[object] | None = None) -> list[str]:
    return [check.name for check in unmet(publish_checks(incident, hints or []))]


def test_every_final_postmortem_of_the_demo_library_could_be_published() -> None:
    for one in build_demo_incidents(STORY_NOW):
        if one.status is PostmortemStatus.FINAL and one.key != "INC-2024-112":
            assert missing(one) == [], one.key


def test_the_outage_is_complete_but_for_its_hint(outage: Incident) -> None:
    assert missing(outage) == []
    checks = {check.name: check for check in publish_checks(outage, ["should have noticed"])}
    assert not checks["blameless hints"].passed
    assert checks["blameless hints"].detail == "1 hint"
    assert checks["owners and due dates"].detail == "5/5"


def test_an_empty_incident_lacks_everything_but_the_strength() -> None:
    empty = Incident(key="INC-1", title="x", severity=Severity.SEV_3)
    assert missing(empty) == ["timeline", "root cause", "contributing factors", "reviewer"]


def test_owner_and_due_date_are_both_needed(outage: Incident) -> None:
    items = (replace(outage.action_items[0], owner=None), *outage.action_items[1:])
    assert missing(replace(outage, action_items=items)) == ["owners and due dates"]
    items = (replace(outage.action_items[0], due_on=None), *outage.action_items[1:])
    assert missing(replace(outage, action_items=items)) == ["owners and due dates"]


def test_serious_incidents_need_an_item_that_is_not_weak(outage: Incident) -> None:
    weak = ActionItem(
        number=1, title="x", owner="@a", due_on=date(2025, 4, 1), strength=Strength.WEAK
    )
    assert missing(replace(outage, action_items=(weak,))) == ["action that is not weak"]
    assert missing(replace(outage, action_items=(replace(weak, strength=None),))) == [
        "action that is not weak"
    ]
    small = replace(outage, action_items=(weak,), severity=Severity.SEV_3)
    assert missing(small) == []


def test_a_reviewer_is_somebody_else(outage: Incident) -> None:
    alone = Postmortem(
        sections=outage.sections, authors=("@Payment-Lead",), reviewers=("@payment-lead",)
    )
    assert missing(replace(outage, postmortem=alone)) == ["reviewer"]


def test_the_timeline_lies_inside_the_incident(outage: Incident) -> None:
    assert outage.started_at is not None
    before = TimelineEvent(
        at=outage.started_at - timedelta(minutes=1), kind=EventKind.DETECTION, text="x"
    )
    assert missing(replace(outage, timeline=(before, *outage.timeline))) == ["timeline"]
    cause = replace(before, kind=EventKind.CHANGE)
    assert missing(replace(outage, timeline=(cause, *outage.timeline))) == []
    assert missing(replace(outage, timeline=outage.timeline[::-1])) == ["timeline"]


def test_what_cannot_be_known_has_not_passed(outage: Incident) -> None:
    checks = {one.name: one for one in publish_checks(replace(outage, started_at=None))}
    assert not checks["timeline"].passed
    assert not checks["timeline"].known
    assert checks["timeline"].place == "started_at"
    ongoing = {one.name: one for one in publish_checks(replace(outage, resolved_at=None))}
    assert ongoing["timeline"].detail == "recovery not recorded"
    unrated = replace(outage, severity=None, action_items=())
    check = {one.name: one for one in publish_checks(unrated)}["action that is not weak"]
    assert (check.passed, check.known, check.place) == (False, False, "severity")
