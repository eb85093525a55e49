"""Disks that are full, folders that may not be written, libraries that are busy or too new."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.dialogs.framed import FramedDialog
from desktop.pages.editor.journal import Journal
from desktop.pages.editor.keeper_notices import KeeperNotices
from desktop.search_lane import SearchLane
from desktop.session import LibrarySession
from models.library import Library
from tests.desktop.examples import fill
from tests.desktop.pages.editor.typing import Typist
from tests.models.conftest import postgres_database, postgres_server

__all__ = ["postgres_database", "postgres_server"]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.tasks import TaskRunner
    from desktop.theme import ThemeSource
    from models.clock import Clock
    from tests.models.conftest import PostgresServer

    Begin = Callable[[Path, Path], Typist]
    OpenSession = Callable[[Path | str, Path], Typist]

KEY = "INC-2025-034"
SMALL = "2m"


def run(*words: str) -> bool:
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    if not run("mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(place)):
        pytest.skip("a small disk cannot be mounted here")
    yield place
    run("umount", "--lazy", str(place))


def fill_up(disk: Path) -> Path:
    """Write until nothing more goes in."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as stream:
        for size in (65_536, 4096, 512, 1):
            with suppress(OSError):
                while stream.write(b"x" * size) == size:
                    pass
    return ballast


@pytest.fixture
def open_session(
    threaded_runner: TaskRunner, clock: Clock, tmp_path: Path, qtbot: QtBot
) -> Iterator[OpenSession]:
    """Opens a library as the program does, with the story's incident in the editor."""
    sessions: list[LibrarySession] = []

    def opened(library: Path | str, drafts: Path) -> Typist:
        session = LibrarySession(
            lambda: Library.open(library, clock=clock),
            runner=threaded_runner,
            clock=clock,
            search_lane=SearchLane(tmp_path / "indexes"),
        )
        sessions.append(session)
        with qtbot.waitSignal(session.opened, timeout=15_000):
            session.open()
        typist = Typist(session, Journal(drafts))
        session.read(session, lambda one: one.incidents.by_key(KEY), typist.open)
        qtbot.waitUntil(lambda: typist.keeper.base.version > 0)
        return typist

    yield opened
    for session in sessions:
        session.close()


@pytest.fixture
def begin(open_session: OpenSession, clock: Clock) -> Begin:
    """Makes the story's library in one folder, with the drafts in another, and opens it."""

    def begun(library: Path, drafts: Path) -> Typist:
        with Library.create(library / "library.afterword", clock=clock) as made:
            fill(made)
        return open_session(library / "library.afterword", drafts)

    return begun


def stored_title(library: Path, clock: Clock) -> str:
    with Library.open(library / "library.afterword", clock=clock) as opened:
        return opened.incidents.by_key(KEY).title


def drafts_in(folder: Path) -> list[Path]:
    return list(folder.glob("*/*.json"))


def test_a_full_disk_under_the_library_keeps_the_text_on_the_device(
    small_disk: Path,
    tmp_path: Path,
    begin: Begin,
    qtbot: QtBot,
    clock: Clock,
) -> None:
    typist = begin(small_disk, tmp_path / "drafts")
    ballast = fill_up(small_disk)
    typist.type(title="Typed on a full disk")
    typist.write("summary", "Many words. " * 20_000)
    qtbot.waitUntil(lambda: typist.kind == "kept here only", timeout=8000)
    assert "disk that holds the library is full" in typist.state.detail
    assert "Free some space" in typist.state.detail
    assert typist.state.is_safe
    assert "Typed on a full disk" in drafts_in(tmp_path / "drafts")[0].read_text()
    ballast.unlink()
    # By itself, a few seconds later.
    qtbot.waitUntil(lambda: typist.kind == "saved", timeout=8000)
    assert stored_title(small_disk, clock) == "Typed on a full disk"
    assert not drafts_in(tmp_path / "drafts")


def test_where_nothing_can_be_written_the_text_stays_in_the_window_and_may_be_copied(
    small_disk: Path,
    tmp_path: Path,
    begin: Begin,
    themes: ThemeSource,
    qtbot: QtBot,
) -> None:
    typist = begin(small_disk, small_disk / "drafts")
    notices = KeeperNotices(typist.keeper, typist.session, themes)
    qtbot.addWidget(notices)
    ballast = fill_up(small_disk)
    typist.write("summary", "Many words. " * 20_000)
    qtbot.waitUntil(lambda: typist.kind == "failed", timeout=8000)
    assert typist.state.text == "Not saved"
    assert "disk of this device is full" in typist.state.detail
    assert not typist.state.is_safe
    assert typist.text("summary").startswith("Many words.")
    assert "only in this window" in notices.trouble.text
    assert notices.trouble.steps() == ["Save a copy as…", "Copy the text", "Try now"]
    notices.show()
    assert not notices.window().close(), "a window that alone has the text asks first"
    (question,) = notices.findChildren(FramedDialog)
    question.reject()
    notices.trouble.press("Copy the text")
    assert "Many words." in QGuiApplication.clipboard().text()
    copy = tmp_path / "copy.md"
    notices.write_copy(str(copy))
    qtbot.waitUntil(lambda: copy.exists() and "Many words." in copy.read_text())
    ballast.unlink()
    notices.trouble.press("Try now")
    qtbot.waitUntil(lambda: typist.kind == "saved", timeout=8000)
    qtbot.waitUntil(notices.isHidden)


def test_a_read_only_library_keeps_the_text_on_the_device(
    small_disk: Path, tmp_path: Path, begin: Begin, qtbot: QtBot
) -> None:
    typist = begin(small_disk, tmp_path / "drafts")
    # A disk with files that are open for writing cannot be made read-only.
    closed: list[None] = []
    typist.session.read(typist.session, lambda one: one.store.engine.dispose(), closed.append)
    qtbot.waitUntil(lambda: bool(closed))
    if not run("mount", "-o", "remount,ro", str(small_disk)):
        pytest.skip("a disk that is in use cannot be made read-only here")
    typist.type(title="Typed without permission")
    qtbot.waitUntil(lambda: typist.kind == "kept here only", timeout=8000)
    assert "read-only" in typist.state.detail or "cannot be" in typist.state.detail
    assert "Typed without permission" in drafts_in(tmp_path / "drafts")[0].read_text()
    assert run("mount", "-o", "remount,rw", str(small_disk))
    typist.keeper.flush()
    qtbot.waitUntil(lambda: typist.kind == "saved", timeout=8000)


def test_drafts_that_cannot_be_written_are_no_trouble_while_the_library_can(
    tmp_path: Path, begin: Begin, qtbot: QtBot
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    typist = begin(tmp_path, blocked / "drafts")
    with qtbot.waitSignal(typist.keeper.saved):
        typist.type(title="Typed")
    assert typist.kind == "saved"
    typist.type(times={**typist.draft.times, "detected_at": "14:"})
    typist.keeper.flush()
    qtbot.waitUntil(lambda: typist.kind == "failed")
    assert "not readable yet" in typist.state.detail


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""


def test_a_library_that_another_process_holds_is_waited_for(
    tmp_path: Path, begin: Begin, qtbot: QtBot, clock: Clock
) -> None:
    typist = begin(tmp_path, tmp_path / "drafts")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "library.afterword")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        typist.type(title="Typed while locked")
        qtbot.waitUntil(lambda: typist.kind == "kept here only", timeout=8000)
        assert "busy" in typist.state.detail
        assert typist.state.is_safe
        assert "Typed while locked" in drafts_in(tmp_path / "drafts")[0].read_text()
        typist.write("summary", "Typed on and on.")
        qtbot.waitUntil(lambda: "Typed on and on." in drafts_in(tmp_path / "drafts")[0].read_text())
        holder.stdin.write(b"\n")
        holder.stdin.flush()
        qtbot.waitUntil(lambda: typist.kind == "saved", timeout=15_000)
    assert stored_title(tmp_path, clock) == "Typed while locked"


def test_a_library_that_became_too_new_keeps_the_text_on_the_device(
    tmp_path: Path, begin: Begin, qtbot: QtBot
) -> None:
    typist = begin(tmp_path, tmp_path / "drafts")
    with closing(sqlite3.connect(tmp_path / "library.afterword")) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    typist.type(title="Typed into the future")
    qtbot.waitUntil(lambda: typist.kind == "kept here only", timeout=8000)
    assert "newer version of Afterword" in typist.state.detail
    assert "Update Afterword" in typist.state.detail
    assert "Typed into the future" in drafts_in(tmp_path / "drafts")[0].read_text()


def test_a_postgresql_server_that_went_away_and_came_back(
    postgres_server: PostgresServer,
    postgres_database: Callable[[], str],
    open_session: OpenSession,
    tmp_path: Path,
    clock: Clock,
    qtbot: QtBot,
) -> None:
    address = postgres_database()
    with Library.create(address, clock=clock) as made:
        fill(made)
    typist = open_session(address, tmp_path / "drafts")
    name = address.partition("?")[0].rpartition("/")[2]
    postgres_server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    postgres_server.execute(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    )
    typist.type(title="Typed without a server")
    qtbot.waitUntil(lambda: typist.kind == "kept here only", timeout=15_000)
    assert "server does not answer" in typist.state.detail
    assert "Typed without a server" in drafts_in(tmp_path / "drafts")[0].read_text()
    postgres_server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    qtbot.waitUntil(lambda: typist.kind == "saved", timeout=15_000)
    assert typist.state.detail == "in the team’s database"
    with Library.open(address, clock=clock) as opened:
        assert opened.incidents.by_key(KEY).title == "Typed without a server"
