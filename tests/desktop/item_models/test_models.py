"""Every item model keeps Qt's contract, whatever is done to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.item_models.facets import NODE_ROLE, FacetNode, FacetsModel
from desktop.item_models.results import HIT_ROLE, PAGE, ROW_ROLE, SNIPPET_ROLE, ResultsModel
from desktop.item_models.table import ROW_ROLE as TABLE_ROW_ROLE
from desktop.item_models.table import Column, TableModel
from desktop.palette.entries import PaletteEntry
from desktop.palette.model import PaletteModel
from desktop.search_lane import Answer, Question
from models.rows import IncidentRow
from models.vocabulary import IncidentKind, Severity
from search.results import Hit, SearchResults, Shown, Snippet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

_AS_OF = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    name: str
    size: int | None


@pytest.fixture
def table(qapp: QApplication) -> TableModel[Item]:
    model: TableModel[Item] = TableModel(
        [
            Column("Name", lambda one: one.name),
            Column("Size", lambda one: str(one.size), sort=lambda one: one.size, align_right=True),
        ]
    )
    model.set_rows([Item("b", 2), Item("a", None), Item("c", 1)])
    return model


def _watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(
        model,
        QAbstractItemModelTester.FailureReportingMode.Fatal,
    )


def _hit(number: int) -> Hit:
    return Hit(
        Shown(
            id=UUID(int=number),
            key=f"INC-{number}",
            title=f"Title {number}",
            severity=Severity.SEV_2,
            started_at=_AS_OF,
        ),
        1.0,
    )


def _row(number: int) -> IncidentRow:
    return IncidentRow(
        id=UUID(int=number),
        key=f"INC-{number}",
        title=f"Title {number}",
        severity=Severity.SEV_2,
        kind=IncidentKind.INCIDENT,
        status=None,
        started_at=_AS_OF,
        resolved_at=None,
        duration_minutes=47,
        services=(),
        category=None,
        lead="Words.",
        open_actions=2,
        overdue_actions=1,
        total_actions=3,
        repeats=1,
        version=1,
    )


def _answer(total: int, first: Sequence[Hit], query: str = "pool") -> Answer:
    results = SearchResults(query=query, total=total, hits=tuple(first))
    return Answer(Question(query=query, as_of=_AS_OF), results, {}, {}, from_index=True)


def test_the_table_keeps_the_contract_while_rows_come_and_go(table: TableModel[Item]) -> None:
    tester = _watched(table)
    table.set_rows([])
    table.set_rows([Item("x", 3), Item("y", 4)])
    table.replace_row(1, Item("z", 5))
    table.sort(1, Qt.SortOrder.DescendingOrder)
    assert [one.name for one in table.rows] == ["z", "x"]
    assert tester.model() is table


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (Qt.SortOrder.AscendingOrder, ["c", "b", "a"]),
        (Qt.SortOrder.DescendingOrder, ["b", "c", "a"]),
    ],
)
def test_rows_without_a_value_stay_last(
    table: TableModel[Item], order: Qt.SortOrder, names: list[str]
) -> None:
    table.sort(1, order)
    assert [one.name for one in table.rows] == names


def test_sorting_takes_selected_rows_along(table: TableModel[Item]) -> None:
    chosen = QPersistentModelIndex(table.index(0, 1))
    table.sort(0)
    assert chosen.data(TABLE_ROW_ROLE) == Item("b", 2)


def test_a_cell_is_read_aloud_with_its_column(table: TableModel[Item]) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert table.index(0, 1).data(role) == "Size: 2"


def test_results_know_only_what_was_looked_at(qapp: QApplication) -> None:
    model = ResultsModel()
    tester = _watched(model)
    pages: list[int] = []
    details: list[tuple[UUID, ...]] = []
    model.page_wanted.connect(pages.append)
    model.details_wanted.connect(details.append)
    model.show_answer(_answer(100_000, [_hit(one) for one in range(50)]))
    assert model.rowCount() == 100_000
    model.need(0, 9)
    assert pages == []
    assert len(details[0]) == 10
    model.need(50_000, 50_010)
    assert pages == [50_000 // PAGE * PAGE]
    model.add_page(pages[0], [_hit(one) for one in range(pages[0], pages[0] + PAGE)])
    assert model.index(50_000).data(HIT_ROLE).key == "INC-50000"
    assert tester.model() is model


def test_nothing_is_asked_for_twice(qapp: QApplication) -> None:
    model = ResultsModel()
    asked: list[object] = []
    model.page_wanted.connect(asked.append)
    model.details_wanted.connect(asked.append)
    model.show_answer(_answer(1000, [_hit(one) for one in range(50)]))
    model.need(0, 60)
    model.need(0, 60)
    assert len(asked) == 2


def test_rows_and_snippets_are_shown_when_they_come(qapp: QApplication) -> None:
    model = ResultsModel()
    _watched(model)
    model.show_answer(_answer(2, [_hit(1), _hit(2)]))
    model.add_details({UUID(int=2): _row(2)}, {UUID(int=1): Snippet("the pool", ((4, 8),))})
    assert model.index(0).data(ROW_ROLE) is None
    assert model.index(0).data(SNIPPET_ROLE).text == "the pool"
    assert model.index(1).data(ROW_ROLE).lead == "Words."


def test_a_changed_row_is_asked_for_again(qapp: QApplication) -> None:
    model = ResultsModel()
    asked: list[tuple[UUID, ...]] = []
    model.details_wanted.connect(asked.append)
    model.show_answer(_answer(1, [_hit(1)], query=""))
    model.need(0, 0)
    model.add_details({UUID(int=1): _row(1)}, {})
    model.need(0, 0)
    model.forget_rows([UUID(int=1)])
    model.need(0, 0)
    assert asked == [(UUID(int=1),), (UUID(int=1),)]


def test_a_result_is_read_aloud_whole(qapp: QApplication) -> None:
    model = ResultsModel()
    model.show_answer(_answer(1, [_hit(1)]))
    model.add_details({UUID(int=1): _row(1)}, {})
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "INC-1, SEV-2, Title 1, 19 Mar 2025, 47 min, repeat ×1, 2 open actions, 1 overdue, "
        "no postmortem"
    )


def _groups(count: int, *, checked: bool = False) -> list[FacetNode]:
    child = FacetNode("value", "payment-db", name="service", value="payments/payment-db", count=1)
    top = FacetNode("value", "payments", name="service", value="payments", count=count)
    top.checked = checked
    top.children = [child]
    return [FacetNode("group", "Service", name="service", children=[top])]


def test_facets_keep_the_contract_and_stay_in_place(qapp: QApplication) -> None:
    model = FacetsModel()
    tester = _watched(model)
    assert model.show_groups(_groups(9))
    kept = QPersistentModelIndex(model.index_of("service", "payments/payment-db"))
    assert not model.show_groups(_groups(4, checked=True))
    assert kept.isValid()
    top = model.index_of("service", "payments")
    assert top.data(NODE_ROLE).count == 4
    assert top.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert model.show_groups([])
    assert model.rowCount(QModelIndex()) == 0
    assert tester.model() is model


def test_checking_a_facet_tells_its_field_and_value(qapp: QApplication) -> None:
    model = FacetsModel()
    model.show_groups(_groups(9))
    told: list[tuple[str, str]] = []
    model.toggled.connect(lambda name, value: told.append((name, value)))
    index = model.index_of("service", "payments")
    assert model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert told == [("service", "payments")]
    assert not model.setData(index.parent(), True, Qt.ItemDataRole.CheckStateRole)


def test_the_palette_steps_over_titles(qapp: QApplication) -> None:
    model = PaletteModel()
    tester = _watched(model)

    def entry(kind: str, title: str) -> PaletteEntry:
        return PaletteEntry(kind, title, "", "x", (), lambda: None)  # type: ignore[arg-type]

    model.show_section("command", [entry("command", "New")])
    model.show_section("incident", [entry("incident", "Pool"), entry("incident", "Pools")])
    assert [model.index(row).data() for row in range(model.rowCount())] == [
        "Incidents",
        "Pool",
        "Pools",
        "Commands",
        "New",
    ]
    assert model.next_entry(-1, 1) == 1
    assert model.next_entry(2, 1) == 4
    assert model.next_entry(4, 1) == 1
    assert model.next_entry(1, -1) == 4
    assert tester.model() is model
