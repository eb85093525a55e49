"""No person leaves with an anonymised export, and the text stays readable."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.anonymise import anonymise
from models.incident import (
    ActionItem,
    AttachmentInfo,
    ContributingFactor,
    Defence,
    Incident,
    LinkView,
    Postmortem,
    TimelineEvent,
)
from models.snapshot import to_json
from models.vocabulary import DefenceOutcome, LinkKind, PostmortemStatus, SectionKind
from tests.exporters.examples import PUBLISHED, practice_example, section
from tests.strategies import handles, stored_incidents

_PATIENT = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _everything(incident: Incident) -> str:
    return json.dumps(to_json(incident), ensure_ascii=False)


def _story(text: str, **changes: object) -> Incident:
    base = Incident(
        key="INC-1",
        title="T",
        postmortem=Postmortem(sections=(section(SectionKind.SUMMARY, "S", text),)),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def _text(incident: Incident) -> str:
    return incident.sections[0].markdown


def test_the_practices_example_names_nobody() -> None:
    incident = practice_example(
        [section(SectionKind.NOTES, "Notes", "Alex paged @db-engineer; Alex and Maria decided.")]
    )
    (out,) = anonymise([incident])
    assert out.postmortem
    assert out.postmortem.authors == ("Lead 1",)
    assert out.postmortem.reviewers == ("Lead 2", "Manager 1")
    assert [item.owner for item in out.action_items] == [
        "Engineer 1", "Team 1", "Lead 3", "Lead 1",
    ]  # fmt: skip
    assert out.sections[-1].markdown == (
        "Person 1 paged Engineer 1; Person 1 and Person 2 decided."
    )
    assert "@" not in _everything(out)


def test_one_person_has_one_role_in_all_incidents() -> None:
    first = _story("@alex.smith looked.", key="INC-1")
    second = _story("Alex Smith <alex.smith@example.com> looked, then Smith left.", key="INC-2")
    third = _story("alex-smith at https://example.com/alex-smith", key="INC-3")
    assert [_text(one) for one in anonymise([first, second, third])] == [
        "Person 1 looked.",
        "Person 1 looked, then Person 1 left.",
        "Person 1 at https://example.com/Person 1",
    ]


def test_a_name_that_two_people_have_is_neither() -> None:
    incident = _story("Alex said so.")
    assert incident.postmortem
    authors = replace(incident.postmortem, authors=("@alex.smith", "@alex.jones"))
    (out,) = anonymise([replace(incident, postmortem=authors)])
    assert out.postmortem
    assert out.postmortem.authors == ("Person 1", "Person 2")
    assert _text(out) == "Person 3 said so."


@pytest.mark.parametrize(
    "text",
    [
        "Mark the job as done and page the on-call engineer.",
        "The payment-service of the payments team failed; @types/node and user@host were fine.",
        "`@Override` in ```@Bean``` stays, @here and @channel too.",
        "`@scope/agent`@1.24.1 was pinned.",
        "Monday in May, at 14:23, release 2.4.1.",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    (out,) = anonymise([_story(text, action_items=(ActionItem(number=1, title="x"),))])
    assert _text(out) == text


def test_every_field_that_may_name_somebody_is_covered() -> None:
    named = "by @jane.roe (Jane, jane.roe@example.com)"
    incident = Incident(
        key="INC-1",
        title=f"T {named}",
        tags=("jane.roe",),
        timeline=(TimelineEvent(at=PUBLISHED, text=named),),
        contributing_factors=(ContributingFactor(title=named, text=named),),
        defences=(Defence(outcome=DefenceOutcome.WORKED, text=named),),
        action_items=(ActionItem(number=1, title=named, owner="@jane.roe", status_reason=named),),
        links=(LinkView(key="INC-2", kind=LinkKind.RELATED, reason=named, title=named),),
        attachments=(AttachmentInfo(name="jane.png", sha256="a", media_type="x", size=1),),
        extra=(("reporter", named),),
        postmortem=Postmortem(
            status=PostmortemStatus.WAIVED,
            waived_reason=named,
            authors=("Jane Roe <jane.roe@example.com>",),
            reviewers=("@jane.roe",),
            sections=(section(SectionKind.OTHER, named, named),),
        ),
    )
    (out,) = anonymise([incident])
    told = _everything(out)
    assert not re.search(r"(?i)jane|\broe\b|@", told)
    assert told.count("Person 1") > 15
    assert "Person 2" not in told


@_PATIENT
@given(st.lists(stored_incidents(), max_size=2), handles())
def test_no_listed_handle_survives_anywhere(incidents: list[Incident], extra: str) -> None:
    owned = (ActionItem(number=1, title="x", owner=extra),)
    seen = _story(f"Seen by {extra}, and ({extra}).", action_items=owned)
    known = [seen, *incidents]
    people = {extra}
    for incident in incidents:
        people |= {item.owner for item in incident.action_items if item.owner}
        if incident.postmortem:
            people |= {*incident.postmortem.authors, *incident.postmortem.reviewers}
    told = " ".join(_everything(one) for one in anonymise(known)).casefold()
    for handle in people - {"@all", "@here", "@team", "@room", "@channel", "@everyone"}:
        assert not re.search(rf"{re.escape(handle.casefold())}(?![\w.-])", told), handle


@_PATIENT
@given(st.lists(stored_incidents(), max_size=2))
def test_doing_it_again_changes_nothing(incidents: list[Incident]) -> None:
    once = anonymise(incidents)
    assert anonymise(once) == once
