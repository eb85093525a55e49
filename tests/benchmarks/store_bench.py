"""How fast a library opens, lists, reads and saves, on SQLite."""

from __future__ import annotations

import itertools
import random
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.library import Library
from models.operations.incidents import save_incident
from tests.benchmarks.libraries import make_library
from tests.benchmarks.measurement import Measurement, from_samples, time_calls

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

_AS_OF = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
_TIMES = 40


def measure(sizes: Sequence[int]) -> list[Measurement]:
    """All rows, for each number of incidents."""
    return [row for size in sizes for row in _measure_one(size)]


def _measure_one(size: int) -> list[Measurement]:
    with tempfile.TemporaryDirectory(prefix="afterword-bench-") as name:
        path = make_library(Path(name) / "bench.afterword", size)
        opening = time_calls(lambda: Library.open(path).close(), 10)
        with Library.open(path) as library:
            rows = [
                from_samples(what, time_calls(call, _TIMES), size=size)
                for what, call in _calls(library).items()
            ]
        disk = path.stat().st_size / 2**20
    return [
        from_samples("open and close", opening, size=size),
        *rows,
        from_samples("file on disk", [disk], size=size, unit="MB"),
    ]


def _calls(library: Library) -> dict[str, Callable[[], object]]:
    """What pages ask of a library, each for another incident at every call."""
    ids = library.incidents.ids()
    rng = random.Random(7)
    chosen = itertools.cycle(rng.sample(ids, min(len(ids), 200)))
    pages = itertools.cycle([rng.sample(ids, min(len(ids), 50)) for _ in range(20)])
    return {
        "newest 50 as rows": lambda: library.incidents.listing(as_of=_AS_OF, limit=50),
        "50 results as rows": lambda: library.incidents.rows(next(pages), as_of=_AS_OF),
        "all action items": lambda: library.actions.rows(as_of=_AS_OF),
        "one whole incident": lambda: library.incidents.get(next(chosen)),
        "save one whole incident": lambda: _save(library, next(chosen)),
    }


def _save(library: Library, incident_id: UUID) -> None:
    incident = library.incidents.get(incident_id)
    save_incident(library, replace(incident, title=f"{incident.title} again"))
