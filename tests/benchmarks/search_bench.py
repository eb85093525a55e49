"""How fast things are found: generated postmortems, fixed seed, at each size.

One process does everything, as the search thread of the window does. "Cold" is the first query
after the index was opened; the files are in the system's cache, as they are on a machine in use.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from search.index import Index
from tests.benchmarks.measurement import Measurement, from_samples
from tests.search.generated import CATEGORIES, PHRASES, incidents
from tests.search.listed import NOW, ListedLibrary

if TYPE_CHECKING:
    from collections.abc import Sequence

LIBRARY_ID = UUID("01950000-0000-7000-8000-00000000bbbb")

# DESIGN section 8 and the search issue: p95 in ms, build in s, at 1,000 / 10,000 / 50,000.
_TARGETS: dict[str, tuple[float, float, float]] = {
    "build": (5, 60, 360),
    "open": (50, 100, 200),
    "save to found": (60, 80, 100),
    "keystroke": (1, 2, 8),
    "first query": (6, 20, 75),
    "word": (2, 2, 8),
    "phrase": (25, 20, 40),
}
_SIZES = (1_000, 10_000, 50_000)
_SAVES = 40


def measure(sizes: Sequence[int]) -> list[Measurement]:
    """All rows, for each number of incidents."""
    return [row for size in sizes for row in _measure_one(size)]


def run(documents: Sequence[int]) -> dict[str, Any]:
    """The same as plain values, for who wants JSON: ``{"10000": {"word": {"p50": …}}}``."""
    found: dict[str, Any] = {}
    for row in measure(documents):
        values = {"p50": row.p50, "p95": row.p95, "unit": row.unit, "target": row.target}
        found.setdefault(str(row.size), {})[row.what] = values
    return found


def _measure_one(size: int) -> list[Measurement]:
    library = ListedLibrary(incidents(size))
    with tempfile.TemporaryDirectory(prefix="afterword-bench-") as place:
        folder = Path(place) / "index"
        rows = [_build(folder, library, size), _disk(folder, size), _open(folder, size)]
        queries = Queries(library)
        rows.append(_first_query(folder, size, queries))
        rows.extend(_classes(folder, size, queries))
        rows.append(_snippets(folder, size, queries))
        rows.append(_similar(folder, library, size))
        rows.append(_saves(folder, library, size))
    return rows


class Queries:
    """Queries drawn from the texts themselves, the same at every run."""

    def __init__(self, library: ListedLibrary) -> None:
        rng = random.Random(17)
        held = list(library.incidents.held.values())
        texts = [
            section.markdown.replace(".", "")
            for one in rng.sample(held, min(len(held), 200))
            for section in one.sections
        ]
        words = [word for text in texts for word in text.split() if word.isalpha()]
        self.words = rng.sample(words, 300)
        self.pairs = [" ".join(rng.sample(text.split(), 2)) for text in texts if " " in text][:300]
        self.triples = [
            " ".join(rng.sample(text.split(), 3)) for text in texts if len(text.split()) > 3
        ][:300]
        self.phrases = [f'"{phrase}"' for phrase in PHRASES]
        self.phrases += [f'"{pair}"' for text in texts[:280] if (pair := _neighbours(text, rng))]
        typed = [f"{one} {other}" for one, other in itertools.pairwise(self.words[:60])]
        self.keystrokes = [text[:end] for text in typed for end in range(1, len(text) + 1)]
        self.filters = [
            query
            for word in self.words[:60]
            for query in (
                f"service:payments {word}",
                f'category:"{rng.choice(CATEGORIES)}" {word}',
                f"severity:SEV-1,SEV-2 after:2020 {word}",
                f"tag:canary has:actions -status:draft {word}",
            )
        ]
        self.fuzzy = [f"{_misspelt(word, rng)}~" for word in self.words[:150] if len(word) > 4]


def _neighbours(text: str, rng: random.Random) -> str:
    words = text.split()
    at = rng.randrange(max(1, len(words) - 1))
    return " ".join(words[at : at + 2])


def _misspelt(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1 :]


def _target(what: str, size: int) -> float | None:
    if what not in _TARGETS or size not in _SIZES:
        return None
    return _TARGETS[what][_SIZES.index(size)]


def _row(
    what: str, samples: list[float], size: int, *, unit: str = "ms", target: str = ""
) -> Measurement:
    return from_samples(what, samples, size=size, unit=unit, target=_target(target or what, size))


def _opened(folder: Path) -> Index:
    return Index.open(folder, library_id=LIBRARY_ID)


def _build(folder: Path, library: ListedLibrary, size: int) -> Measurement:
    with _opened(folder) as index:
        begun = time.perf_counter()
        index.rebuild(library)
        seconds = time.perf_counter() - begun
        assert index.state.documents == size
    return _row("build", [seconds], size, unit="s")


def _disk(folder: Path, size: int) -> Measurement:
    taken = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return _row("index on disk", [taken / 2**20], size, unit="MB")


def _open(folder: Path, size: int) -> Measurement:
    samples: list[float] = []
    for _ in range(10):
        begun = time.perf_counter()
        with _opened(folder) as index:
            index.search("", as_of=NOW, limit=50)
        samples.append((time.perf_counter() - begun) * 1000)
    return _row("open, with the first rows and facets", samples, size, target="open")


def _first_query(folder: Path, size: int, queries: Queries) -> Measurement:
    samples: list[float] = []
    for query in queries.pairs[:20]:
        with _opened(folder) as index:
            index.search("", as_of=NOW, limit=50)
            begun = time.perf_counter()
            index.search(query, as_of=NOW, limit=20)
            samples.append((time.perf_counter() - begun) * 1000)
    return _row("first query of two words, cold", samples, size, target="first query")


def _classes(folder: Path, size: int, queries: Queries) -> list[Measurement]:
    rows: list[Measurement] = []
    with _opened(folder) as index:
        for what, texts, options in (
            ("word", queries.words, {}),
            ("two words", queries.pairs, {}),
            ("three words", queries.triples, {}),
            ("phrase", queries.phrases, {}),
            ("keystroke", queries.keystrokes, {"typing": True}),
            ("filter", queries.filters, {}),
            ("fuzzy", queries.fuzzy, {}),
            ("word, newest first", queries.words, {"sort": "newest"}),
            ("browse", [""] * 100, {"sort": "severity"}),
        ):
            samples: list[float] = []
            for warm in (True, False):
                for query in texts:
                    begun = time.perf_counter()
                    index.search(query, as_of=NOW, limit=20, **options)
                    if not warm:
                        samples.append((time.perf_counter() - begun) * 1000)
            target = "word" if what in {"two words", "three words", "filter"} else what
            rows.append(_row(what, samples, size, target=target))
    return rows


def _snippets(folder: Path, size: int, queries: Queries) -> Measurement:
    samples: list[float] = []
    with _opened(folder) as index:
        for query in queries.pairs[:60]:
            ids = [hit.id for hit in index.search(query, as_of=NOW, limit=12).hits]
            begun = time.perf_counter()
            index.snippets(query, ids)
            samples.append((time.perf_counter() - begun) * 1000)
    return _row("snippets of twelve rows", samples, size)


def _similar(folder: Path, library: ListedLibrary, size: int) -> Measurement:
    samples: list[float] = []
    with _opened(folder) as index:
        for one in library.incidents.ids()[:: max(1, size // 60)]:
            begun = time.perf_counter()
            index.similar(incident_id=one)
            samples.append((time.perf_counter() - begun) * 1000)
    return _row("ten similar incidents", samples, size)


def _saves(folder: Path, library: ListedLibrary, size: int) -> Measurement:
    """From the committed change to the answer that shows it, one save at a time."""
    samples: list[float] = []
    held = list(library.incidents.held.values())
    with _opened(folder) as writer, _opened(folder) as reader:
        reader.search("warm", as_of=NOW)
        for number in range(_SAVES):
            one = held[(number * 37) % len(held)]
            library.save(dataclasses.replace(one, title=f"saved{number}"))
            begun = time.perf_counter()
            writer.catch_up(library)
            found = reader.search(f"saved{number}", as_of=NOW)
            samples.append((time.perf_counter() - begun) * 1000)
            assert [hit.id for hit in found.hits] == [one.id]
    return _row("save to found", samples, size)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run([int(one) for one in sys.argv[1:] or ["1000"]]), indent=1))
