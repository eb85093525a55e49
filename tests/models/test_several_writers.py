"""Several threads and several processes on one library, and processes that are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.errors import ConflictError, LibraryError
from models.library import Library
from models.operations.incidents import save_incident
from models.store.engine import WRITES
from tests.models.examples import action, incident, payment_outage, saved

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import TickingClock

_ROOT = Path(__file__).resolve().parents[2]
_START = """
import sys
from dataclasses import replace
from models.errors import ConflictError
from models.incident import ActionItem, Incident, Postmortem, Section
from models.library import Library
from models.operations.incidents import save_incident
from models.vocabulary import SectionKind
library = Library.open(sys.argv[1])
"""


def _start(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _START + code, *arguments],
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _finish(process: subprocess.Popen[str]) -> list[str]:
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return output.split()


def test_of_two_processes_that_save_the_same_version_one_is_told(library: Library) -> None:
    read = saved(library, payment_outage())
    code = """
one = library.incidents.by_key("INC-2025-034")
print("read", flush=True)
input()
try:
    save_incident(library, replace(one, title=sys.argv[2]))
    print("saved")
except ConflictError:
    print("conflict")
"""
    processes = [_start(code, library.url_for_processes, title) for title in ("first", "second")]
    for one in processes:
        assert one.stdout is not None
        assert one.stdout.readline() == "read\n"
    for one in processes:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    answers = sorted(word for one in processes for word in _finish(one))
    assert answers == ["conflict", "saved"]
    found = library.incidents.get(read.id)
    assert found.version == 2
    assert found.title in ("first", "second")


def test_keys_and_register_numbers_are_given_once_to_several_processes(
    library: Library, as_of: object
) -> None:
    code = """
for number in range(15):
    save_incident(library, Incident(
        key="", title=str(number), action_items=(ActionItem(number=1, title="x"),)))
"""
    processes = [_start(code, library.url_for_processes) for _ in range(3)]
    for one in processes:
        _finish(one)
    rows = [row.key for row in library.incidents.listing(as_of=library.store.clock())]
    assert len(set(rows)) == 45
    numbers = [int(key.rpartition("-")[2]) for key in rows]
    assert sorted(numbers) == list(range(1, 46))
    items = library.actions.rows(as_of=library.store.clock())
    assert [row.register_number for row in items] == list(range(1, 46))


def test_a_reader_of_the_log_never_misses_a_late_commit(library: Library) -> None:
    """Each entry seen has a higher number than all seen before, while others write."""
    code = """
for number in range(25):
    save_incident(library, Incident(key="", title=sys.argv[2]))
"""
    writers = [_start(code, library.url_for_processes, str(one)) for one in range(3)]
    seen: list[int] = []
    while any(one.poll() is None for one in writers):
        seen += [one.number for one in library.changes.since(seen[-1] if seen else 0)]
    for one in writers:
        _finish(one)
    seen += [one.number for one in library.changes.since(seen[-1] if seen else 0)]
    assert seen == [one.number for one in library.changes.since(0)]
    assert len(seen) == 75


def test_of_several_that_create_one_library_one_succeeds(
    empty_place: Callable[[], str],
) -> None:
    place = empty_place()

    def create(_: int) -> str:
        try:
            Library.create(place).close()
        except LibraryError as error:
            return str(error)
        return "created"

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(create, range(4)))
    assert answers.count("created") == 1
    assert all("already" in answer for answer in answers if answer != "created")
    with Library.open(place) as library:
        assert library.check() == []


def test_threads_read_and_write_at_once(library: Library, clock: TickingClock) -> None:
    first = saved(library, payment_outage())

    def work(number: int) -> int:
        if number % 2:
            save_incident(library, incident("", action_items=(action(1, "x"),)))
        return len(library.incidents.get(first.id).timeline)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(work, range(40))) == {3}
    assert library.incidents.count() == 21
    assert library.check() == []


def test_killed_while_writing_nothing_committed_is_lost(library: Library) -> None:
    code = """
number = 0
while True:
    number += 1
    section = Section(kind=SectionKind.OTHER, title="x", markdown="typed " * 20_000)
    save_incident(library, Incident(
        key=f"INC-{number}", title="x", postmortem=Postmortem(sections=(section,))))
    print(number, flush=True)
"""
    for stop_after in (1, 4, 9):
        process = _start(
            code.replace("number = 0", f"number = {stop_after * 1000}"), library.url_for_processes
        )
        assert process.stdout is not None
        said = [int(process.stdout.readline()) for _ in range(stop_after)]
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        said += [int(word) for word in rest.split()]
        for number in said:
            kept = library.incidents.by_key(f"INC-{number}")
            assert len(kept.sections[0].markdown) == 120_000
        last = library.changes.last()
        assert save_incident(library, incident(f"AFTER-{stop_after}")).last > last
    assert library.check() == []


def test_a_writer_that_never_ends_is_said_to_be_busy(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another window holds the lock; here it is held for good, and waiting is cut short."""
    from sqlalchemy import event, text

    from models.store import store

    def hurry(connection: object, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout = 50")  # type: ignore[attr-defined]

    if library.store.engine.dialect.name == "sqlite":
        event.listen(library.store.engine, "connect", hurry)
        library.store.engine.dispose()
    else:
        monkeypatch.setattr(store, "_LOCK_TIMEOUT", text("SET LOCAL lock_timeout = '50ms'"))
    with Library.open(library.url_for_processes) as other, other.store.writing():
        with pytest.raises(LibraryError, match="busy"):
            save_incident(library, incident())
        assert library.incidents.count() == 0
    save_incident(library, incident())
    assert library.incidents.count() == 1


def test_a_reader_sees_one_state_while_others_write(library: Library) -> None:
    first = saved(library, payment_outage())
    with library.store.reading() as connection:
        before = connection.exec_driver_sql("SELECT title FROM incidents").scalar_one()
        with Library.open(library.url_for_processes) as other:
            save_incident(other, payment_outage(id=first.id, version=1, title="Changed"))
        after = connection.exec_driver_sql("SELECT title FROM incidents").scalar_one()
    assert before == after == "Payment Service Outage"
    assert library.incidents.get(first.id).title == "Changed"


def test_a_conflict_leaves_the_library_usable(library: Library) -> None:
    first = saved(library, incident())
    with pytest.raises(ConflictError):
        save_incident(library, incident(id=first.id, version=9))
    with library.store.engine.connect() as connection:
        assert not connection.get_execution_options().get(WRITES)
    assert saved(library, incident("INC-2")).version == 1
