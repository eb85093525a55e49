"""One file, several incidents."""

from __future__ import annotations

import textwrap

from models.reading.reader import read_markdown

_MONTH = textwrap.dedent(
    """\
    # Three outages in March

    Between March 3 and March 9, 2026 the shop was down three times.

    ## Summary

    Two of them had one cause.

    ## The incidents

    ### March 3, 2026 - Full disk

    **Duration:** 10:00 to 10:45 UTC (45 minutes)

    Logs were not rotated.

    **Root causes:**

    - No rotation
    - No alert for space

    **Timeline:**

    - **10:00 UTC** - writes fail
    - **10:45 UTC** - service fully restored

    ### March 5, 2026 - Wrong limit

    **Duration:** 12:00 to 12:20 UTC (20 minutes)

    **Timeline:**

    - **12:00 UTC** - limit deployed
    - **12:10 UTC** - first reports
    - **12:20 UTC** - limit disabled, service fully recovered

    ### March 8-9, 2026 - Full disk again

    **Duration:** 23:30 UTC on March 8 to 00:30 UTC on March 9

    **Resolution:** Space was added.

    ## Remediation

    - Rotate logs
    - Alert on space
    """
)


def test_each_incident_of_a_file_is_one() -> None:
    found = read_markdown(_MONTH.encode(), name="2026-03-month.md").incidents
    assert [one.ordinal for one in found] == [0, 1, 2]
    assert [one.incident.title for one in found] == ["Full disk", "Wrong limit", "Full disk again"]
    assert [one.incident.duration_minutes for one in found] == [45, 20, 60]
    assert [len(one.incident.timeline) for one in found] == [2, 3, 0]
    assert [len(one.incident.contributing_factors) for one in found] == [2, 0, 0]
    assert len({one.incident.id for one in found}) == 3


def test_what_they_share_is_kept_once_with_the_first() -> None:
    first, *others = read_markdown(_MONTH.encode(), name="2026-03-month.md").incidents
    assert [item.title for item in first.incident.action_items] == ["Rotate logs", "Alert on space"]
    assert all(one.incident.action_items == () for one in others)
    text = "\n".join(section.markdown for section in first.incident.sections)
    assert "the shop was down three times" in text
    assert "Two of them had one cause." in text
    assert any("share" in warning for warning in first.warnings)


def test_whole_reports_one_after_the_other() -> None:
    report = (
        "# {}\n\n**Date:** {}\n\n## Summary\n\nIt was down for all.\n\n## Root cause\n\nA typo.\n\n"
    )
    text = report.format("Search down", "2026-03-01") + report.format("Mail down", "2026-03-04")
    found = read_markdown(text.encode(), name="reports.md").incidents
    assert [one.incident.title for one in found] == ["Search down", "Mail down"]
    assert [one.incident.started_at.day for one in found if one.incident.started_at] == [1, 4]


def test_days_inside_one_timeline_are_one_incident() -> None:
    text = (
        "# Slow hub\n\n## Timeline (UTC)\n\n## May 12, 2026\n\n### 20:15\n\nTicket\n\n"
        "## May 13, 2026\n\n### 14:30\n\nCause found\n\n## Action items\n\n- Pin it\n"
    )
    assert len(read_markdown(text.encode(), name="x.md").incidents) == 1
