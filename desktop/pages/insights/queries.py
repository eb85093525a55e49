"""The queries that lead from a mark to the incidents behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.figures.periods import Unit
from models.vocabulary import IncidentKind
from search.query_text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from models.figures.known import Known
    from models.figures.periods import Period
    from models.vocabulary import Severity

MOST_KEYS = 200


def month_query(
    period: Period, *, severity: Severity | None = None, category: str | None = None
) -> str:
    """Real incidents that started in a period, perhaps of one severity or category."""
    parts = []
    if severity is not None:
        parts.append(f"severity:{severity.value}")
    if category is not None:
        parts.append(f"category:{quoted(category)}")
    if period.unit is Unit.MONTH:
        parts.append(f"in:{period.start:%Y-%m}")
    else:
        parts += [f"after:{period.start.isoformat()}", f"before:{period.end.isoformat()}"]
    return " ".join([*parts, f"kind:{IncidentKind.INCIDENT.value}"])


def keys_behind(known: Known, ids: Iterable[UUID]) -> tuple[str, ...]:
    """The keys of these incidents, or of the incidents that these action items answer."""
    wanted = dict.fromkeys(ids)
    keys = [known.by_id[one].key for one in wanted if one in known.by_id]
    if len(keys) < len(wanted):
        for item in known.items:
            if item.id in wanted:
                keys += [known.by_id[one].key for one in item.incident_ids if one in known.by_id]
    return tuple(dict.fromkeys(keys))


def keys_query(known: Known, ids: Iterable[UUID]) -> str:
    """Exactly these incidents, or those of these action items; empty for none.

    Of very many the first `MOST_KEYS`; who opens them is told so.
    """
    keys = keys_behind(known, ids)[:MOST_KEYS]
    return f"key:{','.join(quoted(key) for key in keys)}" if keys else ""
