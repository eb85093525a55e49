"""Dates, clock times and zones as people write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from models.reading.reader import read_markdown
from tests.models.reading.documents import incident, read, times


def _in_timeline(
    line: str, *, name: str = "2026-02-03-outage.md", head: str = "Timeline"
) -> list[str]:
    return times(incident(f"# Outage\n\n## {head}\n\n{line}\n", name=name))


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("- **16:58 UTC** - alert", "02-03 16:58"),
        ("- 16:58: alert", "02-03 16:58"),
        ("* 4:58 PM - alert", "02-03 16:58"),
        ("- 4:58pm alert", "02-03 16:58"),
        ("- 16:58:30 alert", "02-03 16:58"),
        ("- ~16:58 alert", "02-03 16:58"),
        ("- 13:55 PM alert", "02-03 13:55"),
        ("- 12:05 AM alert", "02-03 00:05"),
        ("12:45 PM Tuesday Feb 3rd: alert", "02-03 12:45"),
        ("- 2026-02-04 16:58 alert", "02-04 16:58"),
        ("- 2026-02-04T16:58:00Z alert", "02-04 16:58"),
        ("- 2026-02-04 16:58 +02:00 alert", "02-04 14:58"),
        ("- Feb 4, 16:58 - alert", "02-04 16:58"),
        ("- February 4th, 2026, 4:58 PM: alert", "02-04 16:58"),
        ("- 4 February 2026 16:58 alert", "02-04 16:58"),
        ("- 4. Februar 2026 16:58 alert", "02-04 16:58"),
        ("02/14/2026 - 15:38 CST - alert", "02-14 21:38"),
        ("02-14-2026 2:14 pm - alert", "02-14 14:14"),
        ("- 14.02.2026 14:14 alert", "02-14 14:14"),
        ("- **22:30 UTC (Feb 4)** - alert", "02-04 22:30"),
        ("February 14, 2026: 7:56am UTC\nalert", "02-14 07:56"),
        ("- [16:58] alert", "02-03 16:58"),
        ("- `16:58` alert", "02-03 16:58"),
        ("- 16:58 CET alert", "02-03 15:58"),
        ("- 16:58 UTC+1 alert", "02-03 15:58"),
    ],
)
def test_a_stamp_in_any_dress(line: str, at: str) -> None:
    assert _in_timeline(line) == [at]


@pytest.mark.parametrize(
    "line",
    [
        "- 100,000 users saw it",
        "- version 1.2.11 went out",
        "- 5 minutes later all was well",
        "- 1:1 copy",
    ],
)
def test_numbers_that_are_no_times_are_no_events(line: str) -> None:
    result = read_markdown(
        f"# Outage\n\n## Timeline\n\n{line}\n".encode(), name="2026-02-03-outage.md"
    )
    assert [times(one.incident) for one in result.incidents] == [[]]


@pytest.mark.parametrize(
    ("statement", "at", "zone"),
    [
        ("All times in UTC.", "07-01 12:00", "UTC"),
        ("_All times in EDT_", "07-01 16:00", "America/New_York"),
        ("(all times PT)", "07-01 19:00", "America/Los_Angeles"),
        ("Times are in CEST", "07-01 10:00", "Europe/Berlin"),
        ("All times in UTC+5:30", "07-01 06:30", "Asia/Kolkata"),
        ("All times are Europe/Lisbon", "07-01 11:00", "Europe/Lisbon"),
        ("All times in Eastern Time", "07-01 16:00", "America/New_York"),
    ],
)
def test_the_zone_that_a_document_states(statement: str, at: str, zone: str) -> None:
    text = f"# Outage\n\n**Date:** 2026-07-01\n\n## Timeline\n\n{statement}\n\n- 12:00 alert\n"
    found = incident(text)
    assert (times(found), found.timezone) == ([at], zone)


def test_the_zone_in_a_heading_and_in_a_column() -> None:
    heading = "# Outage\n\n**Date:** 2026-07-01\n\n## Timeline (times in BST)\n\n- 12:00 alert\n"
    column = (
        "# Outage\n\n**Date:** 2026-07-01\n\n## Timeline\n\n"
        "| Time (EST) | Event |\n|---|---|\n| 12:00 | alert |\n"
    )
    assert times(incident(heading)) == ["07-01 11:00"]
    assert times(incident(column)) == ["07-01 16:00"]


def test_letters_with_several_meanings_are_resolved_with_a_warning() -> None:
    found = read(
        "# Outage\n\n**Date:** 2026-07-01\n\n## Timeline\n\nAll times in IST\n\n- 12:00 alert\n"
    )
    assert times(found.incident) == ["07-01 06:30"]
    assert any("several zones" in warning for warning in found.warnings)
    sure = {one.name: one.confidence for one in found.fields}
    assert sure["timezone"] < 0.7


def test_standard_time_written_in_summer_is_the_clock_on_the_wall() -> None:
    found = read("# Outage\n\n**Date:** 2026-07-01\n\n## Timeline (PST)\n\n- 12:00 alert\n")
    assert times(found.incident) == ["07-01 19:00"]
    assert any("another offset" in warning for warning in found.warnings)


def test_without_a_zone_the_librarys_holds_and_the_report_says_so() -> None:
    text = "# Outage\n\n**Date:** 2026-07-01\n\n## Timeline\n\n- 12:00 alert\n"
    found = read(text, zone="Europe/Berlin")
    assert (times(found.incident), found.incident.timezone) == (["07-01 10:00"], "Europe/Berlin")
    assert any("No time zone is stated" in warning for warning in found.warnings)


def test_clock_times_pass_midnight() -> None:
    text = """
    # Outage

    **Date:** 2026-07-01

    ## Timeline (UTC)

    - 22:10 first alert
    - 23:59 still down
    - 00:20 restarted
    - 07:00 quiet
    """
    assert times(incident(text)) == ["07-01 22:10", "07-01 23:59", "07-02 00:20", "07-02 07:00"]


def test_two_lines_in_the_wrong_order_are_no_new_day() -> None:
    text = """
    # Outage

    **Date:** 2026-07-01

    ## Timeline (UTC)

    - 12:10 alert
    - 12:05 deployed
    """
    assert times(incident(text)) == ["07-01 12:10", "07-01 12:05"]


def test_the_year_comes_from_what_else_is_known() -> None:
    text = """
    # Outage

    **Date:** 2025-12-31

    ## Timeline (UTC)

    - Dec 31, 23:50 - alert
    - Jan 1, 00:10 - restarted
    """
    found = incident(text)
    assert [event.at.year for event in found.timeline] == [2025, 2026]


def test_day_and_month_in_the_order_that_the_document_shows() -> None:
    american = "# Outage\n\n## Timeline (UTC)\n\n04/05/2026 10:00 - a\n\n04/25/2026 10:00 - b\n"
    european = "# Outage\n\n## Timeline (UTC)\n\n04/05/2026 10:00 - a\n\n25/05/2026 10:00 - b\n"
    by_name = "# Outage\n\n## Timeline (UTC)\n\n04/05/2026 10:00 - a\n"
    assert times(incident(american)) == ["04-05 10:00", "04-25 10:00"]
    assert times(incident(european)) == ["05-04 10:00", "05-25 10:00"]
    assert times(incident(by_name, name="2026-05-06-outage.md")) == ["05-04 10:00"]


def test_a_mistyped_year_is_the_nearest_one() -> None:
    text = "# Bug\n\n## Timeline (UTC)\n\n10/14/2025 - reported\n\n11/03/202 - Version 2 released\n"
    assert times(incident(text)) == ["10-14 00:00", "11-03 00:00"]


def test_only_a_date_is_the_start_of_that_day_with_little_confidence() -> None:
    found = read(
        "# Outage of July 1, 2026\n\n## Summary\n\nThe shop was down.\n", zone="Europe/Berlin"
    )
    assert found.incident.started_at == datetime(2026, 6, 30, 22, 0, tzinfo=UTC)
    assert any("Only the date is known" in warning for warning in found.warnings)
    assert {one.name: one.confidence for one in found.fields}["started_at"] <= 0.5


@pytest.mark.parametrize(
    "name", ["2026-07-01-outage.md", "2026_07_01 outage.md", "2026-07/07-01-outage.md"]
)
def test_the_date_in_a_files_name_counts(name: str) -> None:
    found = read("## Summary\n\nThe shop was down and nobody knew why.\n", name=name)
    assert found.incident.started_at == datetime(2026, 7, 1, tzinfo=UTC)
    assert {one.name: one.confidence for one in found.fields}["started_at"] <= 0.3


def test_no_date_anywhere_stays_unknown() -> None:
    found = read("# Incident\n\n## Summary\n\nThe shop was down.\n\n## Timeline\n\n- 10:00 alert\n")
    assert found.incident.started_at is None
    assert found.incident.timeline == ()
    assert "10:00 alert" in "".join(section.markdown for section in found.incident.sections)


@pytest.mark.parametrize(
    ("labels", "started", "resolved"),
    [
        ("**Duration:** 47 minutes (14:23 – 15:10 UTC)", "14:23", "15:10"),
        ("**Duration:** 14:23 to 15:10 UTC (47 minutes)", "14:23", "15:10"),
        ("**Time:** 2:23 PM - 3:10 PM UTC", "14:23", "15:10"),
        ("**Start:** 14:23 UTC\n**End:** 15:10 UTC", "14:23", "15:10"),
        (
            "- **Started at:** 2026-03-01 14:23 UTC\n- **Resolved at:** 2026-03-01 15:10 UTC",
            "14:23",
            "15:10",
        ),
        ("**Start:** 14:23 UTC\n**Duration:** 47 minutes", "14:23", "15:10"),
        ("The shop was down from 14:23 to 15:10 UTC.", "14:23", "15:10"),
        ("Between 14:23 and 15:10 UTC every checkout failed.", "14:23", "15:10"),
    ],
)
def test_when_it_began_and_ended(labels: str, started: str, resolved: str) -> None:
    found = incident(f"# Shop incident\n\n**Date:** 2026-03-01\n\n{labels}\n\n## Impact\n\nMuch.\n")
    assert found.started_at is not None
    assert found.resolved_at is not None
    assert (f"{found.started_at:%H:%M}", f"{found.resolved_at:%H:%M}") == (started, resolved)


def test_a_window_over_two_days() -> None:
    text = (
        "# Incident\n\n**Duration:** 22:30 UTC on October 29 to 05:39 UTC on October 30 "
        "(7 hours 9 minutes)\n\n## Impact\n\nMuch.\n"
    )
    found = read(text, name="2025-10-31-report.md")
    assert found.incident.duration_minutes == 429
    assert not any("duration" in warning for warning in found.warnings)


def test_stated_times_win_over_the_timeline() -> None:
    text = """
    # Incident

    **Date:** 2026-03-01
    **Duration:** 10:20 to 10:50 UTC

    ## Timeline (UTC)

    - 10:00 deployed
    - 10:55 incident resolved
    """
    found = incident(text)
    assert found.started_at == datetime(2026, 3, 1, 10, 20, tzinfo=UTC)
    assert found.resolved_at == datetime(2026, 3, 1, 10, 50, tzinfo=UTC)


def test_the_timeline_says_when_nothing_else_does() -> None:
    text = """
    # Incident

    **Date:** 2026-03-01

    ## Timeline (UTC)

    - 10:00 deployed version 4
    - 10:05 monitoring detected errors
    - 10:07 Sam acknowledges the page
    - 10:30 impact mitigated by a restart
    - 10:50 service fully restored
    """
    found = read(text)
    moments = found.incident
    assert [
        f"{at:%H:%M}"
        for at in (
            moments.started_at,
            moments.detected_at,
            moments.acknowledged_at,
            moments.mitigated_at,
            moments.resolved_at,
        )
        if at is not None
    ] == ["10:00", "10:05", "10:07", "10:30", "10:50"]
    assert all(one.confidence <= 0.7 for one in found.fields if one.name.endswith("_at"))


def test_an_end_that_did_not_happen_is_not_invented() -> None:
    text = (
        "# Incident\n\n**Date:** 2026-03-01\n\n## Timeline (UTC)\n\n- 10:00 down\n- "
        "11:00 not resolved yet\n"
    )
    assert incident(text).resolved_at is None
