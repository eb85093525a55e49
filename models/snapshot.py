"""Incidents as JSON: an exact snapshot that reads back equal, and the shape that people are shown.

A snapshot has the field names of the dataclasses. Instants are ISO 8601 in UTC, decimals are text
(JSON's numbers would lose digits), sets are sorted lists.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from models.errors import BadInputError, NewerLibraryError
from models.incident import ActionItem, Impact, Incident

FORMAT = 1
"""Counts up when a snapshot changes in a way that this module could not read before."""

_Decoder = Callable[[Any], Any]


def to_json(incident: Incident) -> dict[str, Any]:
    """The whole aggregate; `from_json` gives back an equal one."""
    return {"format": FORMAT, **_encode(incident)}


def from_json(document: dict[str, Any]) -> Incident:
    """The incident of a snapshot. Fields that it lacks get their default.

    Raises:
        NewerLibraryError: when a newer Afterword wrote it.
        BadInputError: when it is no snapshot.
    """
    if not isinstance(document, dict) or not isinstance(document.get("format"), int):
        raise BadInputError("This is not a snapshot of an incident.")
    if document["format"] > FORMAT:
        raise NewerLibraryError(
            "This snapshot was written by a newer version of Afterword.",
            "Update Afterword to read it.",
        )
    try:
        incident = _decoder(Incident)(document)
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise BadInputError("This snapshot of an incident is damaged.") from error
    assert isinstance(incident, Incident)
    return incident


def instant_text(at: datetime) -> str:
    """ISO 8601 in UTC, ``2025-03-15T14:23:00Z``; fractions of a second only where there are any."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _encode(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _encode(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_encode(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(_encode(one) for one in value)
    return _encode_scalar(value)


def _encode_scalar(value: Any) -> Any:
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if isinstance(value, (Decimal, UUID)) else value


_SCALARS: dict[Any, _Decoder] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Decimal: Decimal,
    UUID: UUID,
}


@lru_cache(maxsize=128)
def _decoder(hint: Any) -> _Decoder:
    """How a value of that annotation is read; worked out once for each."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _optional(hint)
    if origin in (tuple, frozenset):
        return _collection(hint, origin)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    if is_dataclass(hint):
        return _record(hint)
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _optional(hint: Any) -> _Decoder:
    inner = _decoder(next(one for one in get_args(hint) if one is not type(None)))
    return lambda value: None if value is None else inner(value)


def _collection(hint: Any, origin: Any) -> _Decoder:
    arguments = get_args(hint)
    if origin is tuple and Ellipsis not in arguments:
        parts = [_decoder(one) for one in arguments]
        return lambda value: tuple(read(one) for read, one in zip(parts, value, strict=True))
    inner = _decoder(arguments[0])
    return lambda value: origin(inner(one) for one in value)


def _record(kind: Any) -> _Decoder:
    hints = get_type_hints(kind)
    readers = {one.name: _decoder(hints[one.name]) for one in fields(kind)}

    def read(value: dict[str, Any]) -> Any:
        return kind(
            **{name: reader(value[name]) for name, reader in readers.items() if name in value}
        )

    return read


def show_json(incident: Incident) -> dict[str, Any]:
    """What ``afterword show --json`` prints (DESIGN section 7)."""
    document = incident.postmortem
    return {
        "key": incident.key,
        "title": incident.title,
        "severity": _encode(incident.severity),
        "status": _encode(incident.status),
        "kind": _encode(incident.kind),
        "started_at": _encode(incident.started_at),
        "detected_at": _encode(incident.detected_at),
        "acknowledged_at": _encode(incident.acknowledged_at),
        "mitigated_at": _encode(incident.mitigated_at),
        "resolved_at": _encode(incident.resolved_at),
        "duration_minutes": incident.duration_minutes,
        "services": list(incident.services),
        "category": incident.category,
        "tags": list(incident.tags),
        "authors": list(document.authors) if document else [],
        "reviewers": list(document.reviewers) if document else [],
        "impact": _impact(incident.impact),
        "sections": [
            {"kind": one.kind.value, "title": one.title, "markdown": one.markdown}
            for one in incident.sections
        ],
        "timeline": [
            {"at": instant_text(one.at), "kind": one.kind.value, "text": one.text}
            for one in incident.timeline
        ],
        "contributing_factors": [
            {"title": one.title, "text": one.text} for one in incident.contributing_factors
        ],
        "defences": [{"outcome": one.outcome.value, "text": one.text} for one in incident.defences],
        "action_items": [_action_item(one) for one in incident.action_items],
        "links": [
            {"key": one.key, "kind": one.phrase, "reason": one.reason} for one in incident.links
        ],
    }


def _impact(impact: Impact) -> dict[str, Any]:
    """Amounts are numbers here: this is for reading, a snapshot is for keeping."""
    shown = _encode(impact)
    for name in ("revenue", "error_budget_consumed_percent"):
        if shown[name] is not None:
            amount = Decimal(shown[name])
            shown[name] = int(amount) if amount == amount.to_integral_value() else float(amount)
    return typing.cast("dict[str, Any]", shown)


def _action_item(item: ActionItem) -> dict[str, Any]:
    shown = _encode(item)
    names = (
        "number",
        "title",
        "owner",
        "due_on",
        "tracker_key",
        "status",
        "completed_on",
        "kind",
        "strength",
    )
    return {name: shown[name] for name in names}
