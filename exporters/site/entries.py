"""What the index of a site knows of one incident."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from models.lead import plain_text
from models.vocabulary import IncidentKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.incident import Incident

_LONGEST = 6_000
"""Characters of one incident that the page's search looks at; the page loads them all."""

_OF_A_SECTION = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteEntry:
    """One row of the index.

    Attributes:
        file: of its page, in the site's folder.
        status: of the postmortem, in words; empty where there is none.
        is_drill: drills are on the site, but in no count.
        text: what is searched, folded as the page's script folds what is typed.
    """

    file: str
    key: str
    title: str
    severity: Severity | None
    services: tuple[str, ...]
    category: str
    status: str
    is_drill: bool
    started_at: datetime | None
    text: str


def entry(file: str, incident: Incident) -> SiteEntry:
    """The row of an incident whose page is `file`."""
    return SiteEntry(
        file=file,
        key=incident.key,
        title=incident.title,
        severity=incident.severity,
        services=incident.services,
        category=incident.category or "",
        status=incident.status.value if incident.status else "",
        is_drill=incident.kind is IncidentKind.DRILL,
        started_at=incident.started_at,
        text=folded(" ".join(_texts(incident)))[:_LONGEST],
    )


def folded(text: str) -> str:
    """In small letters, without accents, on one line."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return " ".join("".join(one for one in plain if not "\u0300" <= one <= "\u036f").split())


def _texts(incident: Incident) -> Iterator[str]:
    """Names first, so that they are searched even where the text is long."""
    yield from (incident.key, incident.title, *incident.services)
    yield incident.category or ""
    yield from incident.tags
    yield incident.severity.value if incident.severity else ""
    if incident.started_at:
        yield incident.started_at.date().isoformat()
    yield from (one.title for one in incident.contributing_factors)
    yield from (plain_text(one.markdown[:_OF_A_SECTION]) for one in incident.sections)
    yield from (one.title for one in incident.action_items)
    yield from (plain_text(one.text) for one in incident.defences)
