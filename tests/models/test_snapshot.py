"""Incidents as JSON: exact when kept, readable when shown."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings

from models.errors import BadInputError, NewerLibraryError
from models.incident import Impact, Incident, LinkView
from models.snapshot import from_json, show_json, to_json
from models.vocabulary import LinkKind
from tests.models.examples import incident, payment_outage
from tests.strategies import stored_incidents


@settings(max_examples=60, deadline=None)
@given(stored_incidents())
def test_a_snapshot_reads_back_equal(whole: Incident) -> None:
    assert from_json(json.loads(json.dumps(to_json(whole)))) == whole


@settings(max_examples=20, deadline=None)
@given(stored_incidents())
def test_what_is_shown_is_json(whole: Incident) -> None:
    assert json.loads(json.dumps(show_json(whole))) == show_json(whole)


def test_fields_that_an_older_snapshot_lacks_get_their_default() -> None:
    document = {"format": 1, "key": "INC-1", "title": "Old", "unheard_of": 7}
    found = from_json(document)
    assert (found.key, found.title, found.impact) == ("INC-1", "Old", Impact())


def test_a_snapshot_of_a_newer_afterword_is_refused() -> None:
    with pytest.raises(NewerLibraryError):
        from_json({**to_json(incident()), "format": 2})


@pytest.mark.parametrize(
    "change",
    [{"severity": "SEV-9"}, {"started_at": "yesterday"}, {"timeline": [{}]}, {"id": 7}],
)
def test_a_damaged_snapshot_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadInputError, match="damaged"):
        from_json({**to_json(incident()), **change})


@pytest.mark.parametrize("document", [{}, {"format": "1"}, {"title": "x"}])
def test_what_is_no_snapshot_is_refused(document: dict[str, object]) -> None:
    with pytest.raises(BadInputError, match="not a snapshot"):
        from_json(document)


def test_what_is_shown_has_the_fixed_shape() -> None:
    shown = show_json(
        payment_outage(
            links=(
                LinkView(key="INC-9", kind=LinkKind.RECURRENCE_OF, reason="pool", outgoing=False),
            )
        )
    )
    assert list(shown) == [
        "key",
        "title",
        "severity",
        "status",
        "kind",
        "started_at",
        "detected_at",
        "acknowledged_at",
        "mitigated_at",
        "resolved_at",
        "duration_minutes",
        "services",
        "category",
        "tags",
        "authors",
        "reviewers",
        "impact",
        "sections",
        "timeline",
        "contributing_factors",
        "defences",
        "action_items",
        "links",
    ]
    assert shown["severity"] == "SEV-1"
    assert shown["status"] == "draft"
    assert shown["started_at"] == "2025-03-15T14:23:00Z"
    assert shown["duration_minutes"] == 47
    assert shown["impact"]["revenue"] == 8500.5
    assert shown["impact"]["estimated"] == ["revenue", "users_affected"]
    assert shown["timeline"][0] == {
        "at": "2025-03-15T14:23:00Z",
        "kind": "change",
        "text": "Version 2.4.1 deployed",
    }
    assert list(shown["action_items"][0]) == [
        "number",
        "title",
        "owner",
        "due_on",
        "tracker_key",
        "status",
        "completed_on",
        "kind",
        "strength",
    ]
    assert shown["links"] == [{"key": "INC-9", "kind": "recurred as", "reason": "pool"}]


def test_whole_amounts_are_shown_whole() -> None:
    impact = Impact(revenue=Decimal("8500.00"), error_budget_consumed_percent=Decimal("2.3"))
    shown = show_json(incident(impact=impact))["impact"]
    assert (shown["revenue"], shown["error_budget_consumed_percent"]) == (8500, 2.3)
