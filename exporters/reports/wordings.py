"""The sentences of a postmortem's document: when, by whom, of which class, required by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.wording import (
    joined_in,
    listed,
    opened,
    ordinal,
)
from models.policy import Outcome, VerdictOutcome
from models.vocabulary import LinkKind, PostmortemStatus

if TYPE_CHECKING:
    from exporters.formats import Formats
    from exporters.report_context import ReportContext
    from models.incident import Incident, LinkView

_FIELDS = {
    "started_at": "start",
    "resolved_at": "resolution",
    "slo_violated": "SLO",
    "manual_rollback": "rollback",
}
_CLASS = (LinkKind.RECURRENCE_OF, LinkKind.SAME_CLASS)


def dateline(incident: Incident, context: ReportContext) -> str:
    """``15 March 2025. Published 21 March 2025, revision 16. Written by @a.``, and so on."""
    sentences = [_when(incident, context)]
    document = incident.postmortem
    if document is None:
        return " ".join(sentences)
    if document.published_at is not None:
        published = (
            f"Published {context.formats.long_date(context.local(document.published_at).date())}"
        )
        revision = f", revision {context.revision}" if context.revision else ""
        sentences.append(f"{published}{revision}.")
    elif document.status is not PostmortemStatus.FINAL:
        sentences.append(f"{opened(document.status.value)}, not published.")
    if document.authors:
        sentences.append(f"Written by {listed(document.authors)}.")
    if document.reviewers:
        sentences.append(f"Reviewed by {listed(document.reviewers)}.")
    return " ".join(sentences)


def _when(incident: Incident, context: ReportContext) -> str:
    if incident.started_at is None:
        return "Date not recorded."
    return f"{context.formats.long_date(context.local(incident.started_at).date())}."


def statement(context: ReportContext) -> str:
    """What the policy says, in one sentence; empty where nothing was judged."""
    verdict = context.verdict
    if verdict is None:
        return ""
    policy = f"policy v{context.policy_version}" if context.policy_version else "policy"
    fired = [_brief(one.reason) for one in verdict.rules if one.outcome is Outcome.FIRED]
    if verdict.outcome is VerdictOutcome.REQUIRED:
        reasons = "; ".join(map(joined_in, fired))
        return f"Required by {policy}: {reasons}." if reasons else f"Required by {policy}."
    if verdict.outcome is VerdictOutcome.NOT_REQUIRED:
        why = f": {joined_in(verdict.note)}" if verdict.note else ""
        return f"Not required by {policy}{why}."
    missing = dict.fromkeys(
        _FIELDS.get(name, name.replace("_", " "))
        for one in verdict.rules
        if one.outcome is Outcome.UNKNOWN
        for name in one.missing
    )
    return f"{opened(policy)} cannot tell; not recorded: {', '.join(missing)}."


def _brief(reason: str) -> str:
    """A rule's reason as an item of a list: the limit that it passed is in the policy."""
    return reason.removeprefix("Severity is ").partition(", limit ")[0]


def class_sentences(incident: Incident, formats: Formats) -> tuple[str, ...]:
    """What other incidents it goes with, as people linked them."""
    in_class = [one for one in incident.links if one.kind in _CLASS]
    earlier = sorted(
        (one for one in in_class if _is_earlier(one, incident)),
        key=lambda one: (one.started_at is None, one.started_at, one.key),
    )
    sentences = []
    if earlier:
        reasons = {one.reason.strip().rstrip(".") for one in earlier} - {""}
        why = f", {reasons.pop()}" if len(reasons) == 1 else ""
        named = listed([_named(one, formats) for one in earlier])
        sentences.append(f"{ordinal(len(earlier) + 1)} of its class: follows {named}{why}.")
    told = {one.id for one in earlier}
    rest = [
        one for one in incident.links if one.id not in told and one.kind is not LinkKind.NOT_RELATED
    ]
    for phrase in dict.fromkeys(one.phrase for one in rest):
        named = listed([_named(one, formats) for one in rest if one.phrase == phrase])
        with_ = f"{opened(phrase)} as" if phrase == LinkKind.SAME_CLASS.value else opened(phrase)
        with_ = f"{with_} to" if phrase == LinkKind.RELATED.value else with_
        sentences.append(f"{with_} {named}.")
    return tuple(sentences)


def _is_earlier(link: LinkView, incident: Incident) -> bool:
    if link.kind is LinkKind.RECURRENCE_OF:
        return link.outgoing
    if link.started_at is None or incident.started_at is None:
        return False
    return link.started_at < incident.started_at


def _named(link: LinkView, formats: Formats) -> str:
    if link.started_at is None:
        return link.key
    return f"{link.key} ({formats.short_date(link.started_at.date(), year=True)})"
