"""Fixtures of the window's tests: the look, the task runner, a session on a real library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.fonts import load_fonts
from desktop.garbage import InterfaceThreadCollector
from desktop.search_lane import SearchLane
from desktop.session import LibrarySession
from desktop.tasks import TaskRunner
from desktop.theme import ThemeSource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from models.clock import Clock
    from models.library import Library


@pytest.fixture
def themes(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> ThemeSource:
    """The light look, applied."""
    if qapp.style().objectName() != "fusion":
        qapp.setStyle("Fusion")
        load_fonts()
    source = ThemeSource(qapp, choice="light", cache=tmp_path_factory.getbasetemp() / "theme")
    source.apply()
    return source


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[TaskRunner]:
    """Work is done at once in the test's own thread."""
    made = TaskRunner(synchronous=True)
    yield made
    made.close()


@pytest.fixture
def threaded_runner(qapp: QApplication) -> Iterator[TaskRunner]:
    """Work is done in threads, as in the program; cycles are collected in this thread only."""
    collector = InterfaceThreadCollector()
    made = TaskRunner()
    yield made
    made.close()
    collector.restore()


@pytest.fixture
def session(
    runner: TaskRunner, library: Library, clock: Clock, tmp_path: Path
) -> Iterator[LibrarySession]:
    """A session on the test's library, not opened yet; everything it does is done at once."""
    made = LibrarySession(
        lambda: library,
        runner=runner,
        clock=clock,
        search_lane=SearchLane(tmp_path / "indexes"),
    )
    yield made
    made.close()
