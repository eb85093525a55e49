"""Drafts on the device: whole or not there, never in the way, never lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from desktop.pages.editor.draft import IncidentDraft, Record, draft_of
from desktop.pages.editor.journal import Journal, JournalEntry
from desktop.pages.editor.journal_format import read_entry, write_entry
from models.errors import BadInputError, NewerLibraryError
from models.incident import Incident, Postmortem, Section
from models.vocabulary import SectionKind

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
LIBRARY = uuid4()


def entry(text: str = "Half a sentence", base: Incident | None = None) -> JournalEntry:
    section = Section(kind=SectionKind.SUMMARY, title="Summary", markdown="Stored.")
    incident = base or Incident(
        key="INC-2025-034", title="Outage", version=3, postmortem=Postmortem(sections=(section,))
    )
    draft = replace(
        draft_of(incident, zone="UTC"),
        title=text,
        times={"started_at": "14:"},
        flags={"data_loss": None, "security": True},
        timeline=(Record({"at": "14:2", "text": "“odd” \ud800 \x00"}),),
    )
    return JournalEntry(library_id=LIBRARY, base=incident, draft=draft, written_at=NOW)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "drafts")


def another(journal: Journal) -> Journal:
    """The journal of the next start; the first one's process is gone."""
    journal.close()
    return Journal(journal.folder)


def test_a_draft_reads_back_as_it_was() -> None:
    written = entry()
    assert read_entry(write_entry(written)) == written


def test_nothing_is_made_before_there_is_a_draft(journal: Journal) -> None:
    assert journal.scan(LIBRARY).drafts == ()
    journal.forget(LIBRARY, uuid4(), 1)
    journal.close()
    assert not journal.folder.exists()


def test_the_next_start_finds_the_newest_text_and_no_other_library_does(journal: Journal) -> None:
    first = entry("One")
    journal.write(first, journal.stamp())
    journal.write(entry("Two", first.base), journal.stamp())
    found = another(journal)
    assert [one.entry.draft.title for one in found.scan(LIBRARY).drafts] == ["Two"]
    assert found.scan(uuid4()).drafts == ()
    assert found.scan(LIBRARY, uuid4()).drafts == ()


def test_a_late_write_of_older_text_is_dropped(journal: Journal) -> None:
    first = entry("One")
    older, newer = journal.stamp(), journal.stamp()
    journal.write(entry("Two", first.base), newer)
    journal.write(first, older)
    assert another(journal).scan(LIBRARY).drafts[0].entry.draft.title == "Two"


def test_text_that_the_library_holds_is_forgotten_and_later_text_is_not(journal: Journal) -> None:
    one = entry()
    stamps = [journal.stamp() for _ in range(3)]
    journal.write(one, stamps[0])
    journal.forget(LIBRARY, one.base.id, stamps[1])
    journal.write(one, stamps[1])  # was on its way when the library took it
    assert not list(journal.folder.glob("*/*.json"))
    journal.write(one, stamps[2])
    journal.forget(LIBRARY, one.base.id, stamps[1])
    assert len(list(journal.folder.glob("*/*.json"))) == 1


def test_what_another_window_is_writing_is_not_taken_for_lost(journal: Journal) -> None:
    journal.write(entry(), journal.stamp())
    beside = Journal(journal.folder)
    assert beside.scan(LIBRARY).drafts == ()
    journal.close()
    assert len(beside.scan(LIBRARY).drafts) == 1


def test_two_windows_on_one_incident_keep_a_file_each(journal: Journal) -> None:
    first = entry("Mine")
    beside = Journal(journal.folder)
    journal.write(first, journal.stamp())
    beside.write(entry("Also mine", first.base), beside.stamp())
    journal.close()
    beside.close()
    found = Journal(journal.folder).scan(LIBRARY).drafts
    assert {one.entry.draft.title for one in found} == {"Mine", "Also mine"}


def test_a_process_that_was_killed_leaves_its_text_to_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from tests.desktop.pages.editor.test_journal import entry, Journal\n"
        "journal = Journal(Path(sys.argv[1]))\n"
        "journal.write(entry('Killed'), journal.stamp())\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    assert done.returncode != 0
    (library,) = [one for one in folder.iterdir() if one.is_dir()]
    (file,) = library.iterdir()
    told = read_entry(file.read_bytes())
    found = Journal(folder).scan(told.library_id).drafts
    assert [one.entry.draft.title for one in found] == ["Killed"]


HOSTILE = {
    "empty": b"",
    "cut short": write_entry(entry())[:-40],
    "no object": b"[1, 2]",
    "not UTF-8": b"\xff\xfe\x00",
    "deep": b"[" * 100_000,
    "a number for a text": write_entry(entry()).replace(b'"title":"Half a sentence"', b'"title":7'),
    "no base": b'{"afterword_draft": 1, "draft": {}}',
    "odd format": b'{"afterword_draft": "one"}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_damaged_file_is_put_aside_and_told(journal: Journal, name: str) -> None:
    good = entry()
    journal.write(good, journal.stamp())
    bad = journal.folder / str(LIBRARY) / f"{uuid4()}.1-dead.json"
    bad.write_bytes(HOSTILE[name])
    with pytest.raises(BadInputError):
        read_entry(HOSTILE[name])
    scan = another(journal).scan(LIBRARY)
    assert [one.entry for one in scan.drafts] == [good]
    (trouble,) = scan.troubles
    assert trouble.file.read_bytes() == HOSTILE[name]
    assert trouble.file.parent.name == "damaged"
    assert Journal(journal.folder).scan(LIBRARY).troubles == ()


def test_a_draft_of_a_newer_version_stays_where_it_is(journal: Journal) -> None:
    document = json.loads(write_entry(replace(entry(), draft=IncidentDraft(title="New"))))
    document["draft"]["mood"] = "calm"
    folder = journal.folder / str(LIBRARY)
    folder.mkdir(parents=True)
    file = folder / f"{document['base']['id']}.1-dead.json"
    file.write_text(json.dumps(document))
    with pytest.raises(NewerLibraryError):
        read_entry(file.read_bytes())
    (trouble,) = journal.scan(LIBRARY).troubles
    assert trouble.file == file
    assert "newer version" in trouble.text


def test_a_draft_under_a_wrong_name_is_put_aside(journal: Journal) -> None:
    folder = journal.folder / str(LIBRARY)
    folder.mkdir(parents=True)
    (folder / f"{uuid4()}.1-dead.json").write_bytes(write_entry(entry()))
    scan = journal.scan(LIBRARY)
    assert (scan.drafts, len(scan.troubles)) == ((), 1)


def test_a_write_that_fails_leaves_the_text_before_it(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = entry("Before")
    journal.write(first, journal.stamp())

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        journal.write(entry("After", first.base), journal.stamp())
    monkeypatch.undo()
    assert not list(journal.folder.glob("*/*.new"))
    assert another(journal).scan(LIBRARY).drafts[0].entry.draft.title == "Before"


def test_locks_of_processes_that_left_nothing_are_tidied_away(journal: Journal) -> None:
    journal.write(entry(), journal.stamp())
    (journal.folder / "1-dead.lock").touch()
    journal.scan(LIBRARY)
    assert not (journal.folder / "1-dead.lock").exists()
    assert len(list(journal.folder.glob("*.lock"))) == 1
