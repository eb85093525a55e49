"""Which incidents matter to a design."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from desktop.pages.reviews.matching import Wanted, match_incidents, rank
from models.identifiers import new_id
from models.review import Disposition, ReviewedIncident
from models.reviewing.concepts import Kinship
from models.rows import IncidentRow
from models.vocabulary import IncidentKind, Severity
from search.results import SimilarPair


def row(key: str, *services: str, **given: Any) -> IncidentRow:
    base = IncidentRow(
        id=new_id(),
        key=key,
        title=f"Title of {key}",
        severity=Severity.SEV_2,
        kind=IncidentKind.INCIDENT,
        status=None,
        started_at=None,
        resolved_at=None,
        duration_minutes=None,
        services=services,
        category=None,
        lead="",
        open_actions=0,
        overdue_actions=0,
        total_actions=0,
        repeats=0,
        version=1,
    )
    return replace(base, **given)


DB = row("DB", "payments/payment-db", "payments/api")
POOL = row("POOL", "platform/pgbouncer")
OTHER = row("OTHER", "search")
DRILL = row("DRILL", "payments/payment-db", kind=IncidentKind.DRILL)
ROWS = [DB, POOL, OTHER, DRILL]


def alike(one: IncidentRow, score: float, *evidence: str) -> SimilarPair:
    return SimilarPair(one.id, one.key, one.title, score, evidence)


def test_shared_services_and_shared_words_both_count_and_are_told() -> None:
    found = rank(Wanted(("payments",)), ROWS, [alike(POOL, 0.4, "both say “connection pool”")])
    assert [one.row.key for one in found] == ["DB", "POOL"]
    assert found[0].evidence == ("payment-db", "api")
    assert found[1].evidence == ("connection pool",)


def test_a_service_covers_what_lies_below_it_and_nothing_beside_it() -> None:
    assert [one.row.key for one in rank(Wanted(("PAYMENTS/payment-db",)), ROWS, [])] == ["DB"]
    assert rank(Wanted(("pay",)), ROWS, []) == []


def test_what_a_person_said_is_kept_when_matches_change() -> None:
    answered = ReviewedIncident(
        incident_id=DB.id, disposition=Disposition.ADDRESSED, note="Index ships first"
    )
    gone = ReviewedIncident(incident_id=OTHER.id, note="Look again", key="OTHER")
    dropped = ReviewedIncident(incident_id=new_id(), key="NOBODY")
    found = match_incidents([gone, dropped, answered], Wanted(("payments",)), ROWS, [])
    assert [one.key for one in found] == ["DB", "OTHER"]
    assert (found[0].disposition, found[0].note) == (Disposition.ADDRESSED, "Index ships first")
    assert found[0].id == answered.id
    assert found[0].score is not None
    assert found[0].score > 0.5


def test_only_so_many_are_found() -> None:
    many = [row(f"K{number:03}", "payments") for number in range(50)]
    assert len(match_incidents([], Wanted(("payments",)), many, [], most=20)) == 20


def test_nothing_speaks_for_nothing() -> None:
    assert match_incidents([], Wanted(), ROWS, []) == ()


def test_a_service_that_all_touched_says_less_than_a_rare_one() -> None:
    common = [row(f"C{number:02}", "gateway") for number in range(20)]
    rare = row("RARE", "ledger")
    found = rank(Wanted(("gateway", "ledger")), [*common, rare], [])
    assert found[0].row.key == "RARE"
    assert len(found) == 1 or found[0].score > 5 * found[1].score


def test_a_failure_that_the_design_names_speaks_for_its_incidents() -> None:
    lock = row("LOCK", "far", category="Database / Lock during migration")
    pool = row("POOL", "far", category="Database / Connection pool")
    text = "Order history is migrated online; connections come from a pool. During it locks are few"
    found = rank(Wanted(text=text), [lock, pool, DRILL], [])
    assert {one.row.key: one.evidence for one in found} == {
        "LOCK": ("lock during migration",),
        "POOL": ("connection pool",),
    }


def test_phrases_are_told_without_the_words_around_them() -> None:
    pair = alike(POOL, 0.4, "both say “connection pool”, “shared by clients”, “third”")
    assert rank(Wanted(), ROWS, [pair])[0].evidence == ("connection pool", "shared by clients")
    assert rank(Wanted(("platform",)), ROWS, [pair])[0].evidence == (
        "pgbouncer",
        "connection pool",
        "shared by clients",
    )
    pair = alike(POOL, 0.4, "both mention pool, cluster")
    assert rank(Wanted(), ROWS, [pair])[0].evidence == ("pool, cluster",)


def test_what_began_before_the_window_is_left_out() -> None:
    since = datetime(2025, 1, 1, tzinfo=UTC)
    old = row("OLD", "payments", started_at=datetime(2024, 12, 31, tzinfo=UTC))
    new = row("NEW", "payments", started_at=datetime(2025, 1, 1, tzinfo=UTC))
    found = rank(Wanted(("payments",), since=since), [old, new, DB], [])
    assert [one.row.key for one in found] == ["NEW"]


def test_what_both_are_about_ranks_and_is_told() -> None:
    found = rank(Wanted(), ROWS, [], {DB.id: Kinship(0.9, ("DNS", "failover"))})
    assert [(one.row.key, one.evidence) for one in found] == [("DB", ("DNS", "failover"))]


def test_a_phrase_that_the_design_does_not_say_is_not_told() -> None:
    pair = alike(POOL, 0.4, "both say “supply chain”, “connection pool”")
    found = rank(Wanted(text="A pool of one connection"), ROWS, [pair])
    assert found[0].evidence == ("connection pool",)
