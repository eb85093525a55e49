"""What people decided about publishing one postmortem: approvals, checks set aside, its policy.

An approval is of a text. It holds while the *material* of the postmortem is what it was when it
was given: what happened, when, how bad, why, what worked, what is to be done. Who does it and
until when, the tracker's keys, tags, links, files and the status are not part of it, and neither
is white space. The material has a digest, kept with the approval; an approval whose digest is
another one is shown as given before the text changed, and no longer counts.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from models.guidance import without_guidance
from models.history import PolicyVersion, StatusStep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.incident import Incident
    from models.policy_checks import Check

_TIMES = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")
_IMPACT = (
    "users_affected",
    "failed_transactions",
    "revenue",
    "currency",
    "slo",
    "slo_violated",
    "error_budget_consumed_percent",
    "user_impact_minutes",
    "data_loss",
    "security",
    "manual_rollback",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A reviewer, and whether they approved.

    Attributes:
        asked_at: when they were named; None where that was not recorded (imports).
        approved_at: None while they have not.
        digest: of the material that they approved (`material_digest`).
    """

    handle: str
    asked_at: datetime | None = None
    approved_at: datetime | None = None
    digest: str = ""

    def holds(self, digest: str) -> bool:
        """Whether it was given, and for a text with that digest."""
        return self.approved_at is not None and self.digest == digest


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOverride:
    """A check that a person set aside; `check` is `Check.name`."""

    id: UUID
    check: str
    reason: str
    made_by: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishState:
    """All that was decided about publishing one postmortem.

    Attributes:
        approvals: the reviewers in their order.
        overrides: those that hold, oldest first.
        steps: how the status went, oldest first.
        judged_by: the policy that judged it when it was published; None while it is not final,
            and where the shipped policy did.
        is_judged: whether it is final, so that `judged_by` says something.
    """

    approvals: tuple[Approval, ...] = ()
    overrides: tuple[CheckOverride, ...] = ()
    steps: tuple[StatusStep, ...] = ()
    judged_by: PolicyVersion | None = None
    is_judged: bool = False

    def override_of(self, check: str) -> CheckOverride | None:
        """The override of a check, if there is one."""
        return next((one for one in self.overrides if one.check == check), None)


def left_to_do(checks: Iterable[Check], overridden: Iterable[str]) -> tuple[Check, ...]:
    """The checks that still keep a postmortem from being published."""
    aside = frozenset(overridden)
    return tuple(one for one in checks if one.binding and not one.passed and one.name not in aside)


def material_digest(incident: Incident) -> str:
    """The digest of what a reviewer approves."""
    material = [
        incident.title,
        incident.severity,
        *(_instant(getattr(incident, name)) for name in _TIMES),
        [str(_plain(getattr(incident.impact, name))) for name in _IMPACT],
        incident.category,
        [(one.kind, one.title, without_guidance(one.markdown)) for one in incident.sections],
        [(_instant(one.at), one.kind, one.text) for one in incident.timeline],
        [(one.title, one.text) for one in incident.contributing_factors],
        [(one.outcome, one.text) for one in incident.defences],
        [one.title for one in incident.action_items],
    ]
    tidy = json.dumps(_tidied(material), ensure_ascii=False)
    return hashlib.sha256(tidy.encode("utf-8", "replace")).hexdigest()


def _instant(at: datetime | None) -> str:
    return f"{at.timestamp():.0f}" if at is not None else ""


def _plain(value: object) -> object:
    """Decimals that are equal are written alike: 8500 and 8500.00."""
    return float(value) if hasattr(value, "as_tuple") else value  # type: ignore[arg-type]


def _tidied(value: object) -> object:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, (list, tuple)):
        found = [_tidied(one) for one in value]
        # A section or row that says nothing is no difference: forms show empty ones.
        return [one for one in found if one != "" or not isinstance(value, list)]
    return value
