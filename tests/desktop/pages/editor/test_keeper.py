"""What is typed reaches the library by itself, and stays on the device until it did."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.pages.editor.draft import Record
from desktop.pages.editor.journal import Journal
from models.operations.incidents import purge_incident, save_incident, set_status, trash_incident
from models.vocabulary import PostmortemStatus
from tests.desktop.pages.editor.typing import Typist, find, get

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import LibrarySession
    from models.library import Library
    from tests.conftest import TickingClock

KEY = "INC-2025-034"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    made = Journal(tmp_path / "drafts")
    yield made
    made.close()


@pytest.fixture
def typist(session: LibrarySession, story: Library, journal: Journal) -> Typist:
    """Somebody who has opened the story's incident."""
    session.open()
    made = Typist(session, journal)
    made.open(find(session, KEY))
    return made


def drafts(journal: Journal) -> list[Path]:
    return sorted(journal.folder.glob("*/*.json"))


def test_text_is_saved_a_second_after_the_last_keystroke(
    typist: Typist, session: LibrarySession, qtbot: QtBot
) -> None:
    assert typist.state.text.startswith("Saved")
    with qtbot.waitSignal(typist.keeper.saved):
        typist.write("summary", "The pool ran dry.")
        assert typist.kind == "unsaved"
    assert find(session, KEY).sections[0].markdown == "The pool ran dry."
    assert typist.kind == "saved"
    assert typist.state.detail == "on this device"


def test_a_draft_lies_on_the_device_before_the_library_has_it_and_goes_afterwards(
    typist: Typist, journal: Journal, qtbot: QtBot
) -> None:
    typist.write("summary", "Half a sen")
    qtbot.waitUntil(lambda: bool(drafts(journal)))
    assert "Half a sen" in drafts(journal)[0].read_text()
    with qtbot.waitSignal(typist.keeper.saved):
        typist.write("summary", "Half a sentence")
    qtbot.waitUntil(lambda: not drafts(journal))


def test_leaving_a_field_saves_at_once(typist: Typist, session: LibrarySession) -> None:
    told: list[bool] = []
    typist.type(title="Payments down")
    typist.keeper.flush(told.append)
    assert told == [True]
    assert find(session, KEY).title == "Payments down"


def test_nothing_typed_saves_nothing(typist: Typist, session: LibrarySession) -> None:
    told: list[bool] = []
    before = find(session, KEY)
    typist.keeper.flush(told.append)
    assert told == [True]
    typist.type()  # a keystroke that was taken back
    typist.keeper.flush(told.append)
    assert told == [True, True]
    assert find(session, KEY).version == before.version
    assert typist.kind == "saved"


def test_a_time_that_cannot_be_read_yet_is_kept_on_the_device(
    typist: Typist, session: LibrarySession, journal: Journal
) -> None:
    told: list[bool] = []
    row = Record({"at": "14:", "kind": "page", "text": "Paged"})
    typist.type(timeline=(*typist.draft.timeline, row), title="Payments down")
    typist.keeper.flush(told.append)
    assert told == [False]
    assert typist.kind == "not readable yet"
    assert typist.state.detail.startswith("on this device. ")
    assert "time in row 2 of the timeline" in typist.state.detail
    assert json.loads(drafts(journal)[0].read_text())["draft"]["title"] == "Payments down"
    done = Record({**row.values, "at": "14:30"}, row.id)
    typist.type(timeline=(*typist.draft.timeline[:-1], done))
    typist.keeper.flush()
    stored = find(session, KEY)
    assert stored.timeline[-1].text == "Paged"
    assert stored.title == "Payments down"
    assert not drafts(journal)


def test_a_key_that_is_taken_is_said_and_the_text_kept(
    typist: Typist, session: LibrarySession, journal: Journal
) -> None:
    typist.type(key="INC-2024-112")
    typist.keeper.flush()
    assert "belongs to another incident" in typist.state.detail
    assert drafts(journal)
    typist.type(key="INC-2025-777")
    typist.keeper.flush()
    assert typist.kind == "saved"


def test_changes_that_do_not_meet_are_put_together_and_told(
    typist: Typist, session: LibrarySession, library: Library
) -> None:
    typist.write("summary", "Mine.")
    theirs = find(session, KEY)
    save_incident(library, replace(theirs, title="Theirs"))
    typist.keeper.flush()
    stored = find(session, KEY)
    assert (stored.title, stored.sections[0].markdown) == ("Theirs", "Mine.")
    assert typist.draft.title == "Theirs"
    assert typist.merged == [("Title",)]
    assert typist.kind == "saved"


def test_two_paragraphs_of_one_section_are_put_together(
    typist: Typist, session: LibrarySession, library: Library
) -> None:
    typist.write("summary", "One.\n\nTwo.\n\nThree.")
    typist.keeper.flush()
    stored = find(session, KEY)
    document = stored.postmortem
    assert document is not None
    section = replace(document.sections[0], markdown="One.\n\nTwo.\n\nThree, theirs.")
    save_incident(library, replace(stored, postmortem=replace(document, sections=(section,))))
    typist.write("summary", "One, mine.\n\nTwo.\n\nThree.")
    typist.keeper.flush()
    assert typist.text("summary") == "One, mine.\n\nTwo.\n\nThree, theirs."
    assert find(session, KEY).sections[0].markdown == typist.text("summary")


def test_changes_that_meet_wait_for_a_person(
    typist: Typist, session: LibrarySession, library: Library, journal: Journal
) -> None:
    told: list[bool] = []
    typist.type(title="Mine")
    save_incident(library, replace(find(session, KEY), title="Theirs"))
    typist.keeper.flush(told.append)
    assert told == [False]
    assert [one.title for one in typist.conflicts] == ["Theirs"]
    conflict = typist.keeper.conflict
    assert conflict is not None
    assert [(one.label, one.mine, one.theirs) for one in conflict.disputes] == [
        ("Title", "Mine", "Theirs")
    ]
    assert typist.kind == "conflict"
    assert find(session, KEY).title == "Theirs"
    assert typist.draft.title == "Mine"
    assert drafts(journal)
    typist.keeper.resolve({"title": "theirs"})
    assert typist.draft.title == "Theirs"
    assert typist.kind == "saved"
    assert not drafts(journal)


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_each_choice_of_a_conflict_is_saved(
    typist: Typist, session: LibrarySession, library: Library, choice: str
) -> None:
    stored = find(session, KEY)
    document = stored.postmortem
    assert document is not None
    section = replace(document.sections[0], markdown="Theirs.")
    typist.write("summary", "Mine.")
    save_incident(library, replace(stored, postmortem=replace(document, sections=(section,))))
    typist.keeper.flush()
    conflict = typist.keeper.conflict
    assert conflict is not None
    (dispute,) = conflict.disputes
    typist.keeper.resolve({dispute.key: choice})  # type: ignore[dict-item]
    wanted = {"mine": "Mine.", "theirs": "Theirs.", "both": "Mine.\nTheirs."}[choice]
    assert find(session, KEY).sections[0].markdown == wanted


def test_what_is_typed_during_a_conflict_is_kept_too(
    typist: Typist, session: LibrarySession, library: Library
) -> None:
    typist.type(title="Mine")
    save_incident(library, replace(find(session, KEY), title="Theirs"))
    typist.keeper.flush()
    typist.write("summary", "Typed meanwhile.")
    typist.keeper.resolve({"title": "mine"})
    stored = find(session, KEY)
    assert (stored.title, stored.sections[0].markdown) == ("Mine", "Typed meanwhile.")


def test_a_change_of_status_is_no_conflict(typist: Typist, session: LibrarySession) -> None:
    version = typist.keeper.base.version
    typist.write("summary", "Mine.")
    session.perform(
        session,
        lambda library: set_status(
            library, typist.keeper.base.id, PostmortemStatus.IN_REVIEW, version=version
        ),
    )
    assert typist.keeper.base.status is PostmortemStatus.IN_REVIEW
    typist.keeper.flush()
    stored = find(session, KEY)
    assert stored.status is PostmortemStatus.IN_REVIEW
    assert stored.sections[0].markdown == "Mine."
    assert not typist.conflicts


def test_an_incident_removed_for_good_can_be_kept_as_a_new_one(
    typist: Typist, session: LibrarySession, library: Library, journal: Journal
) -> None:
    gone: list[bool] = []
    typist.keeper.gone.connect(lambda: gone.append(True))
    old = typist.keeper.base.id
    typist.type(title="Still here")
    trash_incident(library, old)
    purge_incident(library, old)
    typist.keeper.flush()
    assert gone
    assert typist.kind == "kept here only"
    assert drafts(journal)
    typist.keeper.keep_as_new()
    assert typist.keeper.base.id != old
    assert find(session, KEY).title == "Still here"


def test_closing_hands_over_what_was_typed_last(
    typist: Typist, session: LibrarySession, journal: Journal
) -> None:
    typist.write("summary", "The last words.")
    typist.keeper.stop()
    assert find(session, KEY).sections[0].markdown == "The last words."
    assert not drafts(journal)


def test_closing_keeps_what_cannot_be_read_for_the_next_opening(
    typist: Typist, session: LibrarySession, journal: Journal
) -> None:
    typist.type(times={**typist.draft.times, "detected_at": "half past"})
    typist.keeper.stop()
    again = Typist(session, journal)
    again.open(find(session, KEY))
    assert again.draft.times["detected_at"] == "half past"
    assert again.keeper.shows_recovered


def test_revisions_are_kept_before_the_first_save_at_a_checkpoint_and_every_ten_minutes(
    typist: Typist, library: Library, clock: TickingClock
) -> None:
    identifier = typist.keeper.base.id

    def numbers() -> list[int]:
        return [one.number for one in library.revisions.of(identifier)]

    typist.write("summary", "One.")
    typist.keeper.flush()
    assert numbers() == [1]
    assert library.revisions.get(library.revisions.of(identifier)[0].id).sections[0].markdown
    typist.write("summary", "Two.")
    typist.keeper.flush()
    assert numbers() == [1]
    typist.keeper.checkpoint()
    assert numbers() == [2, 1]
    typist.keeper.checkpoint()
    assert numbers() == [2, 1], "nothing changed since"
    typist.write("summary", "Three.")
    clock.advance(timedelta(minutes=10))
    typist.keeper.flush()
    assert numbers() == [3, 2, 1]
    lines = library.revisions.lines(identifier)
    assert [one.changed for one in lines] == [("summary",), ("summary",), ()]


def test_a_stored_incident_is_never_written_because_it_was_looked_at(
    typist: Typist, session: LibrarySession
) -> None:
    version = typist.keeper.base.version
    typist.keeper.stop()
    assert get(session, typist.keeper.base.id).version == version
