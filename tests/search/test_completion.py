"""What is being typed is gone on with, in the library's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.query.lexer import tokenise
from search.query.words import FIELD_EXAMPLES, FIELDS
from tests.search.hostile import queries

if TYPE_CHECKING:
    from search.index import Index


def completed(index: Index, query: str) -> list[str]:
    """The query as it would be after choosing each completion."""
    cursor = len(query)
    found = index.complete(query, cursor)
    return [query[: one.start] + one.insert + query[one.end :] for one in found]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("sev", "severity:"),
        ("pool ow", "pool owner:"),
        ("severity:S", "severity:SEV-1 "),
        ("severity:SEV-1,", "severity:SEV-1,SEV-2 "),
        ("service:pay", "service:payments "),
        ("service:payment-d", "service:payments/payment-db "),
        ("-tag:can", "-tag:canary "),
        ("category:data", 'category:"Database / Connection pool" '),
        ("owner:", "owner:alice "),
        ("author:pay", "author:payment-engineer-lead "),
        ("key:inc-2025", "key:INC-2025-034 "),
        ("tracker:", "tracker:PAY-456 "),
        ("status:in", 'status:"in review" '),
        ("in:202", "in:2025 "),
        ("in:2024-", "in:2024-Q1 "),
        ("has:atta", "has:attachment "),
        ("overdue:", "overdue:yes "),
        ("postmortem:", "postmortem:missing "),
        ("review:", "review:open "),
        ("last:9", "last:90d "),
        ("duration:", "duration:>60 "),
        ("cause:ind", "cause:index "),
        ("certifi", "certificate "),
        ('"connection po', '"connection pool'),
    ],
)
def test_typing_is_gone_on_with(shared_index: Index, typed: str, first: str) -> None:
    assert completed(shared_index, typed)[0] == first


def test_values_say_how_often_they_are_there(shared_index: Index) -> None:
    found = {one.label: one.detail for one in shared_index.complete("service:", 8)}
    assert found["payments"] == "2 incidents"
    assert found["media"] == "1 incident"


def test_a_name_is_offered_with_its_field(shared_index: Index) -> None:
    assert "service:checkout " in completed(shared_index, "check")


def test_nothing_is_offered_where_nothing_is_typed(shared_index: Index) -> None:
    for query in ("pool ", "(", 'status:"in review"', "pool OR", '"connection pool"', "-"):
        assert shared_index.complete(query, len(query)) == ()


def test_an_empty_field_offers_the_fields(shared_index: Index) -> None:
    assert shared_index.complete("", 0)[0].insert == "severity:"


def test_the_rest_of_the_word_is_replaced_too(shared_index: Index) -> None:
    found = shared_index.complete("certXX pool", 4)[0]
    assert (found.insert, found.start, found.end) == ("certificate ", 0, 6)


def test_every_field_has_an_example() -> None:
    assert set(FIELD_EXAMPLES) == set(FIELDS)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=queries(), cursor=st.integers(-2, 60))
def test_any_query_can_be_completed(shared_index: Index, query: str, cursor: int) -> None:
    for one in shared_index.complete(query, cursor):
        assert 0 <= one.start <= one.end <= len(query)
        tokenise(query[: one.start] + one.insert + query[one.end :])
