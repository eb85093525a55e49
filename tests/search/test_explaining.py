"""Why an incident is found, where its matches stand, which of its parts have them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.search.hostile import queries
from tests.search.listed import NOW

if TYPE_CHECKING:
    from search.index import Index
    from search.results import Explanation


def explained(index: Index, query: str, key: str) -> Explanation:
    hit = next(one for one in index.search("", as_of=NOW).hits if one.key == key)
    found = index.explain(query, hit.id, as_of=NOW)
    assert found is not None
    return found


def test_each_word_says_where_it_stands_and_what_it_adds(shared_index: Index) -> None:
    found = explained(shared_index, "pool exhausted severity:2", "INC-2024-112")
    hit = shared_index.search("pool exhausted severity:2", as_of=NOW).hits[0]
    assert (found.key, found.score) == (hit.key, hit.score)
    assert sum(one.worth for one in found.reasons) == pytest.approx(found.score, abs=1e-3)
    pool, exhausted, severity = found.reasons
    assert pool.fields == ("title", "summary", "category")
    assert exhausted.fields == ("title",)
    assert pool.sentence.startswith(
        "“pool” stands in title, summary and category; 3 of 8 incidents have it. It adds "
    )
    assert severity.sentence == "Severity: SEV-2: that is so."


def test_other_forms_of_a_word_are_named(shared_index: Index) -> None:
    reason = explained(shared_index, "pools", "INC-2024-058").reasons[0]
    assert set(reason.forms) == {"pool", "pooled", "pooling"}
    assert "“pool”" in reason.sentence


def test_what_is_missing_is_said_too(shared_index: Index) -> None:
    found = explained(shared_index, "pool certificate", "INC-2023-009")
    assert found.reasons[0].sentence == "“pool” does not stand in it."
    assert found.reasons[1].worth > 0


def test_without_words_the_order_is_by_date(shared_index: Index) -> None:
    assert "newest" in explained(shared_index, "severity:1", "INC-2025-034").order


def test_an_incident_that_is_not_there_has_no_explanation(shared_index: Index) -> None:
    assert shared_index.explain("pool", uuid4(), as_of=NOW) is None


def test_matches_in_a_shown_text_come_in_order(shared_index: Index) -> None:
    text = "A pool. Two pooled\nof Éclairs; the connection pool, unpooled."
    marks = shared_index.marks('eclairs pool "connection pool"', text)
    assert [text[start:end] for start, end in marks] == [
        "pool",
        "pooled",
        "Éclairs",
        "connection pool",
    ]


def test_a_line_says_which_parts_matched(shared_index: Index) -> None:
    hits = shared_index.search("reconciliation checkout", as_of=NOW).hits
    snippet = shared_index.snippets("reconciliation checkout", [hits[0].id])[hits[0].id]
    assert snippet.line == "Matches in title, summary and services"


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=queries(), text=st.text(max_size=80))
def test_any_query_is_explained(shared_index: Index, query: str, text: str) -> None:
    explained(shared_index, query, "INC-4")
    marks = shared_index.marks(query, text)
    assert all(0 <= start < end <= len(text) for start, end in marks)
    assert list(marks) == sorted(marks)
