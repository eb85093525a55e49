"""A policy as a form holds it, and as the TOML that is kept; what a change of it would mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from models.policy import required
from models.policy_rules import AnswerRule, Policy, SeverityRule, UserImpactRule
from models.vocabulary import IncidentKind, LinkKind, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.figures.facts import Facts

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ANSWERS = ("slo_violated", "data_loss", "security", "manual_rollback")
"""The questions of the impact form that a rule can ask, in the practice's order."""
_NAMES = {
    "slo_violated": "service level objective",
    "data_loss": "data loss",
    "security": "security",
    "manual_rollback": "manual rollback",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyForm:
    """The values of a policy that has at most one rule of each kind.

    Attributes:
        always: severities for which a postmortem is always required; empty for no such rule.
        impact_severities: severities for which the length of the user impact decides.
        impact_minutes: the limit; longer than this, strictly, fires.
        answers: the questions (`ANSWERS`) that fire when they are answered with yes.
        meeting_hours: elapsed hours from resolution to the meeting.
        document_days: business days from resolution to the document.
        weekend: weekday numbers (Monday is 0) on which nobody works.
        holidays: dates on which nobody works.
    """

    always: frozenset[Severity]
    impact_severities: frozenset[Severity]
    impact_minutes: int
    answers: frozenset[str]
    meeting_hours: int
    document_days: int
    weekend: frozenset[int]
    holidays: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyEffect:
    """What another policy would say of the library's incidents.

    Attributes:
        newly: keys of those that would require a postmortem and do not now.
        no_longer: keys of those that require one now and would not.
        unknown: how many nobody could judge.
        incidents: how many were judged: no drills, no duplicates.
    """

    newly: tuple[str, ...]
    no_longer: tuple[str, ...]
    unknown: int
    incidents: int


def form_of(policy: Policy) -> PolicyForm | None:
    """The policy as the form holds it; None when it has rules that the form cannot show."""
    always: frozenset[Severity] = frozenset()
    impact: UserImpactRule | None = None
    answers: set[str] = set()
    for rule in policy.rules:
        if isinstance(rule, SeverityRule) and not always:
            always = rule.severities
        elif isinstance(rule, UserImpactRule) and impact is None:
            impact = rule
        elif isinstance(rule, AnswerRule) and rule.field not in answers:
            answers.add(rule.field)
        else:
            return None
    limit = impact.limit if impact else timedelta(minutes=15)
    hours, minutes = policy.meeting_within / timedelta(hours=1), limit / timedelta(minutes=1)
    if not (hours.is_integer() and minutes.is_integer()):
        return None
    return PolicyForm(
        always=always,
        impact_severities=impact.severities if impact else frozenset(),
        impact_minutes=int(minutes),
        answers=frozenset(answers),
        meeting_hours=int(hours),
        document_days=policy.document_within,
        weekend=policy.calendar.weekend,
        holidays=tuple(sorted(policy.calendar.holidays)),
    )


def toml_of(form: PolicyForm, *, version: int) -> str:
    """The TOML of a form, with a word on each part; `Policy.from_toml` reads it back."""
    weekend = ", ".join(f'"{WEEKDAYS[one]}"' for one in sorted(form.weekend))
    holidays = ", ".join(one.isoformat() for one in form.holidays)
    parts = [
        "# When a postmortem is required, and by when.",
        f"version = {version}",
        "",
        "[clocks]",
        "# Elapsed hours from resolution to the postmortem meeting.",
        f"meeting_hours = {form.meeting_hours}",
        "# Business days after the day of resolution.",
        f"document_business_days = {form.document_days}",
        "",
        "[calendar]",
        f"weekend = [{weekend}]",
        f"holidays = [{holidays}]",
    ]
    if form.always:
        parts += _rule("severity", "severity", f"severities = {_severities(form.always)}")
    if form.impact_severities:
        parts += _rule(
            "user impact",
            "user impact",
            f"severities = {_severities(form.impact_severities)}",
            f"limit_minutes = {form.impact_minutes}",
        )
    for field in ANSWERS:
        if field in form.answers:
            parts += _rule(_NAMES[field], "answer", f'field = "{field}"')
    if not (form.always or form.impact_severities or form.answers):
        # TOML has no empty list of tables; the reader takes an empty array.
        parts.insert(2, "rules = []")
    return "\n".join(parts) + "\n"


def policy_effect(facts: Facts, old: Policy, new: Policy, *, as_of: datetime) -> PolicyEffect:
    """What would change for the incidents of a library with another policy.

    Only incidents count: drills and duplicates need no postmortem under any policy.
    """
    duplicates = {one.from_id for one in facts.links if one.kind is LinkKind.DUPLICATE_OF}
    judged = [
        one
        for one in facts.incidents
        if one.kind is IncidentKind.INCIDENT and one.id not in duplicates
    ]
    newly, no_longer, unknown = [], [], 0
    for one in judged:
        before, after = required(one, old, as_of), required(one, new, as_of)
        if after and not before:
            newly.append(one.key)
        elif before and not after:
            no_longer.append(one.key)
        unknown += after is None
    return PolicyEffect(
        newly=tuple(newly), no_longer=tuple(no_longer), unknown=unknown, incidents=len(judged)
    )


def _rule(name: str, kind: str, *values: str) -> Sequence[str]:
    return ["", "[[rules]]", f'name = "{name}"', f'kind = "{kind}"', *values]


def _severities(severities: frozenset[Severity]) -> str:
    return "[" + ", ".join(f'"{one.value}"' for one in sorted(severities)) + "]"
