"""Filters of a query (``severity:<=2``, ``after:2024``) as conditions on facts and names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from models.vocabulary import PostmortemStatus
from search.facts import HAS, SEVERITIES, STATUSES, Flag, day_number, seconds
from search.query.tree import Between, Either, Has, Named, Node, OneOf, Without
from search.query.values import (
    MONTHS,
    in_zone,
    read_age,
    read_flag,
    read_number,
    read_period,
    read_severity,
    read_status,
)
from search.query.words import FIELDS, FieldKind
from search.results import NO_VALUE

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.query.lexer import Token
    from search.query.values import Period

_ABSENT_NAMES = {"none", "missing", "unknown"}
_ABSENT_FLAGS = {
    "service": Flag.SERVICE,
    "category": Flag.CATEGORY,
    "tag": Flag.TAG,
    "author": Flag.AUTHOR,
    "reviewer": Flag.REVIEWER,
}
_FURTHEST = 2**62


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where a query is asked.

    Attributes:
        as_of: the present instant, which ``last:`` and ``overdue:`` count from.
        zone: where days, months and years begin: the library's.
    """

    as_of: datetime
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Understood:
    """A filter that made sense.

    Attributes:
        node: the condition.
        label: in words, for a chip.
    """

    node: Node
    label: str


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """A filter that did not.

    Attributes:
        why: one sentence for the reader of the query.
    """

    why: str


def condition_of(token: Token, moment: Moment) -> Understood | Misunderstood:
    """What a filter means.

    Args:
        token: a filter with at least one value.
        moment: when and where it is asked.
    """
    kind = FIELDS[token.field]
    if token.operator and kind not in _COMPARABLE:
        return Misunderstood(f"{token.field}: cannot be compared with {token.operator}.")
    return _READERS[kind](token, moment)


def _names(token: Token, moment: Moment) -> Understood | Misunderstood:
    values = tuple(value.text.strip() for value in token.values if value.text.strip())
    if not values:
        return Misunderstood(f"{token.field}: needs a name.")
    flag = _ABSENT_FLAGS.get(token.field)
    if flag and len(values) == 1 and values[0].casefold() in _ABSENT_NAMES:
        return Understood(Without(Has(token.field, flag)), f"No {token.field}")
    return Understood(Named(token.field, values), _label(token.field, values))


def _severity(token: Token, moment: Moment) -> Understood | Misunderstood:
    read = [read_severity(value.text) for value in token.values]
    known = [value for value in read if value is not None]
    if len(known) < len(read):
        return Misunderstood("severity: takes SEV-1 to SEV-5, or none.")
    ranks = tuple(0 if value == NO_VALUE else _rank(value) for value in known)
    if not token.operator or token.operator == "=":
        return Understood(OneOf("severity", "severity", ranks), _label("severity", tuple(known)))
    # As numbers: severity:<=2 means SEV-1 and SEV-2.
    low, high = _bounds(token.operator, ranks[0])
    node = Between("severity", "severity", max(low or 1, 1), high)
    return Understood(node, f"Severity: {_sign(token.operator)} {known[0]}")


def _rank(value: str) -> int:
    return next(one.rank for one in SEVERITIES if one.value == value)


def _status(token: Token, moment: Moment) -> Understood | Misunderstood:
    read = [read_status(value.text) for value in token.values]
    known = [value for value in read if value is not None]
    if len(known) < len(read):
        return Misunderstood("status: takes draft, in review, final, waived or none.")
    places = {one.value: at + 1 for at, one in enumerate(STATUSES)}
    numbers = tuple(places.get(value, 0) for value in known)
    shown = tuple("no postmortem" if value == NO_VALUE else value for value in known)
    return Understood(OneOf("status", "status", numbers), _label("status", shown))


def _instant(token: Token, moment: Moment) -> Understood | Misunderstood:
    read = [read_period(value.text) for value in token.values]
    periods = [period for period in read if period is not None]
    if len(periods) < len(read):
        return Misunderstood(
            f"{token.field}: takes a year, quarter, month or day: 2024, 2024-Q3, 2024-06."
        )
    if token.field in {"in", "year"}:
        return _within(token, periods, moment.zone)
    first = periods[0]
    begin, opening = in_zone(first.start, moment.zone), _opening(first)
    if token.field == "after":
        return Understood(Between("after", "started", begin, None), f"Since {opening}")
    return Understood(Between("before", "started", -_FURTHEST + 1, begin), f"Before {opening}")


def _within(token: Token, periods: list[Period], zone: tzinfo) -> Understood:
    spans = tuple(
        Between(token.field, "started", in_zone(one.start, zone), in_zone(one.end, zone))
        for one in periods
    )
    node = spans[0] if len(spans) == 1 else Either(spans)
    return Understood(node, f"In {', '.join(one.words for one in periods)}")


def _opening(period: Period) -> str:
    """When a period begins, in words: ``Jan 2024`` for the year 2024."""
    if period.end - period.start <= timedelta(days=1):
        return period.words
    return f"{MONTHS[period.start.month - 1]} {period.start.year}"


def _age(token: Token, moment: Moment) -> Understood | Misunderstood:
    read = read_age(token.values[0].text)
    if read is None:
        return Misunderstood("last: takes a span such as 90d, 12w, 6m or 1y.")
    span, words = read
    begin = seconds(moment.as_of) - int(span.total_seconds())
    return Understood(Between("last", "started", begin, None), f"Last {words}")


def _number(token: Token, moment: Moment) -> Understood | Misunderstood:
    amount = read_number(token.values[0].text, token.field)
    if amount is None:
        example = "90, 2h or 1d" if token.field == "duration" else "500 or 10k"
        return Misunderstood(f"{token.field}: takes a number such as {example}.")
    low, high = _bounds(token.operator or "=", amount)
    # An unknown amount is -1: it is never below a limit.
    node = Between(token.field, token.field, max(low or 0, 0), high)
    unit = " min" if token.field == "duration" else ""
    label = f"{token.field.capitalize()}: {_sign(token.operator or '=')} {amount}{unit}"
    return Understood(node, label.replace("  ", " "))


def _has(token: Token, moment: Moment) -> Understood | Misunderstood:
    flags = [HAS.get(value.text.casefold()) for value in token.values]
    known = [flag for flag in flags if flag is not None]
    if len(known) < len(flags):
        return Misunderstood("has: takes attachment, actions, links, timeline, cause and the like.")
    nodes = tuple(Has("has", flag) for flag in known)
    shown = ", ".join(value.text.casefold() for value in token.values)
    return Understood(nodes[0] if len(nodes) == 1 else Either(nodes), f"Has: {shown}")


def _flag(token: Token, moment: Moment) -> Understood | Misunderstood:
    wanted = read_flag(token.values[0].text)
    if wanted is None:
        return Misunderstood(f"{token.field}: takes yes or no.")
    node: Node = _flag_node(token.field, moment)
    label = {
        "overdue": "Overdue actions",
        "repeat": "Repeat",
        "postmortem": "Postmortem",
        "review": "Open review",
    }
    words = label[token.field]
    return Understood(node, words) if wanted else Understood(Without(node), f"No {words.lower()}")


def _flag_node(field: str, moment: Moment) -> Node:
    if field == "overdue":
        # Due today is not overdue yet.
        return Between("overdue", "due", 1, day_number(moment.as_of.astimezone(moment.zone).date()))
    if field == "review":
        in_review = STATUSES.index(PostmortemStatus.IN_REVIEW) + 1
        return OneOf("review", "status", (in_review,))
    return Has(field, Flag.REPEAT if field == "repeat" else Flag.POSTMORTEM)


def _bounds(operator: str, amount: int) -> tuple[int | None, int | None]:
    """A comparison as lowest number that fits and lowest that no longer does."""
    return {
        "<": (None, amount),
        "<=": (None, amount + 1),
        ">": (amount + 1, None),
        ">=": (amount, None),
        "=": (amount, amount + 1),
    }[operator]


def _sign(operator: str) -> str:
    return {"<=": "≤", ">=": "≥", "=": ""}.get(operator, operator)


def _label(field: str, values: tuple[str, ...]) -> str:
    return f"{field.capitalize()}: {', '.join(values)}"


_COMPARABLE = {FieldKind.SEVERITY, FieldKind.NUMBER}
_READERS: dict[FieldKind, Callable[[Token, Moment], Understood | Misunderstood]] = {
    FieldKind.NAMES: _names,
    FieldKind.SEVERITY: _severity,
    FieldKind.STATUS: _status,
    FieldKind.INSTANT: _instant,
    FieldKind.AGE: _age,
    FieldKind.NUMBER: _number,
    FieldKind.HAS: _has,
    FieldKind.FLAG: _flag,
}
