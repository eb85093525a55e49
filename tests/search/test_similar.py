"""Incidents that resemble each other are found, with evidence that can be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from models.incident import ContributingFactor
from search.index import Index
from tests.search.conftest import LIBRARY_ID
from tests.search.listed import NOW, ListedLibrary
from tests.search.small_library import incident

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.results import SimilarPair

_NOISE = (
    "The kitchen ran out of coffee before the board meeting began",
    "A squirrel chewed through the fibre behind the loading dock",
    "Printers on the third floor answered in the wrong language",
    "The badge reader refused every visitor after the holiday",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    library = ListedLibrary(
        [
            incident(
                "PAY-1",
                "Payments stopped: connection pool exhausted",
                services=("payments/payment-db",),
                category="Database / Connection pool",
                cause="A missing index made every query scan the ledger until pgbouncer ran dry.",
                contributing_factors=(ContributingFactor(title="No limit per client"),),
            ),
            incident(
                "PAY-2",
                "Checkout slow: the connection pool exhausted again",
                services=("payments/payment-db", "checkout"),
                category="Database / Connection pool",
                cause="The nightly job scanned the ledger; pgbouncer ran dry within minutes.",
            ),
            incident(
                "PAY-3",
                "Refunds delayed",
                services=("payments/refunds",),
                category="Database / Failover",
                cause="The replica was promoted twice.",
            ),
            incident("TLS-1", "Certificate of the gateway expired", cause="Renewal was manual."),
            incident("TLS-2", "Certificate of the mail relay expired", cause="Renewal forgot it."),
            *(incident(f"N-{at}", title, cause=title) for at, title in enumerate(_NOISE)),
        ]
    )
    with Index.open(tmp_path_factory.mktemp("index"), library_id=LIBRARY_ID) as found:
        found.rebuild(library)
        yield found


def like(index: Index, key: str) -> list[SimilarPair]:
    hit = next(one for one in index.search("", as_of=NOW).hits if one.key == key)
    return index.similar(incident_id=hit.id)


def test_the_same_failure_comes_first_with_its_evidence(index: Index) -> None:
    best, *others = like(index, "PAY-1")
    assert best.key == "PAY-2"
    assert best.evidence[:2] == (
        "same service payment-db",
        "same category Database / Connection pool",
    )
    assert best.evidence[2] == "both tell of an exhausted pool of connections"
    assert "connection pool exhausted" in best.evidence[3]
    assert 0.3 < best.score <= 1
    assert all(one.score < best.score / 2 for one in others)


def test_the_incident_itself_is_left_out(index: Index) -> None:
    assert all(pair.key != "TLS-1" for pair in like(index, "TLS-1"))
    assert like(index, "TLS-1")[0].key == "TLS-2"


def test_a_text_is_compared_too(index: Index) -> None:
    pairs = index.similar(text="## Design\nA new **pgbouncer** in front of the ledger.", limit=2)
    assert {pair.key for pair in pairs} == {"PAY-1", "PAY-2"}
    assert any("pgbouncer" in one for pair in pairs for one in pair.evidence)


def test_scores_fall_and_lie_between_nothing_and_all(index: Index) -> None:
    scores = [pair.score for pair in like(index, "PAY-2")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


@pytest.mark.parametrize("text", ["", "the of and", "😀", "qwertyuiop zxcvbnm"])
def test_a_text_that_shares_nothing_has_nothing_like_it(index: Index, text: str) -> None:
    assert index.similar(text=text) == []


def test_an_incident_that_is_not_indexed_has_nothing_like_it(index: Index) -> None:
    assert index.similar(incident_id=uuid4()) == []


def test_the_limit_is_kept(index: Index) -> None:
    assert len(index.similar(text=" ".join(_NOISE), limit=2)) == 2


def found_for(folder: Path, *texts: tuple[str, str]) -> list[SimilarPair]:
    """What is like the first of some incidents, given by title and cause."""
    listed = [incident(f"E-{at}", title, cause=cause) for at, (title, cause) in enumerate(texts)]
    library = ListedLibrary(listed)
    with Index.open(folder, library_id=LIBRARY_ID) as index:
        index.catch_up(library)
        return index.similar(incident_id=listed[0].id, limit=3)


def test_a_phrase_ends_where_its_sentence_does(tmp_path: Path) -> None:
    first = ("Nodes lost", "Pods went away in the drain. The scheduler placed them late.")
    second = ("Pods late", "Nobody watched the drain the scheduler began at noon.")
    (found,) = found_for(tmp_path, first, second, *((one, one) for one in _NOISE))
    assert not any("drain The" in one or "drain. The" in one for one in found.evidence)


def test_what_a_template_says_is_no_evidence(tmp_path: Path) -> None:
    form = "Retrospective facilitator appointed by duty manager. "
    texts = [
        ("Disk full", f"{form}The audit spool filled the volume overnight."),
        ("Disk full again", f"{form}Nobody emptied the audit spool for months."),
        *((title, form + title) for title in _NOISE),
        *((title, f"{title}, number {at}") for at in range(3) for title in _NOISE),
    ]
    found = found_for(tmp_path, *texts)[0]
    assert found.title == "Disk full again"
    assert "audit spool" in str(found.evidence)
    assert "facilitator" not in str(found.evidence)


def test_what_postmortems_say_of_who_looked_is_no_evidence(tmp_path: Path) -> None:
    first = ("Spool full", "An engineer acknowledged the page. Rotor ledger spilled over.")
    second = ("Spool again", "Another engineer acknowledged a page. The rotor ledger was spilled.")
    (found, *_) = found_for(tmp_path, first, second, *((one, one) for one in _NOISE))
    assert "engineer" not in str(found.evidence)
    assert "otor ledger" in str(found.evidence)


@pytest.mark.parametrize(
    ("said", "is_shown"),
    [("acme-org/infrastructure", False), ("slow-moving", False), ("coin_ledger_id", True)],
)
def test_one_run_alone_must_be_an_identifier(tmp_path: Path, said: str, *, is_shown: bool) -> None:
    first, second = ("Gates shut", f"We saw {said} there."), ("Doors shut", f"Look at {said} now.")
    (found, *_) = found_for(tmp_path, first, second, *((one, one) for one in _NOISE))
    assert (f"both say “{said}”" in found.evidence) == is_shown
