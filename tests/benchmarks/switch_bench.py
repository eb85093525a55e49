"""How long a page switch keeps the interface thread, in the real window on a library of each size.

The window runs in a process of its own. Every page is shown some times, from another one: first
when it was never shown (its widgets are made then), then again with its rows there. Until nothing
is under way any more a timer of two milliseconds looks how long its turn was overdue; the longest
time is the pause that a person would have felt.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.measurement import Measurement, from_samples
from tests.benchmarks.real_window import (
    LIBRARY,
    Pauses,
    measured_apart,
    run_for,
    run_until,
    started,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.app import Application

_PLACES = ("library", "actions", "insights", "reviews", "settings", "home")
_AGAIN = 3
_FELT = 50.0
_SETTLES_S = 60.0
_QUIET_S = 0.3
_READS_FIRST_S = 3.0
"""Home is read before another page is asked for; meanwhile the others' modules are imported."""


def measure(sizes: Sequence[int]) -> list[Measurement]:
    """Switch between all pages, on a library of each size."""
    found: list[Measurement] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="afterword-bench-") as name:
            found += measure_in(Path(name), size)
    return found


def measure_in(folder: Path, size: int) -> list[Measurement]:
    """Measure in a folder, where the library may lie already."""
    # Not at the top: the child is the program, without what makes libraries.
    from tests.benchmarks.libraries import make_library

    library = folder / LIBRARY
    if not library.exists():
        make_library(library, size)
    taken: dict[str, list[float]] = measured_apart("tests.benchmarks.switch_bench", folder)
    found = []
    for place in _PLACES:
        first, *later = taken[place]
        found += [
            from_samples(f"longest pause, first switch to {place}", [first], size=size),
            from_samples(f"longest pause, switch to {place}", later, size=size, target=_FELT),
        ]
    return found


def _child(folder: Path) -> None:
    """Run the window, switch in it, and print the pauses as one line of JSON."""
    application = started(folder)
    run_for(_READS_FIRST_S)
    pauses = Pauses()
    taken: dict[str, list[float]] = {place: [] for place in _PLACES}
    for _ in range(1 + _AGAIN):
        for place in _PLACES:
            taken[place].append(_switch(application, pauses, place))
    application.window.close()
    application.shut_down()
    sys.stdout.write(json.dumps(taken) + "\n")


def _switch(application: Application, pauses: Pauses, place: str) -> float:
    """Show a place, and wait until nothing is under way; the longest pause meanwhile."""
    import time

    workspace = application.window.workspace
    assert workspace is not None
    pauses.take()
    workspace.show_place(place)
    begun = time.perf_counter()
    run_until(lambda: application.runner.is_idle or time.perf_counter() > begun + _SETTLES_S)
    run_for(_QUIET_S)
    return pauses.take()


if __name__ == "__main__":
    _child(Path(sys.argv[1]))
