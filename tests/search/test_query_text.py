"""Queries are edited as text: facets, chips, filters."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.parser import parse
from search.query_text import (
    Way,
    active_filters,
    choose_value,
    clear_filter,
    exclude_filter,
    excluded_filters,
    is_active,
    is_excluded,
    quoted,
    set_filter,
    toggle_filter,
    without,
)
from search.results import Chip
from tests.search.hostile import queries

NOW = datetime(2025, 3, 19, tzinfo=UTC)


def test_toggling_adds_joins_and_removes() -> None:
    query = toggle_filter("pool", "severity", "SEV-1")
    assert query == "pool severity:SEV-1"
    query = toggle_filter(query, "severity", "SEV-2")
    assert query == "pool severity:SEV-1,SEV-2"
    query = toggle_filter(query, "severity", "SEV-1")
    assert query == "pool severity:SEV-2"
    assert toggle_filter(query, "severity", "SEV-2") == "pool"


def test_toggling_knows_a_value_however_it_was_typed() -> None:
    assert toggle_filter("sev:1 pool", "severity", "SEV-1") == "pool"
    assert toggle_filter('service:"Payments"', "service", "payments") == ""


def test_a_year_is_the_same_however_it_is_asked_for() -> None:
    assert is_active("in:2024", "year", "2024")
    assert toggle_filter("in:2024 pool", "year", "2024") == "pool"
    assert toggle_filter("in:2024", "year", "2025") == "in:2024,2025"
    assert clear_filter("in:2024 pool", "year") == "pool"


def test_values_with_spaces_are_quoted() -> None:
    query = toggle_filter("", "category", "Database / Missing index")
    assert query == 'category:"Database / Missing index"'
    assert is_active(query, "category", "Database / Missing index")


def test_toggling_in_a_query_of_alternatives_keeps_them_together() -> None:
    assert toggle_filter("a OR b", "severity", "SEV-1") == "(a OR b) severity:SEV-1"
    assert is_active("(a OR b) severity:SEV-1", "severity", "SEV-1")


def test_setting_and_excluding_and_clearing() -> None:
    assert set_filter("a service:x,y b", "service", "z") == "a b service:z"
    assert exclude_filter("a service:x", "service", "x") == "a -service:x"
    assert clear_filter("service:x a service:y", "service") == "a"


def test_active_filters_leave_out_what_is_excluded_nested_or_alternative() -> None:
    query = 'sev:1,2 -service:a (service:b) status:"In Review" tag:x'
    assert active_filters(query) == {
        "severity": {"SEV-1", "SEV-2"},
        "status": {"in review"},
        "tag": {"x"},
    }
    assert active_filters("service:a OR tag:x") == {}


def test_chips_come_out_whole() -> None:
    query = 'service:payments "connection pool" after:2024'
    chips = parse(query, as_of=NOW).chips
    assert [chip.label for chip in chips] == [
        "Service: payments",
        "“connection pool”",
        "Since Jan 2024",
    ]
    assert without(query, chips[1]) == "service:payments after:2024"
    assert without(query, chips[0]) == '"connection pool" after:2024'


def test_a_chip_of_another_query_changes_nothing() -> None:
    assert without("pool", Chip("Service: x", "service:x", 0, 9)) == "pool"


@pytest.mark.parametrize("value", ["a b", "-x", "OR", "", "a,b", "(x)", 'say "x"'])
def test_any_value_can_be_filtered_by(value: str) -> None:
    query = toggle_filter("", "tag", value)
    assert query == f"tag:{quoted(value)}"


@given(queries(), st.sampled_from(["severity", "service", "year"]), st.text(max_size=12))
def test_any_query_can_be_edited(query: str, field: str, value: str) -> None:
    edited = toggle_filter(query, field, value)
    assert isinstance(active_filters(edited), dict)
    for chip in parse(query, as_of=NOW).chips:
        assert query[chip.start : chip.end] == chip.text
        assert len(without(query, chip)) <= len(query)


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys, search.query_text, search.results, search.folder;"
        "heavy = {'whoosh', 'numpy', 'sqlalchemy'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("query", "way", "after"),
    [
        ("pool", "set", "pool tag:canary"),
        ("pool tag:rollback", "set", "pool tag:canary"),
        ("pool tag:canary", "set", "pool"),
        ("pool tag:canary,rollback", "set", "pool tag:canary"),
        ("pool tag:rollback", "add", "pool tag:rollback tag:canary"),
        ("tag:rollback tag:canary", "add", "tag:rollback"),
        ("pool tag:rollback", "or", "pool tag:rollback,canary"),
        ("tag:rollback,canary", "or", "tag:rollback"),
        ("pool", "exclude", "pool -tag:canary"),
        ("pool -tag:canary", "exclude", "pool"),
        ("tag:canary pool", "exclude", "pool -tag:canary"),
        ("pool -tag:canary", "set", "pool tag:canary"),
        ("pool -tag:canary,rollback", "add", "pool -tag:rollback tag:canary"),
        ("pool -tag:canary", "or", "pool tag:canary"),
        ("a OR b", "add", "(a OR b) tag:canary"),
    ],
)
def test_a_click_on_a_value_changes_the_query(query: str, way: Way, after: str) -> None:
    assert choose_value(query, "tag", "canary", way) == after


def test_one_valued_fields_are_joined_by_or_when_added() -> None:
    assert choose_value("severity:SEV-1", "severity", "SEV-2", "add") == "severity:SEV-1,SEV-2"
    assert choose_value("status:draft", "status", "in review", "add") == 'status:draft,"in review"'


def test_what_is_excluded_can_be_read() -> None:
    query = "pool -sev:1 -tag:canary (-tag:inside) -word"
    assert excluded_filters(query) == {"severity": {"SEV-1"}, "tag": {"canary"}}
    assert is_excluded(query, "severity", "SEV-1")
    assert not is_excluded(query, "tag", "inside")


@given(query=queries(), way=st.sampled_from(["set", "add", "or", "exclude"]))
def test_any_query_can_be_clicked(query: str, way: Way) -> None:
    after = choose_value(query, "tag", "canary", way)
    assert choose_value(after, "tag", "canary", way) is not None
