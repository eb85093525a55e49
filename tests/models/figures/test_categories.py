"""Top categories, with the practice's own list."""

from __future__ import annotations

from models.figures.categories import split_category, top_categories
from models.figures.known import Known
from models.figures.periods import Period
from tests.models.figures.worlds import AS_OF, facts, incident

FEBRUARY = Period.month(2025, 2)


def test_the_practices_list() -> None:
    incidents = [
        incident("2025-01-08 10:00", category="Deployment errors / Canary"),
        incident("2025-01-09 10:00", category="External API outages / Payment provider"),
        incident("2025-02-03 10:00", category="Database issues / Missing indexes"),
        incident("2025-02-04 10:00", category="Database issues / Connection pool"),
        incident("2025-02-05 10:00", category="Database issues / Missing indexes"),
        incident("2025-02-06 10:00", category="Deployment errors / Canary"),
        incident("2025-02-07 10:00", category="Deployment errors / Canary"),
        incident("2025-02-08 10:00", category="External API outages / Payment provider"),
        incident("2025-02-09 10:00", category="External API outages / Payment provider"),
        incident("2025-02-10 10:00"),
    ]
    found = top_categories(Known(facts(incidents), as_of=AS_OF), FEBRUARY)
    assert [(one.category, one.count, one.previous, one.new) for one in found] == [
        ("Database issues", 3, 0, ("Connection pool", "Missing indexes")),
        ("Deployment errors", 2, 1, ()),
        ("External API outages", 2, 1, ()),
    ]


def test_leaves_can_be_counted_instead() -> None:
    incidents = [
        incident("2025-01-03 10:00", category="A / x"),
        incident("2025-02-03 10:00", category="A / x"),
        incident("2025-02-04 10:00", category="A / y"),
        incident("2025-02-05 10:00", category="A / y"),
    ]
    found = top_categories(Known(facts(incidents), as_of=AS_OF), FEBRUARY, leaves=True)
    assert [(one.category, one.count, one.new) for one in found] == [
        ("A / y", 2, ("y",)),
        ("A / x", 1, ()),
    ]


def test_new_means_not_seen_for_twelve_months() -> None:
    now = incident("2025-02-10 10:00", category="A / x")
    recent = incident("2024-02-01 10:00", category="A / x")
    long_ago = incident("2024-01-31 10:00", category="A / x")
    other = incident("2025-01-01 10:00", category="B / y")
    assert top_categories(Known(facts([now, recent]), as_of=AS_OF), FEBRUARY)[0].new == ()
    world = Known(facts([now, long_ago, other]), as_of=AS_OF)
    assert top_categories(world, FEBRUARY)[0].new == ("x",)


def test_in_the_first_month_of_a_library_nothing_is_new() -> None:
    world = Known(facts([incident("2025-02-10 10:00", category="A / x")]), as_of=AS_OF)
    (found,) = top_categories(world, FEBRUARY)
    assert (found.previous, found.new) == (None, ())


def test_a_category_of_one_level_is_its_own_leaf() -> None:
    assert split_category("Database") == ("Database", "Database")
    assert split_category("Database / Missing index") == ("Database", "Missing index")
