"""What must hold of figures whatever the library holds."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.figures.facts import ActionFact, Facts, IncidentFact, LinkFact
from models.figures.json_shape import metrics_json
from models.figures.known import Known
from models.figures.months import counts_per_period
from models.figures.periods import Period
from models.figures.trend import trend_of
from models.vocabulary import (
    ActionStatus,
    IncidentKind,
    LinkKind,
    PostmortemStatus,
    Severity,
    Strength,
)
from tests.models.figures.worlds import AS_OF, an_id, facts, incident

if TYPE_CHECKING:
    from uuid import UUID

FEBRUARY = Period.month(2025, 2)
_ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Auckland"])
_instants = st.datetimes(datetime(2024, 6, 1), datetime(2025, 4, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC, second=0, microsecond=0)
)
_days = st.none() | st.dates(date(2024, 6, 1), date(2025, 5, 1))
_answers = st.sampled_from([True, False, None])


@st.composite
def incidents(draw: st.DrawFn) -> IncidentFact:
    start = draw(st.none() | _instants)
    after = st.none() | st.integers(0, 60 * 24 * 20).map(lambda minutes: timedelta(minutes=minutes))
    resolved, published = draw(after), draw(after)
    return incident(
        start,
        None,
        severity=draw(st.none() | st.sampled_from(list(Severity))),
        kind=draw(st.sampled_from([IncidentKind.INCIDENT] * 5 + [IncidentKind.DRILL])),
        resolved_at=start + resolved if start and resolved is not None else None,
        services=frozenset(draw(st.sets(st.sampled_from("abc"), max_size=2))),
        category=draw(st.sampled_from([None, "X / one", "X / two", "Y / three"])),
        status=draw(st.none() | st.sampled_from(list(PostmortemStatus))),
        published_at=start + published if start and published is not None else None,
        slo_violated=draw(_answers),
        data_loss=draw(_answers),
    )


@st.composite
def actions(draw: st.DrawFn, ids: list[UUID]) -> ActionFact:
    due = draw(_days)
    return ActionFact(
        id=an_id(),
        incident_ids=(draw(st.sampled_from(ids)),),
        owner=None,
        due_on=due,
        original_due_on=due,
        slips=0,
        status=draw(st.sampled_from(list(ActionStatus))),
        completed_on=draw(_days),
        strength=draw(st.none() | st.sampled_from(list(Strength))),
        tracker_key=None,
        created_at=draw(st.none() | _instants),
    )


@st.composite
def libraries(draw: st.DrawFn) -> Facts:
    found = draw(st.lists(incidents(), max_size=14))
    ids = [one.id for one in found]
    items = draw(st.lists(actions(ids), max_size=10)) if ids else []
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)) if ids else st.nothing()
    links = [
        LinkFact(from_id=first, to_id=second, kind=kind, made_at=made)
        for (first, second), kind, made in draw(
            st.lists(st.tuples(pairs, st.sampled_from(list(LinkKind)), _instants), max_size=6)
            if ids
            else st.just([])
        )
        if first != second
    ]
    return facts(found, items, links, zone=draw(_ZONES))


@settings(max_examples=150)
@given(world=libraries(), seed=st.integers(0, 999))
def test_the_order_of_records_changes_nothing(world: Facts, seed: int) -> None:
    chance = random.Random(seed)

    def mixed(found: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(chance.sample(found, len(found)))

    other = Facts(
        incidents=mixed(world.incidents),  # type: ignore[arg-type]
        actions=mixed(world.actions),  # type: ignore[arg-type]
        links=mixed(world.links),  # type: ignore[arg-type]
        zone=world.zone,
    )
    first = metrics_json(trend_of(world, FEBRUARY, as_of=AS_OF))
    second = metrics_json(trend_of(other, FEBRUARY, as_of=AS_OF))
    for shape in (first, second):  # sums of fractions may differ in the last digit
        for name in ("time_to_detect", "time_to_mitigate", "time_to_resolve"):
            shape[name] = shape[name] | {"mean": pytest.approx(shape[name]["mean"])}
    assert first == second


@given(world=libraries(), start=_instants)
def test_an_unrelated_incident_never_raises_k(world: Facts, start: datetime) -> None:
    new = incident(
        start,
        severity=Severity.SEV_5,
        category="Unheard of / Unheard of",
        services=frozenset({"nowhere"}),
    )
    more = Facts(
        incidents=(*world.incidents, new),
        actions=world.actions,
        links=world.links,
        zone=world.zone,
    )
    before = trend_of(world, FEBRUARY, as_of=AS_OF)
    after = trend_of(more, FEBRUARY, as_of=AS_OF)
    for name in (
        "postmortem_completion",
        "postmortem_on_time",
        "action_item_completion",
        "action_items_completed",
    ):
        assert getattr(after, name).now.k == getattr(before, name).now.k
    # An earlier start of the history can only put more incidents behind a whole window.
    if before.repeats.no_look_back == after.repeats.no_look_back:
        assert after.repeat_incident_rate.now.k <= before.repeat_incident_rate.now.k


@given(world=libraries())
def test_months_add_up(world: Facts) -> None:
    known = Known(world, as_of=AS_OF)
    months = counts_per_period(known, Period.month(2025, 4), 12)
    assert sum(month.total.value for month in months) == len(known.incidents)
    for month in months:
        by_severity = sum(one.value for one in month.by_severity.values())
        assert by_severity + month.unknown.value == month.total.value
    year = counts_per_period(known, Period(date(2024, 5, 1), date(2025, 5, 1)), 1)
    assert year[0].total.value == len(known.incidents)


@given(world=libraries(), days=st.integers(0, 300))
def test_what_was_known_then_does_not_depend_on_what_came_later(world: Facts, days: int) -> None:
    then = AS_OF - timedelta(days=days)
    begun = tuple(one for one in world.incidents if not one.started_at or one.started_at <= then)
    ids = {one.id for one in begun}
    seen = Facts(
        incidents=begun,
        actions=tuple(one for one in world.actions if ids.intersection(one.incident_ids)),
        links=tuple(one for one in world.links if one.made_at <= then),
        zone=world.zone,
    )
    assert metrics_json(trend_of(seen, FEBRUARY, as_of=then)) == metrics_json(
        trend_of(world, FEBRUARY, as_of=then)
    )


@given(world=libraries())
def test_every_figure_opens_to_what_it_counts(world: Facts) -> None:
    found = trend_of(world, FEBRUARY, as_of=AS_OF)
    for name in (
        "postmortem_completion",
        "postmortem_on_time",
        "time_to_postmortem",
        "action_item_completion",
        "action_items_completed",
        "repeat_incident_rate",
    ):
        figure = getattr(found, name).now
        assert (figure.k, figure.n) == (len(figure.ids), len(figure.of))
        assert set(figure.ids) <= set(figure.of)
        assert len(set(figure.of)) == figure.n
