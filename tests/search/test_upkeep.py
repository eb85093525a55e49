"""The index keeps in step with the library, and says truly how far it is."""

from __future__ import annotations

import contextlib
import dataclasses
from typing import TYPE_CHECKING

import pytest

from search.errors import IndexBusyError, IndexWriteError
from search.folder import index_folder, read_pointer
from search.index import Index
from search.reading.snapshot import Snapshot
from search.upkeep import CancelledError, Upkeep
from search.writing import writing
from tests.search.conftest import LIBRARY_ID
from tests.search.generated import incidents
from tests.search.listed import NOW, ListedLibrary
from tests.search.small_library import incident

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from models.incident import Incident


def found(index: Index, query: str = "") -> set[str]:
    return {hit.key for hit in index.search(query, as_of=NOW, limit=1_000).hits}


def named(listed: ListedLibrary, key: str) -> Incident:
    return next(one for one in listed.incidents.held.values() if one.key == key)


def test_a_new_folder_has_no_index_and_says_so(open_index: Callable[[], Index]) -> None:
    index = open_index()
    assert index.state.health == "missing"
    results = index.search("anything", as_of=NOW)
    assert (results.total, results.note) == (0, "The search index is not ready yet.")
    assert index.snippets("anything", []) == {}
    assert index.similar(text="anything") == []


def test_catching_up_builds_a_missing_index(
    open_index: Callable[[], Index], listed: ListedLibrary
) -> None:
    index = open_index()
    assert index.catch_up(listed) == 8
    assert index.state.health == "current"
    assert index.state.documents == 8
    assert index.state.last_change == listed.changes.last()


def test_an_empty_library_has_an_index_too(open_index: Callable[[], Index]) -> None:
    index = open_index()
    listed = ListedLibrary()
    assert index.catch_up(listed) == 0
    assert index.state.health == "current"
    assert found(index) == set()
    assert found(index, '"a b" -c severity:1') == set()
    listed.save(incident("INC-1", "First"))
    assert index.catch_up(listed) == 1
    assert found(index, "first") == {"INC-1"}


def test_changes_are_found_after_catching_up(index: Index, listed: ListedLibrary) -> None:
    listed.save(dataclasses.replace(named(listed, "INC-4"), title="Zebra crossing"))
    assert found(index, "zebra") == set()
    assert index.catch_up(listed) == 1
    assert found(index, "zebra") == {"INC-4"}
    assert found(index, "crash") == set()
    assert index.state.documents == 8
    assert index.state.last_change == listed.changes.last()


def test_what_is_gone_is_not_found(index: Index, listed: ListedLibrary) -> None:
    listed.remove(named(listed, "INC-4"))
    assert index.catch_up(listed) == 1
    assert "INC-4" not in found(index)
    assert index.state.documents == 7


def test_what_never_was_indexed_can_go(index: Index, listed: ListedLibrary) -> None:
    short_lived = incident("INC-9", "Here and gone")
    listed.save(short_lived)
    listed.remove(short_lived)
    assert index.catch_up(listed) == 1
    assert index.state.documents == 8


def test_many_changes_of_one_incident_are_taken_together(
    index: Index, listed: ListedLibrary
) -> None:
    listed.incidents.served = 0
    for number in range(20):
        listed.save(dataclasses.replace(named(listed, "INC-4"), title=f"Edit {number}"))
    assert index.catch_up(listed) == 1
    assert listed.incidents.served == 1
    assert found(index, "edit") == {"INC-4"}


def test_changes_that_touch_no_incident_write_nothing(index: Index, listed: ListedLibrary) -> None:
    listed.log(None)
    assert index.catch_up(listed) == 0
    assert index.state.health == "current"


def test_catching_up_with_nothing_new_needs_no_lock(
    index: Index, listed: ListedLibrary, tmp_path: Path
) -> None:
    with writing(tmp_path / "index"):
        assert index.catch_up(listed) == 0


def test_every_reader_notices_a_commit(
    index: Index, open_index: Callable[[], Index], listed: ListedLibrary
) -> None:
    reader = open_index()
    assert found(reader, "zebra") == set()
    listed.save(incident("INC-7", "Zebra"))
    index.catch_up(listed)
    assert found(reader, "zebra") == {"INC-7"}
    index.rebuild(listed)
    listed.save(incident("INC-8", "Zebra"))
    index.catch_up(listed)
    assert found(reader, "zebra") == {"INC-7", "INC-8"}
    assert reader.state == index.state


def test_a_library_put_back_from_a_backup_is_indexed_anew(
    index: Index, listed: ListedLibrary
) -> None:
    backup = ListedLibrary(list(listed.incidents.held.values())[:3])
    for number in range(10):
        backup.save(incident(f"NEW-{number}", "Written after it was put back"))
    assert index.catch_up(backup) == 13
    assert found(index) == {one.key for one in backup.incidents.held.values()}


def test_an_index_of_another_library_is_not_used(index: Index, tmp_path: Path) -> None:
    del index
    other = Index.open(tmp_path / "index", library_id=LIBRARY_ID.__class__(int=5))
    assert other.state.health == "missing"


def test_progress_is_told(open_index: Callable[[], Index]) -> None:
    told: list[tuple[int, int]] = []
    open_index().rebuild(
        ListedLibrary(incidents(60)), progress=lambda done, total: told.append((done, total))
    )
    assert told[-1] == (60, 60)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_rebuild_called_off_leaves_the_old_index(
    index: Index, listed: ListedLibrary, tmp_path: Path
) -> None:
    before = read_pointer(tmp_path / "index")
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 3

    assert index.rebuild(listed, cancelled=cancelled) == 0
    assert read_pointer(tmp_path / "index") == before
    assert index.state.documents == 8
    assert len(list((tmp_path / "index").glob("build-*"))) == 1


def test_a_rebuild_leaves_nothing_of_the_old_index(
    index: Index, listed: ListedLibrary, tmp_path: Path
) -> None:
    index.rebuild(listed)
    assert len(list((tmp_path / "index").glob("build-*"))) == 1
    assert found(index, "outage") == {"INC-2025-034"}


def test_a_second_writer_waits_and_then_leaves(
    index: Index,
    listed: ListedLibrary,
    tmp_path: Path,
) -> None:
    listed.save(incident("INC-7", "Zebra"))
    with writing(tmp_path / "index"):
        with pytest.raises(IndexBusyError):
            index.catch_up(listed, cancelled=lambda: True)
        assert not index.merge()
    assert index.catch_up(listed) == 1


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, listed: ListedLibrary) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    with Index.open(tmp_path / "index", library_id=LIBRARY_ID) as index:
        assert index.state.health == "missing"
        with pytest.raises(IndexWriteError, match="cannot be written"):
            index.catch_up(listed)
        assert index.search("pool", as_of=NOW).total == 0


@pytest.mark.slow
def test_many_documents_are_written_by_several_processes(
    open_index: Callable[[], Index],
) -> None:
    listed = ListedLibrary(incidents(620))
    index = open_index()
    assert index.rebuild(listed) == 620
    assert index.state.documents == 620
    assert len(found(index)) == 620
    # A catch-up in several commits, each of which says how far it goes.
    for one in list(listed.incidents.held.values())[:40]:
        listed.save(dataclasses.replace(one, title="Renamed"))
    assert index.catch_up(listed) == 40
    assert len(found(index, "renamed")) == 40
    assert index.state.documents == 620


def test_each_commit_of_a_long_catch_up_says_how_far_it_goes(
    index: Index, listed: ListedLibrary, tmp_path: Path
) -> None:
    """Called off anywhere, what is committed is complete up to the change that it names."""
    for number in range(30):
        listed.save(incident(f"NEW-{number:02}", f"word{number}"))
        if number % 3 == 0:
            listed.save(dataclasses.replace(named(listed, "INC-4"), title=f"Edit {number}"))
    log = listed.changes.entries
    for allowed in (3, 9, 5, 6):
        asked = iter(range(1_000))

        def cancelled(asked: Iterator[int] = asked, allowed: int = allowed) -> bool:
            return next(asked) >= allowed

        upkeep = Upkeep(tmp_path / "index", LIBRARY_ID, listed, cancelled=cancelled, commit_every=4)
        with contextlib.suppress(CancelledError):
            upkeep.catch_up(Snapshot(next((tmp_path / "index").glob("build-*"))))
        held = found(index)
        for entry in log:
            if entry.number <= index.state.last_change and entry.incident_id is not None:
                assert listed.incidents.held[entry.incident_id].key in held
        assert index.state.documents == len(held)
    assert index.catch_up(listed) > 0
    assert len(found(index)) == 38
    assert index.state.last_change == listed.changes.last()


def test_small_segments_are_merged_and_nothing_is_lost(index: Index, listed: ListedLibrary) -> None:
    for number in range(20):
        listed.save(incident(f"INC-9{number:02}", "Zebra crossing"))
        index.catch_up(listed)
    before = index.search("zebra", as_of=NOW, limit=100)
    assert index.segments == 21
    assert index.merge()
    assert index.segments == 1
    after = index.search("zebra", as_of=NOW, limit=100)
    assert {hit.key for hit in after.hits} == {hit.key for hit in before.hits}
    assert index.state.last_change == listed.changes.last()
    assert index.state.documents == 28
    assert not index.merge()
    assert found(index, '"full table scans"') == {"INC-2025-034"}
    listed.save(incident("INC-AFTER", "Zebra"))
    index.catch_up(listed)
    assert "INC-AFTER" in found(index, "zebra")


def test_the_folder_tells_copies_of_a_library_apart(tmp_path: Path) -> None:
    one = index_folder(tmp_path, LIBRARY_ID, "/home/a/x.afterword")
    assert one == index_folder(tmp_path, LIBRARY_ID, "/home/a/x.afterword")
    assert one != index_folder(tmp_path, LIBRARY_ID, "/home/b/x.afterword")
