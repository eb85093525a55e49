"""The words that Home says about deadlines, as in the mockup."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from models.demo import build_demo_incidents
from models.incident import Incident, Postmortem
from models.policy import Policy, judge
from models.policy_clocks import ClockState, clock_states, hours_in_words
from models.vocabulary import PostmortemStatus, Severity

STORY_NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
POLICY = Policy.shipped()


def clocks(incident: Incident, as_of: datetime = STORY_NOW) -> tuple[ClockState, ...]:
    verdict = judge(incident, POLICY, as_of=as_of)
    return clock_states(incident, verdict, POLICY, as_of=as_of)


@pytest.fixture(scope="module")
def by_key() -> dict[str, Incident]:
    return {one.key: one for one in build_demo_incidents(STORY_NOW)}


def test_the_deadlines_of_the_mockup(by_key: dict[str, Incident]) -> None:
    (late,) = clocks(by_key["INC-2025-032"])
    assert late.text == "Late by 1 day"
    assert late.rule == "Document within 5 business days, by Tue 18 Mar"
    assert late.late
    assert late.elapsed == 1.0

    meeting, document = clocks(by_key["INC-2025-036"])
    assert meeting.text == "25 h 25 min left"
    assert meeting.rule == "Meeting within 48 h of resolution, by Thu 11:05"
    assert meeting.elapsed == pytest.approx(1 - (25 + 25 / 60) / 48)
    assert document.name == "document"

    (draft,) = clocks(by_key["INC-2025-034"])
    assert draft.text == "Due Fri, 2 business days left"
    assert draft.rule == "Document within 5 business days, by Fri 21 Mar"
    assert not draft.late


def test_nothing_is_open_where_nothing_is_asked(by_key: dict[str, Incident]) -> None:
    assert clocks(by_key["INC-2025-035"]) == ()  # unknown
    assert clocks(by_key["INC-2025-019"]) == ()  # final
    assert clocks(by_key["INC-2024-004"]) == ()  # waived


def incident(resolved: datetime, held: datetime | None = None) -> Incident:
    return Incident(
        key="INC-1",
        title="x",
        severity=Severity.SEV_1,
        started_at=resolved - timedelta(hours=1),
        resolved_at=resolved,
        postmortem=Postmortem(status=PostmortemStatus.DRAFT, meeting_held_at=held),
    )


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        (0, "48 h left"),
        (47.5, "30 min left"),
        (48, "0 min left"),
        (50, "Late by 2 h"),
        (48 + 14, "Late by 1 day"),  # the next date has begun
        (48 + 72, "Late by 3 days"),
    ],
)
def test_the_meeting_clock_runs_in_hours(hours: float, text: str) -> None:
    resolved = datetime(2025, 3, 10, 10, 0, tzinfo=UTC)
    meeting = clocks(incident(resolved), resolved + timedelta(hours=hours))[0]
    assert meeting.text == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (12, "Due Tue, 4 business days left"),
        (14, "Due Tue, 2 business days left"),
        (15, "Due Tue, 2 business days left"),  # Saturday
        (17, "Due Tue, 1 business day left"),
        (18, "Due today"),
        (19, "Late by 1 day"),
        (21, "Late by 3 days"),
    ],
)
def test_the_document_clock_runs_in_business_days(day: int, text: str) -> None:
    resolved = datetime(2025, 3, 11, 13, 10, tzinfo=UTC)
    one = incident(resolved, held=resolved + timedelta(minutes=5))
    (document,) = clocks(one, datetime(2025, 3, day, 14, 0, tzinfo=UTC))
    assert document.text == text


def test_a_due_date_a_week_ahead_is_named_in_full() -> None:
    resolved = datetime(2025, 3, 11, 13, 10, tzinfo=UTC)
    one = incident(resolved, held=resolved + timedelta(minutes=5))
    (document,) = clocks(one, resolved + timedelta(minutes=10))
    assert document.text == "Due Tue 18 Mar, 5 business days left"


def test_hours_are_rounded_down() -> None:
    assert hours_in_words(timedelta(minutes=59, seconds=59)) == "59 min"
    assert hours_in_words(timedelta(hours=2, seconds=30)) == "2 h"
