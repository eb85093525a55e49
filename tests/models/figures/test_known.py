"""The base of all figures: what counts, what is left out, and what was known when."""

from __future__ import annotations

from models.figures.known import Known
from models.figures.periods import Period
from models.vocabulary import ActionStatus, IncidentKind, LinkKind
from tests.models.figures.worlds import AS_OF, action, at, facts, incident, link

FEBRUARY = Period.month(2025, 2)


def test_drills_and_duplicates_are_left_out_and_counted() -> None:
    real, copy = incident("2025-02-03 14:00"), incident("2025-02-03 14:10")
    drill = incident("2025-02-04 10:00", kind=IncidentKind.DRILL)
    duplicate = link(copy, real, LinkKind.DUPLICATE_OF)
    known = Known(facts([real, copy, drill], links=[duplicate]), as_of=AS_OF)
    assert known.started_in(FEBRUARY) == [real]
    assert (known.drills, known.duplicates) == (1, 1)


def test_without_a_start_an_incident_is_in_no_month() -> None:
    unplaced = incident(None)
    known = Known(facts([unplaced]), as_of=AS_OF)
    assert known.unplaced == [unplaced]
    assert known.incidents == []
    assert known.first_start is None
    assert not known.reaches(FEBRUARY)


def test_months_are_those_of_the_zone() -> None:
    late = incident("2025-01-31 23:30")
    assert Known(facts([late]), as_of=AS_OF).started_in(FEBRUARY) == []
    berlin = Known(facts([late], zone="Europe/Berlin"), as_of=AS_OF)
    assert berlin.started_in(FEBRUARY) == [late]


def test_what_came_later_was_not_known() -> None:
    one, later = incident("2025-02-10 10:00", 120), incident("2025-02-20 10:00")
    world = facts([one, later])
    known = Known(world, as_of=at("2025-02-10 11:00"))
    assert known.started_in(FEBRUARY) == [one]
    assert known.resolved_in(FEBRUARY) == []
    assert known.resolved_at(one) is None
    assert Known(world, as_of=AS_OF).resolved_in(FEBRUARY) == [one, later]


def test_items_done_later_were_open() -> None:
    one = incident("2025-02-10 10:00")
    item = action(one, "2025-02-20", "2025-02-18")
    world = facts([one], [item])
    assert Known(world, as_of=at("2025-02-17 12:00")).is_open(item)
    assert Known(world, as_of=at("2025-02-18 12:00")).is_done(item)


def test_an_item_is_created_when_it_was_recorded_else_with_its_postmortem() -> None:
    published = incident("2025-02-10 10:00", published_at=at("2025-02-14 09:00"))
    plain, ongoing = incident("2025-02-11 10:00"), incident("2025-02-12 10:00", None)
    recorded = action(published, None, created_at=at("2025-02-11 08:00"))
    items = [recorded, action(published, None), action(plain, None), action(ongoing, None)]
    known = Known(facts([published, plain, ongoing], items), as_of=AS_OF)
    assert [created for created, _ in known.actions] == [
        at("2025-02-11 08:00"),
        at("2025-02-14 09:00"),
        at("2025-02-11 11:00"),
        at("2025-02-12 10:00"),
    ]


def test_items_of_drills_are_left_out_unless_a_real_incident_shares_them() -> None:
    drill = incident("2025-02-04 10:00", kind=IncidentKind.DRILL)
    real = incident("2025-02-05 10:00")
    shared = action(drill, None, incident_ids=(drill.id, real.id))
    known = Known(facts([drill, real], [action(drill, None), shared]), as_of=AS_OF)
    assert known.items == [shared]
    assert known.actions_of[real.id] == [shared]


def test_wont_do_is_closed() -> None:
    one = incident("2025-02-10 10:00")
    dropped = action(one, "2025-02-20", status=ActionStatus.WONT_DO)
    known = Known(facts([one], [dropped]), as_of=AS_OF)
    assert not known.is_open(dropped)
    assert not known.is_done(dropped)
