"""The register of action items: numbers, slips, reasons, items that answer several incidents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from models.action_ritual import review_days_late
from models.errors import BadInputError, ConflictError, NotFoundError
from models.operations.action_reviews import record_action_review
from models.operations.actions import (
    answer_incident,
    close_action_item,
    set_action_status,
    set_due_date,
    set_owner,
    stop_answering,
    take_back_move,
)
from models.operations.incidents import purge_incident, save_incident, trash_incident
from models.operations.settings import set_setting
from models.vocabulary import ActionStatus, Severity
from tests.models.examples import action, at, incident, saved

if TYPE_CHECKING:
    from datetime import datetime

    from models.incident import ActionItem, Incident
    from models.library import Library
    from models.rows import ActionRow


def _with(*items: ActionItem, key: str = "INC-1") -> Incident:
    return incident(
        key, severity=Severity.SEV_2, services=("payments/db", "web"), action_items=items
    )


def _only_row(library: Library, as_of: datetime) -> ActionRow:
    (row,) = library.actions.rows(as_of=as_of)
    return row


def test_a_row_tells_the_item_and_its_incident(library: Library, as_of: datetime) -> None:
    first = saved(library, _with(action(4, "Add an index")))
    row = _only_row(library, as_of)
    assert (row.register_number, row.number, row.title) == (1, 4, "Add an index")
    assert (row.owner, row.tracker_key) == ("@db-engineer", "PAY-4")
    assert (row.incident_id, row.incident_key) == (first.id, "INC-1")
    assert row.incident_severity is Severity.SEV_2
    assert row.services == ("payments/db", "web")
    assert library.actions.for_incident(first.id, as_of) == [row]
    assert library.actions.find_id(1) == row.id


def test_items_are_found_by_the_words_of_their_titles(library: Library, as_of: datetime) -> None:
    items = (
        action(1, "Größe der Verbindungen begrenzen"),
        replace(action(2, "Add an index to the pool"), status=ActionStatus.DONE),
        action(3, "Cap the pool at 100 %"),
    )
    gone = saved(library, _with(action(1, "Alert on the pool"), key="INC-2"))
    trash_incident(library, gone.id)
    saved(library, _with(*items))

    def found(*words: str, limit: int = 9) -> list[str]:
        rows = library.actions.titled(words, as_of=as_of, limit=limit)
        return [row.title for row in rows]

    assert found("POOL") == ["Cap the pool at 100 %", "Add an index to the pool"]
    assert found("pool", limit=1) == ["Cap the pool at 100 %"]
    assert found("pool", "index") == ["Add an index to the pool"]
    assert found("GRÖSSE") == ["Größe der Verbindungen begrenzen"]
    assert found("100 %") == found("%") == ["Cap the pool at 100 %"]
    assert found("_") == []
    number = library.actions.rows(as_of=as_of)[0].register_number
    assert len(found(f"a-{number}")) == 1


def test_overdue_days_count_in_the_librarys_zone(library: Library) -> None:
    saved(library, _with(action(1, "x", due_on=date(2025, 3, 18))))
    assert _only_row(library, at(23, 59, day=18)).overdue_days == 0
    assert _only_row(library, at(0, 0, day=19)).overdue_days == 1
    set_setting(library, "zone", "Asia/Tokyo")
    assert _only_row(library, at(15, 0, day=18)).overdue_days == 1
    assert library.incidents.listing(as_of=at(15, 0, day=18))[0].overdue_actions == 1
    assert library.incidents.listing(as_of=at(14, 59, day=18))[0].overdue_actions == 0


@pytest.mark.parametrize("status", [ActionStatus.DONE, ActionStatus.WONT_DO])
def test_what_is_closed_is_never_overdue(
    library: Library, as_of: datetime, status: ActionStatus
) -> None:
    saved(library, _with(action(1, "x", due_on=date(2020, 1, 1))))
    item = library.actions.find_id(1)
    set_action_status(library, item, status, reason="because")
    assert _only_row(library, as_of).overdue_days == 0
    row = library.incidents.listing(as_of=as_of)[0]
    assert (row.total_actions, row.open_actions, row.overdue_actions) == (1, 0, 0)


def test_register_numbers_go_on_through_the_library(library: Library, as_of: datetime) -> None:
    first = saved(library, _with(action(1, "a"), action(2, "b")))
    saved(library, _with(action(1, "c"), key="INC-2"))
    saved(library, replace(first, action_items=(*first.action_items, action(3, "d"))))
    rows = library.actions.rows(as_of=as_of)
    assert [(row.register_number, row.title) for row in rows] == [
        (1, "a"),
        (2, "b"),
        (3, "c"),
        (4, "d"),
    ]


def test_moving_a_date_later_is_a_slip_and_keeps_the_original(
    library: Library, as_of: datetime
) -> None:
    first = saved(library, _with(action(1, "x", due_on=date(2025, 3, 18))))
    item = first.action_items[0].id
    set_due_date(library, item, date(2025, 3, 25), reason="holiday")
    set_due_date(library, item, date(2025, 3, 20))
    set_due_date(library, item, date(2025, 4, 1))
    found = library.incidents.get(first.id).action_items[0]
    assert (found.due_on, found.original_due_on) == (date(2025, 4, 1), date(2025, 3, 18))
    assert found.slips == 2
    moves = library.actions.due_date_moves(item)
    assert [(one.from_due_on, one.to_due_on) for one in moves] == [
        (date(2025, 3, 18), date(2025, 3, 25)),
        (date(2025, 3, 25), date(2025, 3, 20)),
        (date(2025, 3, 20), date(2025, 4, 1)),
    ]
    assert moves[0].reason == "holiday"


def test_a_date_moved_by_saving_the_incident_slips_too(library: Library) -> None:
    first = saved(library, _with(action(1, "x", due_on=date(2025, 3, 18))))
    later = replace(first.action_items[0], due_on=date(2025, 4, 18), slips=0, original_due_on=None)
    found = saved(library, replace(first, action_items=(later,))).action_items[0]
    assert (found.slips, found.original_due_on) == (1, date(2025, 3, 18))


def test_the_first_date_given_later_is_the_original_one(library: Library) -> None:
    first = saved(library, _with(action(1, "x", due_on=None)))
    set_due_date(library, first.action_items[0].id, date(2025, 5, 1))
    found = library.incidents.get(first.id).action_items[0]
    assert (found.original_due_on, found.slips) == (date(2025, 5, 1), 0)


def test_closing_says_when_and_by_what(library: Library, as_of: datetime) -> None:
    first = saved(library, _with(action(1, "x"), action(2, "y")))
    one, two = (item.id for item in first.action_items)
    close_action_item(library, one, evidence="PR 12", completed_on=date(2025, 3, 17))
    close_action_item(library, two)
    found = library.incidents.get(first.id).action_items
    assert [item.status for item in found] == [ActionStatus.DONE, ActionStatus.DONE]
    assert found[0].status_reason == "PR 12"
    assert [item.completed_on for item in found] == [date(2025, 3, 17), as_of.date()]


def test_reopening_forgets_the_day_it_was_done(library: Library) -> None:
    first = saved(library, _with(action(1, "x")))
    item = first.action_items[0].id
    close_action_item(library, item)
    set_action_status(library, item, ActionStatus.IN_PROGRESS)
    found = library.incidents.get(first.id).action_items[0]
    assert (found.status, found.completed_on) == (ActionStatus.IN_PROGRESS, None)


def test_dropping_needs_a_reason(library: Library) -> None:
    first = saved(library, _with(action(1, "x")))
    item = first.action_items[0]
    with pytest.raises(BadInputError, match="reason"):
        set_action_status(library, item.id, ActionStatus.WONT_DO)
    dropped = replace(item, status=ActionStatus.WONT_DO)
    with pytest.raises(BadInputError, match="reason"):
        save_incident(library, replace(first, action_items=(dropped,)))
    set_action_status(library, item.id, ActionStatus.WONT_DO, reason="replaced by A-7")
    assert library.incidents.get(first.id).action_items[0].status_reason == "replaced by A-7"


def test_an_item_done_by_saving_gets_its_day(library: Library, as_of: datetime) -> None:
    first = saved(library, _with(action(1, "x")))
    done = replace(first.action_items[0], status=ActionStatus.DONE)
    found = saved(library, replace(first, action_items=(done,))).action_items[0]
    assert found.completed_on == as_of.date()


def test_owners_change_and_go(library: Library, as_of: datetime) -> None:
    first = saved(library, _with(action(1, "x")))
    item = first.action_items[0].id
    changes = set_owner(library, item, "@qa-team")
    assert changes.actions
    assert changes.incidents == {first.id}
    assert _only_row(library, as_of).owner == "@qa-team"
    set_owner(library, item, None)
    assert _only_row(library, as_of).owner is None


def test_a_second_writer_of_an_item_is_told(library: Library, as_of: datetime) -> None:
    saved(library, _with(action(1, "x")))
    row = _only_row(library, as_of)
    set_owner(library, row.id, "@a", version=row.version)
    with pytest.raises(ConflictError):
        set_owner(library, row.id, "@b", version=row.version)
    assert _only_row(library, as_of).owner == "@a"


def test_setting_what_it_is_already_changes_nothing(library: Library) -> None:
    first = saved(library, _with(action(1, "x")))
    assert set_owner(library, first.action_items[0].id, "@db-engineer").last == 0
    assert library.incidents.get(first.id).version == 1


def test_an_item_that_is_gone_is_said_to_be(library: Library) -> None:
    with pytest.raises(NotFoundError):
        close_action_item(library, uuid4())
    with pytest.raises(NotFoundError, match="A-9"):
        library.actions.find_id(9)


def test_one_item_answers_several_incidents(library: Library, as_of: datetime) -> None:
    first = saved(library, _with(action(1, "Fix the pool")))
    second = saved(library, _with(action(1, "Own"), key="INC-2"))
    item = first.action_items[0].id
    answer_incident(library, item, second.id)
    assert answer_incident(library, item, second.id).last == 0
    assert [one.title for one in library.incidents.get(second.id).action_items] == [
        "Own",
        "Fix the pool",
    ]
    rows = library.actions.rows(as_of=as_of)
    assert [(row.title, row.incident_key) for row in rows] == [
        ("Fix the pool", "INC-1"),
        ("Own", "INC-2"),
    ]
    changes = close_action_item(library, item)
    assert changes.incidents == {first.id, second.id}
    assert library.actions.answered_by(item) == [first.id, second.id]


def test_a_shared_item_stays_when_one_of_its_incidents_goes(
    library: Library, as_of: datetime
) -> None:
    first = saved(library, _with(action(1, "Fix the pool")))
    second = saved(library, _with(key="INC-2"))
    item = first.action_items[0].id
    answer_incident(library, item, second.id)
    trash_incident(library, first.id)
    assert _only_row(library, as_of).incident_key == "INC-2"
    purge_incident(library, first.id)
    assert _only_row(library, as_of).id == item
    saved(library, replace(library.incidents.get(second.id), action_items=()))
    assert library.actions.rows(as_of=as_of) == []
    assert library.check() == []


def test_a_change_of_a_shared_item_in_one_incident_is_noticed_in_the_other(
    library: Library,
) -> None:
    first = saved(library, _with(action(1, "Fix the pool")))
    second = saved(library, _with(key="INC-2"))
    answer_incident(library, first.action_items[0].id, second.id)
    first, stale = library.incidents.get(first.id), library.incidents.get(second.id)
    renamed = replace(first.action_items[0], title="Fix all pools")
    save_incident(library, replace(first, action_items=(renamed,)))
    assert library.incidents.get(second.id).action_items[0].title == "Fix all pools"
    with pytest.raises(ConflictError):
        save_incident(library, stale)


def test_creation_is_recorded_for_typed_items_and_unknown_for_old_ones(
    library: Library, as_of: datetime
) -> None:
    known = as_of - timedelta(days=9)
    found = saved(library, _with(action(1, "new"), action(2, "old", created_at=known)))
    assert found.action_items[0].created_at is not None
    assert found.action_items[1].created_at == known


def test_a_move_keeps_who_made_it_and_is_taken_back_whole(library: Library) -> None:
    first = saved(library, _with(action(1, "x", due_on=date(2025, 3, 18))))
    item = first.action_items[0].id
    set_due_date(library, item, date(2025, 3, 25), reason=" holiday ", made_by="@ana")
    (move,) = library.actions.due_date_moves(item)
    assert (move.reason, move.made_by) == ("holiday", "@ana")
    take_back_move(library, item)
    found = library.incidents.get(first.id).action_items[0]
    assert (found.due_on, found.slips) == (date(2025, 3, 18), 0)
    assert library.actions.due_date_moves(item) == []
    assert take_back_move(library, item).last == 0


def test_a_first_date_taken_back_leaves_no_original(library: Library) -> None:
    first = saved(library, _with(action(1, "x", due_on=None)))
    item = first.action_items[0].id
    set_due_date(library, item, date(2025, 3, 25))
    take_back_move(library, item)
    found = library.incidents.get(first.id).action_items[0]
    assert (found.due_on, found.original_due_on) == (None, None)


def test_a_move_is_not_taken_back_over_a_change_elsewhere(library: Library) -> None:
    first = saved(library, _with(action(1, "x", due_on=date(2025, 3, 18))))
    item = first.action_items[0].id
    set_due_date(library, item, date(2025, 3, 25))
    moved = replace(library.incidents.get(first.id).action_items[0], due_on=date(2025, 3, 26))
    saved(library, replace(library.incidents.get(first.id), action_items=(moved,)))
    take_back_move(library, item)
    assert library.incidents.get(first.id).action_items[0].due_on == date(2025, 3, 25)


def test_a_shared_item_is_one_row_with_every_key(library: Library, as_of: datetime) -> None:
    first = saved(library, _with(action(1, "x")))
    other = saved(library, replace(_with(key="INC-2"), severity=Severity.SEV_1))
    mild = saved(library, replace(_with(action(1, "y"), key="INC-3"), severity=Severity.SEV_4))
    item = first.action_items[0].id
    assert not library.actions.for_incident(mild.id, as_of)[0].wants_evidence
    answer_incident(library, item, other.id)
    answer_incident(library, item, mild.id)
    row = library.actions.rows(as_of=as_of)[0]
    assert row.incident_keys == ("INC-1", "INC-2", "INC-3")
    assert row.wants_evidence
    assert library.actions.for_incident(other.id, as_of)[0].incident_keys == row.incident_keys
    stop_answering(library, item, first.id)
    assert library.actions.rows(as_of=as_of)[0].incident_keys == ("INC-2", "INC-3")
    assert library.incidents.get(first.id).action_items == ()
    assert stop_answering(library, item, first.id).last == 0


def test_an_item_never_stops_answering_its_last_incident(library: Library) -> None:
    first = saved(library, _with(action(1, "x")))
    with pytest.raises(BadInputError):
        stop_answering(library, first.action_items[0].id, first.id)


def test_late_ones_are_counted_by_the_store(library: Library, as_of: datetime) -> None:
    first = saved(
        library,
        _with(
            action(1, "late", due_on=date(2025, 3, 18), owner="@ana"),
            action(2, "today", due_on=date(2025, 3, 19), owner="@ana"),
            action(3, "sunday", due_on=date(2025, 3, 23), owner="@bo"),
            action(4, "monday", due_on=date(2025, 3, 24)),
            action(5, "none", due_on=None),
            action(6, "done", due_on=date(2025, 1, 1), status=ActionStatus.DONE),
        ),
    )
    other = saved(library, _with(key="INC-2"))
    answer_incident(library, first.action_items[0].id, other.id)
    counts = library.actions.due_counts(as_of=as_of)
    assert (counts.overdue, counts.due_this_week) == (1, 2)
    counts = library.actions.due_counts(as_of=as_of, owner="@Ana")
    assert (counts.overdue, counts.due_this_week) == (1, 1)
    trash_incident(library, first.id)
    trash_incident(library, other.id)
    assert library.actions.due_counts(as_of=as_of).overdue == 0


def test_a_review_is_kept_with_what_came_of_it(library: Library, as_of: datetime) -> None:
    assert library.actions.review_basis() == (None, None)
    saved(library, _with(action(1, "x")))
    held, oldest = library.actions.review_basis()
    assert held is None
    assert oldest is not None
    changes = record_action_review(library, kept=2, dropped=1, made_by="@ana", note="3 of 3")
    assert changes.actions
    (review,) = library.actions.reviews()
    assert (review.seen, review.dropped, review.made_by, review.note) == (3, 1, "@ana", "3 of 3")
    assert library.actions.review_basis()[0] == review.held_at


def test_a_review_is_late_after_a_week_or_as_set() -> None:
    monday = at(9, 0, day=3)
    assert review_days_late(monday, monday, as_of=monday + timedelta(days=7), every=7) == 0
    assert review_days_late(monday, monday, as_of=monday + timedelta(days=9), every=7) == 2
    assert review_days_late(None, monday, as_of=monday + timedelta(days=8), every=7) == 1
    assert review_days_late(monday, None, as_of=monday + timedelta(days=99), every=7) == 0
    assert review_days_late(None, monday, as_of=monday + timedelta(days=99), every=0) == 0
