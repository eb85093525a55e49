"""From a keystroke to its painted results, in the real window on a library of each size.

The window runs in a process of its own, so that its memory is the program's and not the
measurement's. Keys come at a fixed pace; each is timed from the moment it was due to the moment
the list was painted with the answer to it. What a later key overtook is not painted, and not
counted; how many were is in the number of samples.

A new library's incidents are compared with each other in the background for minutes. So it is
measured twice: with that switched off, as on any later day, and while it goes on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from search.resting import REST_SECONDS
from tests.benchmarks.measurement import Measurement, from_samples
from tests.benchmarks.real_window import (
    LIBRARY,
    PATIENCE_S,
    Pauses,
    measured_apart,
    rest,
    run_for,
    run_until,
    started,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.app import Application

_ROOT = Path(__file__).resolve().parents[2]
_PACE = 0.12  # seconds between keys
_FRAME = 16.0
_ADDED = 1_000
_QUIET_S = 2.0
_KEYSTROKE = {1_000: 30.0, 10_000: 50.0, 50_000: 80.0}
_MEMORY = {1_000: 200.0, 10_000: 300.0, 50_000: 600.0}
_QUERIES = (
    "connection pool exhausted",
    "certificate expired",
    "database lock migration",
    "payments latency",
    "severity:1 disk",
    "timeout after deploy",
)


def measure(sizes: Sequence[int]) -> list[Measurement]:
    """Type, index a thousand more, and weigh, on a library of each size."""
    found: list[Measurement] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="afterword-bench-") as name:
            found += measure_in(Path(name), size)
    return found


def measure_in(folder: Path, size: int) -> list[Measurement]:
    """Measure in a folder, where the library may lie already."""
    # Not at the top: the child weighs the program, and must not hold what makes libraries.
    from tests.benchmarks.libraries import make_library

    library = folder / LIBRARY
    if not library.exists():
        make_library(library, size)
    _seek_repeats(library, wanted=False)
    taken = measured_apart("tests.benchmarks.window_bench", folder)
    return [
        from_samples(
            "keystroke → painted results",
            taken["painted"],
            size=size,
            target=_KEYSTROKE.get(size),
        ),
        from_samples("longest pause while typing", taken["typing pauses"], size=size),
        from_samples("the same while repeats are sought", taken["painted busy"], size=size),
        from_samples("longest pause while repeats are sought", taken["busy pauses"], size=size),
        from_samples(
            f"longest pause while {_ADDED:,} are indexed",
            taken["indexing pauses"],
            size=size,
            target=_FRAME,
        ),
        from_samples("memory, just opened and searched", taken["working"], size=size, unit="MB"),
        from_samples(
            "memory, whole application at rest",
            taken["memory"],
            size=size,
            unit="MB",
            target=_MEMORY.get(size),
        ),
    ]


def _child(folder: Path) -> None:
    """Run the window, measure in it, and print what was taken as one line of JSON."""
    application = started(folder)
    workspace = application.window.workspace
    assert workspace is not None
    workspace.show_place("library")
    rest(application)
    pauses = Pauses()
    painted, typing = _type(application, pauses)
    rest(application)
    working = _memory_mb(os.getpid())
    run_for(REST_SECONDS + _QUIET_S)  # the indexing process rests then, as it mostly does
    memory = _memory_mb(os.getpid())
    indexing = _index_more(application, pauses, folder)
    _start_seeking(application)
    busy, busy_pauses = _type(application, pauses)
    taken = {
        "painted": painted,
        "typing pauses": typing,
        "painted busy": busy,
        "busy pauses": busy_pauses,
        "indexing pauses": indexing,
        "working": [working],
        "memory": [memory],
    }
    application.window.close()
    application.shut_down()
    sys.stdout.write(json.dumps(taken) + "\n")


def _type(application: Application, pauses: Pauses) -> tuple[list[float], list[float]]:
    """Type each query; milliseconds to each paint, and the longest pause within each query."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLineEdit
    from typing_extensions import override

    from desktop.pages.library.controller import SearchController
    from desktop.pages.library.results_view import ResultsView

    workspace = application.window.workspace
    assert workspace is not None
    page = workspace.library_page
    (view,) = page.findChildren(ResultsView)
    (controller,) = page.findChildren(SearchController)
    (line,) = application.window.top_bar.search.findChildren(QLineEdit)
    due: dict[str, float] = {}
    painted: list[float] = []

    class Watch(QObject):
        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            answer = controller.answer
            if event.type() == QEvent.Type.Paint and answer is not None:
                begun = due.pop(answer.question.query, None)
                if begun is not None:
                    ends.append(begun)
            return False

    ends: list[float] = []
    watch = Watch()
    view.viewport().installEventFilter(watch)
    longest: list[float] = []
    line.setFocus()
    for query in _QUERIES:
        line.clear()
        run_for(0.4)
        pauses.take()
        begun = time.perf_counter()
        for number, key in enumerate(query):
            at = begun + number * _PACE
            run_for(at - time.perf_counter())
            due[query[: number + 1]] = at
            QTest.keyClicks(line, key)
            _paint_within(at + _PACE, ends, painted, at)
        longest.append(pauses.take())
    view.viewport().removeEventFilter(watch)
    return painted, longest


def _paint_within(until: float, ends: list[float], painted: list[float], at: float) -> None:
    """Run until the list was painted with the answer, or the next key is due."""
    run_until(lambda: bool(ends) or time.perf_counter() >= until)
    while ends:
        begun = ends.pop()
        if begun == at:
            painted.append((time.perf_counter() - begun) * 1000)


def _index_more(application: Application, pauses: Pauses, folder: Path) -> list[float]:
    """The longest pause while the indexer takes in what another process wrote."""
    session = application.libraries.session
    assert session is not None
    before = session.index.documents
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.window_bench", "--add", str(folder)], cwd=_ROOT
    )
    run_until(lambda: writer.poll() is not None)
    # Saving in this process is what wakes the indexer; another one's saves are told here.
    application.libraries._indexer.wake()
    pauses.take()
    deadline = time.perf_counter() + PATIENCE_S
    run_until(lambda: session.index.documents >= before + _ADDED or time.perf_counter() > deadline)
    run_for(_QUIET_S)
    return [pauses.take()]


def _seek_repeats(library: Path, *, wanted: bool) -> None:
    """Have likely repeats suggested in a library, or none."""
    from models.library import Library
    from models.operations.settings import set_setting

    with Library.open(library) as opened:
        set_setting(opened, "suggest_repeats", "usual" if wanted else "off")


def _start_seeking(application: Application) -> None:
    """Have repeats suggested after all: every incident is to be compared now."""
    from models.operations.settings import set_setting

    session = application.libraries.session
    assert session is not None
    session.perform(
        application.window, lambda library: set_setting(library, "suggest_repeats", "usual")
    )
    session.repeats.compare_again()
    run_for(2.0)


def _add(folder: Path) -> None:
    """Bring a thousand copies of other incidents into the library, from outside."""
    from dataclasses import replace
    from uuid import uuid4

    from models.library import Library
    from models.operations.incidents import import_incidents
    from tests.benchmarks.libraries import imported
    from tests.search.generated import incidents

    with Library.open(folder / LIBRARY) as library:
        more = [
            imported(replace(one, id=uuid4(), key=f"ADD-{number:05}"))
            for number, one in enumerate(incidents(_ADDED))
        ]
        import_incidents(library, more)


def _memory_mb(process: int) -> float:
    """Memory of a process and its children that no other process shares, in MB."""
    total = 0.0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(
                line.split(":", 1) for line in status.read_text().splitlines() if ":" in line
            )
        except OSError:
            continue
        if int(lines["Pid"]) == process or int(lines["PPid"]) == process:
            total += float(lines.get("RssAnon", "0 kB").split()[0]) / 1024
    return total


if __name__ == "__main__":
    if sys.argv[1] == "--add":
        _add(Path(sys.argv[2]))
    else:
        _child(Path(sys.argv[1]))
