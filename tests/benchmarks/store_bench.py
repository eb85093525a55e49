"""How fast a library opens, lists, reads, saves and imports a table, on SQLite."""

from __future__ import annotations

import csv
import itertools
import random
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.pages.home.basis import read_basis
from models.library import Library
from models.operations.incidents import save_incident
from models.reading.csv_import import import_csv, plan_csv
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
        table = _import_table(Path(name), size)
    return [
        from_samples("open and close", opening, size=size),
        *rows,
        from_samples("import a CSV table of as many incidents", [table], size=size, unit="s"),
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
        "what Home says of today": lambda: read_basis(library, _AS_OF),
        "facts of all figures": library.facts,
        "save one whole incident": lambda: _save(library, next(chosen)),
    }


def _import_table(folder: Path, size: int) -> float:
    """Seconds to read a table of `size` rows into a new library."""
    table = folder / "incidents.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("Key", "Title", "Severity", "Started", "Resolved", "Services", "Category"))
        for number in range(size):
            start = _AS_OF - timedelta(hours=4 * number)
            writer.writerow(
                (
                    f"CSV-{number + 1}",
                    f"Checkout failed for some customers {number}",
                    f"SEV-{number % 5 + 1}",
                    f"{start:%Y-%m-%d %H:%M}",
                    f"{start + timedelta(minutes=number % 600 + 5):%Y-%m-%d %H:%M}",
                    f"group{number % 12}/service{number % 120}",
                    f"Category {number % 8} / leaf {number % 40}",
                )
            )
    with Library.create(folder / "imported.afterword") as library:
        begun = time.perf_counter()
        import_csv(library, plan_csv(library, table), as_of=_AS_OF)
        return time.perf_counter() - begun


def _save(library: Library, incident_id: UUID) -> None:
    incident = library.incidents.get(incident_id)
    save_incident(library, replace(incident, title=f"{incident.title} again"))
