"""Whether action items helped: asked some time after they were done, answered from the data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from models.errors import BadInputError
from models.figures.classes import Classes
from models.figures.known import Known
from models.figures.periods import Period
from models.figures.repeats import WasKnown, repeat_rate
from models.incident import ActionItem, Postmortem
from models.operations.actions import close_action_item, set_action_status
from models.operations.effectiveness import confirm_effectiveness, set_check_date
from models.operations.incidents import save_incident
from models.operations.settings import set_setting
from models.recurrence.effectiveness import Effect, effect_of, to_confirm
from models.vocabulary import ActionStatus, Effectiveness, PostmortemStatus
from tests.models.examples import incident

if TYPE_CHECKING:
    from uuid import UUID

    from models.figures.facts import ActionFact
    from models.library import Library

POOL = {"category": "Database / Pool", "services": ("payments",)}


def on(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


@pytest.fixture
def item(library: Library) -> UUID:
    """The one action item of an incident of 1 January 2025; the clock stands at 19 March."""
    first = incident(
        "INC-1",
        started_at=on("2025-01-01"),
        resolved_at=on("2025-01-01") + timedelta(hours=1),
        postmortem=Postmortem(status=PostmortemStatus.DRAFT),
        action_items=(
            ActionItem(
                number=1,
                title="Cap the pool",
                due_on=date(2025, 2, 1),
                created_at=on("2025-01-02"),
            ),
        ),
        **POOL,
    )
    save_incident(library, incident("INC-0", started_at=on("2023-01-01")))
    save_incident(library, first)
    return first.action_items[0].id


def fact(library: Library) -> ActionFact:
    return library.facts().actions[0]


def effect(library: Library, as_of: str) -> Effect:
    known = Known(library.facts(), as_of=on(as_of))
    return effect_of(known.items[0], known, Classes(known))


def waiting(library: Library, as_of: str) -> list[Effect]:
    known = Known(library.facts(), as_of=on(as_of))
    return to_confirm(known, Classes(known))


def again(library: Library, day: str, key: str = "INC-2", **given: object) -> None:
    start = on(day)
    made = incident(key, started_at=start, resolved_at=start + timedelta(hours=1), **POOL)
    save_incident(library, replace(made, **given))  # type: ignore[arg-type]


def test_closing_as_done_sets_when_to_ask(library: Library, item: UUID) -> None:
    assert fact(library).check_on is None
    close_action_item(library, item, completed_on=date(2025, 1, 20))
    assert fact(library).check_on == date(2025, 4, 20)
    set_action_status(library, item, ActionStatus.OPEN)
    assert fact(library).check_on is None
    set_setting(library, "effectiveness_check_days", 30)
    close_action_item(library, item, completed_on=date(2025, 1, 20))
    assert fact(library).check_on == date(2025, 2, 19)
    set_check_date(library, item, date(2025, 3, 1))
    assert fact(library).check_on == date(2025, 3, 1)


@pytest.mark.parametrize("days", [0, -1, 731, "90", True, 1.5])
def test_days_that_are_none_are_refused(library: Library, days: object) -> None:
    with pytest.raises(BadInputError):
        set_setting(library, "effectiveness_check_days", days)


def test_in_the_editor_it_is_the_same(library: Library, item: UUID) -> None:
    first = library.incidents.by_key("INC-1")
    done = replace(first.action_items[0], status=ActionStatus.DONE, completed_on=date(2025, 1, 20))
    save_incident(library, replace(first, action_items=(done,)))
    assert fact(library).check_on == date(2025, 4, 20)


def test_it_is_asked_when_the_date_comes(library: Library, item: UUID) -> None:
    close_action_item(library, item, completed_on=date(2025, 1, 20))
    assert waiting(library, "2025-04-19") == []
    [one] = waiting(library, "2025-04-20")
    assert one.computed is Effectiveness.EFFECTIVE
    assert one.recurred == ()


def test_a_class_that_came_back_says_ineffective(library: Library, item: UUID) -> None:
    close_action_item(library, item, completed_on=date(2025, 1, 20))
    again(library, "2025-01-20", "SAME-DAY")
    assert effect(library, "2025-02-01").computed is Effectiveness.UNTESTED
    again(library, "2025-03-15")
    found = effect(library, "2025-04-20")
    assert found.computed is Effectiveness.INEFFECTIVE
    assert found.recurred == ("INC-2",)
    assert effect(library, "2025-03-01").computed is Effectiveness.UNTESTED, "as it was known then"


def test_of_an_unknown_class_nothing_can_be_said(library: Library, item: UUID) -> None:
    first = library.incidents.by_key("INC-1")
    save_incident(library, replace(first, category=None))
    close_action_item(library, item, completed_on=date(2025, 1, 20))
    assert effect(library, "2025-06-01").computed is Effectiveness.UNTESTED


def test_an_answer_ends_the_question_and_can_be_taken_back(library: Library, item: UUID) -> None:
    with pytest.raises(BadInputError):
        confirm_effectiveness(library, item, Effectiveness.EFFECTIVE)
    close_action_item(library, item, completed_on=date(2025, 1, 20))
    changes = confirm_effectiveness(library, item, Effectiveness.EFFECTIVE, note="held in May")
    assert changes.actions
    assert waiting(library, "2025-06-01") == []
    assert fact(library).effectiveness is Effectiveness.EFFECTIVE
    confirm_effectiveness(library, item, None)
    assert len(waiting(library, "2025-06-01")) == 1
    confirm_effectiveness(library, item, Effectiveness.EFFECTIVE)
    set_action_status(library, item, ActionStatus.OPEN)
    assert fact(library).effectiveness is None


def test_what_could_not_be_tried_is_asked_again(library: Library, item: UUID) -> None:
    close_action_item(library, item, completed_on=date(2025, 1, 20))
    confirm_effectiveness(library, item, Effectiveness.UNTESTED)
    assert fact(library).check_on == date(2025, 3, 19) + timedelta(days=90)
    assert waiting(library, "2025-06-16") == []
    assert len(waiting(library, "2025-06-17")) == 1


def test_a_repeat_after_what_did_not_help_was_done_but_ineffective(
    library: Library, item: UUID
) -> None:
    first = library.incidents.by_key("INC-1")
    other = ActionItem(number=2, title="Describe it")
    save_incident(library, replace(first, action_items=(*first.action_items, other)))
    close_action_item(library, item, completed_on=date(2025, 1, 20))
    again(library, "2025-04-15")

    def known() -> WasKnown:
        facts = Known(library.facts(), as_of=on("2025-05-20"))
        return repeat_rate(facts, Classes(facts), Period.month(2025, 4)).repeats[0].known

    before = known()
    confirm_effectiveness(library, item, Effectiveness.INEFFECTIVE)
    assert before is not WasKnown.LATE
    assert known() is WasKnown.INEFFECTIVE
