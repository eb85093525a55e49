"""How a query may be asked: in a zone, by duration, with near misses."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests.search.listed import NOW

if TYPE_CHECKING:
    from search.index import Index
    from search.results import SearchResults


def ask(index: Index, query: str, **options: object) -> SearchResults:
    return index.search(query, as_of=NOW, **options)  # type: ignore[arg-type]


def keys(index: Index, query: str, **options: object) -> list[str]:
    return [hit.key for hit in ask(index, query, **options).hits]


@pytest.mark.parametrize(
    ("query", "utc", "berlin"),
    [
        ("in:2024-06-30", {"INC-2024-058"}, set()),
        ("in:2024-07", set(), {"INC-2024-058"}),
        ("in:2023", {"INC-2023-009"}, set()),
        (
            "year:2024",
            {"INC-2024-112", "INC-2024-058"},
            {"INC-2024-112", "INC-2024-058", "INC-2023-009"},
        ),
        ("before:2024 after:2023", {"INC-2023-009"}, set()),
    ],
)
def test_days_and_years_begin_in_the_zone_of_the_library(
    shared_index: Index, query: str, utc: set[str], berlin: set[str]
) -> None:
    assert set(keys(shared_index, query)) == utc
    assert set(keys(shared_index, query, zone=ZoneInfo("Europe/Berlin"))) == berlin


def test_years_are_counted_in_the_zone_of_the_library(shared_index: Index) -> None:
    assert ask(shared_index, "").facets["year"]["2023"] == 1
    berlin = ask(shared_index, "", zone=ZoneInfo("Europe/Berlin")).facets["year"]
    assert "2023" not in berlin
    assert berlin["2024"] == 3


def test_an_item_is_overdue_once_its_day_is_over_in_the_zone(shared_index: Index) -> None:
    late = datetime(2025, 3, 19, 23, 30, tzinfo=UTC)
    query = "owner:alice overdue:yes"
    assert shared_index.search(query, as_of=late).total == 0
    found = shared_index.search(query, as_of=late, zone=ZoneInfo("Europe/Berlin"))
    assert [hit.key for hit in found.hits] == ["INC-2024-058"]


def test_the_longest_come_first_and_the_unknown_last(shared_index: Index) -> None:
    by_duration = keys(shared_index, "", sort="duration")
    assert by_duration[:2] == ["INC-2024-112", "INC-2025-034"]
    assert by_duration[-1] == "INC-0"


def test_near_misses_are_found_when_asked_for(shared_index: Index) -> None:
    query = "gateway certificate renewal"
    assert keys(shared_index, query) == []
    found = ask(shared_index, query, nearest=True)
    assert [hit.key for hit in found.hits] == ["INC-2023-009"]
    assert found.nearest
    assert found.total == 1
    assert found.facets["severity"]["SEV-3"] == 1
    assert "nearest" in found.note


@pytest.mark.parametrize(
    "query", ["certificate renewal severity:1", "certificate renewal -gateway", "renewal", '"a b"']
)
def test_near_misses_still_meet_every_filter(shared_index: Index, query: str) -> None:
    found = ask(shared_index, query, nearest=True)
    assert found.total == 0
    assert not found.nearest


def test_a_misspelt_word_is_a_near_miss(shared_index: Index) -> None:
    assert keys(shared_index, "gatway certificate", nearest=True) == ["INC-2023-009"]


def test_what_is_found_exactly_is_no_near_miss(shared_index: Index) -> None:
    found = ask(shared_index, "connection pool", nearest=True)
    assert not found.nearest
    assert found == dataclasses.replace(
        ask(shared_index, "connection pool"), elapsed_ms=found.elapsed_ms
    )


def test_facets_can_be_left_out(shared_index: Index) -> None:
    found = ask(shared_index, "pool severity:2", with_facets=False)
    assert found.facets == {}
    assert found.hits == ask(shared_index, "pool severity:2").hits
