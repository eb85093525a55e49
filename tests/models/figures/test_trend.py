"""All figures of a month beside the month before: the practice's table, the demo library, JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from models.demo import DemoStory, build_demo_story
from models.figures.change import Arrow, median_change
from models.figures.facts import ReviewFact
from models.figures.figure import Reading
from models.figures.gather import facts_of
from models.figures.json_shape import metrics_json
from models.figures.periods import Period
from models.figures.table import trend_table
from models.figures.trend import trend_of
from models.review import Disposition
from models.vocabulary import Severity
from tests.models.figures.worlds import action, facts, incident

if TYPE_CHECKING:
    from models.figures.facts import ActionFact, Facts, IncidentFact

FEBRUARY = Period.month(2025, 2)
STORY_NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


def month_of_the_practice(
    month: int, severe: int, serious: int, mean: float, created: int, done: int
) -> tuple[list[IncidentFact], list[ActionFact]]:
    """A month with so many SEV-1 and SEV-2, that mean duration, and those action items."""
    severities = [Severity.SEV_1] * severe + [Severity.SEV_2] * serious
    spread = [-10.0, 10.0] * (len(severities) // 2) + [0.0] * (len(severities) % 2)
    start = datetime(2025, month, 3, 10, 0, tzinfo=UTC)
    incidents = [
        incident(start + timedelta(days=day), mean + spread[day], severity=severity)
        for day, severity in enumerate(severities)
    ]
    items = [
        action(
            incidents[0],
            f"2025-{month:02}-20",
            f"2025-{month:02}-19" if number < done else None,
            created_at=start + timedelta(days=number),
        )
        for number in range(created)
    ]
    return incidents, items


@pytest.fixture(scope="module")
def practice() -> Facts:
    january, their_items = month_of_the_practice(1, 4, 6, 55, 16, 8)
    february, our_items = month_of_the_practice(2, 2, 5, 38, 11, 9)
    return facts([*january, *february], [*their_items, *our_items])


def test_the_practices_table_comes_out_row_by_row(practice: Facts) -> None:
    table = trend_table(trend_of(practice, FEBRUARY, as_of=STORY_NOW))
    assert [(row.metric, row.now, row.previous, row.trend) for row in table] == [
        ("SEV-1 Incidents", "2", "4", "↓ 50%"),
        ("SEV-2 Incidents", "5", "6", "↓ 17%"),
        ("MTTR Average", "38 min", "55 min", "↓ 31%"),
        ("Action items created", "11", "16", "↓"),
        ("Action items completed", "9/11 (82%)", "8/16 (50%)", "↑"),
    ]


def test_small_counts_could_be_chance(practice: Facts) -> None:
    found = trend_of(practice, FEBRUARY, as_of=STORY_NOW)
    assert found.by_severity[Severity.SEV_1].change.could_be_chance
    assert found.action_items_completed.change.could_be_chance
    assert found.time_to_resolve.change.could_be_chance is False
    chance = {row.metric: row.chance for row in trend_table(found)}
    assert chance["SEV-1 Incidents"] == "could be chance"
    # The test is of the ranks of all times; the row says so beside the change of the means.
    assert chance["MTTR Average"] == "shorter by rank"


def test_a_mean_that_one_long_incident_moved_is_no_sure_change() -> None:
    january = [incident(f"2025-01-{day:02} 10:00", 60) for day in range(1, 11)]
    february = [incident(f"2025-02-{day:02} 10:00", 30 + day) for day in range(1, 10)]
    february.append(incident("2025-02-20 10:00", 3000))
    found = trend_of(facts([*january, *february]), FEBRUARY, as_of=STORY_NOW)
    means, medians = found.time_to_resolve.change, median_change(found.time_to_resolve)
    assert means.could_be_chance is False
    assert (means.arrow, means.lean, means.is_sure) == (Arrow.UP, Arrow.DOWN, False)
    assert means.remark == "but shorter by rank"
    assert (medians.is_sure, medians.remark) == (True, "shorter by rank")
    assert metrics_json(found)["time_to_resolve"]["ranks"] == "↓"


def test_medians_have_a_change_of_their_own(demo: Facts) -> None:
    found = trend_of(demo, FEBRUARY, as_of=STORY_NOW).time_to_mitigate
    assert found.change.arrow is Arrow.UP  # the means: one long incident
    assert median_change(found).arrow is Arrow.DOWN
    first = trend_of(demo, Period.month(2023, 10), as_of=STORY_NOW).time_to_mitigate
    assert median_change(first).arrow is None


def test_without_an_earlier_month_there_is_no_arrow(practice: Facts) -> None:
    found = trend_of(practice, Period.month(2025, 1), as_of=STORY_NOW)
    assert not found.has_previous
    assert {(row.previous, row.trend, row.chance) for row in trend_table(found)} == {("–", "", "")}
    assert found.by_severity[Severity.SEV_1].previous is None


def test_from_nothing_there_is_an_arrow_and_no_percentage() -> None:
    world = facts(
        [incident("2025-01-03 10:00"), incident("2025-02-03 10:00", severity=Severity.SEV_1)]
    )
    change = trend_of(world, FEBRUARY, as_of=STORY_NOW).by_severity[Severity.SEV_1].change
    assert (change.arrow, change.percent) == (Arrow.UP, None)


def test_an_empty_library_says_nothing_and_breaks_nothing() -> None:
    found = trend_of(facts([]), FEBRUARY, as_of=STORY_NOW)
    assert found.incidents.now.value == 0
    assert found.maturity.level == 1
    shape = metrics_json(found)
    assert shape["postmortem_completion"]["value"] is None
    assert shape["previous"] is None
    json.dumps(shape, allow_nan=False)


@pytest.fixture(scope="module")
def story() -> DemoStory:
    return build_demo_story(STORY_NOW)


@pytest.fixture(scope="module")
def demo(story: DemoStory) -> Facts:
    reviews = [
        ReviewFact(
            id=one.review.id,
            meeting_on=one.review.meeting_on,
            created_at=one.saved_at,
            incidents=len(one.review.incidents),
            decided=sum(
                entry.disposition is not Disposition.OPEN for entry in one.review.incidents
            ),
        )
        for one in story.reviews
    ]
    return facts_of(story.incidents, story.links, reviews=reviews, zone=story.zone)


def test_the_tiles_of_the_mockup(demo: Facts) -> None:
    found = trend_of(demo, FEBRUARY, as_of=STORY_NOW)
    assert found.incidents.now.value == 14
    assert {severity.value: one.now.value for severity, one in found.by_severity.items()} == {
        "SEV-1": 2,
        "SEV-2": 5,
        "SEV-3": 5,
        "SEV-4": 2,
        "SEV-5": 0,
    }
    completion = found.postmortem_completion.now
    assert (completion.k, completion.n, completion.reading) == (11, 12, Reading.MISSED)
    waiting = found.time_to_postmortem.now
    assert (waiting.value, waiting.low, waiting.high) == (3.5, 3, 4)
    assert waiting.reading is Reading.MET
    on_time = found.action_item_completion.now
    assert (on_time.k, on_time.n, on_time.reading) == (14, 18, Reading.MISSED)
    repeats = found.repeat_incident_rate.now
    assert (repeats.k, repeats.n, repeats.reading) == (2, 14, Reading.CANT_TELL)
    assert [(one.key, one.of_key, one.days) for one in found.repeats.repeats] == [
        ("INC-2025-019", "INC-2024-089", 155),
        ("INC-2025-023", "INC-2024-127", 76),
    ]
    assert (found.drills, found.duplicates) == (1, 1)


def test_maturity_of_the_mockup(demo: Facts) -> None:
    found = trend_of(demo, FEBRUARY, as_of=STORY_NOW).maturity
    assert (found.level, found.name) == (4, "Measured")
    assert [one.evidence for one in found.missing] == ["82%, 78%", "18 of 19"]
    assert {one.level for one in found.evidence} == {2, 3, 4}


def test_the_json_has_the_fixed_shape(demo: Facts) -> None:
    shape = metrics_json(trend_of(demo, FEBRUARY, as_of=STORY_NOW))
    again: dict[str, Any] = json.loads(json.dumps(shape, allow_nan=False))
    assert again == shape
    assert set(shape) >= {
        "period",
        "previous",
        "as_of",
        "incidents_by_severity",
        "postmortem_completion",
        "postmortem_on_time",
        "time_to_postmortem",
        "action_item_completion",
        "action_items_created",
        "action_items_completed",
        "repeat_incident_rate",
        "time_to_detect",
        "time_to_mitigate",
        "time_to_resolve",
        "top_categories",
        "maturity",
    }
    assert shape["as_of"] == "2025-03-19T09:40:00Z"
    assert shape["period"] == {"label": "February 2025", "from": "2025-02-01", "to": "2025-02-28"}
    assert shape["incidents_by_severity"]["SEV-1"] == {
        "value": 2,
        "low": pytest.approx(0.2422, abs=1e-4),
        "high": pytest.approx(7.2247, abs=1e-4),
        "previous": 1,
        "arrow": "↑",
        "change_percent": 100.0,
        "p": pytest.approx(0.6062, abs=1e-3),
        "chance": True,
    }


def test_the_json_carries_evidence_beside_the_figures(demo: Facts) -> None:
    shape = metrics_json(trend_of(demo, FEBRUARY, as_of=STORY_NOW))
    rate = shape["repeat_incident_rate"]
    assert {"k", "n", "value", "low", "high", "target", "met"} <= set(rate)
    assert rate["target"] == 0.2
    assert rate["coverage"]["value"] == 1.0
    assert rate["repeats"][0] == {
        "key": "INC-2025-019",
        "of": "INC-2024-089",
        "days": 155,
        "known": "unfixed",
    }
    resolve = shape["time_to_resolve"]
    assert {"n", "median", "mean", "p90", "unresolved", "previous"} <= set(resolve)
    assert shape["top_categories"][0] == {
        "category": "Database",
        "count": 6,
        "previous": 2,
        "new": ["Missing index"],
    }
    assert shape["maturity"]["level"] == 4
