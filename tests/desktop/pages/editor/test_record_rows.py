"""The rows of a form's table: Qt's contract, and cells that are left as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.pages.editor.draft import Record
from desktop.pages.editor.record_model import RecordColumn, RecordModel

if TYPE_CHECKING:
    from desktop.theme import ThemeSource


@pytest.fixture
def rows(themes: ThemeSource) -> RecordModel:
    columns = (
        RecordColumn("text", "Text", hint="What"),
        RecordColumn("kind", "Kind", choices=(("a", "A"), ("b", "B"))),
    )
    return RecordModel(columns, themes, defaults={"kind": "a"})


def test_the_rows_of_a_table_keep_qt_s_contract(rows: RecordModel) -> None:
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    blank = rows.index(0, 0)
    assert rows.setData(blank, "first")
    assert rows.records[0].values == {"text": "first", "kind": "a"}
    rows.setData(rows.index(1, 0), "second")
    assert rows.move(0, 1) == 1
    assert [one.text("text") for one in rows.records] == ["second", "first"]
    taken = rows.remove(0)
    assert taken is not None
    rows.insert(1, taken)
    rows.sort_by(lambda record: record.text("text"))
    assert rows.remove(5) is None
    rows.set_problems({(0, "text"): "wrong"})
    assert rows.data(rows.index(0, 0), Qt.ItemDataRole.ToolTipRole) == "wrong"
    rows.set_records(())
    assert rows.rowCount() == 1


def test_leaving_a_cell_as_it_was_changes_nothing(rows: RecordModel) -> None:
    text = "two\u00a0words  apart"
    rows.set_records((Record({"text": text, "kind": "a"}),))
    told: list[bool] = []
    rows.edited.connect(lambda: told.append(True))
    rows.setData(rows.index(0, 0), text)
    assert told == []
    assert rows.records[0].values["text"] == text
