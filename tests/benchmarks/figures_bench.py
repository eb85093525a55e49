"""How long all figures take once their facts are in memory: five years, six actions an incident.

The facts are made in memory, not read from a library: 100,000 incidents would be an hour of saving,
and what reading takes is measured by the store's suite.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from models.figures.classes import Classes
from models.figures.facts import ActionFact, Facts, IncidentFact
from models.figures.json_shape import metrics_json
from models.figures.known import Known
from models.figures.months import counts_per_period
from models.figures.periods import Period
from models.figures.repeats import repeat_rate
from models.figures.trend import trend_of
from models.policy import Policy
from models.vocabulary import (
    ActionStatus,
    IncidentKind,
    PostmortemStatus,
    Severity,
    Strength,
)
from tests.benchmarks.measurement import Measurement, from_samples, time_calls

if TYPE_CHECKING:
    from collections.abc import Sequence

_AS_OF = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
_MONTH, _YEAR = Period.month(2025, 2), Period.year(2024)
_SPAN = timedelta(days=5 * 365)
_ACTIONS_EACH = 6
_TIMES, _TIMES_LARGE = 10, 3
# Promised for 10,000 incidents with 60,000 action items.
_TARGET, _PROMISED = 300.0, 10_000


def measure(sizes: Sequence[int]) -> list[Measurement]:
    """All rows, for each number of incidents."""
    return [row for size in sizes for row in _measure_one(size)]


def make_facts(size: int) -> Facts:
    """The same facts for the same size: 120 services, 40 categories, four in five items done."""
    chance = random.Random(size)
    services = [f"group{number // 10}/service{number}" for number in range(120)]
    categories = [f"Category {number // 5} / leaf {number}" for number in range(40)]
    incidents = tuple(_incident(chance, number, services, categories) for number in range(size))
    actions = tuple(
        _action(chance, one, number * _ACTIONS_EACH + place)
        for number, one in enumerate(incidents)
        for place in range(_ACTIONS_EACH)
    )
    return Facts(incidents=incidents, actions=actions)


def _measure_one(size: int) -> list[Measurement]:
    facts, policy = make_facts(size), Policy.shipped()

    def all_of(period: Period) -> object:
        return metrics_json(trend_of(facts, period, as_of=_AS_OF, policy=policy))

    known = Known(facts, as_of=_AS_OF, policy=policy)
    classes = Classes(known)
    months = _MONTH.run(24)
    target = _TARGET if size <= _PROMISED else None
    times = _TIMES if size <= _PROMISED else _TIMES_LARGE
    calls = {
        "all figures of a month": lambda: all_of(_MONTH),
        "all figures of a year": lambda: all_of(_YEAR),
        "24 months by severity": lambda: counts_per_period(known, _MONTH, 24),
        "24 months of repeat rate": lambda: [repeat_rate(known, classes, one) for one in months],
    }
    return [
        from_samples(
            what,
            time_calls(call, times),
            size=size,
            target=target if what == "all figures of a month" else None,
        )
        for what, call in calls.items()
    ]


def _incident(
    chance: random.Random, number: int, services: list[str], categories: list[str]
) -> IncidentFact:
    start = _AS_OF - _SPAN * chance.random()
    lasted = timedelta(minutes=chance.lognormvariate(4, 1))
    return IncidentFact(
        id=UUID(int=number),
        key=f"INC-{number}",
        title="Generated",
        severity=chance.choice(list(Severity)),
        kind=IncidentKind.INCIDENT,
        started_at=start,
        detected_at=start + lasted / 10,
        mitigated_at=start + lasted / 2,
        resolved_at=start + lasted,
        services=frozenset(chance.sample(services, 2)),
        category=chance.choice(categories),
        status=PostmortemStatus.FINAL,
        published_at=start + lasted + timedelta(days=8 * chance.random()),
        reviewed_by_other=True,
        stated_impact_minutes=None,
        slo=None,
        slo_violated=chance.random() < 0.3,
        data_loss=False,
        security=False,
        manual_rollback=False,
    )


def _action(chance: random.Random, incident: IncidentFact, number: int) -> ActionFact:
    assert incident.resolved_at is not None
    made = incident.resolved_at.date()
    done = chance.random() < 0.8
    return ActionFact(
        id=UUID(int=2**64 + number),
        incident_ids=(incident.id,),
        owner=f"@team-{number % 60}",
        due_on=made + timedelta(days=30),
        original_due_on=made + timedelta(days=30),
        slips=0,
        status=ActionStatus.DONE if done else ActionStatus.OPEN,
        completed_on=made + timedelta(days=chance.randrange(10, 40)) if done else None,
        strength=chance.choice(list(Strength)),
        tracker_key="PAY-1",
        created_at=incident.resolved_at,
    )
