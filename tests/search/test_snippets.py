"""Snippets show why an incident was found."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.fields import Part
from search.snippets import LONGEST, Marker, snippet_of
from tests.search.listed import NOW

if TYPE_CHECKING:
    from search.index import Index
    from search.results import Snippet


def snippet(index: Index, query: str, key: str) -> Snippet:
    hit = next(one for one in index.search("", as_of=NOW).hits if one.key == key)
    return index.snippets(query, [hit.id])[hit.id]


def marked(found: Snippet) -> list[str]:
    return [found.text[start:end] for start, end in found.marks]


@pytest.mark.parametrize(
    ("query", "key", "marks", "field"),
    [
        ("pool", "INC-2025-034", ["pool"], "summary"),
        ("POOLS connections", "INC-2024-058", ["Connections", "pooled"], "summary"),
        ('"connection pool"', "INC-2025-034", ["connection pool"], "summary"),
        ("conn", "INC-2025-034", ["connection"], "summary"),
        ("payment_methods.user_id", "INC-2025-034", ["payment_methods.user_id"], "root cause"),
        ("user_id", "INC-2025-034", ["user_id"], "root cause"),
        ("cause:index", "INC-2025-034", ["index"], "root cause"),
        ("10.2.3.4", "INC-2023-009", ["10.2.3.4"], "summary"),
        ("数据库", "JP-1", ["数据库"], "summary"),
        ("certifcate~ tls", "INC-2023-009", ["TLS"], "summary"),
        ("alice", "INC-2024-112", ["alice"], "people"),
    ],
)
def test_what_matched_is_marked(
    shared_index: Index, query: str, key: str, marks: list[str], field: str
) -> None:
    found = snippet(shared_index, query, key)
    assert marked(found) == marks
    assert found.field == field


def test_all_parts_that_matched_are_named(shared_index: Index) -> None:
    found = snippet(shared_index, "index", "INC-2025-034")
    assert found.fields == ("root cause", "action items", "category")


def test_a_match_in_the_title_alone_shows_the_first_words(shared_index: Index) -> None:
    found = snippet(shared_index, "latency", "INC-2024-112")
    assert found.text.startswith("Nightly reconciliation")
    assert found.marks == ()
    assert found.fields == ("title",)


def test_excluded_words_are_not_marked(shared_index: Index) -> None:
    assert marked(snippet(shared_index, "pool -exhausted", "INC-2025-034")) == ["pool"]


def test_a_long_text_is_cut_around_its_best_passage() -> None:
    text = "nothing here. " * 80 + "first the pool, then the queue. " + "nothing more. " * 80
    markers = [Marker("pool", 65_535), Marker("queue", 65_535)]
    found = snippet_of([(Part.SUMMARY, "pool"), (Part.OTHER, text)], markers)
    assert marked(found) == ["pool", "queue"]
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert len(found.text) <= LONGEST + 2


def test_accents_are_marked_where_they_stand() -> None:
    found = snippet_of([(Part.SUMMARY, "Der Straße Éclair eclair")], [Marker("eclair", 65_535)])
    assert marked(found) == ["Éclair", "eclair"]


@given(st.text(max_size=400), st.sampled_from(["pool", r"\w+", "a", "(?:ab|b)"]))
def test_marks_always_lie_within_the_text(text: str, pattern: str) -> None:
    found = snippet_of([(Part.SUMMARY, text)], [Marker(pattern, 65_535)])
    end = 0
    for first, last in found.marks:
        assert end <= first < last <= len(found.text)
        end = last
    assert "\n" not in found.text


def test_an_incident_that_is_not_indexed_has_no_snippet(shared_index: Index) -> None:
    assert shared_index.snippets("pool", [uuid4()]) == {}
