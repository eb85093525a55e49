"""Turns the counts of a search into the groups of the facet column. No Qt here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.item_models.facets import FacetNode
from models.vocabulary import PostmortemStatus, Severity
from search.query_text import ChosenValues, active_filters, excluded_filters
from search.results import NO_VALUE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from models.rows import SavedSearch

SHOWN = 8
_FIELDS = ("severity", "service", "category", "status", "year")
_STATUS_WORDS = {
    PostmortemStatus.FINAL.value: "Published",
    PostmortemStatus.IN_REVIEW.value: "In review",
    PostmortemStatus.DRAFT.value: "Draft",
    PostmortemStatus.WAIVED.value: "Waived",
    NO_VALUE: "No postmortem",
}
_ALWAYS = tuple(one.value for one in Severity if one is not Severity.SEV_5)


def facet_groups(
    facets: Mapping[str, Mapping[str, int]],
    query: str,
    saved: Sequence[SavedSearch],
    *,
    opened: Collection[str] = (),
    saved_counts: Mapping[str, int] | None = None,
) -> list[FacetNode]:
    """The groups in the design's order.

    Args:
        facets: counts of a search.
        query: what was searched; decides what is checked.
        saved: the library's saved searches.
        opened: fields of which every value is shown, not only the first few.
        saved_counts: incidents found by each saved search, by its id, where known.
    """
    filtered, left_out = active_filters(query), excluded_filters(query)
    counts = {
        name: _with_chosen(
            facets.get(name, {}), filtered.get(name, set()) | left_out.get(name, set())
        )
        for name in _FIELDS
    }
    chosen = ChosenValues(query)
    years = sorted(counts["year"].items(), reverse=True)
    services = _services(counts["service"], chosen)
    groups = [
        _saved(saved, saved_counts or {}),
        _group("Severity", "severity", _severities(counts["severity"]), chosen),
        FacetNode("group", "Service", name="service", children=services),
        _group("Category", "category", _by_count(counts["category"]), chosen),
        _group("Status", "status", _statuses(counts["status"]), chosen),
        _group("Year", "year", [(year, year, count) for year, count in years], chosen),
    ]
    for group in groups:
        if group.name != "saved":
            _shorten(group, opened)
    return [group for group in groups if group.children or group.name == "saved"]


def _with_chosen(counts: Mapping[str, int], chosen: Collection[str]) -> dict[str, int]:
    """What was found, and what is filtered by or left out, even if it finds nothing."""
    found = {value: count for value, count in counts.items() if count}
    known = {value.casefold() for value in found} if chosen else set()
    return found | dict.fromkeys((one for one in chosen if one.casefold() not in known), 0)


def _saved(saved: Sequence[SavedSearch], counts: Mapping[str, int]) -> FacetNode:
    children = [
        FacetNode(
            "saved", one.name, name=str(one.id), value=one.query, count=counts.get(str(one.id))
        )
        for one in saved
    ]
    return FacetNode("group", "Saved searches", name="saved", children=children)


def _group(
    label: str, name: str, values: Sequence[tuple[str, str, int]], chosen: ChosenValues
) -> FacetNode:
    children = [
        FacetNode(
            "value",
            words,
            name=name,
            value=value,
            count=count,
            checked=chosen.is_active(name, value),
            excluded=chosen.is_excluded(name, value),
        )
        for value, words, count in values
    ]
    return FacetNode("group", label, name=name, children=children)


def _severities(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    values = [one for one in (*_ALWAYS, Severity.SEV_5.value) if one in _ALWAYS or counts.get(one)]
    shown = [(one, one, counts.get(one, 0)) for one in values]
    unknown = counts.get(NO_VALUE, 0)
    return [*shown, (NO_VALUE, "Unknown", unknown)] if unknown else shown


def _statuses(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    return [
        (value, words, counts[value]) for value, words in _STATUS_WORDS.items() if value in counts
    ]


def _by_count(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Values by falling count; the last level names a category where that is unique."""
    leaves = [value.rsplit(" / ", 1)[-1] for value in counts]
    shown = []
    for value, count in sorted(counts.items(), key=lambda one: (-one[1], one[0].casefold())):
        leaf = value.rsplit(" / ", 1)[-1]
        words = leaf if leaves.count(leaf) == 1 else value
        shown.append((value, "None" if value == NO_VALUE else words, count))
    return shown


def _services(counts: Mapping[str, int], chosen: ChosenValues) -> list[FacetNode]:
    """The service tree: ``payments/payment-db`` stands under ``payments``."""
    tops: list[FacetNode] = []
    by_path: dict[str, FacetNode] = {}
    for path in sorted(counts):
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            prefix = "/".join(parts[:depth])
            if prefix in by_path:
                continue
            words = "None" if prefix == NO_VALUE else parts[depth - 1]
            node = FacetNode(
                "value",
                words,
                name="service",
                value=prefix,
                count=counts.get(prefix),
                checked=chosen.is_active("service", prefix),
                excluded=chosen.is_excluded("service", prefix),
            )
            by_path[prefix] = node
            parent = by_path.get("/".join(parts[: depth - 1]))
            (parent.children if parent else tops).append(node)
    for node in by_path.values():
        node.children.sort(key=_weight)
    return sorted(tops, key=_weight)


def _weight(node: FacetNode) -> tuple[int, str]:
    return (-(node.count or 0), node.label.casefold())


def _shorten(group: FacetNode, opened: Collection[str]) -> None:
    if group.name in opened or len(group.children) <= SHOWN + 1:
        return
    rest = [one for one in group.children[SHOWN:] if not _is_chosen(one)]
    kept = [one for one in group.children if one not in rest]
    more = FacetNode("more", f"Show all {len(group.children)}", name=group.name, value="*")
    group.children = [*kept, more]


def _is_chosen(node: FacetNode) -> bool:
    return node.checked or node.excluded or any(_is_chosen(child) for child in node.children)
