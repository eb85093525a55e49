"""What the inspector shows, computed from an incident as it stands and from what is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from desktop.pages.editor.inspector_clocks import clock_lines, clocks_note
from desktop.pages.editor.inspector_line import InspectorLine
from desktop.pages.editor.revision_words import made_words, revision_words
from desktop.wording import count_words, day_of, day_words, local
from models.history import RevisionLine
from models.policy import Outcome, Policy, VerdictOutcome, judge
from models.policy_advice import advice
from models.policy_checks import Check, publish_checks
from models.publishing import Approval, PublishState, left_to_do, material_digest
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.incident import Incident
    from models.library import Library
    from models.policy import RuleOutcome, Verdict

_REVISIONS = 3
_VERDICTS: dict[VerdictOutcome, tuple[str, str]] = {
    VerdictOutcome.REQUIRED: ("file-check", "Postmortem required"),
    VerdictOutcome.NOT_REQUIRED: ("check", "No postmortem required"),
    VerdictOutcome.UNKNOWN: ("circle-question-mark", "Not known whether required"),
}
_QUESTIONS = {
    "severity": "Severity",
    "started_at": "User impact",
    "resolved_at": "User impact",
    "slo_violated": "SLO violated",
    "data_loss": "Data loss",
    "security": "Security incident",
    "manual_rollback": "Manual rollback",
}
_FIELDS = {"started_at": "start", "resolved_at": "recovery"}
Stage = Literal["none", "draft", "in review", "final", "waived"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectorBasis:
    """What was read for one incident, beside the incident itself.

    Attributes:
        policy_name: "Policy v3" or "Policy as shipped".
        people: the handles that the library knows.
    """

    incident_id: UUID
    policy: Policy
    policy_name: str
    state: PublishState
    people: tuple[str, ...]
    revisions: tuple[RevisionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectorContents:
    """All lines of the inspector, and what its buttons need to know.

    Attributes:
        digest: of the material that is shown, for approvals.
        left: the checks that keep it from being published.
        reviewers: the handles asked, with their approvals where there are any.
    """

    incident_id: UUID
    stage: Stage
    digest: str
    left: tuple[Check, ...]
    approvals: tuple[Approval, ...]
    state: PublishState
    verdict_note: str
    verdict: tuple[InspectorLine, ...]
    clocks_note: str
    clocks: tuple[InspectorLine, ...]
    reviewers_note: str
    reviewers: tuple[InspectorLine, ...]
    checks_note: str
    checks: tuple[InspectorLine, ...]
    advice: tuple[InspectorLine, ...]
    revisions: tuple[InspectorLine, ...]


def read_basis(library: Library, incident_id: UUID) -> InspectorBasis:
    """Read it; a final postmortem is judged by the policy that held when it was published."""
    state = library.publishing.state(incident_id)
    version = state.judged_by if state.is_judged else library.policies.current()
    return InspectorBasis(
        incident_id=incident_id,
        policy=Policy.from_toml(version.toml) if version else Policy.shipped(),
        policy_name=f"Policy v{version.number}" if version else "Policy as shipped",
        state=state,
        people=tuple(one.name for one in library.vocabulary.people()),
        revisions=tuple(library.revisions.lines(incident_id, limit=_REVISIONS)),
    )


def inspect(
    incident: Incident,
    basis: InspectorBasis,
    hints: Sequence[object],
    *,
    as_of: datetime,
    zone: str,
    me: str = "",
    is_team: bool = False,
) -> InspectorContents:
    """Judge an incident as it stands in the form.

    Args:
        incident: the candidate.
        basis: what was read of it.
        hints: the blameless hints that nobody answered.
        as_of: the present moment.
        zone: the library's.
        me: the handle of whoever looks.
        is_team: the library is a database that others use too.
    """
    digest = material_digest(incident)
    verdict = judge(incident, basis.policy, as_of=as_of, zone=zone)
    approvals = _approvals(incident, basis.state)
    checks = publish_checks(incident, hints)
    left = left_to_do(checks, [one.check for one in basis.state.overrides])
    advised = advice(incident, approvals, digest=digest, people=basis.people)
    stage: Stage = incident.status.value if incident.status else "none"
    holding = sum(one.holds(digest) for one in approvals)
    rules = count_words(len(basis.policy.rules), "rule")
    return InspectorContents(
        incident_id=incident.id,
        stage=stage,
        digest=digest,
        left=left,
        approvals=approvals,
        state=basis.state,
        verdict_note=f"{basis.policy_name}, {rules}",
        verdict=_verdict(incident, verdict),
        clocks_note=clocks_note(incident, zone),
        clocks=clock_lines(incident, verdict, basis.policy, as_of=as_of, zone=zone),
        reviewers_note=f"{holding} of {len(approvals)} approved" if approvals else "nobody asked",
        reviewers=tuple(_reviewer(one, digest, zone, me) for one in approvals),
        checks_note=_checks_note(stage, left),
        checks=_check_lines(checks, basis.state),
        advice=_check_lines(advised, basis.state),
        revisions=_history(basis, as_of=as_of, zone=zone, me=me, is_team=is_team),
    )


def _history(
    basis: InspectorBasis, *, as_of: datetime, zone: str, me: str, is_team: bool
) -> tuple[InspectorLine, ...]:
    lines = [
        InspectorLine(
            icon="dot",
            token="accent.base" if place == 0 else "text.secondary",
            text=revision_words(line),
            detail=made_words(line, now=as_of, zone=zone, me=me, is_team=is_team),
            target="revisions",
        )
        for place, line in enumerate(basis.revisions)
    ]
    if not lines:
        lines = [InspectorLine(text="None kept yet", tone="secondary")]
    said = _last_step(basis.state, zone)
    if said:
        lines.append(InspectorLine(icon="history", text=said, tone="secondary", wraps=True))
    return tuple(lines)


def _approvals(incident: Incident, state: PublishState) -> tuple[Approval, ...]:
    """The reviewers that the form names; one that is not stored yet was not asked."""
    document = incident.postmortem
    stored = {one.handle.casefold(): one for one in state.approvals}
    named = dict.fromkeys(document.reviewers) if document else {}
    return tuple(stored.get(one.casefold(), Approval(handle=one)) for one in named)


def _verdict(incident: Incident, verdict: Verdict) -> tuple[InspectorLine, ...]:
    icon, text = _VERDICTS[verdict.outcome]
    tokens = {
        VerdictOutcome.REQUIRED: "accent.text",
        VerdictOutcome.UNKNOWN: "warning.text",
        VerdictOutcome.NOT_REQUIRED: "text.secondary",
    }
    head = InspectorLine(icon=icon, token=tokens[verdict.outcome], text=text, is_head=True)
    lines = [head]
    document = incident.postmortem
    if document is not None and document.status is PostmortemStatus.WAIVED:
        reason = document.waived_reason or "no reason recorded"
        lines.append(
            InspectorLine(icon="x", token="text.secondary", text=f"Waived: {reason}", wraps=True)
        )
    if verdict.note:
        lines.append(InspectorLine(icon="dot", text=verdict.note, wraps=True))
    lines += [_rule(one) for one in verdict.rules if one.outcome is Outcome.FIRED]
    lines += [_rule(one) for one in verdict.rules if one.outcome is Outcome.UNKNOWN]
    if verdict.outcome is VerdictOutcome.NOT_REQUIRED and not verdict.note:
        lines.append(
            InspectorLine(icon="dot", text="No rule fires", detail=f"{len(verdict.rules)} asked")
        )
    return tuple(lines)


def _rule(rule: RuleOutcome) -> InspectorLine:
    text, _, limit = rule.reason.partition(", limit ")
    if rule.outcome is Outcome.UNKNOWN:
        unasked = _QUESTIONS.get(rule.missing[0], "") if rule.missing else ""
        is_all = text.endswith("is not recorded") and bool(unasked)
        return InspectorLine(
            icon="circle-question-mark",
            token="warning.text",
            text=unasked if is_all else text,
            detail="unknown: not recorded" if is_all else f"unknown: no {_fields(rule.missing)}",
            tone="secondary",
            target=rule.missing[0] if rule.missing else "",
            tip=f"{rule.name}: unknown until {_fields(rule.missing)} is recorded",
        )
    return InspectorLine(icon="dot", text=text, detail=f"limit {limit}" if limit else "")


def _fields(names: Sequence[str]) -> str:
    return " and ".join(_FIELDS.get(one, one.replace("_", " ")) for one in names)


def _reviewer(one: Approval, digest: str, zone: str, me: str) -> InspectorLine:
    you = " (you)" if me and one.handle.casefold() == me.casefold() else ""
    icon, token = "clock", "text.secondary"
    detail = f"asked {_short_day(one.asked_at, zone)}" if one.asked_at else "not approved"
    if one.approved_at is not None:
        icon, token = "check", "success.text"
        detail = f"approved {_short_day(one.approved_at, zone)}"
        if not one.holds(digest):
            icon, token = "history", "warning.text"
            detail += ", text changed since"
    return InspectorLine(
        icon=icon, token=token, text=f"{one.handle}{you}", detail=detail, key=one.handle
    )


def _short_day(at: datetime | None, zone: str) -> str:
    return day_of(at, zone).rsplit(" ", 1)[0]


def _checks_note(stage: Stage, left: Sequence[Check]) -> str:
    if stage == "final":
        return "published"
    if stage == "waived":
        return "waived"
    return f"{len(left)} left" if left else "ready"


def _check_lines(checks: Sequence[Check], state: PublishState) -> tuple[InspectorLine, ...]:
    """What is left first, as it is what there is to do."""
    lines = [(_check_order(one, state), _check_line(one, state)) for one in checks]
    return tuple(line for _order, line in sorted(lines, key=lambda pair: pair[0]))


def _check_order(check: Check, state: PublishState) -> int:
    if check.passed:
        return 2
    return 1 if state.override_of(check.name) else 0


def _check_line(check: Check, state: PublishState) -> InspectorLine:
    override = state.override_of(check.name)
    if check.passed:
        return InspectorLine(
            icon="check",
            token="success.text",
            text=check.text,
            detail=check.detail,
            tone="secondary",
            target=check.place,
            key=check.name,
            drops_detail=True,
        )
    if override is not None:
        who = f" by {override.made_by}" if override.made_by else ""
        return InspectorLine(
            icon="minus",
            token="text.secondary",
            text=check.text,
            detail="set aside",
            tone="secondary",
            target=check.place,
            key=check.name,
            tip=f"Set aside{who}: {override.reason}",
        )
    icon = "circle" if check.known else "circle-question-mark"
    return InspectorLine(
        icon=icon if check.binding else "circle-dashed",
        token="warning.text" if check.binding else "text.secondary",
        text=check.text,
        detail=check.detail,
        target=check.place,
        key=check.name,
        tip="" if check.binding else "Advice: publishing does not wait for it",
    )


def _last_step(state: PublishState, zone: str) -> str:
    """How it got its status: "Reopened 20 Mar 2025 by @cto: a figure was wrong"; may be empty."""
    if not state.steps:
        return ""
    step = state.steps[-1]
    if step.from_status is None and step.to_status is PostmortemStatus.DRAFT:
        return ""
    verbs = {"final": "Published", "waived": "Waived", "in review": "In review since"}
    verb = verbs.get(step.to_status.value, "Back to draft")
    if step.from_status in (PostmortemStatus.FINAL, PostmortemStatus.WAIVED):
        verb = "Reopened"
    who = f" by {step.made_by}" if step.made_by else ""
    reason = f": {step.reason}" if step.reason else ""
    return f"{verb} {day_words(local(step.made_at, zone).date())}{who}{reason}"
