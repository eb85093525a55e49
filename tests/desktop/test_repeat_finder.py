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
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from desktop.tasks import TaskRunner
    from models.changes import Changes
    from models.library import Library
    from search.results import SimilarPair
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


@pytest.fixture
def many(threaded: LibrarySession, library: Library) -> LibrarySession:
    """A session whose library is too large to be compared in the application."""
    for number in range(10):
        text = f"The rack {number} of hall {number * 3} was moved by crew {number * 5} in the rain."
        save_incident(library, incident(f"RACK-{number}", 5, text))
    save_incident(library, incident("INC-9", 9, POOL.replace("refunds", "payouts")))
    return threaded


def all_found(session: LibrarySession, library: Library, folder: Path, qtbot: QtBot) -> list[str]:
    with qtbot.waitSignal(session.opened):
        session.open()
    tell_current(session, library, folder)
    with qtbot.waitSignal(session.repeats.finished, timeout=60_000):
        session.repeats.start()
    assert library.suggestions.progress() == (18, 18)
    found = [row.later_key for row in library.suggestions.found() if row.earlier_key == "INC-1"]
    session.close()
    return found


def test_a_whole_library_is_compared_by_a_process_of_its_own(
    many: LibrarySession,
    library: Library,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    usual = SearchLane.nearest_texts

    def noted(lane: SearchLane, library: Library, one: UUID, *, limit: int) -> list[SimilarPair]:
        asked.append(one)
        return usual(lane, library, one, limit=limit)

    monkeypatch.setattr(SearchLane, "nearest_texts", noted)
    assert all_found(many, library, tmp_path, qtbot) == ["INC-9"]
    assert asked == []


def test_without_that_process_the_application_compares(
    many: LibrarySession,
    library: Library,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.nearest_process.sys.executable", str(tmp_path / "nothing"))
    assert all_found(many, library, tmp_path, qtbot) == ["INC-9"]


def test_closing_the_library_ends_comparing(
    many: LibrarySession, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(many.opened):
        many.open()
    tell_current(many, library, tmp_path)
    many.repeats.start()
    qtbot.waitUntil(lambda: many.repeats._process.is_running, timeout=20_000)
    many.close()
    assert not many.repeats.is_running
    assert not many.repeats._process.is_running
