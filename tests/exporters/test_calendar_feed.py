"""The calendar of due dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from exporters.calendar_feed import calendar_feed
from models.identifiers import new_id
from models.rows import ActionRow
from models.vocabulary import ActionStatus, Severity

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
ROW = ActionRow(
    id=new_id(),
    register_number=118,
    number=1,
    title="Alert when pool wait time exceeds 250 ms; page, then call",
    owner="@payment-lead",
    due_on=date(2025, 3, 31),
    original_due_on=date(2025, 3, 7),
    status=ActionStatus.OPEN,
    completed_on=None,
    kind=None,
    strength=None,
    tracker_key="PAY-402",
    overdue_days=0,
    incident_id=new_id(),
    incident_key="INC-2024-112",
    incident_title="Checkout latency",
    incident_severity=Severity.SEV_2,
    services=(),
    version=1,
)


def feed(*rows: ActionRow) -> str:
    return calendar_feed(rows, as_of=NOW, library_name="Platform")


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_an_open_item_is_an_event_of_its_day() -> None:
    lines = unfolded(feed(ROW))
    assert "DTSTART;VALUE=DATE:20250331" in lines
    assert "DTEND;VALUE=DATE:20250401" in lines
    assert (
        "SUMMARY:Due: Alert when pool wait time exceeds 250 ms\\; page\\, then call (A-118)"
        in lines
    )


def test_what_is_closed_or_undated_is_left_out() -> None:
    done = replace(ROW, status=ActionStatus.DONE)
    undated = replace(ROW, due_on=None)
    assert "BEGIN:VEVENT" not in feed(done, undated)


@given(st.text(max_size=300))
def test_no_title_breaks_out_of_its_line(title: str) -> None:
    text = feed(replace(ROW, title=title))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    names = [line.split(":")[0].split(";")[0] for line in unfolded(text)]
    assert names.count("END") == names.count("BEGIN") == 2
    assert len(names) == 15
