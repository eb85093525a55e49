"""The groups of the facet column, made from the counts of a search."""

from __future__ import annotations

from uuid import UUID

from desktop.pages.library.facet_groups import SHOWN, facet_groups
from models.rows import SavedSearch


def test_severities_are_always_there_worst_first() -> None:
    groups = facet_groups({"severity": {"SEV-2": 3, "SEV-5": 1}}, "", [])
    values = [(one.value, one.count) for one in groups[1].children]
    assert values == [("SEV-1", 0), ("SEV-2", 3), ("SEV-3", 0), ("SEV-4", 0), ("SEV-5", 1)]


def test_services_form_a_tree_with_the_busiest_first() -> None:
    counts = {
        "payments": 9,
        "payments/ledger": 2,
        "payments/payment-db": 6,
        "search": 11,
    }
    groups = {one.label: one for one in facet_groups({"service": counts}, "", [])}
    tops = groups["Service"].children
    assert [one.label for one in tops] == ["search", "payments"]
    assert [(one.label, one.value) for one in tops[1].children] == [
        ("payment-db", "payments/payment-db"),
        ("ledger", "payments/ledger"),
    ]


def test_what_the_query_filters_by_is_checked() -> None:
    groups = {
        one.label: one
        for one in facet_groups(
            {"severity": {"SEV-1": 2}, "service": {"payments": 9}},
            "service:payments severity:1 pool",
            [],
        )
    }
    assert groups["Service"].children[0].checked
    assert [one.value for one in groups["Severity"].children if one.checked] == ["SEV-1"]


def test_a_category_is_named_by_its_last_level_where_that_says_enough() -> None:
    counts = {"Database / Timeout": 3, "Network / Timeout": 2, "Database / Missing index": 1}
    groups = {one.label: one for one in facet_groups({"category": counts}, "", [])}
    assert [one.label for one in groups["Category"].children] == [
        "Database / Timeout",
        "Network / Timeout",
        "Missing index",
    ]


def test_a_long_group_shows_its_first_values_and_all_when_opened() -> None:
    counts = {f"Database / Failure {number:02d}": 40 - number for number in range(30)}
    facets = {"category": counts}
    query = 'category:"Database / Failure 29"'
    short = {one.label: one for one in facet_groups(facets, query, [])}["Category"]
    assert len(short.children) == SHOWN + 2
    assert short.children[-2].checked
    assert short.children[-1].label == "Show all 30"
    whole = facet_groups(facets, query, [], opened={"category"})
    assert len({one.label: one for one in whole}["Category"].children) == 30


def test_saved_searches_carry_their_counts() -> None:
    saved = SavedSearch(id=UUID(int=1), name="Payments review", query="service:payments")
    node = facet_groups({}, "", [saved], saved_counts={str(saved.id): 9})[0].children[0]
    assert (node.label, node.value, node.count) == ("Payments review", "service:payments", 9)
