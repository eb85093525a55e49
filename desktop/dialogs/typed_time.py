"""Times and dates as people type them: `14:25`, `15 Mar 14:25`, `fri`, `+2w`.

Everything is read in a stated zone and against a stated moment; nothing here reads the clock.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from models.errors import BadInputError

_UNKNOWN = frozenset({"", "?", "-", "unknown", "n/a", "none"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(
    r"(?<![\d-])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"(?P<fraction>\.\d{1,6})?|(?P<packed>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?$",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})$", re.IGNORECASE)
_ISO_DATE = re.compile(r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$")
_DOTTED_DATE = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_DAY_MONTH = re.compile(r"^(?P<day>\d{1,2})\.?\s+(?P<month>[a-z]+)\.?,?(?:\s+(?P<year>\d{4}))?$")
_MONTH_DAY = re.compile(r"^(?P<month>[a-z]+)\.?\s+(?P<day>\d{1,2}),?(?:\s+(?P<year>\d{4}))?$")
_OFFSET = re.compile(r"^\+\s*(\d{1,3})\s*(d|day|days|w|week|weeks)?$")
_TIME_HINT = "Write it like 14:25 or 2025-03-15 14:25."
_DATE_HINT = "Write it like 2025-03-18, 18 Mar, fri or +2w."


def zone_named(name: str) -> tzinfo:
    """The zone of an IANA name.

    Raises:
        BadInputError: no such zone is known on this machine.
    """
    if name.upper() == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInputError(
            f"“{name}” is not a time zone.", "Choose one such as UTC or Europe/Berlin."
        ) from error


def format_instant(value: datetime | None, zone: str) -> str:
    """`value` in the zone as the form shows it; empty for None.

    Seconds and fractions appear only where there are any, so that reading the text back gives
    the same instant.
    """
    if value is None:
        return ""
    local = value.astimezone(zone_named(zone))
    text = f"{local:%Y-%m-%d %H:%M}"
    if local.second or local.microsecond:
        text += f"{local:%S}".rjust(3, ":")
    if local.microsecond:
        text += f".{local.microsecond:06d}"
    return text


def format_date(value: date | None) -> str:
    """`value` as the form shows it; empty for None."""
    return value.isoformat() if value else ""


def read_instant(
    text: str,
    *,
    zone: str,
    now: datetime,
    after: datetime | None = None,
    near: datetime | None = None,
) -> datetime | None:
    """The UTC instant that `text` means, or None where it says unknown.

    Args:
        text: what was typed.
        zone: IANA zone of a time that names no zone of its own.
        now: the present moment, for `now`, `today` and times without a date.
        after: an earlier moment of the same incident: a time without a date is the first such
            time from then on, so that 00:10 after 23:50 is the next day.
        near: a moment close by: a time without a date is the such time closest to it, before or
            after (rows of a timeline, which may be typed out of order). `after` wins over it.

    Raises:
        BadInputError: the text is no time.
    """
    cleaned = " ".join(text.replace("T", " ", 1).split()) if _starts_iso(text) else text.strip()
    if cleaned.lower() in _UNKNOWN:
        return None
    if cleaned.lower() == "now":
        return now.replace(second=0, microsecond=0)
    cleaned, own_zone = _split_zone(cleaned)
    where = own_zone or zone_named(zone)
    day_text, clock = _split_clock(cleaned)
    today = now.astimezone(where).date()
    if day_text:
        day = _read_day(day_text, today, future=False)
        return _at(day, clock, where)
    if after is not None:
        return _at_first(clock, where, after)
    return _at_closest(clock, where, near) if near else _at_last(clock, where, now)


def read_date(text: str, *, today: date) -> date | None:
    """The date that `text` means, or None where it says unknown.

    Understands ISO dates, `18 Mar`, `today`, `tomorrow`, weekdays (the next such day), `+2w`.

    Raises:
        BadInputError: the text is no date.
    """
    cleaned = " ".join(text.split()).lower()
    if cleaned in _UNKNOWN:
        return None
    if offset := _OFFSET.match(cleaned):
        weeks = (offset.group(2) or "d").startswith("w")
        return today + timedelta(days=int(offset.group(1)) * (7 if weeks else 1))
    if cleaned in ("next week", "in a week"):
        return today + timedelta(days=7)
    return _read_day(cleaned, today, future=True)


def _starts_iso(text: str) -> bool:
    return bool(re.match(r"\s*\d{4}-\d{1,2}-\d{1,2}T", text))


def _split_zone(text: str) -> tuple[str, tzinfo | None]:
    match = _ZONE.search(text)
    if match is None or not re.search(r"\d", text[: match.start()]):
        return text, None
    name = match.group("zone")
    if name[0] in "+-":
        digits = name[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        if ":" not in text[: match.start()]:
            return text, None  # `2025-03-1500` is a typing slip, not an offset
        offset = timedelta(minutes=minutes if name[0] == "+" else -minutes)
        return text[: match.start()], timezone(offset)
    return text[: match.start()], UTC


def _split_clock(text: str) -> tuple[str, time]:
    match = _CLOCK.search(text)
    if match is None or not _is_clock(match):
        if re.search(r"\d", text):
            raise BadInputError("The time of day is missing.", _TIME_HINT)
        raise BadInputError(f"“{text}” is not a time.", _TIME_HINT)
    hour = int(match.group("hour"))
    half = (match.group("half") or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    fraction = float(match.group("fraction") or 0)
    try:
        clock = time(
            hour,
            int(match.group("minute") or match.group("packed") or 0),
            int(match.group("second") or 0),
            round(fraction * 1_000_000),
        )
    except ValueError as error:
        raise BadInputError(f"There is no time {match.group(0).strip()}.", _TIME_HINT) from error
    return text[: match.start()].strip(" ,"), clock


def _is_clock(match: re.Match[str]) -> bool:
    """Whether the digits at the end are a time and not the year or day of a date."""
    if match.group("minute") or match.group("half"):
        return True
    return match.group("packed") is not None and match.start() == 0


def _read_day(text: str, today: date, *, future: bool) -> date:
    lowered = text.lower().rstrip(",")
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if lowered in near:
        return today + timedelta(days=near[lowered])
    if lowered[:3] in _WEEKDAYS and lowered.isalpha():
        return _weekday(lowered, today, future=future)
    try:
        if match := _ISO_DATE.match(lowered):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DOTTED_DATE.match(lowered):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _DAY_MONTH.match(lowered) or _MONTH_DAY.match(lowered):
            return _month_day(match, today, future=future)
    except ValueError as error:
        raise BadInputError(f"There is no date “{text}”.", _DATE_HINT) from error
    raise BadInputError(f"“{text}” is not a date.", _DATE_HINT)


def _weekday(word: str, today: date, *, future: bool) -> date:
    ahead = (_WEEKDAYS.index(word[:3]) - today.weekday()) % 7
    if future:
        return today + timedelta(days=ahead or 7)
    return today - timedelta(days=(7 - ahead) % 7)


def _month_day(match: re.Match[str], today: date, *, future: bool) -> date:
    """A day and a month; without a year it is the nearest one on the side that makes sense."""
    if match["month"][:3] not in _MONTHS:
        raise ValueError(match["month"])
    month = _MONTHS.index(match["month"][:3]) + 1
    if match["year"]:
        return date(int(match["year"]), month, int(match["day"]))
    found = date(today.year, month, int(match["day"]))
    if future and found < today - timedelta(days=183):
        return found.replace(year=today.year + 1)
    if not future and found > today + timedelta(days=1):
        return found.replace(year=today.year - 1)
    return found


def _at(day: date, clock: time, where: tzinfo) -> datetime:
    local = datetime.combine(day, clock, tzinfo=where)
    instant = local.astimezone(UTC)
    if instant.astimezone(where).time() != clock:
        raise BadInputError(
            f"{clock:%H:%M} did not exist on {day.isoformat()} there: the clocks went forward.",
            "Write the time with its offset, such as 02:30+01:00.",
        )
    return instant


def _at_first(clock: time, where: tzinfo, after: datetime) -> datetime:
    day = after.astimezone(where).date()
    found = _at(day, clock, where)
    # The same minute is not "before": 14:23 after 14:23:40 is meant to be that minute.
    if found < after.replace(second=0, microsecond=0):
        found = _at(day + timedelta(days=1), clock, where)
    return found


def _at_closest(clock: time, where: tzinfo, near: datetime) -> datetime:
    day = near.astimezone(where).date()
    days = (day + timedelta(days=shift) for shift in (-1, 0, 1))
    candidates = [datetime.combine(one, clock, tzinfo=where) for one in days]
    closest = min(candidates, key=lambda one: abs(one - near))
    return _at(closest.date(), clock, where)


def _at_last(clock: time, where: tzinfo, now: datetime) -> datetime:
    today = now.astimezone(where).date()
    found = _at(today, clock, where)
    return found if found <= now else _at(today - timedelta(days=1), clock, where)
