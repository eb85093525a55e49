"""What the policy says of one incident: required, not required or unknown, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from models.business_days import end_of_day, local_date
from models.policy_rules import Judged, Policy
from models.vocabulary import IncidentKind, LinkKind, Severity

if TYPE_CHECKING:
    from models.incident import Incident

__all__ = [
    "Judged",
    "JudgedIncident",
    "Outcome",
    "Policy",
    "RuleOutcome",
    "Verdict",
    "VerdictOutcome",
    "judge",
    "judge_facts",
    "required",
]


class Outcome(StrEnum):
    """What one rule says."""

    FIRED = "fired"
    NOT_FIRED = "not fired"
    UNKNOWN = "unknown"


class VerdictOutcome(StrEnum):
    """What all rules together say."""

    REQUIRED = "required"
    NOT_REQUIRED = "not required"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """One rule, and why it came out as it did.

    Attributes:
        missing: the fields that would have to be recorded; empty unless unknown.
    """

    name: str
    outcome: Outcome
    reason: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the policy says of one incident.

    Attributes:
        rules: every rule, in the policy's order; empty where the policy does not apply.
        meeting_due: UTC instant; None while unresolved.
        document_due: last second of the due date in the library's zone, as a UTC instant.
        note: why the policy does not apply ("A drill needs no postmortem"); else empty.
    """

    outcome: VerdictOutcome
    rules: tuple[RuleOutcome, ...]
    meeting_due: datetime | None
    document_due: datetime | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedIncident:
    """The fields of an incident that a policy looks at."""

    severity: Severity | None
    started_at: datetime | None
    resolved_at: datetime | None
    stated_impact_minutes: int | None
    slo: str | None
    slo_violated: bool | None
    data_loss: bool | None
    security: bool | None
    manual_rollback: bool | None

    @classmethod
    def of(cls, incident: Incident) -> JudgedIncident:
        """Those fields of the aggregate."""
        impact = incident.impact
        return cls(
            severity=incident.severity,
            started_at=incident.started_at,
            resolved_at=incident.resolved_at,
            stated_impact_minutes=impact.user_impact_minutes,
            slo=impact.slo,
            slo_violated=impact.slo_violated,
            data_loss=impact.data_loss,
            security=impact.security,
            manual_rollback=impact.manual_rollback,
        )


def judge(incident: Incident, policy: Policy, *, as_of: datetime, zone: str = "UTC") -> Verdict:
    """What the policy says of an incident.

    Drills and duplicates need no postmortem of their own.

    Args:
        incident: the aggregate, its links as read.
        policy: the library's.
        as_of: the instant for which it is said; an ongoing incident has lasted until then.
        zone: the library's IANA zone, in which days end.
    """
    note = _exemption(incident)
    if note:
        return Verdict(
            outcome=VerdictOutcome.NOT_REQUIRED,
            rules=(),
            meeting_due=None,
            document_due=None,
            note=note,
        )
    return judge_facts(JudgedIncident.of(incident), policy, as_of=as_of, zone=zone)


def judge_facts(judged: Judged, policy: Policy, *, as_of: datetime, zone: str = "UTC") -> Verdict:
    """What the policy says of the fields alone; see `judge`."""
    rules = []
    for rule in policy.rules:
        found = rule.find(judged, as_of)
        rules.append(
            RuleOutcome(
                name=rule.name,
                outcome=_outcome(found.fired),
                reason=found.reason,
                missing=found.missing,
            )
        )
    resolved = judged.resolved_at
    if resolved is not None and resolved > as_of:
        resolved = None
    return Verdict(
        outcome=_verdict(required(judged, policy, as_of)),
        rules=tuple(rules),
        meeting_due=resolved + policy.meeting_within if resolved else None,
        document_due=document_due(resolved, policy, zone) if resolved else None,
    )


def required(judged: Judged, policy: Policy, as_of: datetime) -> bool | None:
    """Whether a postmortem is required; None when no rule fires and one is unknown."""
    answer: bool | None = False
    for rule in policy.rules:
        fired = rule.fires(judged, as_of)
        if fired:
            return True
        if fired is None:
            answer = None
    return answer


def document_due(resolved_at: datetime, policy: Policy, zone: str) -> datetime:
    """When the document of an incident resolved then is due."""
    day = policy.calendar.add(local_date(resolved_at, zone), policy.document_within)
    return end_of_day(day, zone)


def _exemption(incident: Incident) -> str:
    if incident.kind is IncidentKind.DRILL:
        return "A drill needs no postmortem"
    for link in incident.links:
        if link.kind is LinkKind.DUPLICATE_OF and link.outgoing:
            return f"Duplicate of {link.key}"
    return ""


def _outcome(fired: bool | None) -> Outcome:
    if fired is None:
        return Outcome.UNKNOWN
    return Outcome.FIRED if fired else Outcome.NOT_FIRED


def _verdict(answer: bool | None) -> VerdictOutcome:
    if answer is None:
        return VerdictOutcome.UNKNOWN
    return VerdictOutcome.REQUIRED if answer else VerdictOutcome.NOT_REQUIRED
