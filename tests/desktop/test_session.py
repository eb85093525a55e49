"""A session on a real library: reads, writes, searches, and what they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.search_lane import Question, SearchLane
from desktop.session import LibraryFacts, LibrarySession
from desktop.store_search import NOTE
from models.errors import NotFoundError
from models.operations.incidents import trash_incident
from search.index import Index

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.notices import Notice
    from desktop.search_lane import Answer
    from desktop.tasks import TaskRunner
    from models.changes import Changes
    from models.clock import Clock
    from models.library import Library
    from search.results import SearchResults


def _opened(session: LibrarySession) -> LibrarySession:
    session.open()
    assert session.is_open
    return session


def test_opening_tells_what_the_library_is(session: LibrarySession, story: Library) -> None:
    told: list[LibraryFacts] = []
    session.opened.connect(told.append)
    session.open()
    assert [(one.zone, one.incidents) for one in told] == [("UTC", 5)]
    assert session.location == story.location


def test_a_library_that_cannot_be_opened_is_told(
    runner: TaskRunner, clock: Clock, tmp_path: Path
) -> None:
    def opener() -> Library:
        msg = "There is none."
        raise NotFoundError(msg)

    session = LibrarySession(opener, runner=runner, clock=clock, search_lane=SearchLane(tmp_path))
    told: list[Exception] = []
    session.open_failed.connect(told.append)
    session.open()
    assert [str(one) for one in told] == ["There is none."]


def test_a_write_is_told_to_everybody_even_when_its_owner_is_gone(
    session: LibrarySession, story: Library
) -> None:
    _opened(session)
    heard: list[Changes] = []
    session.changed.connect(heard.append)
    found = story.incidents.find_id("INC-2025-007")
    assert found is not None
    session.perform(QObject(), lambda library: trash_incident(library, found))
    assert [change.incidents for change in heard] == [frozenset({found})]
    assert session.facts.incidents == 4


def test_a_failed_write_without_a_handler_becomes_a_notice(
    session: LibrarySession, story: Library
) -> None:
    _opened(session)
    notices: list[Notice] = []
    session.notice.connect(notices.append)

    def work(library: Library) -> Changes:
        msg = "No."
        raise NotFoundError(msg, "Look again.")

    session.perform(QObject(), work)
    assert [(one.text, one.kind) for one in notices] == [("No. Look again.", "error")]


def test_what_others_wrote_is_found_out(session: LibrarySession, story: Library) -> None:
    _opened(session)
    heard: list[Changes] = []
    session.changed.connect(heard.append)
    session.look_for_changes()
    assert heard == []
    found = story.incidents.find_id("INC-2025-007")
    assert found is not None
    trash_incident(story, found)
    session.look_for_changes()
    assert [change.incidents for change in heard] == [frozenset({found})]


def test_without_an_index_keys_and_titles_are_searched(
    session: LibrarySession, story: Library, clock: Clock
) -> None:
    _opened(session)
    answers: list[Answer] = []
    question = Question(query="checkout service:payments", as_of=clock())
    session.answer(session, question, answers.append)
    assert [hit.key for hit in answers[0].results.hits] == ["INC-2024-112"]
    assert answers[0].results.note == NOTE
    assert not answers[0].from_index
    assert set(answers[0].rows) == {hit.id for hit in answers[0].results.hits}


def test_with_an_index_the_text_is_searched(
    session: LibrarySession, story: Library, tmp_path: Path, clock: Clock
) -> None:
    lane = SearchLane(tmp_path / "indexes")
    with Index.open(lane.folder(story), library_id=story.id) as index:
        index.rebuild(story)
    _opened(session)
    answers: list[Answer] = []
    session.answer(session, Question(query="reconciliation", as_of=clock()), answers.append)
    assert [hit.key for hit in answers[0].results.hits] == ["INC-2024-112"]
    snippet = next(iter(answers[0].snippets.values()))
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["reconciliation"]


def test_pages_of_hits_can_be_asked_for(session: LibrarySession, story: Library) -> None:
    _opened(session)
    found: list[SearchResults] = []
    session.search(session, "", found.append, limit=2, offset=2)
    assert [hit.key for hit in found[0].hits] == ["INC-2025-019", "INC-2025-032"]
    assert found[0].total == 5
