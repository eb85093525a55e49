"""What the policy says: required, not required, or unknown, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.incident import Impact, Incident, LinkView
from models.policy import Outcome, Policy, Verdict, VerdictOutcome, judge
from models.vocabulary import IncidentKind, LinkKind, Severity

START = datetime(2025, 3, 15, 14, 23, tzinfo=UTC)
AS_OF = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
POLICY = Policy.shipped()
ANSWERED = Impact(slo_violated=False, data_loss=False, security=False, manual_rollback=False)


def incident(minutes: float | None = 10, **changes: Any) -> Incident:
    values: dict[str, Any] = {
        "key": "INC-2025-034",
        "title": "Payment Service Outage",
        "severity": Severity.SEV_2,
        "started_at": START,
        "resolved_at": None if minutes is None else START + timedelta(minutes=minutes),
        "impact": ANSWERED,
    }
    return Incident(**(values | changes))


def verdict(one: Incident, as_of: datetime = AS_OF) -> Verdict:
    return judge(one, POLICY, as_of=as_of)


def reasons(one: Verdict, outcome: Outcome = Outcome.FIRED) -> list[str]:
    return [rule.reason for rule in one.rules if rule.outcome is outcome]


def test_the_practices_example_is_required_for_four_reasons() -> None:
    outage = incident(
        47,
        severity=Severity.SEV_1,
        impact=Impact(
            slo="Availability",
            slo_violated=True,
            data_loss=False,
            security=False,
            manual_rollback=True,
        ),
    )
    said = verdict(outage)
    assert said.outcome is VerdictOutcome.REQUIRED
    assert reasons(said) == [
        "Severity is SEV-1",
        "User impact 47 min, limit 15 min",
        "Availability SLO violated",
        "Manual rollback",
    ]
    assert said.meeting_due == datetime(2025, 3, 17, 15, 10, tzinfo=UTC)
    assert said.document_due == datetime(2025, 3, 21, 23, 59, 59, tzinfo=UTC)


def test_a_small_incident_with_every_answer_is_not_required() -> None:
    said = verdict(incident(5, severity=Severity.SEV_4))
    assert said.outcome is VerdictOutcome.NOT_REQUIRED
    assert {rule.outcome for rule in said.rules} == {Outcome.NOT_FIRED}


@pytest.mark.parametrize(
    ("severity", "minutes", "expected"),
    [
        (Severity.SEV_1, 1, VerdictOutcome.REQUIRED),
        (Severity.SEV_2, 15, VerdictOutcome.NOT_REQUIRED),
        (Severity.SEV_2, 15 + 1 / 60, VerdictOutcome.REQUIRED),
        (Severity.SEV_2, 16, VerdictOutcome.REQUIRED),
        (Severity.SEV_3, 600, VerdictOutcome.NOT_REQUIRED),
    ],
)
def test_more_than_fifteen_minutes_is_strict(
    severity: Severity, minutes: float, expected: VerdictOutcome
) -> None:
    assert verdict(incident(minutes, severity=severity)).outcome is expected


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (119, "119 min"), (120, "2 h"), (180 + 20 / 60, "3 h 20 s"), (192, "3 h 12 min"),
        (2879, "47 h 59 min"), (2880, "2 d"), (5_000, "3 d 11 h"),
    ],
)  # fmt: skip
def test_long_impact_is_said_in_hours_and_days(minutes: float, words: str) -> None:
    assert reasons(verdict(incident(minutes))) == [f"User impact {words}, limit 15 min"]


def test_seconds_are_said_where_they_decide() -> None:
    assert reasons(verdict(incident(15 + 20 / 60))) == ["User impact 15 min 20 s, limit 15 min"]


def test_a_stated_impact_goes_before_the_duration() -> None:
    short = Impact(
        user_impact_minutes=3,
        slo_violated=False,
        data_loss=False,
        security=False,
        manual_rollback=False,
    )
    assert verdict(incident(300, impact=short)).outcome is VerdictOutcome.NOT_REQUIRED


def test_an_ongoing_incident_counts_once_past_the_limit() -> None:
    ongoing = incident(None)
    early = verdict(ongoing, START + timedelta(minutes=15))
    assert early.outcome is VerdictOutcome.UNKNOWN
    (rule,) = [one for one in early.rules if one.outcome is Outcome.UNKNOWN]
    assert rule.missing == ("resolved_at",)
    assert rule.reason == "User impact 15 min so far, limit 15 min"
    late = verdict(ongoing, START + timedelta(minutes=16))
    assert late.outcome is VerdictOutcome.REQUIRED
    assert late.meeting_due is None
    assert late.document_due is None


def test_an_incident_resolved_later_was_ongoing_then() -> None:
    said = verdict(incident(60), START + timedelta(minutes=10))
    assert said.outcome is VerdictOutcome.UNKNOWN
    assert said.document_due is None


@pytest.mark.parametrize("field", ["slo_violated", "data_loss", "security", "manual_rollback"])
def test_a_missing_answer_is_unknown_and_named(field: str) -> None:
    unanswered: dict[str, Any] = {field: None}
    said = verdict(incident(impact=replace(ANSWERED, **unanswered)))
    assert said.outcome is VerdictOutcome.UNKNOWN
    missing = [one.missing for one in said.rules if one.outcome is Outcome.UNKNOWN]
    assert missing == [(field,)]


@pytest.mark.parametrize("field", ["slo_violated", "data_loss", "security", "manual_rollback"])
def test_each_yes_requires_a_postmortem(field: str) -> None:
    yes: dict[str, Any] = {field: True}
    said = verdict(incident(severity=Severity.SEV_5, impact=replace(ANSWERED, **yes)))
    assert said.outcome is VerdictOutcome.REQUIRED


def test_a_missing_severity_is_unknown_unless_the_impact_was_short() -> None:
    short = verdict(incident(5, severity=None))
    assert [one.missing for one in short.rules if one.missing] == [("severity",)]
    long = verdict(incident(50, severity=None))
    assert [one.missing for one in long.rules if one.missing] == [("severity",), ("severity",)]
    assert long.outcome is VerdictOutcome.UNKNOWN


def test_without_times_the_impact_is_unknown() -> None:
    said = verdict(incident(None, started_at=None))
    assert [one.missing for one in said.rules if one.missing] == [("started_at",)]


def test_a_rule_that_fires_beats_what_is_unknown() -> None:
    said = verdict(incident(severity=Severity.SEV_1, impact=Impact()))
    assert said.outcome is VerdictOutcome.REQUIRED


def test_drills_and_duplicates_need_none() -> None:
    drill = verdict(incident(90, kind=IncidentKind.DRILL, severity=Severity.SEV_1))
    assert (drill.outcome, drill.note) == (
        VerdictOutcome.NOT_REQUIRED,
        "A drill needs no postmortem",
    )
    copy = LinkView(key="INC-2025-001", kind=LinkKind.DUPLICATE_OF)
    assert verdict(incident(90, links=(copy,))).note == "Duplicate of INC-2025-001"
    original = LinkView(key="INC-2025-001", kind=LinkKind.DUPLICATE_OF, outgoing=False)
    assert verdict(incident(90, links=(original,))).outcome is VerdictOutcome.REQUIRED


def test_the_document_is_due_by_the_local_date_of_resolution() -> None:
    late_evening = incident(
        None,
        started_at=datetime(2025, 3, 13, 22, 30, tzinfo=UTC),
        resolved_at=datetime(2025, 3, 13, 23, 30, tzinfo=UTC),
    )
    in_utc = judge(late_evening, POLICY, as_of=AS_OF)
    in_tokyo = judge(late_evening, POLICY, as_of=AS_OF, zone="Asia/Tokyo")
    assert in_utc.document_due == datetime(2025, 3, 20, 23, 59, 59, tzinfo=UTC)
    # In Tokyo it is Friday already: five business days end on the next Friday.
    assert in_tokyo.document_due == datetime(2025, 3, 21, 14, 59, 59, tzinfo=UTC)
    assert in_utc.meeting_due == in_tokyo.meeting_due == datetime(2025, 3, 15, 23, 30, tzinfo=UTC)


answers = st.sampled_from([True, False, None])


@given(
    severity=st.none() | st.sampled_from(list(Severity)),
    minutes=st.none() | st.integers(0, 100),
    slo=answers,
    loss=answers,
    security=answers,
    rollback=answers,
)
def test_the_verdict_follows_from_its_rules(
    severity: Severity | None,
    minutes: int | None,
    slo: bool | None,
    loss: bool | None,
    security: bool | None,
    rollback: bool | None,
) -> None:
    impact = Impact(slo_violated=slo, data_loss=loss, security=security, manual_rollback=rollback)
    said = verdict(incident(minutes, severity=severity, impact=impact))
    outcomes = {rule.outcome for rule in said.rules}
    if Outcome.FIRED in outcomes:
        assert said.outcome is VerdictOutcome.REQUIRED
    elif Outcome.UNKNOWN in outcomes:
        assert said.outcome is VerdictOutcome.UNKNOWN
    else:
        assert said.outcome is VerdictOutcome.NOT_REQUIRED
    for rule in said.rules:
        assert rule.reason
        assert bool(rule.missing) == (rule.outcome is Outcome.UNKNOWN)
