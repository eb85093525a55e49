"""The indexer process: what it says, and that it comes back when it dies."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from desktop import indexing
from desktop.indexing import IndexerProcess, index_view
from desktop.notices import IndexView
from models.operations.incidents import trash_incident
from search.folder import index_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from models.library import Library

_PATIENCE_MS = 30_000


@pytest.fixture
def indexer(qtbot: QtBot, story: Library, tmp_path: Path) -> Iterator[IndexerProcess]:
    process = IndexerProcess()
    folder = index_folder(tmp_path / "cache", story.id, story.location)
    process.start(story.url_for_processes, folder)
    yield process
    process.stop()


@pytest.mark.parametrize(
    ("event", "state", "text"),
    [
        ({"event": "current", "change": 4, "documents": 1}, "current", "Index current, 1 incident"),
        (
            {"event": "progress", "done": 17, "total": 25, "rebuilding": True},
            "rebuilding",
            "Index 68% rebuilt",
        ),
        (
            {"event": "progress", "done": 1, "total": 2, "rebuilding": False},
            "catching up",
            "Indexing 1 of 2",
        ),
        ({"event": "failed", "message": "Disk full."}, "failed", "Disk full."),
        ({"event": "unheard of"}, "opening", "Before"),
        ({}, "opening", "Before"),
    ],
)
def test_what_its_events_mean(event: dict[str, object], state: str, text: str) -> None:
    view = index_view(event, IndexView("opening", "Before"))
    assert (view.state, view.text) == (state, text)


@pytest.mark.slow
def test_it_builds_then_follows_what_is_written(
    qtbot: QtBot, indexer: IndexerProcess, story: Library
) -> None:
    qtbot.waitUntil(lambda: indexer.view.state == "current", timeout=_PATIENCE_MS)
    assert indexer.view.documents == 5
    found = story.incidents.find_id("INC-2025-007")
    assert found is not None
    trash_incident(story, found)
    indexer.wake()
    qtbot.waitUntil(lambda: indexer.view.documents == 4, timeout=_PATIENCE_MS)
    assert indexer.view.change == story.changes.last()


@pytest.mark.slow
def test_killed_it_is_started_again_and_at_last_given_up(
    qtbot: QtBot, indexer: IndexerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "RESTART_AFTER_MS", (10,))
    qtbot.waitUntil(lambda: indexer.view.state == "current", timeout=_PATIENCE_MS)
    _kill(indexer)
    qtbot.waitUntil(lambda: indexer.view.text.startswith("Indexer stopped"), timeout=_PATIENCE_MS)
    qtbot.waitUntil(lambda: indexer.view.state == "current", timeout=_PATIENCE_MS)
    _kill(indexer)
    qtbot.waitUntil(lambda: indexer.view.state == "failed", timeout=_PATIENCE_MS)
    assert not indexer.is_running
    indexer.restart()
    qtbot.waitUntil(lambda: indexer.view.state == "current", timeout=_PATIENCE_MS)


@pytest.mark.slow
def test_stopped_it_stays_stopped(qtbot: QtBot, indexer: IndexerProcess) -> None:
    qtbot.waitUntil(lambda: indexer.view.state == "current", timeout=_PATIENCE_MS)
    pid = indexer.process_id
    indexer.stop()
    assert not indexer.is_running
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def _kill(indexer: IndexerProcess) -> None:
    os.kill(indexer.process_id, signal.SIGKILL)
