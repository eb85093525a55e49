"""Fixtures of the window's tests: the look, the task runner, a session on a real library."""

from __future__ import annotations

import gc
from itertools import count
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from desktop.app import Application
from desktop.fonts import load_fonts
from desktop.garbage import InterfaceThreadCollector
from desktop.search_lane import SearchLane
from desktop.session import LibrarySession
from desktop.shell.capture import settle
from desktop.tasks import TaskRunner
from desktop.theme import ThemeSource
from search.folder import index_folder
from search.index import Index
from tests.desktop.examples import fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from models.clock import Clock
    from models.library import Library


@pytest.fixture(scope="session")
def rounds() -> Iterator[count[int]]:
    """Counts tests, for `collected_between_tests`."""
    was_enabled = gc.isenabled()
    gc.disable()
    yield count(1)
    if was_enabled:
        gc.enable()


@pytest.fixture(autouse=True)
def collected_between_tests(rounds: count[int]) -> Iterator[None]:
    """What a test leaves behind is freed between tests alone.

    Widgets that pytest-qt closed wait to be deleted until an event loop begins; meanwhile each
    style sheet that is set dresses all of them again, which took seconds after a hundred tests.

    Qt holds a lock while it asks a dying QObject's Python class for an override; a collection at
    that very moment frees other QObjects, which wait for the same lock for ever. The program has
    `InterfaceThreadCollector` against it.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect(2 if next(rounds) % 40 == 0 else 1)


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


@pytest.fixture
def story(library: Library) -> Library:
    """The test's library with a few incidents in it."""
    fill(library)
    return library


@pytest.fixture
def application(
    qtbot: QtBot, qapp: QApplication, story: Library, tmp_path: Path, clock: Clock
) -> Iterator[Application]:
    """The whole application on that library, with threads and its own indexer process."""
    if qapp.style().objectName() != "fusion":
        qapp.setStyle("Fusion")
        load_fonts()
    made = Application(
        qapp, configuration_file=tmp_path / "config.json", cache=tmp_path / "cache", clock=clock
    )
    made.themes.choose("light")
    folder = index_folder(tmp_path / "cache", story.id, story.location)
    with Index.open(folder, library_id=story.id) as index:
        index.rebuild(story)
    made.start(str(tmp_path / "library.afterword"))
    made.window.activateWindow()
    settle(made, for_index=False)
    yield made
    made.window.close()
    made.shut_down()
    made.window.deleteLater()
    qapp.processEvents()
