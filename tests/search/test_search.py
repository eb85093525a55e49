"""Searching the small library: what each part of the query language finds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.vocabulary import Severity
from search.analysis import stem
from tests.search.hostile import queries
from tests.search.listed import NOW, ListedLibrary
from tests.search.small_library import incident

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.index import Index
    from search.results import SearchResults

EVERYTHING = {
    "INC-2025-034",
    "INC-2024-112",
    "INC-2024-058",
    "INC-2023-009",
    "INC-4",
    "JP-1",
    "INC-2021-001",
    "INC-0",
}


def ask(index: Index, query: str, **options: object) -> SearchResults:
    return index.search(query, as_of=NOW, **options)  # type: ignore[arg-type]


def keys(index: Index, query: str, **options: object) -> list[str]:
    return [hit.key for hit in ask(index, query, **options).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # words
        ("outage", {"INC-2025-034"}),
        ("connection pool", {"INC-2025-034", "INC-2024-112", "INC-2024-058"}),
        ("CONNECTIONS Pooled", {"INC-2025-034", "INC-2024-112", "INC-2024-058"}),
        ("the pool of the", {"INC-2025-034", "INC-2024-112", "INC-2024-058"}),
        ("pool unheard-of", set()),
        ("eclairs strasse", {"INC-4"}),
        # identifiers
        ("payment_methods.user_id", {"INC-2025-034"}),
        ("user_id", {"INC-2025-034"}),
        ("methods", {"INC-2025-034"}),
        ("api-prod-17.eu-west-1", {"INC-2023-009"}),
        ("eu-west-1", {"INC-2023-009"}),
        ("prod-17.eu", {"INC-2023-009"}),
        ("10.2.3.4", {"INC-2023-009"}),
        ("INC-4", {"INC-4"}),
        ("C++", {"INC-4"}),
        ("v2.4.1", {"INC-2025-034"}),
        ("2.4.1", {"INC-2025-034"}),
        ("5xx", {"INC-4"}),
        ("pointer", {"INC-4"}),
        ("nullpointerexception", {"INC-4"}),
        ("PAY-456", {"INC-2025-034"}),
        ("alice", {"INC-2024-112", "INC-2024-058"}),
        # other scripts
        ("数据库", {"JP-1"}),
        ("库", {"JP-1"}),
        ("接池耗", {"JP-1"}),
        ("数池", set()),
        # phrases
        ('"connection pool"', {"INC-2025-034", "INC-2024-112", "INC-2024-058"}),
        ('title:"connection pool"', {"INC-2024-112"}),
        ('"pool exhausted"', {"INC-2024-112"}),
        ('"pool was exhausted"', {"INC-2025-034"}),
        ('"exhausted pool"', set()),
        ('"exhausted connection"~2', {"INC-2025-034", "INC-2024-112"}),
        ('"slot pool"~2', set()),
        ('"slot pool"~3', {"INC-2025-034"}),
        ("“payment methods user”", {"INC-2025-034"}),
        ('"was the"', set()),
        ('"had no index"', {"INC-2025-034"}),
        # combinations
        ("pool -exhausted", {"INC-2024-058"}),
        ("certificate OR disk", {"INC-2023-009", "INC-2021-001"}),
        ("pool exhausted OR disk", {"INC-2025-034", "INC-2024-112", "INC-2021-001"}),
        ("pool (twice OR nightly)", {"INC-2024-112", "INC-2024-058"}),
        ("-(pool OR disk OR certificate OR 5xx OR 数据)", {"INC-0"}),
        ("pool NOT exhausted", {"INC-2024-058"}),
        # beginnings, patterns, misspellings
        ("cert*", {"INC-2023-009"}),
        ("exh*ted", {"INC-2025-034", "INC-2024-112"}),
        ("certifcate~", {"INC-2023-009"}),
        ("exausted~1", {"INC-2025-034", "INC-2024-112"}),
        # filters
        ("severity:SEV-1", {"INC-2025-034"}),
        ("severity:1,3", {"INC-2025-034", "INC-2023-009"}),
        ("severity:none", {"INC-2021-001"}),
        ("severity:<=2", {"INC-2025-034", "INC-2024-112", "INC-2024-058", "INC-0"}),
        ("severity:>3", {"INC-4", "JP-1"}),
        ("service:payments", {"INC-2025-034", "INC-2024-112"}),
        ("service:payment-db", {"INC-2025-034", "INC-2024-112"}),
        ("service:payments/payment-service", {"INC-2025-034"}),
        ("service:pay", {"INC-2025-034", "INC-2024-112"}),
        ("service:payments service:checkout", {"INC-2024-112"}),
        ("service:(media OR edge)", {"INC-4", "INC-2023-009"}),
        ("-service:payments pool", {"INC-2024-058"}),
        ("service:none", {"JP-1", "INC-2021-001", "INC-0"}),
        ("category:database", {"INC-2025-034", "INC-2024-112", "INC-2024-058"}),
        ('category:"missing index"', {"INC-2025-034"}),
        ('category:"Database › Missing index"', {"INC-2025-034"}),
        ("tag:canary,capacity", {"INC-2025-034", "INC-2024-112"}),
        ("owner:alice", {"INC-2024-112", "INC-2024-058"}),
        ("owner:@db-engineer", {"INC-2025-034"}),
        ("author:payment-engineer-lead", {"INC-2025-034"}),
        ("reviewer:@platform-lead", {"INC-2025-034"}),
        ("tracker:pay-456", {"INC-2025-034"}),
        ("key:inc-4", {"INC-4"}),
        ("key:INC-2024", {"INC-2024-112", "INC-2024-058"}),
        ("status:draft", {"INC-2023-009"}),
        ('status:"in review"', {"INC-2024-058"}),
        ("status:published", {"INC-2025-034", "INC-2024-112", "INC-4", "JP-1"}),
        ("status:none", {"INC-2021-001", "INC-0"}),
        ("postmortem:missing", {"INC-2021-001", "INC-0"}),
        ("review:open", {"INC-2024-058"}),
        ("review:closed -status:none", EVERYTHING - {"INC-2024-058", "INC-2021-001", "INC-0"}),
        ("reviewer:none postmortem:yes severity:2", {"INC-2024-112", "INC-2024-058"}),
        ("kind:drill", set()),
        ("repeat:yes", set()),
        # time
        ("after:2024", {"INC-2025-034", "INC-2024-112", "INC-2024-058"}),
        ("before:2024", {"INC-2023-009", "INC-4", "JP-1", "INC-2021-001"}),
        ("in:2024-Q2", {"INC-2024-058"}),
        ("in:2024-11", {"INC-2024-112"}),
        ("in:2023-12-31", {"INC-2023-009"}),
        ("year:2021,2025", {"INC-2021-001", "INC-2025-034"}),
        ("last:30d", {"INC-2025-034"}),
        # amounts and states
        ("duration:>60", {"INC-2024-112"}),
        ("duration:<1h", {"INC-2025-034"}),
        ("users:>=10k", {"INC-2025-034"}),
        ("users:>=1000", {"INC-2025-034"}),
        ("users:>12000", set()),
        ("duration:47", {"INC-2025-034"}),
        ("has:attachment", {"INC-2025-034"}),
        ("has:actions", {"INC-2025-034", "INC-2024-112", "INC-2024-058"}),
        ("overdue:yes", {"INC-2025-034"}),
        ("has:open -overdue:yes", {"INC-2024-058"}),
        # parts
        ("cause:index", {"INC-2025-034"}),
        ("summary:index", set()),
        ("title:pool", {"INC-2024-112", "INC-2024-058"}),
        ('action:"add index"', {"INC-2025-034"}),
        ('summary:"add index"', set()),
        ("factor:staging", {"INC-2025-034"}),
        ("impact:anything", set()),
        ("timeline:deployment", {"INC-2025-034"}),
        ("lesson:pool", set()),
        # nothing to look for
        ("", EVERYTHING),
        ("-", EVERYTHING),
        ('""', EVERYTHING),
        ("()", EVERYTHING),
    ],
)
def test_a_query_finds(shared_index: Index, query: str, expected: set[str]) -> None:
    results = ask(shared_index, query)
    assert {hit.key for hit in results.hits} == expected
    assert results.total == len(expected)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cert", "INC-2023-009"),
        ("certifi", "INC-2023-009"),
        ("payment_meth", "INC-2025-034"),
        ("INC-2023", "INC-2023-009"),
        ("reconcil", "INC-2024-112"),
        ('"connection poo', "INC-2024-112"),
        ("数", "JP-1"),
    ],
)
def test_a_word_being_typed_finds_longer_ones(
    shared_index: Index, typed: str, expected: str
) -> None:
    assert expected in keys(shared_index, typed, typing=True)


def test_a_word_that_is_finished_finds_itself_only(shared_index: Index) -> None:
    assert keys(shared_index, "certifi") == []
    assert keys(shared_index, "certifi ", typing=True) == []


def test_each_letter_typed_keeps_what_it_leads_to(shared_index: Index) -> None:
    for end in range(2, len("certificate") + 1):
        assert "INC-2023-009" in keys(shared_index, "certificate"[:end], typing=True)


def test_an_unfinished_filter_changes_nothing_while_typing(shared_index: Index) -> None:
    before = keys(shared_index, "pool ", typing=True)
    for unfinished in ("pool severity:", "pool severity:S", "pool after:20"):
        assert keys(shared_index, unfinished, typing=True) == before
        assert ask(shared_index, unfinished, typing=True).note == ""


def test_all_forms_of_a_word_find_each_other(
    open_index: Callable[[], Index],
) -> None:
    families = (
        ("operate", "operation", "operations", "operational", "operationally", "operating"),
        ("configure", "configured", "configuration", "configurations"),
        ("happy", "happily", "happiness"),
        ("die", "dies", "dying"),
        ("hope", "hoping", "hopes"),
        ("cache", "caches", "caching", "cached"),
        ("rely", "relied", "relies", "relying"),
    )
    library = ListedLibrary(
        incident(f"{number}-{place}", word, status=None)
        for number, family in enumerate(families)
        for place, word in enumerate(family)
    )
    index = open_index()
    index.rebuild(library)
    for number, family in enumerate(families):
        expected = {
            f"{number}-{place}"
            for place, word in enumerate(family)
            if stem(word) == stem(family[0])
        }
        assert len(expected) > 1
        for place, word in enumerate(family):
            found = {key for key in keys(index, word) if key.startswith(f"{number}-")}
            assert f"{number}-{place}" in found, word
            if stem(word) == stem(family[0]):
                assert found == expected, word


def test_key_and_title_come_first(shared_index: Index) -> None:
    assert keys(shared_index, "INC-2024-112")[0] == "INC-2024-112"
    assert keys(shared_index, "connection pool exhausted")[0] == "INC-2024-112"


def test_the_order_can_be_chosen(shared_index: Index) -> None:
    assert keys(shared_index, "pool", sort="newest") == [
        "INC-2025-034",
        "INC-2024-112",
        "INC-2024-058",
    ]
    by_severity = [hit.severity for hit in ask(shared_index, "", sort="severity").hits]
    assert by_severity[0] is Severity.SEV_1
    assert by_severity[-1] is None


def test_an_empty_query_is_everything_the_newest_first(shared_index: Index) -> None:
    found = ask(shared_index, "").hits
    assert found[0].key == "INC-2025-034"
    assert found[0].started_at == datetime(2025, 3, 15, 14, tzinfo=UTC)
    assert found[-1].key == "INC-0"
    assert found[-1].started_at is None


def test_pages_of_results_follow_each_other(shared_index: Index) -> None:
    whole = keys(shared_index, "", limit=50)
    parts = [keys(shared_index, "", limit=3, offset=at) for at in (0, 3, 6)]
    assert [key for part in parts for key in part] == whole
    assert ask(shared_index, "", limit=1).total == len(whole)
    assert keys(shared_index, "", offset=100) == []


def test_facets_follow_the_query(shared_index: Index) -> None:
    facets = ask(shared_index, "pool").facets
    assert facets["severity"] == {
        "SEV-1": 1,
        "SEV-2": 2,
        "SEV-3": 0,
        "SEV-4": 0,
        "SEV-5": 0,
        "none": 0,
    }
    assert facets["service"] == {
        "checkout": 2,
        "payments": 2,
        "payments/payment-db": 2,
        "payments/payment-service": 1,
    }
    assert facets["category"] == {"Database / Connection pool": 2, "Database / Missing index": 1}
    assert facets["status"] == {"draft": 0, "in review": 1, "final": 2, "none": 0}
    assert facets["year"] == {"2025": 1, "2024": 2}
    assert facets["tag"] == {"canary": 1, "capacity": 1}


def test_a_filtered_facet_still_offers_its_other_values(shared_index: Index) -> None:
    facets = ask(shared_index, "pool severity:SEV-1").facets
    assert facets["severity"]["SEV-2"] == 2
    assert facets["category"] == {"Database / Missing index": 1}
    assert ask(shared_index, "pool year:2025").facets["year"] == {"2025": 1, "2024": 2}


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("severity:high pool", "severity: takes SEV-1 to SEV-5, or none. Searched as words."),
        ('"connection pool', "A quotation mark is not closed."),
        ("(pool", "A parenthesis is not closed."),
        ("pool)", "A closing parenthesis has no partner."),
        ("colour:red", "“colour:” is not a field; searched as words."),
        ("service:nowhere", "No incident has the service “nowhere”."),
        ("service: pool", "service: needs a value."),
        ("😀", "Only words and numbers can be searched for."),
        ("service:<payments", "service: cannot be compared with <. Searched as words."),
    ],
)
def test_what_is_not_understood_is_said(shared_index: Index, query: str, note: str) -> None:
    assert ask(shared_index, query).note == note


def test_bad_syntax_falls_back_to_words(shared_index: Index) -> None:
    assert keys(shared_index, '(pool "exhausted') == keys(shared_index, "pool exhausted")
    assert keys(shared_index, "after:exhausted") == []


@pytest.mark.parametrize(
    ("typo", "meant"),
    [
        ("certifcate", "certificate"),
        ("conection pool", "connection pool"),
        ("severity:1 outagee", "severity:1 outage"),
    ],
)
def test_a_misspelt_word_gets_a_suggestion(shared_index: Index, typo: str, meant: str) -> None:
    assert ask(shared_index, typo).did_you_mean == meant
    assert ask(shared_index, typo).would_find == ask(shared_index, meant).total
    assert ask(shared_index, meant).did_you_mean is None


def test_snippets_come_with_the_hits_when_asked_for(shared_index: Index) -> None:
    assert ask(shared_index, "exhausted").hits[0].snippet == ""
    hits = ask(shared_index, "exhausted", with_snippets=True).hits
    assert any("pool was exhausted" in hit.snippet for hit in hits)


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    query=queries(),
    sort=st.sampled_from(["relevance", "newest", "severity", "duration"]),
    typing=st.booleans(),
    nearest=st.booleans(),
    limit=st.integers(-1, 9),
    offset=st.integers(-1, 9),
)
def test_any_input_gives_an_answer(
    shared_index: Index,
    query: str,
    sort: str,
    typing: bool,
    nearest: bool,
    limit: int,
    offset: int,
) -> None:
    results = ask(
        shared_index,
        query,
        sort=sort,
        typing=typing,
        nearest=nearest,
        limit=limit,
        offset=offset,
    )
    assert 0 <= len(results.hits) <= results.total <= len(EVERYTHING)
    assert len(results.hits) <= max(0, limit)
    shared_index.snippets(query, [hit.id for hit in results.hits])
