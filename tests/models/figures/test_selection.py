"""Figures of some services and severities: what is counted narrows, what it is held against not."""

from __future__ import annotations

import pytest

from models.figures.json_shape import metrics_json
from models.figures.periods import Period
from models.figures.selection import ALL, Selection
from models.figures.trend import Trend, trend_of
from models.vocabulary import PostmortemStatus, Severity
from tests.models.figures.worlds import AS_OF, action, facts, incident, pool

FEBRUARY = Period.month(2025, 2)


def found(selection: Selection) -> Trend:
    """January has a SEV-3 of payment-db that February's SEV-1 repeats; other services beside."""
    history = incident("2024-01-10 10:00", services=frozenset({"mail"}))
    first = pool("2025-01-10 10:00", status=PostmortemStatus.FINAL)
    again = pool("2025-02-10 10:00", 30, severity=Severity.SEV_1)
    mail = incident("2025-02-11 10:00", services=frozenset({"mail"}))
    near = incident("2025-02-12 10:00", services=frozenset({"payments-old"}))
    items = [action(first, "2025-02-05"), action(again, "2025-02-20", "2025-02-19")]
    world = facts([history, first, again, mail, near], items)
    return trend_of(world, FEBRUARY, as_of=AS_OF, selection=selection)


def test_a_service_has_its_parts_and_not_its_namesakes() -> None:
    assert found(ALL).incidents.now.value == 3
    assert found(Selection(service="payments")).incidents.now.value == 1
    assert found(Selection(service="Payments/Payment-DB")).incidents.now.value == 1
    assert found(Selection(service="pay")).incidents.now.value == 0


def test_severities_are_kept_together() -> None:
    both = Selection(severities=frozenset({Severity.SEV_1, Severity.SEV_3}))
    assert found(both).incidents.now.value == 3
    worst = found(Selection(severities=frozenset({Severity.SEV_1})))
    assert worst.incidents.now.value == 1
    assert worst.time_to_resolve.now.median == 30


def test_a_repeat_of_an_incident_that_is_not_selected_is_one() -> None:
    rate = found(Selection(severities=frozenset({Severity.SEV_1}))).repeats
    assert rate.figure.k == 1
    assert rate.repeats[0].known.value == "late"  # from the items of the SEV-3


def test_action_items_are_those_of_the_selected_incidents() -> None:
    assert found(ALL).action_item_completion.now.n == 2
    on_time = found(Selection(severities=frozenset({Severity.SEV_1}))).action_item_completion
    assert (on_time.now.k, on_time.now.n) == (1, 1)


def test_the_history_does_not_begin_with_the_first_selected_incident() -> None:
    mail = found(Selection(service="mail"))
    assert mail.has_previous
    assert mail.incidents.previous is not None
    assert mail.incidents.previous.value == 0


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (ALL, ""),
        (Selection(service="payments"), "service payments with its parts"),
        (Selection(severities=frozenset({Severity.SEV_2})), "SEV-2"),
        (
            Selection(service="a", severities=frozenset({Severity.SEV_3, Severity.SEV_1})),
            "service a with its parts, SEV-1 and SEV-3",
        ),
    ],
)
def test_a_selection_says_what_it_keeps(selection: Selection, words: str) -> None:
    assert selection.words == words


def test_the_json_names_the_selection() -> None:
    assert "selection" not in metrics_json(found(ALL))
    chosen = Selection(service="mail", severities=frozenset({Severity.SEV_3}))
    assert metrics_json(found(chosen))["selection"] == {"service": "mail", "severities": ["SEV-3"]}
