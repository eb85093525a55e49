"""The indexing process, run as the window runs it."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest

from models.operations.incidents import save_incident, trash_incident
from search.index import Index
from search.waking import Wakes
from tests.search.listed import NOW
from tests.search.small_library import incident

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.incident import Incident
    from models.library import Library

ROOT = Path(__file__).resolve().parents[2]


class Running:
    """An indexer that can be listened to and woken."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def event(self, kind: str) -> dict[str, Any]:
        """The next event of a kind; others before it are passed over."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            event: dict[str, Any] = json.loads(line)
            if event["event"] == kind:
                return event
        pytest.fail(f"the indexer ended without saying {kind}")

    def current(self, change: int) -> dict[str, Any]:
        """Wait until it is current with a change."""
        while True:
            event = self.event("current")
            if event["change"] >= change:
                return event

    @property
    def stdin(self) -> IO[str]:
        assert self.process.stdin is not None
        return self.process.stdin

    def wake(self) -> None:
        self.stdin.write("wake\n")
        self.stdin.flush()


@contextmanager
def running(*arguments: str) -> Iterator[Running]:
    process = subprocess.Popen(
        [sys.executable, "-m", "search.indexer", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield Running(process)
        finally:
            process.kill()


def test_it_keeps_the_index_in_step_and_ends_with_its_window(
    library: Library, tmp_path: Path
) -> None:
    save_incident(library, incident("INC-1", "Zebra crossing", status=None))
    folder = tmp_path / "index"
    arguments = ("--library", library.url_for_processes, "--index", str(folder), "--watch")
    with running(*arguments) as indexer, Index.open(folder, library_id=library.id) as index:
        assert indexer.event("progress")["rebuilding"] is True
        assert indexer.current(library.changes.last())["documents"] == 1
        assert index.search("zebra", as_of=NOW).total == 1

        stored: Incident = library.incidents.by_key("INC-1")
        save_incident(library, dataclasses.replace(stored, title="Giraffe house"))
        indexer.wake()
        indexer.current(library.changes.last())
        assert index.search("giraffe", as_of=NOW).total == 1
        assert index.search("zebra", as_of=NOW).total == 0

        trash_incident(library, stored.id)
        indexer.wake()
        assert indexer.current(library.changes.last())["documents"] == 0

        indexer.stdin.close()
        assert indexer.process.wait(timeout=30) == 0


def test_it_sees_what_others_wrote_without_being_woken(library: Library, tmp_path: Path) -> None:
    arguments = ("--library", library.url_for_processes, "--index", str(tmp_path / "i"), "--watch")
    with running(*arguments) as indexer:
        indexer.event("current")
        save_incident(library, incident("INC-1", "Zebra crossing", status=None))
        assert indexer.current(library.changes.last())["documents"] == 1


def test_it_rests_in_little_memory_and_wakes_for_what_is_written(
    library: Library, tmp_path: Path
) -> None:
    if "://" in library.url_for_processes:
        pytest.skip("a database server cannot be watched from outside")
    arguments = ("--library", "-", "--index", str(tmp_path / "i"), "--watch", "--rest-after", "0.2")
    with running(*arguments) as indexer:
        indexer.stdin.write(f"{library.url_for_processes}\n")
        indexer.stdin.flush()
        for number in range(2):
            indexer.event("resting")
            # By another process as far as the indexer can tell: nobody wakes it.
            save_incident(library, incident(f"INC-{number}", "Zebra crossing", status=None))
            assert indexer.current(library.changes.last())["documents"] == number + 1
        indexer.event("resting")
        indexer.wake()
        assert indexer.event("current")["documents"] == 2
        indexer.event("resting")
        indexer.stdin.close()
        assert indexer.process.wait(timeout=30) == 0


def test_two_of_them_do_not_fight(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    arguments = ("--library", library.url_for_processes, "--index", str(folder), "--watch")
    with running(*arguments) as one, running(*arguments) as other:
        one.event("current")
        other.event("current")
        for number in range(6):
            save_incident(library, incident(f"INC-{number}", "Zebra crossing", status=None))
            one.wake()
            other.wake()
        one.current(library.changes.last())
        other.current(library.changes.last())
    with Index.open(folder, library_id=library.id) as index:
        assert index.state.health == "current"
        assert index.search("zebra", as_of=NOW).total == 6


def test_it_runs_once_without_watching(library: Library, tmp_path: Path) -> None:
    save_incident(library, incident("INC-1", "Zebra crossing", status=None))
    arguments = ("--library", "-", "--index", str(tmp_path / "index"), "--rebuild")
    with running(*arguments) as indexer:
        indexer.stdin.write(f"{library.url_for_processes}\n")
        indexer.stdin.flush()
        assert indexer.event("current")["documents"] == 1
        assert indexer.process.wait(timeout=30) == 0


def test_it_says_why_it_failed(tmp_path: Path) -> None:
    arguments = ("--library", str(tmp_path / "none.afterword"), "--index", str(tmp_path / "index"))
    with running(*arguments) as indexer:
        assert "none.afterword" in indexer.event("failed")["message"]
        assert indexer.process.wait(timeout=30) == 1


def test_lines_that_came_together_wake_once() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as stream, os.fdopen(writing, "wb", buffering=0) as end:
        wakes = Wakes(stream)
        end.write(b"first\nwake\nwake\n")
        assert wakes.first_line() == "first"
        assert wakes.wait(5)
        assert not wakes.wait(0)
        assert not wakes.closed
        end.close()
        assert not wakes.wait(5)
        assert wakes.closed
