"""Finding repeats in the background, on a real library with a real index."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desktop.notices import IndexView
from desktop.search_lane import Question, SearchLane
from desktop.session import LibrarySession
from models.incident import Incident, Postmortem, Section
from models.operations.incidents import save_incident
from models.operations.settings import set_setting
from models.vocabulary import SectionKind
from search.index import Index

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.tasks import TaskRunner
    from models.changes import Changes
    from models.library import Library
    from tests.conftest import TickingClock

POOL = "The connection pool of payment-db was exhausted because refunds held transactions open."
OTHERS = (
    "A certificate of the mail relay expired during the night and nobody was paged.",
    "Search results went stale after a node drain moved every shard at once.",
    "The nightly export failed since the disk of the archive host was full.",
    "A typo in the firewall rule blocked traffic from the office network.",
    "Push notifications arrived twice while the queue consumer restarted again.",
    "A leap second stopped the clock daemon and tokens were refused.",
)


def incident(key: str, month: int, text: str) -> Incident:
    body = (Section(kind=SectionKind.SUMMARY, title="Summary", markdown=text),)
    return Incident(
        key=key,
        title=text[:40],
        started_at=datetime(2025, month, 1, tzinfo=UTC),
        services=("payments",),
        postmortem=Postmortem(sections=body),
    )


@pytest.fixture
def threaded(
    threaded_runner: TaskRunner, library: Library, clock: TickingClock, tmp_path: Path
) -> LibrarySession:
    lane = SearchLane(tmp_path / "indexes")
    for month, text in enumerate((POOL, *OTHERS), 1):
        save_incident(library, incident(f"INC-{month}", month, text))
    return LibrarySession(lambda: library, runner=threaded_runner, clock=clock, search_lane=lane)


def tell_current(session: LibrarySession, library: Library, folder: Path) -> None:
    lane = SearchLane(folder / "indexes")
    with Index.open(lane.folder(library), library_id=library.id) as index:
        index.catch_up(library)
        state = index.state
    view = IndexView("current", "Index current", None, state.documents, state.last_change)
    session.show_index_state(view)


def test_a_repeat_is_found_and_told(
    threaded: LibrarySession, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(threaded.opened):
        threaded.open()
    tell_current(threaded, library, tmp_path)
    with qtbot.waitSignal(threaded.repeats.finished):
        threaded.repeats.start()
    assert library.suggestions.waiting() == []
    save_incident(library, incident("INC-9", 9, POOL.replace("refunds", "payouts")))
    tell_current(threaded, library, tmp_path)
    told: list[Changes] = []
    threaded.changed.connect(told.append)
    with qtbot.waitSignal(threaded.repeats.finished):
        threaded.repeats.start()
    assert [(row.later_key, row.earlier_key) for row in library.suggestions.waiting()] == [
        ("INC-9", "INC-1")
    ]
    assert any(changes.suggestions for changes in told)
    threaded.repeats.start()
    qtbot.waitUntil(lambda: not threaded.repeats.is_running)
    threaded.close()


def test_all_is_compared_again_on_demand_and_said(
    threaded: LibrarySession, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    said: list[str] = []
    threaded.notice.connect(lambda notice: said.append(notice.text))
    save_incident(library, incident("INC-9", 9, POOL.replace("refunds", "payouts")))
    with qtbot.waitSignal(threaded.opened):
        threaded.open()
    tell_current(threaded, library, tmp_path)
    with qtbot.waitSignal(threaded.repeats.finished):
        threaded.repeats.start()
    assert said == []
    threaded.repeats.compare_again()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said == [
        "Comparing every incident with all others.",
        "8 incidents compared: 1 pair waits for your verdict.",
    ]
    assert library.suggestions.progress() == (8, 8)
    threaded.close()


@pytest.mark.parametrize(("rest", "compared"), [(600_000, 0), (1, 7)])
def test_comparing_waits_until_nobody_asks(
    threaded: LibrarySession,
    library: Library,
    tmp_path: Path,
    qtbot: QtBot,
    clock: TickingClock,
    monkeypatch: pytest.MonkeyPatch,
    rest: int,
    compared: int,
) -> None:
    monkeypatch.setattr("desktop.session.REST_MS", rest)
    with qtbot.waitSignal(threaded.opened):
        threaded.open()
    tell_current(threaded, library, tmp_path)
    threaded.repeats.start()
    for word in ("po", "pool"):
        with qtbot.waitCallback() as answered:
            threaded.answer(threaded, Question(query=word, as_of=clock()), answered)
    qtbot.waitUntil(lambda: library.suggestions.progress()[0] == compared)
    qtbot.waitUntil(lambda: threaded.repeats.is_running is (compared == 0))
    threaded.close()


def test_who_wants_none_has_nothing_compared(
    threaded: LibrarySession, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    set_setting(library, "suggest_repeats", "off")
    with qtbot.waitSignal(threaded.opened):
        threaded.open()
    tell_current(threaded, library, tmp_path)
    with qtbot.waitSignal(threaded.repeats.finished):
        threaded.repeats.start()
    assert library.suggestions.progress() == (0, 7)
    threaded.close()


def test_without_an_index_nothing_is_compared(
    threaded: LibrarySession, library: Library, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(threaded.opened):
        threaded.open()
    threaded.show_index_state(replace(threaded.index, state="rebuilding"))
    threaded.repeats.start()
    assert not threaded.repeats.is_running
    threaded.close()
