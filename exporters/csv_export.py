"""Incidents and action items as tables for spreadsheets.

A spreadsheet runs a cell that begins like a formula. Such texts get an apostrophe in front, which
spreadsheets show as "this is text" (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from exporters.whole_files import whole_file
from models.snapshot import instant_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime
    from pathlib import Path
    from typing import BinaryIO

    from models.incident import ActionItem, Incident

Value = str | int | bool | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_INCIDENT: tuple[tuple[str, Callable[[Incident], Value]], ...] = (
    ("key", lambda one: one.key),
    ("title", lambda one: one.title),
    ("severity", lambda one: one.severity),
    ("kind", lambda one: one.kind),
    ("status", lambda one: one.status),
    ("started_at", lambda one: _instant(one.started_at)),
    ("detected_at", lambda one: _instant(one.detected_at)),
    ("acknowledged_at", lambda one: _instant(one.acknowledged_at)),
    ("mitigated_at", lambda one: _instant(one.mitigated_at)),
    ("resolved_at", lambda one: _instant(one.resolved_at)),
    ("duration_minutes", lambda one: one.duration_minutes),
    ("user_impact_minutes", lambda one: one.user_impact_minutes),
    ("services", lambda one: "; ".join(one.services)),
    ("category", lambda one: one.category),
    ("tags", lambda one: "; ".join(one.tags)),
    ("authors", lambda one: "; ".join(one.postmortem.authors) if one.postmortem else None),
    ("reviewers", lambda one: "; ".join(one.postmortem.reviewers) if one.postmortem else None),
    ("published_at", lambda one: _instant(one.postmortem.published_at if one.postmortem else None)),
    ("users_affected", lambda one: one.impact.users_affected),
    ("failed_transactions", lambda one: one.impact.failed_transactions),
    ("revenue", lambda one: _number(one.impact.revenue)),
    ("currency", lambda one: one.impact.currency),
    ("slo", lambda one: one.impact.slo),
    ("slo_violated", lambda one: one.impact.slo_violated),
    (
        "error_budget_consumed_percent",
        lambda one: _number(one.impact.error_budget_consumed_percent),
    ),
    ("data_loss", lambda one: one.impact.data_loss),
    ("security", lambda one: one.impact.security),
    ("manual_rollback", lambda one: one.impact.manual_rollback),
    ("estimated", lambda one: "; ".join(sorted(one.impact.estimated))),
    ("contributing_factors", lambda one: "; ".join(f.title for f in one.contributing_factors)),
    ("action_items", lambda one: len(one.action_items)),
    ("open_action_items", lambda one: sum(not a.status.is_closed for a in one.action_items)),
    ("links", lambda one: "; ".join(f"{link.phrase} {link.key}" for link in one.links)),
)

_ACTION: tuple[tuple[str, Callable[[Incident, ActionItem], Value]], ...] = (
    ("register", lambda _, item: f"A-{item.register_number}" if item.register_number else None),
    ("incident", lambda one, _: one.key),
    ("incident_title", lambda one, _: one.title),
    ("incident_severity", lambda one, _: one.severity),
    ("number", lambda _, item: item.number),
    ("title", lambda _, item: item.title),
    ("owner", lambda _, item: item.owner),
    ("due_on", lambda _, item: _day(item.due_on)),
    ("original_due_on", lambda _, item: _day(item.original_due_on)),
    ("slips", lambda _, item: item.slips),
    ("status", lambda _, item: item.status),
    ("status_reason", lambda _, item: item.status_reason),
    ("completed_on", lambda _, item: _day(item.completed_on)),
    ("kind", lambda _, item: item.kind),
    ("strength", lambda _, item: item.strength),
    ("tracker_key", lambda _, item: item.tracker_key),
)


def write_incidents_csv(
    incidents: Iterable[Incident], target: Path, *, byte_order_mark: bool = False
) -> None:
    """One row per incident, whole or not at all.

    Args:
        incidents: taken one by one.
        target: the file.
        byte_order_mark: in front, for spreadsheets that take UTF-8 for something else without.

    Raises:
        BadInputError: when nothing can be written there.
    """
    with whole_file(target) as opened:
        table = CsvTable(opened, [name for name, _ in _INCIDENT], byte_order_mark=byte_order_mark)
        for incident in incidents:
            table.add(incident_values(incident))


def write_actions_csv(
    incidents: Iterable[Incident], target: Path, *, byte_order_mark: bool = False
) -> None:
    """One row per action item of the incidents; see `write_incidents_csv`."""
    with whole_file(target) as opened:
        table = CsvTable(opened, [name for name, _ in _ACTION], byte_order_mark=byte_order_mark)
        for incident in incidents:
            for values in action_values(incident):
                table.add(values)


def incident_values(incident: Incident) -> list[Value]:
    """The row of one incident."""
    return [value(incident) for _, value in _INCIDENT]


def action_values(incident: Incident) -> list[list[Value]]:
    """The rows of one incident's action items."""
    return [[value(incident, item) for _, value in _ACTION] for item in incident.action_items]


def incidents_table(opened: BinaryIO, *, byte_order_mark: bool = False) -> CsvTable:
    """A table of incidents to add rows to."""
    return CsvTable(opened, [name for name, _ in _INCIDENT], byte_order_mark=byte_order_mark)


def actions_table(opened: BinaryIO, *, byte_order_mark: bool = False) -> CsvTable:
    """A table of action items to add rows to."""
    return CsvTable(opened, [name for name, _ in _ACTION], byte_order_mark=byte_order_mark)


class CsvTable:
    """Writes rows as RFC 4180 says, in UTF-8, with nothing in them that a spreadsheet would run."""

    def __init__(self, opened: BinaryIO, names: list[str], *, byte_order_mark: bool) -> None:
        """Write the names of the columns."""
        self._opened = opened
        if byte_order_mark:
            opened.write(_BYTE_ORDER_MARK)
        self.add(list(names))

    def add(self, values: list[Value]) -> None:
        """Write one row."""
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="\r\n").writerow(map(_cell, values))
        self._opened.write(line.getvalue().encode("utf-8", "replace"))


def _cell(value: Value) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return value
    text = value.replace("\x00", "")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _instant(at: datetime | None) -> str | None:
    return instant_text(at) if at else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: object | None) -> str | None:
    return None if value is None else f"{value:f}"
