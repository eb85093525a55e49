from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from desktop.pages.actions.arranging import arrange
from desktop.pages.actions.register import (
    Arrangement,
    Column,
    Filter,
    Grouping,
    due_words,
    query_of,
    short_date,
    synced_text,
)
from models.identifiers import new_id
from models.rows import ActionRow
from models.vocabulary import ActionKind, ActionStatus, Severity, Strength

TODAY = date(2025, 3, 19)  # a Wednesday


def row(number: int, **given: Any) -> ActionRow:
    due: date | None = given.get("due_on")
    values: dict[str, Any] = {
        "id": new_id(),
        "register_number": number,
        "number": 1,
        "title": f"Action {number}",
        "owner": "@lead",
        "due_on": due,
        "original_due_on": due,
        "status": ActionStatus.OPEN,
        "completed_on": None,
        "kind": ActionKind.PREVENT,
        "strength": Strength.WEAK,
        "tracker_key": None,
        "overdue_days": max((TODAY - due).days, 0) if due else 0,
        "incident_id": new_id(),
        "incident_key": f"INC-{number}",
        "incident_title": "Broken",
        "incident_severity": Severity.SEV_2,
        "services": ("payments",),
        "version": 1,
    }
    return ActionRow(**{**values, **given})


@pytest.fixture
def rows() -> list[ActionRow]:
    return [
        row(1, due_on=date(2025, 3, 7), strength=Strength.STRONG),
        row(2, due_on=TODAY, owner=None),
        row(3, due_on=date(2025, 3, 23), owner="@ana", services=()),
        row(4, due_on=date(2025, 3, 24), status=ActionStatus.IN_PROGRESS),
        row(5, due_on=None, owner="@Bo", services=("ledger", "payments")),
        row(6, due_on=date(2024, 1, 2), status=ActionStatus.DONE, completed_on=date(2024, 1, 3)),
    ]


def numbers(rows: list[ActionRow], **given: Any) -> list[int]:
    found = arrange(rows, Arrangement(**given), TODAY)
    return [one.register_number for group in found.groups for one in group.rows]


def test_each_chip_counts_what_it_would_show(rows: list[ActionRow]) -> None:
    found = arrange(rows, Arrangement(), TODAY)
    assert found.counts == {
        Filter.OPEN: 5,
        Filter.OVERDUE: 1,
        Filter.DUE_THIS_WEEK: 2,
        Filter.NO_OWNER: 1,
        Filter.NO_DUE_DATE: 1,
        Filter.STRONG: 1,
        Filter.SLIPPED: 0,
        Filter.NO_EVIDENCE: 0,
        Filter.NOT_PUSHED: 0,
        Filter.CONFLICT: 0,
    }
    for chip, count in found.counts.items():
        assert len(numbers(rows, query=query_of(Filter.OPEN, chip))) == count


def test_due_today_is_due_but_not_overdue(rows: list[ActionRow]) -> None:
    assert 2 not in numbers(rows, query=query_of(Filter.OVERDUE))
    assert 2 in numbers(rows, query=query_of(Filter.DUE_THIS_WEEK))
    assert due_words(rows[1], TODAY).words == "Today"


def test_chips_narrow_each_other(rows: list[ActionRow]) -> None:
    both = query_of(Filter.OPEN, Filter.NO_OWNER, Filter.DUE_THIS_WEEK)
    assert numbers(rows, query=both) == [2]
    assert numbers(rows, query="") == [6, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("column", [one for one in Column if one is not Column.CHECK])
def test_what_is_missing_sorts_last_both_ways(rows: list[ActionRow], column: Column) -> None:
    rows = [*rows, row(7, owner=None, due_on=None, kind=None, strength=None, tracker_key="PAY-1")]
    for descending in (False, True):
        order = numbers(rows, query="", sorted_by=column, descending=descending)
        assert sorted(order) == [1, 2, 3, 4, 5, 6, 7]
        if column in (Column.KIND, Column.STRENGTH):
            assert order[-1] == 7
        if column is Column.DUE:
            assert set(order[-2:]) == {5, 7}


def test_sorting_by_due_date_goes_both_ways(rows: list[ActionRow]) -> None:
    assert numbers(rows) == [1, 2, 3, 4, 5]
    assert numbers(rows, descending=True) == [4, 3, 2, 1, 5]


def test_groups_have_headings_and_the_nameless_one_comes_last(rows: list[ActionRow]) -> None:
    found = arrange(rows, Arrangement(grouping=Grouping.OWNER), TODAY)
    assert [group.title for group in found.groups] == ["@ana", "@Bo", "@lead", "No owner"]
    assert [(group.open, group.overdue) for group in found.groups] == [
        (1, 0),
        (1, 0),
        (2, 1),
        (1, 0),
    ]


def test_by_service_every_item_stands_once(rows: list[ActionRow]) -> None:
    found = arrange(rows, Arrangement(grouping=Grouping.SERVICE), TODAY)
    assert [group.title for group in found.groups] == ["ledger", "payments", "No service"]
    assert found.shown == 5


def test_by_due_week_groups_are_weeks_from_monday(rows: list[ActionRow]) -> None:
    found = arrange(rows, Arrangement(grouping=Grouping.DUE_WEEK), TODAY)
    assert [group.title for group in found.groups] == [
        "Week of 3 Mar",
        "Week of 17 Mar, this week",
        "Week of 24 Mar, next week",
        "No due date",
    ]


def test_a_shared_item_stands_under_each_incident() -> None:
    shared = row(1, incident_key="INC-1", incident_keys=("INC-1", "INC-9"))
    found = arrange([shared, row(2)], Arrangement(grouping=Grouping.INCIDENT), TODAY)
    assert [group.title for group in found.groups] == ["INC-1  Broken", "INC-2  Broken", "INC-9"]
    assert found.incidents == 3


def test_how_an_item_stands_with_its_tracker() -> None:
    now = datetime(2025, 3, 19, 12, tzinfo=UTC)
    synced = row(1, tracker_key="PAY-1", tracker_synced_at=datetime(2025, 3, 19, 10, tzinfo=UTC))
    assert synced_text(synced, now) == "2 h ago"
    assert synced_text(synced, datetime(2025, 3, 19, 10, 5, tzinfo=UTC)) == "5 min ago"
    assert synced_text(synced, datetime(2025, 3, 25, tzinfo=UTC)) == "5 d ago"
    assert synced_text(row(1, not_pushed=True), now) == "not pushed"
    assert synced_text(row(1), now) == ""


def test_an_empty_register_has_no_groups() -> None:
    assert arrange([], Arrangement(), TODAY).groups == ()


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2025, 3, 7), ("overdue", "Overdue 12 d", "7 Mar")),
        (date(2024, 12, 31), ("overdue", "Overdue 78 d", "31 Dec 2024")),
        (date(2025, 3, 20), ("soon", "Tomorrow", "20 Mar")),
        (date(2025, 3, 22), ("soon", "In 3 d", "22 Mar")),
        (date(2025, 3, 31), ("later", "31 Mar", "")),
        (None, ("missing", "No due date", "")),
    ],
)
def test_due_dates_in_words(due: date | None, words: tuple[str, str, str]) -> None:
    found = due_words(row(1, due_on=due), TODAY)
    assert (found.tone, found.words, found.date) == words


def test_a_done_item_is_never_overdue() -> None:
    done = row(
        1,
        due_on=date(2025, 1, 1),
        overdue_days=0,
        status=ActionStatus.DONE,
        completed_on=date(2025, 2, 2),
    )
    assert due_words(done, TODAY).tone == "closed"
    assert numbers([done], query=query_of(Filter.OVERDUE)) == []


def test_short_dates_name_another_year() -> None:
    assert short_date(date(2024, 3, 7), TODAY) == "7 Mar 2024"
