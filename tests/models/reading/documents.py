"""Documents of our own invention in the shapes that people use, and a way to read them."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from models.reading.reader import read_markdown

if TYPE_CHECKING:
    from models.incident import Incident
    from models.reading.results import ReadIncident

PRACTICE_TEMPLATE = """\
# Postmortem: Catalogue Search Outage

**Incident ID:** INC-2026-007
**Date:** 2026-02-03
**Severity:** SEV-2
**Duration:** 35 minutes (09:12 – 09:47 UTC)
**Written by:** @search-lead
**Reviewed by:** @platform-lead, @head-of-shop
**Status:** FINAL

---

## Impact

- **Users affected:** ~4,200 visitors who searched saw an empty page
- **Transactions failed:** ~95 orders that start with a search
- **Revenue impact:** ~$3,150 (estimate by the average basket)
- **SLO impact:** Search latency SLO violated, 1.7% of monthly error budget consumed

---

## Timeline

| Time (UTC) | Event |
|-----------|---------|
| 09:12 | Deployment of mapping 31 to the search cluster completed |
| 09:15 | Alert `search-empty-results` fired |
| 09:18 | On-call engineer (Sam) paged |
| 09:24 | Logs show a field without an analyser |
| 09:30 | Decision to go back to mapping 30 (Sam + Ines) |
| 09:33 | Rollback of the mapping initiated |
| 09:47 | Full recovery confirmed, incident resolved |
| 09:55 | Status page updated |

---

## Root Cause

Mapping 31 renamed a field; the query kept its old name.

**Root Cause:** Query and mapping are deployed apart (`catalogue.title`)

---

## Contributing Factors

1. **No test against a real index:** The stub accepts every field,
   so a name that nobody indexes goes unnoticed.
2. **Two repositories:** A change of both cannot be reviewed as one.

---

## What Worked Well

- The alert fired within 3 minutes
- Mappings are versioned, going back is one command

---

## Action Items

| # | Action | Owner | Due Date | Jira |
|---|--------|-------|----------|------|
| 1 | Run the queries against a real index in `ci/search` | @search-team | 2026-02-10 | SRCH-81 |
| 2 | Deploy query and mapping as one artefact | @platform-team | 2026-03-01 | SRCH-82 |
| 3 | Describe "going back" in the runbook | @search-lead | 2026-02-06 | SRCH-83 |

---

## Notes on Blameless Culture

Whoever renamed the field could not see who reads it.
"""
"""As the practice's example, with an incident of our own."""


def read(text: str, *, name: str = "report.md", zone: str = "UTC") -> ReadIncident:
    """The one incident of a document; indentation that all its lines share is taken off."""
    result = read_markdown(textwrap.dedent(text).encode(), name=name, zone=zone)
    assert result.outcome == "imported", result.reason
    assert len(result.incidents) == 1
    return result.incidents[0]


def incident(text: str, *, name: str = "report.md", zone: str = "UTC") -> Incident:
    """The incident that a document tells of."""
    return read(text, name=name, zone=zone).incident


def times(found: Incident) -> list[str]:
    """The instants of the timeline, in UTC, as ``02-03 09:12``."""
    return [f"{event.at:%m-%d %H:%M}" for event in found.timeline]


def reason(text: str, *, name: str = "report.md") -> str:
    """Why a document is skipped."""
    result = read_markdown(textwrap.dedent(text).encode(), name=name)
    assert result.outcome == "skipped", result.incidents
    return result.reason
