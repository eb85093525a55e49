"""What a period recommends, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from models.figures.known import Known
from models.figures.periods import Period
from models.identifiers import new_id
from models.recommendations import looked_at, recommendations
from models.rows import ActionRow
from models.vocabulary import ActionStatus, Severity, Strength
from tests.models.figures.worlds import AS_OF, facts, incident

if TYPE_CHECKING:
    from models.figures.facts import IncidentFact
    from models.recommendations import Recommendation

FEBRUARY = Period.month(2025, 2)
INDEX = "Database / Missing index"
POOL = "Database / Connection pool"


@dataclass(frozen=True)
class _Factor:
    incident_id: UUID
    title: str


def _action(answers: IncidentFact, **changes: Any) -> ActionRow:
    values: dict[str, Any] = {
        "id": new_id(),
        "register_number": 133,
        "number": 1,
        "title": "Give each client its own pool limit.",
        "owner": "@ada",
        "due_on": date(2025, 4, 3),
        "original_due_on": date(2025, 4, 3),
        "status": ActionStatus.OPEN,
        "completed_on": None,
        "kind": None,
        "strength": Strength.STRONG,
        "tracker_key": None,
        "overdue_days": 0,
        "incident_id": answers.id,
        "incident_key": answers.key,
        "incident_title": answers.title,
        "incident_severity": Severity.SEV_2,
        "services": (),
        "version": 1,
    }
    return ActionRow(**(values | changes))


def _advice(*incidents: IncidentFact, **given: Any) -> tuple[Recommendation, ...]:
    return recommendations(Known(facts(incidents), as_of=AS_OF), FEBRUARY, **given)


def _old(category: str) -> IncidentFact:
    return incident("2024-11-05 10:00", category=category)


def test_an_open_strong_action_is_recommended_with_its_state() -> None:
    old, new = _old(POOL), incident("2025-02-03 10:00", category=POOL)
    mild = _action(old, register_number=7, strength=Strength.WEAK)
    done = _action(old, register_number=8, status=ActionStatus.DONE)
    (one,) = _advice(old, new, actions=[mild, done, _action(old, owner=None, overdue_days=4)])
    assert one.title == "Give each client its own pool limit"
    assert one.why == "A-133 is strong and open; it has no owner and is 4 days overdue."
    assert (one.category, one.count, one.is_new, one.keys) == (POOL, 1, False, (new.key,))
    assert one.action == 133
    assert one.decision == "Assign an owner for A-133, Give each client its own pool limit."


def test_the_most_neglected_of_several_actions_stands_for_them() -> None:
    old, new = _old(POOL), incident("2025-02-03 10:00", category=POOL)
    items = [
        _action(old, register_number=1),
        _action(old, register_number=2, overdue_days=9),
        _action(old, register_number=3, overdue_days=2, owner=None),
    ]
    (one,) = _advice(old, new, actions=items)
    assert one.action == 3
    assert one.why.endswith("2 more strong items are open.")


def test_a_factor_that_recurs_stands_where_no_action_does() -> None:
    old, new = _old(INDEX), incident("2025-02-03 10:00", category=INDEX)
    factors = [
        _Factor(old.id, "No slow-query warning configured"),
        _Factor(new.id, "no slow-query  warning configured."),
        _Factor(new.id, "Canary at 20 %"),
    ]
    (one,) = _advice(old, new, factors=factors)
    assert one.title.endswith("recurs: no slow-query warning configured")
    assert "contributed to 2 incidents" in one.why
    assert one.action is None


def test_what_is_new_or_frequent_asks_the_question_itself_and_new_comes_first() -> None:
    old = [_old(POOL), _old("Network / DNS")]
    twice = [incident(f"2025-02-0{day} 10:00", category=POOL) for day in (3, 5)]
    fresh = incident("2025-02-07 10:00", category=INDEX)
    once = incident("2025-02-09 10:00", category="Network / DNS")
    found = _advice(*old, *twice, fresh, once)
    assert [(one.category, one.is_new) for one in found] == [(INDEX, True), (POOL, False)]
    assert found[0].title == "Decide what would prevent another “Missing index”"
    assert "happened once in the period" in found[0].why
    assert "happened 2 times" in found[1].why


def test_nothing_happened_nothing_is_recommended() -> None:
    assert _advice() == ()
    assert _advice(_old(POOL)) == ()


def test_factors_are_looked_up_for_the_year_of_the_periods_categories() -> None:
    old, other = _old(POOL), _old("Network / DNS")
    ancient = incident("2023-11-05 10:00", category=POOL)
    new = incident("2025-02-03 10:00", category=POOL)
    known = Known(facts([old, other, ancient, new]), as_of=AS_OF)
    assert looked_at(known, FEBRUARY) == [old.id, new.id]
