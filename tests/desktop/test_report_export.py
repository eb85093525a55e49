"""Reports from the window: written in the background, cancelled without a half file."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from desktop.pages.library.exporting import meeting_pack
from desktop.report_export import ReportExport, plain_stem
from desktop.report_files import WrittenReport, write_register
from desktop.search_lane import SearchLane
from desktop.session import LibrarySession
from desktop.tasks import TaskCancelledError
from models.errors import BadInputError
from tests.models.examples import payment_outage, saved

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.notices import Notice
    from desktop.tasks import TaskRunner
    from models.clock import Clock
    from models.library import Library


@pytest.fixture
def export(session: LibrarySession, qtbot: QtBot) -> ReportExport:
    session.open()
    host = QWidget()
    qtbot.addWidget(host)
    return ReportExport(session, host)


@pytest.fixture
def notices(session: LibrarySession) -> list[Notice]:
    heard: list[Notice] = []
    session.notice.connect(heard.append)
    return heard


def test_a_meeting_pack_is_written_and_said(
    export: ReportExport,
    library: Library,
    session: LibrarySession,
    tmp_path: Path,
    qtbot: QtBot,
    notices: list[Notice],
) -> None:
    incident = saved(library, payment_outage())
    steps: list[tuple[int, int]] = []
    export.progress.connect(lambda done, total: steps.append((done, total)))
    target = tmp_path / "pack.pdf"
    export.write(target, meeting_pack(incident.id, session.clock()))
    qtbot.waitUntil(lambda: bool(notices))
    assert target.read_bytes().startswith(b"%PDF")
    assert notices[0].text == "pack.pdf written."
    assert steps[0] == (0, 1)
    assert steps[-1] == (0, 0)
    assert not export.is_writing


def test_a_refusal_is_said(
    export: ReportExport,
    session: LibrarySession,
    tmp_path: Path,
    qtbot: QtBot,
    notices: list[Notice],
) -> None:
    as_of = session.clock()

    def write(
        library: Library, target: Path, progress: Callable[[int, int], None]
    ) -> WrittenReport:
        return write_register(library, target, as_of=as_of, progress=progress)

    folder = tmp_path / "out"
    folder.mkdir()
    export.write(folder / "x.docx", write)
    qtbot.waitUntil(lambda: bool(notices))
    assert notices[0].kind == "error"
    assert not list(folder.iterdir())


def test_stopping_between_pages_leaves_no_file(library: Library, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise TaskCancelledError

    saved(library, payment_outage())
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(TaskCancelledError):
        write_register(library, folder / "x.pdf", as_of=library.store.clock(), progress=stop)
    assert not list(folder.iterdir())


def test_characters_without_a_glyph_are_reported(library: Library, tmp_path: Path) -> None:
    saved(library, payment_outage(title="数据库 outage"))
    written = write_register(library, tmp_path / "x.pdf", as_of=library.store.clock())
    assert written.replaced_characters == 0  # the register names keys, not titles
    with pytest.raises(BadInputError):
        write_register(library, tmp_path / "x.odt", as_of=library.store.clock())
    one = WrittenReport(path=tmp_path, replaced_characters=1)
    assert one.remark.startswith("1 character that no font here draws printed as □")


def test_file_names_are_plain() -> None:
    assert plain_stem("Trend, März 2025 / all") == "trend-m-rz-2025-all"
    assert plain_stem("数据") == "report"


def test_a_report_that_is_stopped_half_way_leaves_nothing(
    library: Library,
    clock: Clock,
    threaded_runner: TaskRunner,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    session = LibrarySession(
        lambda: library,
        runner=threaded_runner,
        clock=clock,
        search_lane=SearchLane(tmp_path / "indexes"),
    )
    session.open()
    host = QWidget()
    qtbot.addWidget(host)
    export = ReportExport(session, host)
    begun, go_on = threading.Event(), threading.Event()
    target = tmp_path / "x.md"

    def write(
        library: Library, target: Path, progress: Callable[[int, int], None]
    ) -> WrittenReport:
        begun.set()
        go_on.wait(10)
        progress(1, 2)
        target.write_text("never")
        return WrittenReport(path=target)

    steps: list[tuple[int, int]] = []
    heard: list[WrittenReport] = []
    export.progress.connect(lambda done, total: steps.append((done, total)))
    export.written.connect(heard.append)
    qtbot.waitUntil(lambda: session.is_open)
    export.write(target, write)
    assert begun.wait(10)
    assert export.is_writing
    export.cancel()
    assert not export.is_writing
    go_on.set()
    qtbot.waitUntil(lambda: threaded_runner.is_idle)
    assert steps[-1] == (0, 0)
    assert not target.exists()
    assert heard == []
    session.close()
