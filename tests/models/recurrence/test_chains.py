"""Chains A→B→C: dates, gaps, and what was done between."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from models.figures.repeats import WasKnown
from models.incident import ActionItem, LinkView, Postmortem
from models.recurrence.chains import chain_of, linked_to
from models.vocabulary import ActionStatus, LinkKind, PostmortemStatus
from tests.models.examples import incident


def on(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def item(number: int, done: str | None = None, due: str | None = None) -> ActionItem:
    return ActionItem(
        number=number,
        title=f"Item {number}",
        status=ActionStatus.DONE if done else ActionStatus.OPEN,
        completed_on=date.fromisoformat(done) if done else None,
        due_on=date.fromisoformat(due) if due else None,
    )


DRAFT = Postmortem(status=PostmortemStatus.DRAFT)
A = incident(
    "A",
    started_at=on("2024-06-06"),
    postmortem=DRAFT,
    action_items=(item(1, "2024-08-14"), item(2, "2024-12-01"), item(3, None, "2024-07-01")),
)
B = incident("B", started_at=on("2024-11-08"), postmortem=DRAFT, action_items=(item(4),))
C = incident("C", started_at=on("2025-03-15"))


def test_each_step_says_what_lies_before_it() -> None:
    first, second, third = chain_of([C, A, B], "UTC")
    assert (first.key, first.days, first.done, first.known) == ("A", None, (), None)
    assert (second.key, second.days, second.left_open) == ("B", 155, 2)
    assert [(one.title, one.completed_on) for one in second.done] == [("Item 1", date(2024, 8, 14))]
    assert second.known is WasKnown.LATE
    assert (third.days, third.left_open) == (127, 2)
    assert [(one.title, one.incident_key) for one in third.done] == [("Item 2", "A")]


def test_what_a_person_filed_stands_before_what_is_computed() -> None:
    link = LinkView(
        key="A",
        kind=LinkKind.RECURRENCE_OF,
        incident_id=A.id,
        known="done but ineffective",
        made_by="@ana",
        reason="same pool",
    )
    step = chain_of([A, replace(B, links=(link,))], "UTC")[1]
    assert (step.known, step.said_by, step.reason) == (
        WasKnown.INEFFECTIVE,
        "@ana",
        "same pool",
    )


def test_an_unknown_start_has_no_gap() -> None:
    first, second = chain_of([A, replace(C, started_at=None)], "UTC")
    assert (first.key, second.key) == ("C", "A")
    assert second.days is None
    assert second.done == ()


def test_days_are_counted_in_the_librarys_zone() -> None:
    late = replace(B, started_at=on("2024-11-08").replace(hour=23, minute=30))
    assert chain_of([A, late], "Europe/Berlin")[1].days == 156


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12), st.integers(0, 9))
def test_links_are_followed_whichever_way_they_point(
    pairs: list[tuple[int, int]], start: int
) -> None:
    ids = [UUID(int=number + 1) for number in range(10)]
    links = [(ids[a], ids[b]) for a, b in pairs]
    found = linked_to(ids[start], links)
    assert ids[start] in found
    assert all((a in found) == (b in found) for a, b in links)
    assert linked_to(ids[start], [(b, a) for a, b in reversed(links)]) == found
    assert linked_to(uuid4(), links).isdisjoint(ids)
