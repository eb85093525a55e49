"""A whole library compared: a large class is found whole, and takes few answers."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.comparing import Comparison, keep, look_up
from desktop.search_lane import SearchLane
from models.operations.incidents import save_incident
from models.operations.links import link_incidents
from models.operations.suggestions import compare_again
from models.reading.batch import import_paths
from models.vocabulary import LinkKind
from search.index import Index
from tests.desktop.test_repeat_finder import OTHERS, POOL, incident

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.library import Library

_REPEATS = 30
_START = datetime(2024, 1, 1, tzinfo=UTC)


def compare_all(library: Library, lane: SearchLane) -> None:
    with Index.open(lane.folder(library), library_id=library.id) as index:
        index.catch_up(library)
    comparison = Comparison({})
    while pending := library.suggestions.pending(sys.maxsize, 50):
        comparison.compared = pending
        while missing := comparison.missing():
            comparison.nearest.update(look_up(lane, library, missing))
        keep(library, pending, comparison.nearest)


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[SearchLane]:
    lane = SearchLane(tmp_path / "indexes")
    yield lane
    lane.close()


@pytest.fixture
def compared(library: Library, lane: SearchLane) -> Library:
    """Thirty times the same failure, a month apart, among others that are said ten times over."""
    for number in range(_REPEATS):
        repeat = incident(f"POOL-{number:02}", 1, POOL)
        save_incident(library, replace(repeat, started_at=_START + timedelta(days=30 * number)))
    for number in range(10):
        for at, text in enumerate(OTHERS):
            words = f"{text} Seen on host{number}x{at}, rack{number * 7 + at}."
            save_incident(library, incident(f"X-{number}-{at}", at + 1, words))
    compare_all(library, lane)
    return library


def test_thirty_repeats_of_one_failure_are_joined_by_the_fewest_answers(compared: Library) -> None:
    answers = 0
    while waiting := [row for row in compared.suggestions.waiting() if "POOL" in row.later_key]:
        row = waiting[0]
        assert "POOL" in row.earlier_key
        link_incidents(compared, row.later_id, row.earlier_id, LinkKind.SAME_CLASS)
        answers += 1
    assert answers == _REPEATS - 1


def test_one_more_of_a_confirmed_class_asks_once(compared: Library, lane: SearchLane) -> None:
    for row in compared.suggestions.waiting():
        link_incidents(compared, row.later_id, row.earlier_id, LinkKind.SAME_CLASS)
    assert compared.suggestions.count() == 0
    late = incident("POOL-99", 12, POOL)
    save_incident(compared, late)
    compare_all(compared, lane)
    assert [row.later_key for row in compared.suggestions.waiting()] == ["POOL-99"]
    assert len([row for row in compared.suggestions.found() if "POOL-99" in row.later_key]) > 1
    [row] = compared.suggestions.waiting()
    link_incidents(compared, row.later_id, row.earlier_id, LinkKind.NOT_RELATED)
    assert compared.suggestions.count() == 0


def test_what_is_not_related_is_never_suggested_again(
    library: Library, lane: SearchLane, tmp_path: Path
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    texts = (POOL, POOL.replace("refunds", "payouts"), *OTHERS)
    for number, text in enumerate(texts):
        head = f"# {text[:40]}\n\n**Incident ID:** INC-{number}\n**Date:** 2025-0{number + 1}-03\n"
        (files / f"{number}.md").write_text(f"{head}\n## Summary\n\n{text}\n", encoding="utf-8")
    import_paths(library, [files], as_of=_START)
    compare_all(library, lane)
    [row] = library.suggestions.waiting()
    link_incidents(library, row.later_id, row.earlier_id, LinkKind.NOT_RELATED)
    assert library.suggestions.count() == 0
    changed = files / "1.md"
    changed.write_text(changed.read_text(encoding="utf-8") + "\nSeen twice.\n", encoding="utf-8")
    import_paths(library, [files], as_of=_START)
    with Index.open(lane.folder(library), library_id=library.id) as index:
        index.rebuild(library)
    compare_again(library)
    compare_all(library, lane)
    assert len(library.suggestions.found()) == 1
    assert library.suggestions.waiting() == []
