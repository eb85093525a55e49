"""Impact as people state it: users, transactions, money, objectives, yes and no."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from models.incident import Impact
from models.reading.durations import read_duration
from models.reading.wordlists import approximate_pattern

_SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "bn": 10**9,
    "billion": 10**9,
}
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR"}
_CODES = (
    "EUR|USD|GBP|JPY|CHF|SEK|NOK|DKK|PLN|CZK|INR|CAD|AUD|NZD|BRL|CNY|SGD|ZAR|MXN|KRW|TRY|HUF|RON"
)
_PEOPLE = r"(?:end[- ])?(?:users?|customers?|people|accounts?|clients?|subscribers?|merchants?)"


def _number(name: str) -> str:
    """A number with separators of thousands, and its scale word, as two named groups."""
    separated = r"\d{1,3}(?:[,.\u00a0\u2009\u202f ']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    scale = r"k|m|bn|thousand|million|billion"
    return (
        rf"(?P<{name}>{separated}|\d+(?:[.,]\d+)?)"
        rf"\s?(?P<{name}_scale>{scale})?(?![A-Za-z])"
    )


_COUNT = re.compile(rf"(?<![\d.,]){_number('a')}(?!\d|\s?%)", re.IGNORECASE)
_MONEY = re.compile(
    rf"(?P<before>[€$£¥₹]|\b(?:{_CODES})\b)\s?{_number('a')}"
    rf"|{_number('b')}\s?(?P<after>[€£¥₹]|(?:{_CODES})\b)",
    re.IGNORECASE,
)
_NOT_PEOPLE = re.compile(
    r"^\s*(?:%|teams?|requests?|orgs?|organi[sz]ations?|minutes?|hours?|sites?|hubs?|companies)",
    re.IGNORECASE,
)
_AFFECTED = re.compile(
    rf"(?<![\d:.,-]){_number('a')} (?:[a-z-]+ ){{0,2}}?{_PEOPLE} "
    r"(?:were|was|are|have been|had been)?"
    r"\s?(?:affected|impacted|unable|could not|couldn|lost|experienc)"
    r"|(?:affect(?:ed|ing)|impact(?:ed|ing))\s+"
    r"(?:~|about |around |approximately |roughly |some |up to |over |at least )*"
    rf"{_number('b')} (?:[a-z-]+ ){{0,2}}?{_PEOPLE}\b",
    re.IGNORECASE,
)
_BUDGET = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)\s?%\s+(?:of\s+)?(?:\S+\s+){0,4}?error\s+budget", re.IGNORECASE
)
_PERCENT = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s?%")
_SLO_NAME = re.compile(r"(?:^|[.,;]\s+)(?:the\s+)?([A-Za-z][\w /&-]{1,48}?)\s+SL[OA]s?\b")
_NEGATIVE = re.compile(
    r"^\W*(?:no|none|nil|false|not?\b|n\b|zero|0\b)|\bnot (?:violated|breached)"
    r"|\bno (?:slo|sla|data|violation|breach|impact)"
    r"|\bwithin (?:the )?(?:slo|sla|budget|target)",
    re.IGNORECASE,
)
_POSITIVE = re.compile(
    r"^\W*(?:yes|true|y\b)|\bviolat|\bbreach|\bmissed\b|\bexceeded\b|\bexhausted\b", re.IGNORECASE
)
_NO_LOSS = re.compile(
    r"\bno (?:customer |user )?data (?:was|were|has been|is) (?:lost|corrupted)"
    r"|\bno data loss\b|\bthere was no data loss\b",
    re.IGNORECASE,
)
_LARGEST = 10**15


def read_number(text: str, scale: str | None = None) -> Decimal | None:
    """A number with separators of thousands in any style, times its scale word."""
    digits = re.sub(r"[\s']", "", text)
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", digits):
        digits = re.sub(r"[,.]", "", digits)
    elif "," in digits and "." in digits:
        last = max(digits.rfind(","), digits.rfind("."))
        digits = re.sub(r"[,.]", "", digits[:last]) + "." + digits[last + 1 :]
    else:
        digits = digits.replace(",", ".")
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return None
    return number * _SCALES.get((scale or "").lower(), 1)


def read_impact(field: str, value: str) -> Impact | None:
    """The part of the impact that a labelled value states; None when it states nothing usable."""
    reader = {
        "users_affected": _users,
        "failed_transactions": _transactions,
        "revenue": _revenue,
        "slo": _slo,
        "error_budget": _budget,
        "user_impact": _minutes,
        "data_loss": _data_loss,
        "security": _security,
        "manual_rollback": _rollback,
    }.get(field)
    return reader(value) if reader else None


def read_impact_prose(text: str) -> Impact:
    """What sentences about the impact state beyond doubt."""
    impact = Impact()
    affected = _AFFECTED.search(text)
    if affected is not None:
        number = _whole(affected, "a") or _whole(affected, "b")
        if number is not None:
            estimated = _is_estimate(text, affected.start(), affected.start())
            names = frozenset({"users_affected"}) if estimated else frozenset()
            impact = replace(impact, users_affected=number, estimated=names)
    if _NO_LOSS.search(text):
        impact = replace(impact, data_loss=False)
    return impact


def merged(first: Impact, second: Impact) -> Impact:
    """Both; where both state a field, the first holds."""
    changes: dict[str, object] = {}
    estimated = set(first.estimated)
    for name in impact_fields():
        if getattr(first, name) is None and getattr(second, name) is not None:
            changes[name] = getattr(second, name)
            if name in second.estimated:
                estimated.add(name)
    return replace(first, **changes, estimated=frozenset(estimated))  # type: ignore[arg-type]


def impact_fields() -> tuple[str, ...]:
    """The names of the impact's fields, `estimated` left out."""
    return tuple(name for name in Impact.__dataclass_fields__ if name != "estimated")


def _is_estimate(value: str, start: int, end: int) -> bool:
    before = value[max(0, start - 24) : start]
    after = value[end : end + 60]
    return bool(approximate_pattern().search(before)) or "estimat" in after.lower()


def _whole(found: re.Match[str], name: str) -> int | None:
    """The whole number of a match's group, if it has one that can be a count."""
    if found[name] is None:
        return None
    number = read_number(found[name], found[f"{name}_scale"])
    if number is None or number != int(number) or number > _LARGEST:
        return None
    return int(number)


def _users(value: str) -> Impact | None:
    found = _COUNT.search(value)
    number = _whole(found, "a") if found else None
    if found is None or number is None or _NOT_PEOPLE.match(value[found.end() :]):
        nobody = re.match(r"^\W*(?:none|no users|nobody|zero)\b", value, re.IGNORECASE)
        return Impact(users_affected=0) if nobody else None
    estimated = _is_estimate(value, found.start("a"), found.end())
    return Impact(users_affected=number, estimated=_named("users_affected", estimated))


def _transactions(value: str) -> Impact | None:
    found = _COUNT.search(value)
    number = _whole(found, "a") if found else None
    if found is None or number is None:
        return None
    estimated = _is_estimate(value, found.start("a"), found.end())
    return Impact(failed_transactions=number, estimated=_named("failed_transactions", estimated))


def _named(name: str, estimated: object) -> frozenset[str]:
    return frozenset({name}) if estimated else frozenset()


def _revenue(value: str) -> Impact | None:
    found = _MONEY.search(value)
    if found is None:
        nothing = re.match(r"^\W*(?:none|no\b|nil|zero)", value, re.IGNORECASE)
        return Impact(revenue=Decimal(0)) if nothing else None
    group = "a" if found["a"] else "b"
    number = read_number(found[group], found[f"{group}_scale"])
    if number is None or number > _LARGEST:
        return None
    written = (found["before"] or found["after"]).strip()
    start = found.start() if found["before"] else found.start(group)
    estimated = _is_estimate(value, start, found.end())
    return Impact(
        revenue=number,
        currency=_SIGNS.get(written, written.upper()),
        estimated=_named("revenue", estimated),
    )


def _slo(value: str) -> Impact | None:
    violated = False if _NEGATIVE.search(value) else True if _POSITIVE.search(value) else None
    named = _SLO_NAME.search(value)
    name = named[1].strip() if named else None
    if named and _NEGATIVE.match(named[1]):
        name = None
    if name is None and violated is None and 0 < len(value.split()) <= 3:
        name = value.strip()
    budget = _budget(value)
    impact = Impact(slo=name, slo_violated=violated)
    return merged(impact, budget) if budget and _BUDGET.search(value) else impact


def _budget(value: str) -> Impact | None:
    found = _BUDGET.search(value) or _PERCENT.search(value)
    number = read_number(found["number"]) if found else None
    if found is None or number is None:
        return None
    estimated = _is_estimate(value, found.start(), found.start())
    names = frozenset({"error_budget_consumed_percent"}) if estimated else frozenset()
    return Impact(error_budget_consumed_percent=number, estimated=names)


def _minutes(value: str) -> Impact | None:
    found = read_duration(value)
    if found is None:
        return None
    names = frozenset({"user_impact_minutes"}) if found.approximate else frozenset()
    return Impact(user_impact_minutes=round(found.minutes), estimated=names)


def _answer(value: str) -> bool | None:
    if _NEGATIVE.search(value):
        return False
    return True if re.match(r"^\W*(?:yes|true|y)\b", value, re.IGNORECASE) else None


def _data_loss(value: str) -> Impact | None:
    answer = _answer(value)
    return None if answer is None else Impact(data_loss=answer)


def _security(value: str) -> Impact | None:
    answer = _answer(value)
    return None if answer is None else Impact(security=answer)


def _rollback(value: str) -> Impact | None:
    answer = _answer(value)
    return None if answer is None else Impact(manual_rollback=answer)
