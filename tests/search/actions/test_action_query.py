"""Queries for action items: what they mean, what they refuse, how chips edit them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.identifiers import new_id
from models.rows import ActionRow
from models.vocabulary import ActionKind, ActionStatus, Severity, Strength
from search.actions.query import read_action_query
from search.actions.query_text import has_term, toggle_term, without_field
from search.query_text import without

TODAY = date(2025, 3, 19)  # a Wednesday


def row(number: int, **given_values: Any) -> ActionRow:
    values: dict[str, Any] = {
        "id": new_id(),
        "register_number": number,
        "number": 1,
        "title": f"Action {number}",
        "owner": "@ana",
        "due_on": None,
        "original_due_on": None,
        "status": ActionStatus.OPEN,
        "completed_on": None,
        "kind": ActionKind.PREVENT,
        "strength": Strength.WEAK,
        "tracker_key": None,
        "overdue_days": 0,
        "incident_id": new_id(),
        "incident_key": "INC-1",
        "incident_title": "Checkout broken",
        "incident_severity": Severity.SEV_2,
        "services": ("payments/db",),
        "version": 1,
    }
    return ActionRow(**{**values, **given_values})


ROWS = (
    row(
        1,
        title="Alert when the pool waits",
        due_on=date(2025, 3, 7),
        overdue_days=12,
        slips=2,
        strength=Strength.STRONG,
        tracker_key="PAY-402",
        not_pushed=True,
    ),
    row(2, owner=None, due_on=TODAY, kind=None, services=("web",), tracker_key="shop/app#7"),
    row(
        3,
        owner="@Bo Jensen",
        due_on=date(2025, 3, 23),
        status=ActionStatus.IN_PROGRESS,
        incident_key="INC-12",
        incident_keys=("INC-12", "OPS-2025-034"),
        incident_severity=None,
    ),
    row(4, due_on=date(2025, 4, 2), strength=None, services=()),
    row(5, title="Write a runbook"),
    row(
        6,
        status=ActionStatus.DONE,
        due_on=date(2025, 1, 2),
        completed_on=date(2025, 2, 3),
        incident_severity=Severity.SEV_1,
        in_conflict=True,
    ),
    row(7, status=ActionStatus.WONT_DO, kind=ActionKind.DETECT),
)


def found(query: str) -> list[int]:
    return [one.register_number for one in read_action_query(query, today=TODAY).rows(ROWS)]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7]),
        ("open:yes", [1, 2, 3, 4, 5]),
        ("open:no", [6, 7]),
        ("overdue:yes", [1]),
        ("late:yes", [1]),
        ("overdue:no open:yes", [2, 3, 4, 5]),
        ("overdue:>7d", [1]),
        ("overdue:>12", []),
        ("due:none open:yes", [5]),
        ("due:today", [2]),
        ("due:week", [2, 3]),
        ("due:<2w open:yes", [1, 2, 3]),
        ("due:<=2w open:yes", [1, 2, 3, 4]),
        ("due:2w", [2, 3, 4]),
        ("due:>2w", []),
        ("due:>1w", [4]),
        ("due:2025-03", [1, 2, 3]),
        ("due:<2025-03", [6]),
        ("due:<=2025-03 open:yes", [1, 2, 3]),
        ("due:>2025-03-20", [3, 4]),
        ("due:>=2025-03-23", [3, 4]),
        ('due:"next week"', []),
        ("due:none,today open:yes", [2, 5]),
        ("done:2025-02", [6]),
        ("owner:none open:yes", [2]),
        ("owner:ana strength:strong", [1]),
        ('owner:"@bo jensen"', [3]),
        ("owner:none,@ana kind:none", [2]),
        ("kind:detect,none", [2, 7]),
        ("strength:none", [4]),
        ("status:done", [6]),
        ('status:"in progress"', [3]),
        ("status:in-progress", [3]),
        ("status:dropped", [7]),
        ("tracker:none status:open", [4, 5]),
        ("tracker:PAY", [1]),
        ("tracker:pay-402", [1]),
        ("tracker:PAY-40", []),
        ("tracker:shop/app", [2]),
        ("tracker:waiting", [1]),
        ("tracker:conflict", [6]),
        ("service:payments status:open", [1, 5]),
        ("service:db status:open", [1, 5]),
        ("service:web,none", [2, 4]),
        ("incident:INC-1 status:open", [1, 2, 4, 5]),
        ("incident:ops-2025", [3]),
        ("incident:INC", [1, 2, 3, 4, 5, 6, 7]),
        ("severity:1", [6]),
        ("severity:<=1", [6]),
        ("severity:none", [3]),
        ("slips:>0", [1]),
        ("slips:2", [1]),
        ("number:A-3,4", [3, 4]),
        ("title:runbook", [5]),
        ("pool", [1]),
        ("ool", []),
        ("A-5", [5]),
        ('"the pool"', [1]),
        ("-overdue:yes open:yes", [2, 3, 4, 5]),
        ("overdue:yes OR owner:none", [1, 2]),
        ("open:yes (owner:none OR due:none)", [2, 5]),
        ("NOT (owner:ana OR owner:none)", [3]),
    ],
)
def test_a_query_means(query: str, numbers: list[int]) -> None:
    assert found(query) == numbers


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("status:late", "status: takes open, in progress, done or won't do."),
        ("due:soonish", "due: takes 2w, week, 2025-03, a day, or none."),
        ("owner:<ana", "owner: cannot be compared with <."),
        ("colour:red", "“colour:” is not a field; searched as words."),
        ("overdue:perhaps", "overdue: takes yes or no."),
        ("due:99999y", "due: takes 2w, week, 2025-03, a day, or none."),
        (")", "A closing parenthesis has no partner."),
    ],
)
def test_what_is_not_understood_is_said(query: str, note: str) -> None:
    assert read_action_query(query, today=TODAY).note == note


def test_an_unfinished_filter_hides_nothing_and_complains_of_nothing() -> None:
    read = read_action_query("owner: due:", today=TODAY)
    assert (read.rows(ROWS), read.note) == (list(ROWS), "")


def test_chips_say_what_was_understood_and_are_taken_out_of_the_text() -> None:
    query = 'open:yes due:<2w -owner:none (kind:detect OR "a b") pool'
    chips = read_action_query(query, today=TODAY).chips
    assert [chip.label for chip in chips] == [
        "Open",
        "Due before 2 Apr",
        "Not no owner",
        'kind:detect OR "a b"',
    ]
    assert without(query, chips[2]) == 'open:yes due:<2w (kind:detect OR "a b") pool'


def test_a_term_comes_and_goes() -> None:
    assert toggle_term("open:yes pool", "overdue:yes") == "open:yes pool overdue:yes"
    assert toggle_term("open:yes Overdue:YES pool", "overdue:yes") == "open:yes pool"
    assert toggle_term("", "owner:none") == "owner:none"
    assert toggle_term("a OR b", "open:yes") == "(a OR b) open:yes"
    assert not has_term("-overdue:yes (overdue:yes)", "overdue:yes")
    assert has_term("pool overdue:yes", "overdue:yes")
    assert without_field("due:week pool due:<2w", "due") == "pool"


_PIECES = st.sampled_from(
    ["due:", "<", "2w", "(", ")", "-", "OR", '"', "owner:", "none", ",", " ", "A-1", "é", "*", ":"]
)


@given(st.lists(_PIECES | st.text(max_size=5), max_size=20).map("".join))
def test_any_text_at_all_is_a_query(query: str) -> None:
    read = read_action_query(query, today=TODAY)
    assert set(read.rows(ROWS)) <= set(ROWS)
    assert all(query[chip.start : chip.end] == chip.text for chip in read.chips)
    assert has_term(toggle_term(query, "open:yes"), "open:yes") or _is_broken(query)


def _is_broken(query: str) -> bool:
    """An open quotation mark or parenthesis swallows what is put after it."""
    return any(mark in query for mark in '"“”„«»(-!') or query.rstrip().endswith((",", ":"))


def test_what_lacks_evidence_is_found() -> None:
    done = {"status": ActionStatus.DONE, "wants_evidence": True}
    rows = [
        row(1, **done),
        row(2, **done, status_reason="PR 7"),
        row(3, status=ActionStatus.DONE),
        row(4, wants_evidence=True),
    ]
    found = {
        query: [one.register_number for one in read_action_query(query, today=TODAY).rows(rows)]
        for query in ("evidence:none", "evidence:missing", "evidence:yes", "-evidence:none")
    }
    assert list(found.values()) == [[1], [1], [2], [2, 3, 4]]
    assert read_action_query("evidence:maybe", today=TODAY).note
