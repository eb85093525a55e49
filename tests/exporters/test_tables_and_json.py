"""CSV for spreadsheets and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from exporters.csv_export import (
    action_values,
    incident_values,
    incidents_table,
    write_actions_csv,
)
from exporters.csv_export import write_incidents_csv as write_csv
from exporters.json_export import incident_json, write_incident_json
from models.incident import ActionItem, Incident
from models.snapshot import show_json
from tests.exporters.examples import practice_example
from tests.strategies import stored_incidents

if TYPE_CHECKING:
    from pathlib import Path


def _rows(target: Path) -> list[dict[str, str]]:
    with target.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_incidents_are_rows_with_names(tmp_path: Path) -> None:
    write_csv([practice_example()], tmp_path / "incidents.csv")
    (row,) = _rows(tmp_path / "incidents.csv")
    assert row["key"] == "INC-2025-034"
    assert row["severity"] == "SEV-1"
    assert row["started_at"] == "2025-03-15T14:23:00Z"
    assert row["duration_minutes"] == "47"
    assert row["services"] == "payments/payment-service; payments/payment-db"
    assert row["revenue"] == "8500"
    assert row["slo_violated"] == "true"
    assert row["data_loss"] == ""
    assert row["open_action_items"] == "4"


def test_action_items_are_rows_of_their_own(tmp_path: Path) -> None:
    write_actions_csv([practice_example(), practice_example()], tmp_path / "actions.csv")
    rows = _rows(tmp_path / "actions.csv")
    assert len(rows) == 8
    assert rows[0]["incident"] == "INC-2025-034"
    assert rows[0]["due_on"] == "2025-03-18"
    assert rows[0]["register"] == ""


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "=cmd|' /C calc'!A0"]
)
def test_no_cell_can_be_a_formula(tmp_path: Path, text: str) -> None:
    item = ActionItem(number=1, title=text, owner=text, tracker_key=text)
    incident = Incident(key=text, title=text, action_items=(item,), services=(text,))
    write_csv([incident], tmp_path / "i.csv")
    write_actions_csv([incident], tmp_path / "a.csv")
    (row,), (action,) = _rows(tmp_path / "i.csv"), _rows(tmp_path / "a.csv")
    assert {row["key"], row["title"], row["services"]} == {f"'{text}"}
    assert {action["title"], action["owner"], action["tracker_key"]} == {f"'{text}"}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stored_incidents())
def test_no_incident_makes_a_formula(incident: Incident) -> None:
    opened = io.BytesIO()
    table = incidents_table(opened)
    table.add(incident_values(incident))
    for values in action_values(incident):
        table.add(values)
    cells = [cell for row in csv.reader(io.StringIO(opened.getvalue().decode())) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_byte_order_mark_is_written_when_asked_for(tmp_path: Path) -> None:
    write_csv([], tmp_path / "with.csv", byte_order_mark=True)
    write_csv([], tmp_path / "without.csv")
    assert (tmp_path / "with.csv").read_bytes().startswith(b"\xef\xbb\xbfkey,")
    assert (tmp_path / "without.csv").read_bytes().startswith(b"key,")


def test_lines_inside_a_cell_stay_in_it(tmp_path: Path) -> None:
    incident = replace(practice_example(), title='Two\nlines, "quoted"')
    write_csv([incident], tmp_path / "i.csv")
    assert _rows(tmp_path / "i.csv")[0]["title"] == 'Two\nlines, "quoted"'


def test_json_is_what_show_prints(tmp_path: Path) -> None:
    incident = practice_example()
    write_incident_json(incident, tmp_path / "x.json")
    text = (tmp_path / "x.json").read_text("utf-8")
    assert text == incident_json(incident)
    assert json.loads(text) == show_json(incident)
    assert "€" not in text or "\\u20ac" not in text
