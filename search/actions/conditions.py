"""Filters of a query for action items (``due:<2w``, ``owner:none``) as tests of rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.vocabulary import ActionKind, ActionStatus, Severity, Strength
from search.query.values import (
    MONTHS,
    fold_path,
    read_age,
    read_flag,
    read_period,
    read_severity,
)
from search.results import NO_VALUE

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.rows import ActionRow
    from search.query.lexer import Token

    Test = Callable[[ActionRow], bool]

_NONE = {"none", "missing", "unknown", "no", "nobody", "-"}
_STATUSES = {
    "open": ActionStatus.OPEN,
    "in progress": ActionStatus.IN_PROGRESS,
    "progress": ActionStatus.IN_PROGRESS,
    "doing": ActionStatus.IN_PROGRESS,
    "done": ActionStatus.DONE,
    "closed": ActionStatus.DONE,
    "won't do": ActionStatus.WONT_DO,
    "won't": ActionStatus.WONT_DO,
    "wont do": ActionStatus.WONT_DO,
    "wontdo": ActionStatus.WONT_DO,
    "dropped": ActionStatus.WONT_DO,
}
_DAYS = re.compile(r"(\d{1,6})\s*d?(?:ays?)?", re.IGNORECASE)
_SIGNS = {"<=": "≤ ", ">=": "≥ ", "<": "< ", ">": "> ", "=": "", "": ""}


@dataclass(frozen=True, slots=True)
class Filtered:
    """A filter that made sense: what it tests, and its words for a chip."""

    test: Test
    label: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A filter that did not: one sentence for the reader of the query."""

    why: str


def filter_of(token: Token, today: date) -> Filtered | Refused:
    """What a filter means on `today`; it has at least one value."""
    if token.operator not in ("", "=") and token.field not in _COMPARABLE:
        return Refused(f"{token.field}: cannot be compared with {token.operator}.")
    return _READERS[token.field](token, today)


def _texts(token: Token) -> list[str]:
    return [value.text.strip() for value in token.values if value.text.strip()]


def _shown(token: Token) -> str:
    return f"{token.field.capitalize()}: {', '.join(_texts(token))}"


def _owner(token: Token, _today: date) -> Filtered | Refused:
    folded = [fold_path(one) for one in _texts(token)]
    names = {one for one in folded if one not in _NONE}
    nobody = len(names) < len(folded)

    def test(row: ActionRow) -> bool:
        return nobody if not row.owner else fold_path(row.owner) in names

    return Filtered(test, "No owner" if nobody and not names else _shown(token))


def _service(token: Token, _today: date) -> Filtered | Refused:
    folded = [fold_path(one) for one in _texts(token)]
    wanted = tuple(one for one in folded if one not in _NONE)
    missing = len(wanted) < len(folded)

    def test(row: ActionRow) -> bool:
        if not row.services:
            return missing
        paths = [f"/{fold_path(one)}/" for one in row.services]
        return any(f"/{one}/" in path for one in wanted for path in paths)

    return Filtered(test, "No service" if missing and not wanted else _shown(token))


def _incident(token: Token, _today: date) -> Filtered | Refused:
    wanted = [one.casefold() for one in _texts(token)]

    def test(row: ActionRow) -> bool:
        keys = [key.casefold() for key in row.incident_keys or (row.incident_key,)]
        return any(_begins(key, one) for one in wanted for key in keys)

    return Filtered(test, _shown(token))


def _begins(key: str, wanted: str) -> bool:
    """``INC-2025`` means ``INC-2025-034``, but ``INC-1`` does not mean ``INC-12``."""
    if wanted.endswith("*"):
        return key.startswith(wanted[:-1])
    return key.startswith(wanted) and not key[len(wanted) : len(wanted) + 1].isalnum()


def _tracker(token: Token, _today: date) -> Filtered | Refused:
    tests: list[Test] = []
    for one in (text.casefold() for text in _texts(token)):
        if one in _NONE:
            tests.append(lambda row: not row.tracker_key)
        elif one in {"yes", "any", "linked"}:
            tests.append(lambda row: bool(row.tracker_key))
        elif one in {"waiting", "pending", "not pushed"}:
            tests.append(lambda row: row.not_pushed)
        elif one in {"conflict", "conflicts"}:
            tests.append(lambda row: row.in_conflict)
        else:
            tests.append(_keyed(one))
    return Filtered(_any(tests), _shown(token))


def _keyed(wanted: str) -> Test:
    def test(row: ActionRow) -> bool:
        key = (row.tracker_key or "").casefold()
        return key == wanted or key.startswith((f"{wanted}-", f"{wanted}#", f"{wanted}/"))

    return test


def _status(token: Token, _today: date) -> Filtered | Refused:
    plain = [re.sub(r"[\s_-]+", " ", one.replace("’", "'")).casefold() for one in _texts(token)]
    known = {_STATUSES[one] for one in plain if one in _STATUSES}
    if any(one not in _STATUSES for one in plain):
        return Refused("status: takes open, in progress, done or won't do.")
    label = ", ".join(one.value for one in ActionStatus if one in known)
    return Filtered(lambda row: row.status in known, f"Status: {label}")


def _kind(token: Token, _today: date) -> Filtered | Refused:
    known = {one.value for one in ActionKind}
    wanted = {one.casefold() for one in _texts(token)}
    if wanted - known - _NONE:
        return Refused(f"kind: takes {', '.join(known)} or none.")
    missing = bool(wanted & _NONE)
    return Filtered(
        lambda row: missing if row.kind is None else row.kind.value in wanted, _shown(token)
    )


def _strength(token: Token, _today: date) -> Filtered | Refused:
    known = [one.value for one in Strength]
    wanted = {one.casefold() for one in _texts(token)}
    if wanted - set(known) - _NONE:
        return Refused(f"strength: takes {', '.join(known)} or none.")
    missing = bool(wanted & _NONE)
    return Filtered(
        lambda row: missing if row.strength is None else row.strength.value in wanted,
        _shown(token),
    )


def _severity(token: Token, _today: date) -> Filtered | Refused:
    read = [read_severity(one) for one in _texts(token)]
    if None in read:
        return Refused("severity: takes SEV-1 to SEV-5, or none.")
    wanted = {one for one in read if one is not None}
    if token.operator in ("", "="):
        return Filtered(lambda row: (row.incident_severity or NO_VALUE) in wanted, _shown(token))
    ranks = {one.value: one.rank for one in Severity}
    # As numbers: severity:<=2 means SEV-1 and SEV-2.
    limit = ranks.get(str(read[0]), 0)
    compare = _comparison(token.operator, limit)

    def test(row: ActionRow) -> bool:
        return row.incident_severity is not None and compare(row.incident_severity.rank)

    return Filtered(test, f"Severity: {_SIGNS[token.operator]}{read[0]}")


def _flag(token: Token, _today: date) -> Filtered | Refused:
    text = _texts(token)[0] if _texts(token) else ""
    days = _DAYS.fullmatch(text)
    if token.field == "overdue" and token.operator not in ("", "=") and days:
        compare = _comparison(token.operator, int(days.group(1)))
        label = f"Overdue {_SIGNS[token.operator]}{int(days.group(1))} d"
        return Filtered(lambda row: row.overdue_days > 0 and compare(row.overdue_days), label)
    wanted = read_flag(text)
    if wanted is None or token.operator not in ("", "="):
        return Refused(f"{token.field}: takes yes or no.")
    if token.field == "open":
        return Filtered(
            lambda row: row.status.is_closed is not wanted, "Open" if wanted else "Closed"
        )
    return Filtered(
        lambda row: (row.overdue_days > 0) is wanted, "Overdue" if wanted else "Not overdue"
    )


def _evidence(token: Token, _today: date) -> Filtered | Refused:
    text = (_texts(token) or [""])[0].casefold()
    wanted = False if text in _NONE else read_flag(text)
    if wanted is None:
        return Refused("evidence: takes none or yes.")
    if wanted:
        return Filtered(
            lambda row: row.status is ActionStatus.DONE and bool(row.status_reason.strip()),
            "Done with evidence",
        )
    return Filtered(lambda row: row.lacks_evidence, "Done without evidence")


def _slips(token: Token, _today: date) -> Filtered | Refused:
    text = _texts(token)[0] if _texts(token) else ""
    if not text.isdecimal() or len(text) > 6:
        return Refused("slips: takes a number: slips:>0.")
    compare = _comparison(token.operator, int(text))
    return Filtered(lambda row: compare(row.slips), f"Slips: {_SIGNS[token.operator]}{int(text)}")


def _number(token: Token, _today: date) -> Filtered | Refused:
    plain = [one.casefold().removeprefix("a-") for one in _texts(token)]
    if not plain or any(not (one.isdecimal() and len(one) < 10) for one in plain):
        return Refused("number: takes a number of the register: A-118.")
    wanted = {int(one) for one in plain}
    return Filtered(lambda row: row.register_number in wanted, _shown(token))


def _date(token: Token, today: date) -> Filtered | Refused:
    tests: list[Test] = []
    labels = []
    of = _due_on if token.field == "due" else _completed_on
    for text in _texts(token):
        if text.casefold() in _NONE:
            tests.append(lambda row: of(row) is None)
            labels.append("none")
            continue
        span = day_span(text, token.operator, today)
        if span is None:
            return Refused(f"{token.field}: takes 2w, week, 2025-03, a day, or none.")
        tests.append(_within(of, span))
        labels.append(span.words)
    name = "Due" if token.field == "due" else "Done"
    label = f"No {token.field} date" if labels == ["none"] else f"{name} {', '.join(labels)}"
    return Filtered(_any(tests), label)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included; None is open."""

    first: date | None
    last: date | None
    words: str


def day_span(text: str, operator: str, today: date) -> Span | None:
    """The days meant by ``2w``, ``week``, ``2025-03`` with ``<`` or ``>`` before it; None if none.

    A span such as ``2w`` counts from `today` on; ``<2w`` has no beginning, so what is overdue is
    part of it.
    """
    try:
        first, last, words = _days(text.casefold(), today)
    except (ValueError, OverflowError, TypeError):
        return None
    is_age = read_age(text) is not None
    day = timedelta(days=1)
    if operator == "<":
        end = last if is_age else first
        return Span(None, end - day, f"before {_short(end, today)}")
    if operator == "<=":
        return Span(None, last, f"until {_short(last, today)}")
    if operator == ">":
        return Span(last + day, None, f"after {_short(last, today)}")
    if operator == ">=":
        begin = last if is_age else first
        return Span(begin, None, f"from {_short(begin, today)}")
    return Span(first, last, words)


def _days(text: str, today: date) -> tuple[date, date, str]:
    monday = today - timedelta(days=today.weekday())
    named = {
        "today": (today, today),
        "tomorrow": (today + timedelta(days=1), today + timedelta(days=1)),
        "week": (today, monday + timedelta(days=6)),
        "this week": (today, monday + timedelta(days=6)),
        "next week": (monday + timedelta(days=7), monday + timedelta(days=13)),
    }
    if text in named:
        return (*named[text], "this week" if text == "week" else text)
    age = read_age(text) if not text.isdecimal() else None
    if age is not None:
        return today, today + age[0], f"within {age[1]}"
    period = read_period(text)
    if period is None:
        raise ValueError(text)
    return period.start.date(), period.end.date() - timedelta(days=1), period.words


def _short(day: date, today: date) -> str:
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def _due_on(row: ActionRow) -> date | None:
    return row.due_on


def _completed_on(row: ActionRow) -> date | None:
    return row.completed_on


def _within(of: Callable[[ActionRow], date | None], span: Span) -> Test:
    first, last = span.first or date.min, span.last or date.max

    def test(row: ActionRow) -> bool:
        day = of(row)
        return day is not None and first <= day <= last

    return test


def _any(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    return lambda row: any(test(row) for test in tests)


def _comparison(operator: str, limit: int) -> Callable[[int], bool]:
    comparisons: dict[str, Callable[[int], bool]] = {
        "<": lambda value: value < limit,
        "<=": lambda value: value <= limit,
        ">": lambda value: value > limit,
        ">=": lambda value: value >= limit,
    }
    return comparisons.get(operator, lambda value: value == limit)


_COMPARABLE = {"due", "done", "overdue", "severity", "slips"}
_READERS: dict[str, Callable[[Token, date], Filtered | Refused]] = {
    "owner": _owner,
    "due": _date,
    "done": _date,
    "overdue": _flag,
    "open": _flag,
    "kind": _kind,
    "strength": _strength,
    "status": _status,
    "tracker": _tracker,
    "service": _service,
    "incident": _incident,
    "severity": _severity,
    "slips": _slips,
    "evidence": _evidence,
    "number": _number,
}
