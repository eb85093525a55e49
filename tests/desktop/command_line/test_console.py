from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from desktop.command_line.console import Console, plain, shown, table_lines
from models.vocabulary import Severity


@dataclass(frozen=True)
class _Row:
    key: str
    severity: Severity | None
    started_at: datetime
    due_on: date
    services: tuple[str, ...]


def test_dataclasses_become_objects_with_their_field_names() -> None:
    row = _Row(
        "INC-1",
        Severity.SEV_2,
        datetime(2025, 3, 15, 14, 23, tzinfo=UTC),
        date(2025, 3, 18),
        ("db",),
    )
    assert plain(row) == {
        "key": "INC-1",
        "severity": "SEV-2",
        "started_at": "2025-03-15T14:23:00Z",
        "due_on": "2025-03-18",
        "services": ["db"],
    }


def test_instants_are_told_in_utc() -> None:
    berlin = timezone(timedelta(hours=1))
    assert plain(datetime(2025, 3, 15, 15, 23, tzinfo=berlin)) == "2025-03-15T14:23:00Z"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (Decimal("8500.00"), 8500),
        (Decimal("2.3"), 2.3),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (Path("/tmp/x.pdf"), "/tmp/x.pdf"),
        ({"a": (1, 2)}, {"a": [1, 2]}),
        (frozenset({"b", "a"}), ["a", "b"]),
    ],
)
def test_other_values_become_what_json_has(value: object, expected: object) -> None:
    assert plain(value) == expected


def test_a_value_without_a_json_form_is_a_bug() -> None:
    with pytest.raises(TypeError, match="object has no JSON form"):
        plain(object())


def test_json_is_one_document_and_keeps_letters() -> None:
    out = io.StringIO()
    Console(out, io.StringIO()).json({"title": "Zürich – 結果"})
    assert "Zürich – 結果" in out.getvalue()
    assert json.loads(out.getvalue()) == {"title": "Zürich – 結果"}


def test_escape_sequences_in_what_users_wrote_are_shown_not_obeyed() -> None:
    assert shown("a\x1b[2Jb\x07") == r"a\x1b[2Jb\x07"
    assert shown("user\u202egnp.exe") == r"user\u202egnp.exe"
    assert shown("two\nlines\tand a tab – fine") == "two\nlines\tand a tab – fine"


def test_tables_align_and_stay_on_their_line() -> None:
    lines = table_lines(("KEY", "TITLE"), [("INC-2025-034", "Payment\noutage"), ("A", "B")])
    assert lines == ["KEY           TITLE", "INC-2025-034  Payment outage", "A             B"]


def test_progress_is_silent_where_no_one_watches() -> None:
    err = io.StringIO()
    console = Console(io.StringIO(), err)
    console.progress("1 of 2")
    console.progress_done()
    assert err.getvalue() == ""
