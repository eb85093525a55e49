"""Reading a policy: what ships, what a library may change, and what is refused with its line."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.errors import BadInputError
from models.policy_rules import Policy
from resources import files

SHIPPED = files.text("policy/default.toml")


def test_the_shipped_policy_is_the_practices() -> None:
    policy = Policy.shipped()
    assert policy.version == 1
    assert policy.meeting_within == timedelta(hours=48)
    assert policy.document_within == 5
    assert [rule.name for rule in policy.rules] == [
        "severity",
        "user impact",
        "service level objective",
        "data loss",
        "security",
        "manual rollback",
    ]


def test_holidays_and_weekend_are_read() -> None:
    text = SHIPPED.replace("holidays = []", "holidays = [2025-04-18, 2025-04-21]")
    text = text.replace('["saturday", "sunday"]', '["friday"]')
    calendar = Policy.from_toml(text).calendar
    assert calendar.holidays == {date(2025, 4, 18), date(2025, 4, 21)}
    assert calendar.weekend == {4}


def line_of(part: str, nth: int = 0) -> int:
    lines = [number for number, line in enumerate(SHIPPED.splitlines(), 1) if part in line]
    return lines[nth]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("version = 1", "version = ", line_of("version = 1"), "cannot be read"),
        ("version = 1", "version = 0", line_of("version = 1"), "whole number from 1"),
        ("version = 1", "version = true", line_of("version = 1"), "whole number"),
        ("meeting_hours = 48", "meeting_hours = -1", line_of("meeting_hours"), "meeting_hours"),
        ("sunday", "sonntag", line_of("weekend ="), "no weekday “sonntag”"),
        ("holidays = []", 'holidays = ["easter"]', line_of("holidays = []"), "2025-12-25"),
        ("SEV-1", "SEV-0", line_of("[[rules]]"), "SEV-1, SEV-2"),
        ("limit_minutes = 15", "", line_of("[[rules]]", 1), "without limit_minutes"),
        ('field = "data_loss"', 'field = "mood"', line_of("[[rules]]", 3), "slo_violated"),
        ('kind = "answer"', 'kind = "guess"', line_of("[[rules]]", 2), "“user impact”"),
        ('name = "severity"', "", line_of("[[rules]]"), "without a name"),
    ],
)
def test_a_bad_policy_is_refused_with_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in SHIPPED
    # The comments name kinds and severities too; only the settings are to change.
    body = "\n".join("#" if one.startswith("#") else one for one in SHIPPED.splitlines())
    with pytest.raises(BadInputError) as refused:
        Policy.from_toml(body.replace(old, new, 1), source="policy.toml")
    assert f"line {line}" in str(refused.value)
    assert words in str(refused.value)
    assert str(refused.value).startswith("policy.toml")


def test_a_missing_table_is_named() -> None:
    with pytest.raises(BadInputError, match=r"needs the table \[clocks\]"):
        Policy.from_toml("version = 1\nrules = []")


def test_a_week_without_work_is_refused() -> None:
    every = '"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"'
    with pytest.raises(BadInputError, match="no day of the week"):
        Policy.from_toml(SHIPPED.replace('"saturday", "sunday"', every))


def test_a_policy_without_rules_asks_for_nothing() -> None:
    text = SHIPPED[: SHIPPED.index("# kind = ")].replace("[clocks]", "rules = []\n[clocks]")
    assert Policy.from_toml(text).rules == ()
