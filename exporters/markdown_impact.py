"""The impact as the practice's bullets, as far as a section's own text does not say it already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.incident import Impact
from models.reading.document import read_lines
from models.reading.impact_reader import merged, read_impact
from models.reading.labels import labels_in

if TYPE_CHECKING:
    from decimal import Decimal

    from models.incident import Incident

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}


@dataclass(frozen=True, slots=True)
class _Bullet:
    """One bullet: its label, the fields that it shows, and how."""

    label: str
    fields: tuple[str, ...]
    show: Callable[[Impact], str]


def impact_bullets(incident: Incident) -> list[str]:
    """A bullet for everything that is known."""
    return [_line(bullet, incident.impact) for bullet in _bullets() if _knows(incident, bullet)]


def unstated_bullets(incident: Incident, markdown: str) -> list[str]:
    """Bullets for what is known and not said in a text about the impact."""
    said = Impact()
    labels, _ = labels_in(read_lines(markdown))
    for label in labels:
        said = merged(said, read_impact(label.field, label.value) or Impact())
    return [
        _line(bullet, incident.impact)
        for bullet in _bullets()
        if _knows(incident, bullet)
        and any(
            getattr(incident.impact, name) is not None
            and getattr(incident.impact, name) != getattr(said, name)
            for name in bullet.fields
        )
    ]


def _knows(incident: Incident, bullet: _Bullet) -> bool:
    return any(getattr(incident.impact, name) is not None for name in bullet.fields)


def _line(bullet: _Bullet, impact: Impact) -> str:
    shown = " ".join("".join(c if c.isprintable() else " " for c in bullet.show(impact)).split())
    return f"- **{bullet.label}:** {shown.replace('<!--', '<! --')}"


def _bullets() -> tuple[_Bullet, ...]:
    return (
        _Bullet("Users affected", ("users_affected",), lambda one: _count(one, "users_affected")),
        _Bullet(
            "Transactions failed",
            ("failed_transactions",),
            lambda one: _count(one, "failed_transactions"),
        ),
        _Bullet("Revenue impact", ("revenue", "currency"), _revenue),
        _Bullet("SLO impact", ("slo", "slo_violated", "error_budget_consumed_percent"), _objective),
        _Bullet(
            "User impact duration",
            ("user_impact_minutes",),
            lambda one: f"{_count(one, 'user_impact_minutes')} minutes",
        ),
        _Bullet("Data loss", ("data_loss",), lambda one: _answer(one.data_loss)),
        _Bullet("Security incident", ("security",), lambda one: _answer(one.security)),
        _Bullet("Manual rollback", ("manual_rollback",), lambda one: _answer(one.manual_rollback)),
    )


def _about(impact: Impact, name: str) -> str:
    return "~" if name in impact.estimated else ""


def _count(impact: Impact, name: str) -> str:
    return f"{_about(impact, name)}{getattr(impact, name):,}"


def _amount(value: Decimal) -> str:
    return f"{value:,f}" if abs(value.adjusted()) < 30 else str(value)


def _revenue(impact: Impact) -> str:
    if impact.revenue is None:
        return f"unknown, in {impact.currency}"
    sign = _SIGNS.get(impact.currency or "", "")
    amount = f"{_about(impact, 'revenue')}{sign}{_amount(impact.revenue)}"
    return amount if sign or not impact.currency else f"{amount} {impact.currency}"


def _objective(impact: Impact) -> str:
    parts: list[str] = []
    name = f"{impact.slo} SLO" if impact.slo else "SLO"
    if impact.slo_violated is not None:
        parts.append(f"{name} {'violated' if impact.slo_violated else 'not violated'}")
    elif impact.slo:
        parts.append(name)
    budget = impact.error_budget_consumed_percent
    if budget is not None:
        about = _about(impact, "error_budget_consumed_percent")
        parts.append(f"{about}{_amount(budget)}% of monthly error budget consumed")
    return ", ".join(parts)


def _answer(value: bool | None) -> str:
    return "yes" if value else "no"
