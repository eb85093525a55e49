"""What an earlier run left behind is found, told, shown, and can be put away again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.pages.editor.journal import Journal
from desktop.pages.editor.keeper_notices import KeeperNotices
from desktop.pages.editor.recovered_dialog import RecoveredDialog
from desktop.shell.recovery_bar import RecoveryBar
from models.operations.incidents import purge_incident, save_incident, trash_incident
from tests.desktop.pages.editor.typing import Typist, find

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library

    Bar = Callable[[], RecoveryBar]

KEY = "INC-2025-034"


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    return tmp_path / "drafts"


@pytest.fixture
def left_behind(session: LibrarySession, story: Library, drafts: Path) -> Typist:
    """Somebody typed, and the program went away before the library had it."""
    session.open()
    journal = Journal(drafts)
    typist = Typist(session, journal)
    typist.open(find(session, KEY))
    typist.write("summary", "Typed before the crash.")
    typist.type(times={**typist.draft.times, "detected_at": "14:"})
    typist.keeper.flush()
    journal.close()
    return typist


@pytest.fixture
def again(session: LibrarySession, drafts: Path, left_behind: Typist) -> Typist:
    """The next start: the same incident in the editor."""
    made = Typist(session, Journal(drafts))
    made.open(find(session, KEY))
    return made


@pytest.fixture
def bar(session: LibrarySession, themes: ThemeSource, drafts: Path, qtbot: QtBot) -> Bar:
    """The window's strip, after a library was opened."""

    def made() -> RecoveryBar:
        shown = RecoveryBar(session, themes, drafts)
        qtbot.addWidget(shown)
        session.opened.emit(session.facts)
        return shown

    return made


def files(drafts: Path) -> list[Path]:
    return list(drafts.glob("*/*.json"))


def test_opening_shows_the_recovered_text_without_saving_it(
    again: Typist, session: LibrarySession, drafts: Path
) -> None:
    assert again.text("summary") == "Typed before the crash."
    assert again.draft.times["detected_at"] == "14:"
    assert again.kind == "kept here only"
    assert again.state.text == "Recovered"
    told: list[bool] = []
    again.keeper.flush(told.append)
    assert told == [False]
    assert find(session, KEY).sections[0].markdown != "Typed before the crash."
    assert files(drafts)


def test_recovered_text_is_put_together_with_what_was_stored_since(
    left_behind: Typist, session: LibrarySession, library: Library, drafts: Path
) -> None:
    save_incident(library, replace(find(session, KEY), title="Theirs"))
    again = Typist(session, Journal(drafts))
    again.open(find(session, KEY))
    assert again.draft.title == "Theirs"
    assert again.text("summary") == "Typed before the crash."


def test_recovered_text_that_meets_what_was_stored_since_is_a_conflict(
    left_behind: Typist, session: LibrarySession, library: Library, drafts: Path
) -> None:
    stored = find(session, KEY)
    document = stored.postmortem
    assert document is not None
    section = replace(document.sections[0], markdown="Theirs.")
    save_incident(library, replace(stored, postmortem=replace(document, sections=(section,))))
    again = Typist(session, Journal(drafts))
    again.open(find(session, KEY))
    conflict = again.keeper.conflict
    assert conflict is not None
    assert [one.label for one in conflict.disputes] == ["Summary"]
    again.type(times={**again.draft.times, "detected_at": "14:25"})
    again.keeper.resolve({conflict.disputes[0].key: "both"})
    assert find(session, KEY).sections[0].markdown == "Typed before the crash.\nTheirs."
    assert not files(drafts)


def test_typing_on_saves_the_recovered_text_and_its_file_goes(
    again: Typist, session: LibrarySession, drafts: Path
) -> None:
    again.type(times={**again.draft.times, "detected_at": "14:25"})
    again.keeper.flush()
    assert again.kind == "saved"
    assert find(session, KEY).sections[0].markdown == "Typed before the crash."
    assert not files(drafts)


def test_the_way_back_to_the_stored_text_and_forth_again(
    again: Typist, session: LibrarySession, themes: ThemeSource, qtbot: QtBot, drafts: Path
) -> None:
    stored = find(session, KEY)
    notices = KeeperNotices(again.keeper, session, themes)
    qtbot.addWidget(notices)
    again.open(stored)
    assert "put together with what is stored" in notices.recovered.text
    notices.recovered.press("Show the stored one")
    assert again.text("summary") == stored.sections[0].markdown
    assert again.kind == "saved"
    assert files(drafts)
    notices.recovered.press("Show it")
    assert again.text("summary") == "Typed before the crash."
    notices.recovered.press("Show the stored one")
    notices.recovered.press("Throw it away")
    assert notices.isHidden()
    assert not files(drafts)
    assert find(session, KEY) == stored


def test_recovered_text_can_be_compared(
    again: Typist, session: LibrarySession, themes: ThemeSource, host: QWidget
) -> None:
    text = again.keeper.recovering.text
    assert text is not None
    dialog = RecoveredDialog(text, themes, session.zone, host)
    dialog.open()
    assert dialog.view.parts == ["Detected", "Summary"]
    dialog.close()


def test_what_the_library_holds_already_is_not_told(
    session: LibrarySession, story: Library, drafts: Path, bar: Bar
) -> None:
    """Killed between the commit and the removal of the draft."""
    session.open()
    journal = Journal(drafts)
    typist = Typist(session, journal)
    typist.open(find(session, KEY))
    typist.type(title="Saved", times={**typist.draft.times, "detected_at": "14:25"})
    snapshot = typist.keeper.snapshot()
    typist.keeper.flush()
    from desktop.pages.editor.keeping import keep_draft

    keep_draft(journal, replace(snapshot, stamp=journal.stamp()))
    journal.close()
    assert files(drafts)
    assert bar().isHidden()
    assert not files(drafts)


def test_the_window_says_which_text_was_not_saved_and_opens_it(
    left_behind: Typist, bar: Bar
) -> None:
    shown = bar()
    wanted: list[UUID] = []
    shown.open_requested.connect(wanted.append)
    (banner,) = shown.banners
    assert banner.text.startswith("Text of INC-2025-034 from 09:4")
    assert banner.text.endswith("was not saved.")
    banner.press("Open it")
    assert wanted == [left_behind.keeper.base.id]
    assert shown.isHidden()


def test_text_of_an_incident_in_the_trash_or_gone_can_still_be_had(
    left_behind: Typist, library: Library, bar: Bar, drafts: Path
) -> None:
    incident_id = left_behind.keeper.base.id
    trash_incident(library, incident_id)
    shown = bar()
    assert "in the trash" in shown.banners[0].text
    shown.banners[0].press("Take it out and open it")
    assert library.incidents.get(incident_id).trashed_at is None
    trash_incident(library, incident_id)
    purge_incident(library, incident_id)
    shown = bar()
    assert "removed for good" in shown.banners[0].text
    shown.banners[0].press("Copy the text")
    assert "Typed before the crash." in QGuiApplication.clipboard().text()
    shown.banners[0].press("Throw it away")
    assert shown.isHidden()
    assert not files(drafts)


def test_a_damaged_draft_is_told_with_its_place(
    session: LibrarySession, story: Library, drafts: Path, bar: Bar
) -> None:
    session.open()
    folder = drafts / str(story.id)
    folder.mkdir(parents=True)
    (folder / "00000000-0000-0000-0000-000000000000.1-dead.json").write_text("{")
    shown = bar()
    assert "damaged" in shown.banners[0].text
    assert shown.banners[0].steps() == ["Show the file"]


def test_a_library_without_drafts_shows_no_strip(
    session: LibrarySession, story: Library, bar: Bar, drafts: Path
) -> None:
    session.open()
    assert bar().isHidden()
    assert not drafts.exists()
