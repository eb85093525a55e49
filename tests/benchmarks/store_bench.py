"""How fast the store answers: generated postmortems of 1,000 words in a SQLite file.

The file is in the system's cache, as it is on a machine in use; saving waits for the disk.
"""

from __future__ import annotations

import itertools
import random
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from models.library import Library
from models.operations.incidents import save_incident
from tests.benchmarks.libraries import make_library
from tests.benchmarks.measurement import Measurement, from_samples, time_calls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")

_AS_OF = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
_TIMES = 40

# p95 in ms, whatever the size: a page of rows is fetched while somebody scrolls.
_TARGETS = {"open": 50.0, "page of 100 rows": 16.0, "50 rows by id": 10.0, "save": 50.0}


def measure(sizes: Sequence[int]) -> list[Measurement]:
    """All rows, for each number of incidents."""
    return [row for size in sizes for row in _measure_one(size)]


def _measure_one(size: int) -> list[Measurement]:
    with tempfile.TemporaryDirectory(prefix="afterword-bench-") as place:
        path = Path(place) / "library.afterword"
        begun = time.perf_counter()
        make_library(path, size)
        building = time.perf_counter() - begun
        rows = [
            from_samples("import of all", [building], size=size, unit="s"),
            _row("open", time_calls(lambda: Library.open(path).close(), _TIMES), size),
        ]
        with Library.open(path) as library:
            rows += _reading(library, size)
            rows += _writing(library, size)
            rows += _whole(library, size, Path(place))
    return rows


def _row(what: str, samples: Sequence[float], size: int) -> Measurement:
    return from_samples(what, samples, size=size, target=_TARGETS.get(what))


def _reading(library: Library, size: int) -> list[Measurement]:
    ids = library.incidents.ids()
    chosen = random.Random(2)
    some = _each(chosen.sample(ids, min(50, len(ids))) for _ in range(_TIMES + 1))
    one = _each(chosen.choice(ids) for _ in range(_TIMES + 1))
    offsets = _each(chosen.randrange(max(1, len(ids) - 100)) for _ in range(_TIMES + 1))
    incidents = library.incidents
    work: dict[str, Callable[[], object]] = {
        "page of 100 rows": lambda: incidents.listing(as_of=_AS_OF, limit=100),
        "page of 100 rows anywhere": lambda: incidents.listing(
            as_of=_AS_OF, limit=100, offset=offsets()
        ),
        "50 rows by id": lambda: incidents.rows(some(), as_of=_AS_OF),
        "one whole incident": lambda: incidents.get(one()),
        "ids of all": incidents.ids,
        "next key": lambda: incidents.next_key(_AS_OF),
        "counts of services": library.vocabulary.services,
    }
    return [_row(what, time_calls(call, _TIMES), size) for what, call in work.items()]


def _writing(library: Library, size: int) -> list[Measurement]:
    samples = []
    for number, id in enumerate(library.incidents.ids()[:_TIMES]):
        incident = library.incidents.get(id)
        changed = replace(incident, title=f"{incident.title} {number}")
        begun = time.perf_counter()
        save_incident(library, changed)
        samples.append((time.perf_counter() - begun) * 1000)
    return [_row("save", samples, size)]


def _whole(library: Library, size: int, folder: Path) -> list[Measurement]:
    copies = itertools.count()
    work: dict[str, Callable[[], object]] = {
        "rows of all": lambda: library.incidents.listing(as_of=_AS_OF),
        "action items of all": lambda: library.actions.rows(as_of=_AS_OF),
        "documents of all": lambda: sum(1 for _ in library.incidents.documents()),
        "backup": lambda: library.backup(folder / f"backup-{next(copies)}"),
        "check": library.check,
    }
    return [
        from_samples(
            what,
            [taken / 1000 for taken in time_calls(call, 3, warm_up=0)],
            size=size,
            unit="s",
        )
        for what, call in work.items()
    ]


def _each(values: Iterable[T]) -> Callable[[], T]:
    """A call that gives the next value each time."""
    remaining = iter(values)
    return lambda: next(remaining)
