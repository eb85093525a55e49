"""Two copies of one library have the same id; text typed into one is not offered in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.pages.editor.journal import Journal
from desktop.search_lane import SearchLane
from desktop.session import LibrarySession
from desktop.shell.recovery_bar import RecoveryBar
from models.library import Library
from tests.desktop.pages.editor.typing import Typist, find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.tasks import TaskRunner
    from desktop.theme import ThemeSource
    from models.clock import Clock

    Open = Callable[[Path], LibrarySession]

KEY = "INC-2025-034"


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    return tmp_path / "drafts"


@pytest.fixture
def original(story: Library, tmp_path: Path) -> Path:
    """A library file that nobody has open."""
    story.backup(tmp_path / "original.afterword")
    return tmp_path / "original.afterword"


@pytest.fixture
def open_at(runner: TaskRunner, clock: Clock, tmp_path: Path) -> Iterator[Open]:
    """Opens a library file as another start of the program does."""
    sessions: list[LibrarySession] = []

    def opened(file: Path) -> LibrarySession:
        session = LibrarySession(
            lambda: Library.open(file, clock=clock),
            runner=runner,
            clock=clock,
            search_lane=SearchLane(tmp_path / "indexes"),
        )
        sessions.append(session)
        session.open()
        return session

    yield opened
    for one in sessions:
        one.close()


def _typed_and_killed(session: LibrarySession, drafts: Path) -> None:
    journal = Journal(drafts)
    typist = Typist(session, journal)
    typist.open(find(session, KEY))
    typist.write("summary", "Typed before the crash.")
    typist.type(times={**typist.draft.times, "detected_at": "14:"})
    typist.keeper.flush()
    journal.close()
    session.close()


def _strip(session: LibrarySession, themes: ThemeSource, drafts: Path, qtbot: QtBot) -> RecoveryBar:
    shown = RecoveryBar(session, themes, drafts)
    qtbot.addWidget(shown)
    session.opened.emit(session.facts)
    return shown


def test_text_of_one_copy_waits_for_that_copy(
    original: Path, open_at: Open, themes: ThemeSource, drafts: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.afterword"
    copy.write_bytes(original.read_bytes())
    _typed_and_killed(open_at(original), drafts)

    other = open_at(copy)
    assert _strip(other, themes, drafts, qtbot).isHidden()
    typist = Typist(other, Journal(drafts))
    typist.open(find(other, KEY))
    assert typist.text("summary") != "Typed before the crash."
    assert typist.keeper.recovering.text is None
    other.close()

    again = open_at(original)
    (banner,) = _strip(again, themes, drafts, qtbot).banners
    assert "typed in" not in banner.text


def test_a_library_that_was_moved_keeps_its_text(
    original: Path, open_at: Open, themes: ThemeSource, drafts: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    _typed_and_killed(open_at(original), drafts)
    moved = tmp_path / "elsewhere.afterword"
    original.rename(moved)
    session = open_at(moved)
    (banner,) = _strip(session, themes, drafts, qtbot).banners
    assert f"typed in {original}" in banner.text
    typist = Typist(session, Journal(drafts))
    typist.open(find(session, KEY))
    assert typist.text("summary") == "Typed before the crash."


@pytest.mark.parametrize("left", ["another library", "no library", "a link to it"])
def test_what_lies_in_the_old_place_now_takes_no_text_away(
    left: str,
    original: Path,
    open_at: Open,
    themes: ThemeSource,
    drafts: Path,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    _typed_and_killed(open_at(original), drafts)
    moved = tmp_path / "elsewhere.afterword"
    original.rename(moved)
    if left == "another library":
        Library.create(original).close()
    elif left == "no library":
        original.write_text("Dear all")
    else:
        original.symlink_to(moved)
    assert len(_strip(open_at(moved), themes, drafts, qtbot).banners) == 1


def test_the_id_of_a_file_is_read_without_opening_it(original: Path, story: Library) -> None:
    beside = set(original.parent.iterdir())
    assert Library.id_in(original) == story.id
    assert Library.id_in(original.parent) is None
    assert Library.id_in(original.with_name("nowhere")) is None
    assert set(original.parent.iterdir()) == beside
