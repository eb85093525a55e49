"""Taking a service's JSON apart without trusting it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from exporters.trackers.failures import OddAnswerError


def mapping(value: Any, what: str) -> dict[str, Any]:
    """The value as an object.

    Raises:
        OddAnswerError: when it is anything else.
    """
    if not isinstance(value, dict):
        raise OddAnswerError(f"The answer has no {what} where one belongs.", "Try again later.")
    return value


def listing(value: Any, what: str) -> list[Any]:
    """The value as a list.

    Raises:
        OddAnswerError: when it is anything else.
    """
    if not isinstance(value, list):
        raise OddAnswerError(f"The answer has no list of {what}.", "Try again later.")
    return value


def word(data: dict[str, Any], name: str) -> str:
    """A text or number that must be there.

    Raises:
        OddAnswerError: when it is missing.
    """
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, (str, int)) or value == "":
        raise OddAnswerError(f"The answer lacks “{name}”.", "Try again later.")
    return str(value)


def optional_date(value: object) -> date | None:
    """``2025-03-18``, or None where there is none."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError as error:
        raise OddAnswerError(f"“{value}” is not a date.", "Try again later.") from error


def optional_instant(value: object) -> datetime | None:
    """An ISO 8601 instant in UTC; Jira writes its offset without a colon."""
    if not isinstance(value, str):
        return None
    try:
        instant = datetime.fromisoformat(value)
    except ValueError as error:
        raise OddAnswerError(f"“{value}” is not an instant.", "Try again later.") from error
    return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
