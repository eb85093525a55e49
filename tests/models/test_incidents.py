"""Saving whole incidents and reading them back, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings

from models.errors import BadInputError, ConflictError, NotFoundError
from models.incident import (
    ActionItem,
    ContributingFactor,
    Defence,
    Impact,
    Incident,
    Postmortem,
    Section,
    TimelineEvent,
)
from models.operations.incidents import (
    purge_incident,
    restore_incident,
    save_incident,
    trash_incident,
)
from models.operations.settings import set_setting
from models.vocabulary import SectionKind
from tests.models.examples import action, at, incident, payment_outage, saved
from tests.strategies import incidents

if TYPE_CHECKING:
    from datetime import datetime

    from models.library import Library


def _as_written(found: Incident) -> Incident:
    """Without what the store fills in."""
    return replace(
        found,
        version=0,
        created_at=None,
        updated_at=None,
        action_items=tuple(
            replace(one, register_number=0, created_at=None) for one in found.action_items
        ),
    )


def test_an_incident_comes_back_field_by_field(library: Library) -> None:
    written = payment_outage()
    found = saved(library, written)
    assert _as_written(found) == replace(
        written,
        action_items=tuple(
            replace(one, original_due_on=one.due_on) for one in written.action_items
        ),
    )
    assert found.version == 1
    assert [one.register_number for one in found.action_items] == [1, 2]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(written=incidents())
def test_any_incident_comes_back_as_it_was_written(library: Library, written: Incident) -> None:
    there = library.incidents.find_id(written.key)
    if there is not None:
        trash_incident(library, there)
        purge_incident(library, there)
    # Hypothesis likes to give the same id again, which would be the same item of the register.
    items = tuple(replace(one, id=uuid4()) for one in written.action_items)
    written = _as_written(replace(written, id=uuid4(), action_items=items))
    found = _as_written(saved(library, written))
    for name in Incident.__slots__:
        assert _without_ids(getattr(found, name)) == _without_ids(getattr(written, name)), name


def _without_ids(value: Any) -> Any:
    """Two records with one id cannot both keep it, so ids are not compared."""
    if isinstance(value, tuple):
        return tuple(_without_ids(one) for one in value)
    if isinstance(value, Postmortem):
        return replace(value, sections=_without_ids(value.sections))
    owned = (Section, TimelineEvent, ContributingFactor, Defence, ActionItem)
    return replace(value, id=UUID(int=0)) if isinstance(value, owned) else value


def test_money_keeps_every_digit(library: Library) -> None:
    amounts = ["0.10", "12345678901234567890.123456789", "8500.00", "0"]
    for number, amount in enumerate(amounts):
        impact = Impact(revenue=Decimal(amount), error_budget_consumed_percent=Decimal("2.30"))
        found = saved(library, incident(f"INC-{number}", impact=impact))
        assert str(found.impact.revenue) == amount
        assert str(found.impact.error_budget_consumed_percent) == "2.30"


def test_unknown_is_not_zero_and_not_no(library: Library) -> None:
    nothing = saved(library, incident("INC-1"))
    assert nothing.impact == Impact()
    zero = Impact(users_affected=0, revenue=Decimal(0), data_loss=False)
    assert saved(library, incident("INC-2", impact=zero)).impact == zero


def test_an_instant_without_a_zone_is_a_bug(library: Library) -> None:
    naive = at(14).replace(tzinfo=None)
    with pytest.raises(Exception, match="needs its zone"):
        save_incident(library, incident(started_at=naive))


def test_instants_of_other_zones_come_back_in_utc(library: Library) -> None:
    from zoneinfo import ZoneInfo

    found = saved(library, incident(started_at=at(14).astimezone(ZoneInfo("Asia/Tokyo"))))
    assert found.started_at == at(14)
    assert found.started_at is not None
    assert found.started_at.utcoffset() == timedelta(0)


def test_text_that_an_engine_cannot_hold_is_kept_with_a_mark(library: Library) -> None:
    section = Section(kind=SectionKind.OTHER, title="a\0b", markdown="x\0y \ud800z")
    found = saved(library, incident(title="nul\0", postmortem=Postmortem(sections=(section,))))
    assert found.title == "nul\ufffd"
    assert found.sections[0].markdown == "x\ufffdy \ufffdz"


def test_records_keep_their_ids_and_take_their_new_order(library: Library) -> None:
    first = saved(library, payment_outage())
    turned = replace(first, timeline=first.timeline[::-1], action_items=first.action_items[::-1])
    second = saved(library, turned)
    assert second.timeline == turned.timeline
    assert [one.id for one in second.action_items] == [one.id for one in turned.action_items]
    assert second.version == 2


def test_records_left_out_are_removed_and_new_ones_added(library: Library) -> None:
    first = saved(library, payment_outage())
    event = TimelineEvent(at=at(14, 31), text="Correlated with the deployment")
    document = replace(first.postmortem or Postmortem(), sections=first.sections[:1])
    second = saved(
        library,
        replace(
            first,
            timeline=(first.timeline[0], event),
            contributing_factors=first.contributing_factors[1:],
            defences=(),
            action_items=first.action_items[:1],
            postmortem=document,
            services=("payments/payment-db",),
            tags=(),
        ),
    )
    assert second.timeline == (first.timeline[0], event)
    assert second.contributing_factors == first.contributing_factors[1:]
    assert second.defences == ()
    assert second.action_items == first.action_items[:1]
    assert second.sections == first.sections[:1]
    assert second.services == ("payments/payment-db",)
    assert second.tags == ()
    assert library.check() == []


def test_a_postmortem_can_be_taken_away(library: Library) -> None:
    first = saved(library, payment_outage())
    assert saved(library, replace(first, postmortem=None)).postmortem is None
    assert library.check() == []


def test_rows_copied_inside_an_incident_get_ids_of_their_own(library: Library) -> None:
    event = TimelineEvent(at=at(14), text="again")
    item = action(1, "twice")
    found = saved(library, incident(timeline=(event, event), action_items=(item, item)))
    assert [one.text for one in found.timeline] == ["again", "again"]
    assert len({one.id for one in found.timeline}) == 2
    assert len({one.id for one in found.action_items}) == 2


def test_a_copied_incident_does_not_take_the_records_of_the_first(library: Library) -> None:
    first = saved(library, payment_outage())
    copy = saved(
        library, replace(first, id=uuid4(), key="INC-2025-035", version=0, action_items=())
    )
    again = library.incidents.get(first.id)
    assert again.timeline == first.timeline
    assert [one.text for one in copy.timeline] == [one.text for one in first.timeline]


def test_a_second_writer_is_told_and_nothing_is_overwritten(library: Library) -> None:
    read = saved(library, incident(title="as read"))
    save_incident(library, replace(read, title="first writer"))
    with pytest.raises(ConflictError) as raised:
        save_incident(library, replace(read, title="second writer"))
    assert (raised.value.expected, raised.value.found) == (1, 2)
    assert library.incidents.get(read.id).title == "first writer"


def test_saving_what_was_removed_for_good_says_so(library: Library) -> None:
    read = saved(library, incident())
    trash_incident(library, read.id)
    purge_incident(library, read.id)
    with pytest.raises(NotFoundError, match="removed for good"):
        save_incident(library, read)


def test_a_failed_save_leaves_nothing_behind(library: Library) -> None:
    read = saved(library, payment_outage())
    last = library.changes.last()
    document = replace(read.postmortem or Postmortem(), sections=())
    broken = replace(read, postmortem=document, impact=Impact(users_affected=2**63))
    with pytest.raises(BadInputError, match="users affected"):
        save_incident(library, broken)
    assert library.incidents.get(read.id) == read
    assert library.changes.last() == last


@pytest.mark.parametrize(
    "impact",
    [
        Impact(users_affected=-1),
        Impact(failed_transactions=10**30),
        Impact(revenue=Decimal("NaN")),
        Impact(revenue=Decimal("1e400")),
        Impact(error_budget_consumed_percent=Decimal("Infinity")),
    ],
)
def test_values_that_cannot_be_are_refused(library: Library, impact: Impact) -> None:
    with pytest.raises(BadInputError):
        save_incident(library, incident(impact=impact))


def test_keys_are_unique_in_whatever_case_and_the_other_is_named(library: Library) -> None:
    save_incident(library, incident("INC-2025-034", title="Payment outage"))
    with pytest.raises(BadInputError, match="Payment outage"):
        save_incident(library, incident("inc-2025-034"))


def test_a_key_in_the_trash_is_still_taken(library: Library) -> None:
    first = saved(library, incident("INC-1", title="Old"))
    trash_incident(library, first.id)
    with pytest.raises(BadInputError, match=r"in the trash.*Old"):
        save_incident(library, incident("INC-1"))


def test_a_key_can_change_its_case_and_its_whole(library: Library) -> None:
    first = saved(library, incident("inc-1"))
    second = saved(library, replace(first, key="INC-1"))
    assert second.key == "INC-1"
    assert saved(library, replace(second, key="PAY-9")).key == "PAY-9"
    assert library.incidents.find_id("INC-1") is None


def test_a_zone_that_does_not_exist_is_refused(library: Library) -> None:
    with pytest.raises(BadInputError, match="Mars/Olympus"):
        save_incident(library, incident(timezone="Mars/Olympus"))


@pytest.mark.parametrize("key", ["a\nb", "x" * 101, "a\x07"])
def test_keys_that_nobody_could_say_are_refused(library: Library, key: str) -> None:
    with pytest.raises(BadInputError, match="key"):
        save_incident(library, incident(key))


def test_incidents_are_found_by_key_in_whatever_case(library: Library) -> None:
    first = saved(library, incident("INC-2025-034"))
    assert library.incidents.by_key(" inc-2025-034 ") == first
    with pytest.raises(NotFoundError, match="INC-2025-034"):
        library.incidents.by_key("INC-2025-043")
    with pytest.raises(NotFoundError):
        library.incidents.get(uuid4())


def test_keys_are_given_by_year_in_the_librarys_zone(library: Library) -> None:
    save_incident(library, incident("INC-2025-007"))
    save_incident(library, incident("inc-2025-034"))
    save_incident(library, incident("INC-2025-1000x"))
    assert library.incidents.next_key(at(14)) == "INC-2025-035"
    assert library.incidents.next_key(None) == "INC-2025-035"
    turn_of_year = at(14).replace(year=2024, month=12, day=31, hour=23, minute=30)
    assert library.incidents.next_key(turn_of_year) == "INC-2024-001"
    set_setting(library, "zone", "Europe/Berlin")
    assert library.incidents.next_key(turn_of_year) == "INC-2025-035"


def test_an_empty_key_gets_the_next_one(library: Library) -> None:
    keys = [saved(library, incident("", started_at=at(14))).key for _ in range(3)]
    assert keys == ["INC-2025-001", "INC-2025-002", "INC-2025-003"]


def test_the_key_pattern_can_be_changed(library: Library) -> None:
    set_setting(library, "key_pattern", "PAY-{number}")
    assert [saved(library, incident("")).key for _ in range(2)] == ["PAY-1", "PAY-2"]


@pytest.mark.parametrize(
    "pattern",
    ["INC-{year}", "INC-{number}-{number}", "{number", "INC {name}", "{number!r}", "{number:>9}"],
)
def test_patterns_that_make_no_keys_are_refused(library: Library, pattern: str) -> None:
    with pytest.raises(BadInputError, match="pattern"):
        set_setting(library, "key_pattern", pattern)


def test_trash_hides_everywhere_and_restore_brings_back(library: Library, as_of: datetime) -> None:
    whole = saved(library, payment_outage())
    changes = trash_incident(library, whole.id)
    assert changes.incidents == {whole.id}
    assert changes.actions
    assert library.incidents.listing(as_of=as_of) == []
    assert library.incidents.ids() == []
    assert library.incidents.count() == 0
    assert list(library.incidents.documents()) == []
    assert library.actions.rows(as_of=as_of) == []
    assert [one.count for one in library.vocabulary.services()] == [0, 0, 0]
    assert [row.key for row in library.incidents.trash(as_of=as_of)] == ["INC-2025-034"]
    everything = library.incidents.listing(as_of=as_of, include_trash=True)
    assert [row.key for row in everything] == ["INC-2025-034"]
    restore_incident(library, whole.id)
    found = library.incidents.get(whole.id)
    assert replace(found, version=1, updated_at=whole.updated_at) == whole
    assert len(library.incidents.listing(as_of=as_of)) == 1


def test_trashing_twice_changes_nothing(library: Library) -> None:
    first = saved(library, incident())
    trash_incident(library, first.id)
    assert trash_incident(library, first.id).last == 0
    restore_incident(library, first.id)
    assert restore_incident(library, first.id).last == 0


def test_purging_removes_everything_of_it(library: Library) -> None:
    first = saved(library, payment_outage())
    with pytest.raises(BadInputError, match="not in the trash"):
        purge_incident(library, first.id)
    trash_incident(library, first.id)
    purge_incident(library, first.id)
    with pytest.raises(NotFoundError):
        library.incidents.get(first.id)
    with pytest.raises(NotFoundError):
        library.actions.find_id(1)
    assert library.check() == []


def test_documents_come_whole_and_in_order_over_batches(library: Library) -> None:
    for number in range(7):
        save_incident(library, payment_outage(key=f"INC-{number}", id=uuid4(), action_items=()))
    ids = library.incidents.ids()
    found = list(library.incidents.documents(batch=3))
    assert [one.id for one in found] == ids
    assert found[0] == library.incidents.get(ids[0])
    some = [ids[4], uuid4(), ids[1]]
    assert [one.id for one in library.incidents.documents(some)] == [ids[4], ids[1]]


def test_an_action_item_closed_elsewhere_is_not_reopened_by_an_old_copy(
    library: Library,
) -> None:
    from models.operations.actions import close_action_item

    read = saved(library, payment_outage())
    close_action_item(library, read.action_items[0].id, completed_on=date(2025, 3, 18))
    with pytest.raises(ConflictError):
        save_incident(library, replace(read, title="old copy"))
