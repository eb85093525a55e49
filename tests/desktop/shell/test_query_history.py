"""What was searched for can be stepped through, newest first."""

from __future__ import annotations

from desktop.shell.query_history import KEPT, QueryHistory


def test_up_goes_back_and_down_comes_forth() -> None:
    history = QueryHistory()
    for query in ("pool", "severity:1", "pool  exhausted"):
        history.add(query)
    assert [history.older(), history.older(), history.older(), history.older()] == [
        "pool exhausted",
        "severity:1",
        "pool",
        None,
    ]
    assert [history.newer(), history.newer(), history.newer(), history.newer()] == [
        "severity:1",
        "pool exhausted",
        "",
        None,
    ]


def test_a_query_made_again_is_there_once_and_first() -> None:
    history = QueryHistory(["pool", "disk"])
    history.add("disk")
    history.add("   ")
    assert history.queries == ("disk", "pool")


def test_stepping_begins_in_an_empty_field_only() -> None:
    history = QueryHistory(["pool"])
    assert history.is_at("")
    assert not history.is_at("disk")
    history.older()
    assert history.is_at("pool")
    history.start_over()
    assert not history.is_at("pool")


def test_no_more_are_kept_than_can_be_looked_through() -> None:
    history = QueryHistory()
    for number in range(KEPT + 20):
        history.add(f"word{number}")
    assert len(history.queries) == KEPT
    assert history.queries[0] == f"word{KEPT + 19}"
