"""Flat rows of incidents: what they say, in which order, and with how few statements."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import event

from models.operations.incidents import save_incident, set_status
from models.vocabulary import IncidentKind, PostmortemStatus, Severity
from tests.models.examples import at, incident, payment_outage, saved

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from models.library import Library


def test_a_row_says_what_a_list_shows(library: Library, as_of: datetime) -> None:
    whole = saved(library, payment_outage())
    (row,) = library.incidents.listing(as_of=as_of)
    assert (row.id, row.key, row.title) == (whole.id, whole.key, whole.title)
    assert (row.severity, row.kind) == (Severity.SEV_1, IncidentKind.INCIDENT)
    assert row.status is PostmortemStatus.DRAFT
    assert (row.started_at, row.resolved_at, row.duration_minutes) == (at(14, 23), at(15, 10), 47)
    assert row.services == ("payments/payment-service", "payments/payment-db")
    assert row.category == "Database / Missing index"
    assert row.lead == "Payments failed for 47 minutes."
    assert (row.total_actions, row.open_actions, row.overdue_actions) == (2, 2, 2)
    assert (row.repeats, row.version, row.trashed_at) == (0, 1, None)


def test_what_is_unknown_stays_unknown(library: Library, as_of: datetime) -> None:
    saved(library, incident())
    (row,) = library.incidents.listing(as_of=as_of)
    assert (row.severity, row.status, row.duration_minutes) == (None, None, None)
    assert (row.services, row.category, row.lead) == ((), None, "")


def test_the_newest_start_comes_first_and_unknown_starts_last(
    library: Library, as_of: datetime
) -> None:
    for key, started in (("A", at(8)), ("B", None), ("C", at(10)), ("D", at(9))):
        save_incident(library, incident(key, started_at=started))
    assert [row.key for row in library.incidents.listing(as_of=as_of)] == ["C", "D", "A", "B"]
    page = library.incidents.listing(as_of=as_of, limit=2, offset=1)
    assert [row.key for row in page] == ["D", "A"]
    assert [library.incidents.get(one).key for one in library.incidents.ids()] == [
        "C",
        "D",
        "A",
        "B",
    ]
    assert library.incidents.count() == 4


def test_rows_come_in_the_order_asked_and_only_those_that_are_there(
    library: Library, as_of: datetime
) -> None:
    ids = [saved(library, incident(key)).id for key in ("A", "B", "C")]
    asked = [ids[2], uuid4(), ids[0], ids[2]]
    assert [row.key for row in library.incidents.rows(asked, as_of=as_of)] == ["C", "A", "C"]
    assert library.incidents.rows([], as_of=as_of) == []


def test_the_status_follows(library: Library, as_of: datetime) -> None:
    first = saved(library, incident())
    set_status(library, first.id, PostmortemStatus.IN_REVIEW, version=1)
    (row,) = library.incidents.listing(as_of=as_of)
    assert (row.status, row.version) == (PostmortemStatus.IN_REVIEW, 2)


def _statements(library: Library, work: Callable[[], object]) -> int:
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(library.store.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(library.store.engine, "before_cursor_execute", note)
    return len(seen)


def test_many_incidents_take_no_more_statements_than_one(library: Library, as_of: datetime) -> None:
    def listing() -> object:
        return library.incidents.listing(as_of=as_of)

    def documents() -> object:
        return list(library.incidents.documents())

    def actions() -> object:
        return library.actions.rows(as_of=as_of)

    whole = payment_outage()
    save_incident(library, whole)
    before = [_statements(library, work) for work in (listing, documents, actions)]
    for number in range(20):
        copy = replace(whole, id=uuid4(), key=f"INC-{number}", action_items=())
        save_incident(library, copy)
    assert [_statements(library, work) for work in (listing, documents, actions)] == before
    assert before[0] <= 8
