"""Creating and opening libraries, and what people are told when that cannot be."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.errors import BadInputError, LibraryError, NewerLibraryError, NotFoundError
from models.incident import Postmortem, Section
from models.library import Library
from models.operations.incidents import save_incident
from models.operations.settings import set_setting
from models.vocabulary import SectionKind
from tests.models.examples import incident, payment_outage, saved

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import TickingClock
    from tests.models.conftest import PostgresServer

_ROOT = Path(__file__).resolve().parents[2]


def test_a_library_is_made_and_opened_again(
    empty_place: Callable[[], str], clock: TickingClock
) -> None:
    place = empty_place()
    with Library.create(place, clock=clock, name="Payments") as library:
        save_incident(library, incident("INC-1"))
        identity = library.id
    with Library.open(place, clock=clock) as library:
        assert library.id == identity
        assert library.name == "Payments"
        assert library.incidents.by_key("INC-1").key == "INC-1"
        assert library.check() == []


def test_two_libraries_are_two(empty_place: Callable[[], str]) -> None:
    with Library.create(empty_place()) as one, Library.create(empty_place()) as other:
        assert one.id != other.id


def test_a_library_is_not_made_over_another(empty_place: Callable[[], str]) -> None:
    place = empty_place()
    with Library.create(place) as library:
        save_incident(library, incident())
    with pytest.raises(LibraryError, match="already"):
        Library.create(place)
    with Library.open(place) as library:
        assert library.incidents.count() == 1


def test_a_new_library_knows_categories_of_two_levels(library: Library) -> None:
    names = [one.name for one in library.vocabulary.categories()]
    assert "Database" in names
    assert "Database / Missing index" in names
    assert all(name.count(" / ") <= 1 for name in names)


def test_an_unnamed_library_is_called_by_its_place(tmp_path: Path) -> None:
    with Library.create(tmp_path / "payments.afterword") as library:
        assert library.name == "payments"
        set_setting(library, "name", "The payments team")
        assert library.name == "The payments team"


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "library.afterword"
    Library.create(path).close()
    assert [one.name for one in path.parent.iterdir()] == ["library.afterword"]


def test_odd_names_of_files_are_only_names(tmp_path: Path) -> None:
    path = tmp_path / "50% of? it's #1 & ünï.afterword"
    with Library.create(path) as library:
        save_incident(library, incident())
        assert library.location == str(path)
        assert library.url_for_processes == str(path)
    with Library.open(str(path)) as library:
        assert library.incidents.count() == 1


def test_a_missing_library_is_not_made_by_opening(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no library"):
        Library.open(tmp_path / "none.afterword")
    with pytest.raises(NotFoundError):
        Library.open(tmp_path / "no folder" / "none.afterword")
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_a_library_says_so(postgres_database: Callable[[], str]) -> None:
    with pytest.raises(NotFoundError, match="no library"):
        Library.open(postgres_database())


@pytest.mark.parametrize(
    "content", [b"", b"# a postmortem\n", b"SQLite format 3\0", b"\x00" * 4096, b"PK\x03\x04" * 99]
)
def test_other_files_are_not_taken_for_libraries(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="not a library"):
        Library.open(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_databases_of_other_programs_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE incidents (id)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="another program"):
        Library.open(path)
    assert path.read_bytes() == before


def test_a_folder_is_not_a_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="folder"):
        Library.open(tmp_path)


def test_a_library_that_was_cut_off_is_noticed_at_open(tmp_path: Path) -> None:
    path = tmp_path / "library.afterword"
    with Library.create(path) as library:
        save_incident(library, payment_outage())
    whole = path.read_bytes()
    for kept in (len(whole) // 2, len(whole) - 1, 4096):
        path.write_bytes(whole[:kept])
        with pytest.raises(LibraryError, match="cut off"):
            Library.open(path)
    path.write_bytes(whole)
    Library.open(path).close()


def test_a_damaged_library_says_so_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "library.afterword"
    with Library.create(path) as library:
        save_incident(library, payment_outage())
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 64] = b"\xff" * 64
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="damaged"):
        Library.open(path)


@pytest.mark.parametrize(
    "address", ["mysql://host/db", "http://example.invalid/x", "://", "postgresql+nothing://h/d"]
)
def test_addresses_of_other_kinds_are_refused(address: str) -> None:
    with pytest.raises(BadInputError):
        Library.open(address)


def test_a_server_that_does_not_answer_is_said_to(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="does not answer"):
        Library.open(f"postgresql://nobody@/none?host={tmp_path}")


def test_a_database_that_the_server_has_not_is_named(postgres_server: PostgresServer) -> None:
    with pytest.raises(LibraryError, match="no database of that name"):
        Library.open(postgres_server.address("there_is_none"))


def test_the_password_is_shown_to_processes_alone(tmp_path: Path) -> None:
    from models.store.locations import locate

    place = locate("postgresql://team:s3cret@db.example/afterword")
    assert "s3cret" not in place.shown
    assert place.for_processes == "postgresql+psycopg://team:s3cret@db.example/afterword"
    assert "s3cret" not in repr(place)


def test_without_the_driver_people_are_told_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "psycopg.py").write_text("raise ModuleNotFoundError('psycopg')\n")
    code = "from models.library import Library; Library.open('postgresql://h/d')"
    answer = _run(code, PYTHONPATH=f"{tmp_path}{os.pathsep}{_ROOT}")
    assert "LibraryError" in answer
    assert "afterword[team]" in answer


def test_opening_needs_no_alembic(library: Library) -> None:
    code = (
        "import sys; from models.library import Library;"
        "Library.open(sys.argv[1]).close(); print('alembic' in sys.modules)"
    )
    assert _run(code, library.url_for_processes).strip() == "False"


def _run(code: str, *arguments: str, **environment: str) -> str:
    """What another Python says, its last words on stderr included."""
    answer = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT), **environment},
    )
    return answer.stdout + answer.stderr


_TRY_TO_WRITE = """
import os, sys
from models.errors import LibraryError
from models.incident import Incident
from models.library import Library
from models.operations.incidents import save_incident
Library.open(sys.argv[1]).close()  # everything is imported while it may be read
if os.geteuid() == 0:
    os.setuid(65534)  # permissions do not bind root
try:
    with Library.open(sys.argv[1]) as library:
        print("opened", library.incidents.count())
        save_incident(library, Incident(key="INC-9", title="x"))
        print("saved")
except LibraryError as error:
    print("told:", error)
"""


@pytest.mark.parametrize("file_mode", [0o444, 0o666])
def test_a_read_only_folder_is_explained(tmp_path: Path, file_mode: int) -> None:
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    folder = tmp_path / "shared"
    path = folder / "library.afterword"
    with Library.create(path) as library:
        save_incident(library, incident())
    before = path.read_bytes()
    path.chmod(file_mode)
    folder.chmod(0o555)
    answer = _run(_TRY_TO_WRITE, str(path))
    folder.chmod(0o755)
    assert "told: The library" in answer
    assert "folder" in answer
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match="folder"):
        Library.create(tmp_path / "file" / "library.afterword")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are POSIX")
def test_a_full_disk_keeps_what_was_saved_and_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "library.afterword"
    with Library.create(path) as library:
        kept = saved(library, payment_outage())
    code = """
import resource, signal, sys
from models.errors import LibraryError
from models.incident import Incident, Postmortem, Section
from models.library import Library
from models.operations.incidents import save_incident
from models.vocabulary import SectionKind
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Library.open(sys.argv[1]) as library:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
    section = Section(kind=SectionKind.OTHER, title="x", markdown="typed " * 200_000)
    try:
        save_incident(library, Incident(
            key="INC-9", title="x", postmortem=Postmortem(sections=(section,))))
    except LibraryError as error:
        print("told:", error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print("still", library.incidents.count())
    save_incident(library, Incident(key="INC-10", title="afterwards"))
    print("again", library.incidents.count())
"""
    answer = _run(code, str(path))
    assert "told: The disk" in answer
    assert "still 1" in answer
    assert "again 2" in answer
    with Library.open(path) as library:
        assert library.incidents.get(kept.id) == kept
        assert library.check() == []


def test_a_full_database_is_told_from_a_failing_disk(tmp_path: Path) -> None:
    from sqlalchemy import event

    with Library.create(tmp_path / "library.afterword") as library:

        def no_room(connection: sqlite3.Connection, _record: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")

        library.store.close()
        event.listen(library.store.engine, "connect", no_room)
        large = Section(kind=SectionKind.OTHER, title="x", markdown="typed " * 100_000)
        with pytest.raises(LibraryError, match="disk that holds the library is full"):
            save_incident(library, incident(postmortem=Postmortem(sections=(large,))))
        assert library.incidents.count() == 0


def test_a_library_of_a_newer_afterword_is_left_untouched(
    empty_place: Callable[[], str],
) -> None:
    place = empty_place()
    with Library.create(place) as library, library.store.writing() as write:
        write.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerLibraryError, match="newer version of Afterword"):
        Library.open(place)


def test_a_newer_format_number_is_enough_to_be_newer(tmp_path: Path) -> None:
    path = tmp_path / "library.afterword"
    Library.create(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerLibraryError):
        Library.open(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["library.afterword"]


def test_a_library_file_is_moved_by_moving_it(tmp_path: Path) -> None:
    path = tmp_path / "library.afterword"
    with Library.create(path) as library:
        save_incident(library, incident())
    assert [one.name for one in tmp_path.iterdir()] == ["library.afterword"]
    shutil.move(path, tmp_path / "elsewhere.afterword")
    with Library.open(tmp_path / "elsewhere.afterword") as library:
        assert library.incidents.count() == 1
