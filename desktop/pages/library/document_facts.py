"""The tables of the reading pane's document: the band of facts, action items, all else known."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from desktop.wording import day_words, moment_words, span_words, window_words
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from models.incident import ActionItem, Incident

_BAND = 4

_LEAST_SHARE, _MOST_SHARE = 13, 29
"""Of one fact in the band, in characters."""


def fact_band(incident: Incident, zone: str) -> str:
    """The four facts that matter most of those that are known."""
    facts = _leading_facts(incident, zone)[:_BAND]
    if not facts:
        return ""
    widths = _widths(facts)
    cells = "".join(
        f'<td class="fact" width="{widths[place]}%"><span class="name">{escape(name)}</span><br/>'
        f'<span class="{"bad" if is_bad else "value"}">{escape(value)}</span></td>'
        for place, (name, value, is_bad) in enumerate(facts)
    )
    return (
        '<table width="100%" cellspacing="0" cellpadding="0" '
        f'style="border-collapse: collapse; margin-top: 14px;"><tr>{cells}</tr></table>'
    )


def action_table(incident: Incident, today: date, shared: Mapping[UUID, tuple[str, ...]]) -> str:
    """Number, action, owner, due date with what is overdue, status.

    Args:
        incident: whose items.
        today: the day in the zone that dates are read in.
        shared: by items, the keys of the other incidents that they answer.
    """
    rows = [
        f'<tr><td class="time" width="48">{escape(_number(item))}</td>'
        f'<td class="cell">{escape(item.title)}{_tracker(item)}'
        f"{_answers(shared.get(item.id, ()))}</td>"
        f'<td class="kind">{escape(item.owner or "No owner")}</td>'
        f'<td class="cell">{_due(item, today)}</td>'
        f'<td class="kind">{escape(item.status.value.capitalize())}</td></tr>'
        for item in incident.action_items
    ]
    if not rows:
        return ""
    return f'<table width="100%" cellspacing="0" cellpadding="0">{"".join(rows)}</table>'


def details_table(incident: Incident, zone: str) -> str:
    """All else that is known of the incident, one line each."""
    lines = [
        f'<tr><td class="kind" width="144">{escape(name)}</td>'
        f'<td class="cell">{escape(value)}</td></tr>'
        for name, value in _details(incident, zone)
        if value
    ]
    if not lines:
        return ""
    table = f'<table width="100%" cellspacing="0" cellpadding="0">{"".join(lines)}</table>'
    return f'<p class="heading">Details</p>{table}'


def _leading_facts(incident: Incident, zone: str) -> list[tuple[str, str, bool]]:
    impact = incident.impact
    facts: list[tuple[str, str, bool]] = []
    if incident.started_at is not None:
        window = window_words(incident.started_at, incident.resolved_at, zone)
        facts.append(("Impact window", window, False))
    if incident.duration_minutes is not None:
        facts.append(("Duration", span_words(incident.duration_minutes), False))
    if impact.users_affected is not None:
        about = "about " if "users_affected" in impact.estimated else ""
        facts.append(("Users affected", f"{about}{impact.users_affected:,}", False))
    if impact.slo_violated is not None:
        name = f"{impact.slo} SLO".capitalize() if impact.slo else "SLO"
        name = name.replace("slo", "SLO")
        facts.append((name, "✕ Violated" if impact.slo_violated else "Kept", impact.slo_violated))
    if impact.failed_transactions is not None:
        facts.append(("Failed transactions", f"{impact.failed_transactions:,}", False))
    if impact.revenue is not None:
        facts.append(("Revenue", _money(impact.revenue, impact.currency), False))
    return facts


def _details(incident: Incident, zone: str) -> list[tuple[str, str]]:
    impact, postmortem = incident.impact, incident.postmortem

    def moment(name: str) -> str:
        at = getattr(incident, name)
        return moment_words(at, zone) if at is not None else ""

    return [
        ("Services", ", ".join(incident.services)),
        ("Category", incident.category or ""),
        ("Tags", ", ".join(incident.tags)),
        ("Detected", moment("detected_at")),
        ("Acknowledged", moment("acknowledged_at")),
        ("Mitigated", moment("mitigated_at")),
        ("Resolved", moment("resolved_at")),
        ("Failed transactions", _number_words(impact.failed_transactions)),
        ("Revenue", _money(impact.revenue, impact.currency)),
        ("Error budget", _percent(impact.error_budget_consumed_percent)),
        ("Data loss", _yes(impact.data_loss)),
        ("Security incident", _yes(impact.security)),
        ("Rolled back by hand", _yes(impact.manual_rollback)),
        ("Authors", ", ".join(postmortem.authors) if postmortem else ""),
        ("Reviewers", ", ".join(postmortem.reviewers) if postmortem else ""),
        ("Waived because", postmortem.waived_reason if postmortem else ""),
        ("Attachments", ", ".join(one.name for one in incident.attachments)),
        *[(name, value) for name, value in incident.extra],
    ]


def _widths(facts: list[tuple[str, str, bool]]) -> list[int]:
    """Shares of the band in percent, by how long the words are.

    Short of room the longest words take two lines, before a short one is broken in its middle.
    """
    lengths = [
        min(max(len(name) + 3, len(value) + 3, _LEAST_SHARE), _MOST_SHARE)
        for name, value, _is_bad in facts
    ]
    shares = [length * 100 // sum(lengths) for length in lengths]
    shares[0] += 100 - sum(shares)
    return shares


def _number(item: ActionItem) -> str:
    return f"A-{item.register_number}" if item.register_number else f"{item.number}."


def _answers(others: tuple[str, ...]) -> str:
    words = f"Also answers {', '.join(others)}"
    return f'<br/><span class="name">{escape(words)}</span>' if others else ""


def _tracker(item: ActionItem) -> str:
    return f" <span class='name'>{escape(item.tracker_key)}</span>" if item.tracker_key else ""


def _due(item: ActionItem, today: date) -> str:
    if item.due_on is None:
        return '<span class="name">No due date</span>'
    words = escape(day_words(item.due_on))
    days = (today - item.due_on).days
    is_open = item.status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)
    if is_open and days > 0:
        return f'<span class="bad">Overdue {days} d</span> <span class="name">{words}</span>'
    return words


def _money(amount: Decimal | None, currency: str | None) -> str:
    if amount is None:
        return ""
    whole = amount == amount.to_integral_value()
    words = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    return f"{currency} {words}" if currency else words


def _number_words(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _percent(share: Decimal | None) -> str:
    return "" if share is None else f"{share.normalize():f} % consumed"


def _yes(value: bool | None) -> str:
    return "" if value is None else "Yes" if value else "No"
