"""Asks very many hostile queries: ``python -m tests.search.hostile_run --queries 100000``.

Half come from Hypothesis (`tests.search.hostile`), half from a grammar here, which makes longer and
better formed ones: real words and names of the library, nested, excluded, misspelt, cut short. Each
must be answered, with snippets and completions, and none may take more than 200 ms of this
process's time. The exit code is 1 when one does, or raises.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, seed, settings

from search.index import Index
from tests.search.conftest import LIBRARY_ID
from tests.search.generated import PHRASES, incidents
from tests.search.hostile import queries
from tests.search.listed import NOW, ListedLibrary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LIMIT_MS = 200.0

_DEEPEST = 15
_LENGTHS = (1, 2, 3, 4, 6, 10, 30, 90)
_LENGTH_WEIGHTS = (24, 24, 18, 14, 10, 6, 3, 1)
_SORTS = ("relevance", "newest", "severity", "duration")
_ZONES = tuple(ZoneInfo(name) for name in ("UTC", "Asia/Kolkata", "America/St_Johns"))
_FIELDS = (
    *("severity", "service", "category", "tag", "owner", "author", "reviewer", "tracker", "key"),
    *("kind", "status", "before", "after", "in", "year", "last", "duration", "users", "has"),
    *("overdue", "repeat", "postmortem", "review", "title", "summary", "cause", "factor"),
    *("impact", "action", "lesson", "resolution", "defence", "timeline", "nonsense", "SEV", "id"),
)
_VALUES = (
    *("SEV-1", "<=2", ">3", "none", "payments", "payments/payments-db", "pay", '"Database / Fail'),
    *("2023", "2023-Q2", "2023-02-30", "0001-01-01", "9999-12", "90d", "99999y", ">=4h", "<0"),
    *("1k", "10m", "yes", "no", "missing", "open", "draft,final", "(a OR b", "engineer-4", "a*b"),
    *("INC-2020", "OPS-1,OPS-2", "@", "#", "/", "''", "\\", "%00", "🦀", "connection", '"the of"'),
)
_ENDINGS = (
    "",
    "",
    "",
    "*",
    "~",
    "~1",
    "~2",
    "~9",
    "^3",
    "++",
    "'s",
    "…",
    ")",
    '"',
    "-",
    ":",
    "\x00",
)


@dataclass
class Outcome:
    """What a run found.

    Attributes:
        asked: queries answered.
        slow: those over the limit, with their milliseconds of processor time.
        failed: those that raised, with what.
        slowest: the most milliseconds that one took.
    """

    asked: int = 0
    slow: list[tuple[float, str]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    slowest: float = 0.0
    slowest_query: str = ""


class Grammar:
    """Random queries around the words of a library."""

    def __init__(self, words: Sequence[str], rng: random.Random) -> None:
        """Use these words."""
        self._words = words
        self._rng = rng

    def query(self) -> str:
        """One query, mostly short, sometimes far too long."""
        (length,) = self._rng.choices(_LENGTHS, _LENGTH_WEIGHTS)
        text = " ".join(self._item(0) for _ in range(length))
        if self._rng.random() < 0.15:
            text = text[: self._rng.randrange(len(text) + 1)]
        return text

    def _item(self, depth: int) -> str:
        choice = self._rng.random()
        if choice < 0.55:
            return self._word() if choice < 0.4 else self._phrase()
        if choice < 0.75:
            return f"{self._rng.choice(_FIELDS)}:{self._value()}"
        if choice < 0.83:
            return f"{self._rng.choice(('-', 'NOT ', '!', '--'))}{self._item(depth + 1)}"
        if choice < 0.9 or depth > _DEEPEST:
            return self._rng.choice(("OR", "AND", "|", "&&", "NOT", "(", ")", '"', "-", "*", "~"))
        inner = " ".join(self._item(depth + 1) for _ in range(self._rng.randint(0, 4)))
        return f"({inner})"

    def _word(self) -> str:
        word = self._rng.choice(self._words)
        if self._rng.random() < 0.3:
            word = word[: self._rng.randrange(1, len(word) + 1)]
        if self._rng.random() < 0.15:
            at = self._rng.randrange(len(word))
            word = f"{word[:at]}{self._rng.choice('*?aeé库 -_.')}{word[at + 1 :]}"
        return word + self._rng.choice(_ENDINGS)

    def _phrase(self) -> str:
        phrase = self._rng.choice(PHRASES)
        if self._rng.random() < 0.6:
            phrase = " ".join(self._rng.choice(self._words) for _ in range(self._rng.randint(0, 5)))
        slop = self._rng.choice(("", "", "~3", "~50", "~999", "~x"))
        return f'"{phrase}"{slop}'

    def _value(self) -> str:
        if self._rng.random() < 0.3:
            return self._word()
        return self._rng.choice(_VALUES)


class Examination:
    """Asks one index everything, and remembers what went wrong."""

    def __init__(self, index: Index, rng: random.Random) -> None:
        """Examine `index`."""
        self._index = index
        self._rng = rng
        self.outcome = Outcome()

    def ask(self, query: str) -> None:
        """One query with random wishes; never raises."""
        try:
            taken = self._answer(query)
            if taken > LIMIT_MS:
                taken = self._answer(query)  # what was read for the first time is there now
        except Exception as error:  # noqa: BLE001  (that there is none is what is examined)
            self.outcome.failed.append((query, repr(error)))
            return
        self.outcome.asked += 1
        if taken > self.outcome.slowest:
            self.outcome.slowest, self.outcome.slowest_query = taken, query
        if taken > LIMIT_MS:
            self.outcome.slow.append((taken, query))

    def _answer(self, query: str) -> float:
        rng = self._rng
        begun = time.thread_time()
        found = self._index.search(
            query,
            sort=rng.choice(_SORTS),  # type: ignore[arg-type]
            limit=rng.choice((0, 1, 20, 50)),
            offset=rng.choice((0, 0, 0, 7, 10_000)),
            as_of=NOW,
            zone=rng.choice(_ZONES),
            typing=rng.random() < 0.5,
            nearest=rng.random() < 0.5,
        )
        taken = (time.thread_time() - begun) * 1000
        if rng.random() < 0.1:
            self._index.snippets(query, [hit.id for hit in found.hits[:5]])
            self._index.complete(query, rng.randrange(len(query) + 1))
            self._index.marks(query, query)
            for hit in found.hits[:1]:
                self._index.explain(query, hit.id, as_of=NOW)
        return taken


def examine(index: Index, words: Sequence[str], count: int, *, first: int = 1) -> Outcome:
    """Ask `count` queries; `first` seeds them."""
    rng = random.Random(first)
    examination = Examination(index, rng)
    grammar = Grammar(words, rng)
    for _ in range(count - count // 2):
        examination.ask(grammar.query())

    @seed(first)
    @settings(
        max_examples=max(1, count // 2),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(query=queries())
    def from_hypothesis(query: str) -> None:
        examination.ask(query)

    from_hypothesis()
    return examination.outcome


def words_of(library: ListedLibrary) -> list[str]:
    """Words, names and identifiers that the library uses."""
    texts: Iterable[str] = (
        f"{one.key} {one.title} {' '.join(one.services)} {one.sections[0].markdown}"
        for one in list(library.incidents.held.values())[::40]
    )
    return sorted({word for text in texts for word in text.split()})


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(description="Ask an index very many hostile queries.")
    parser.add_argument("--queries", type=int, default=100_000)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--index", type=Path, help="keep the index here, or use the one there")
    options = parser.parse_args()
    library = ListedLibrary(incidents(options.documents))
    with tempfile.TemporaryDirectory(prefix="afterword-hostile-") as place:
        folder = options.index or Path(place) / "index"
        with Index.open(folder, library_id=LIBRARY_ID) as index:
            index.catch_up(library)
            found = examine(index, words_of(library), options.queries, first=options.seed)
    sys.stdout.write(
        f"{found.asked:,} queries answered at {options.documents:,} incidents; the slowest took"
        f" {found.slowest:.0f} ms of processor time: {found.slowest_query[:200]!r}\n"
    )
    for query, error in found.failed[:20]:
        sys.stdout.write(f"FAILED {error}: {query!r}\n")
    for taken, query in sorted(found.slow, reverse=True)[:20]:
        sys.stdout.write(f"SLOW {taken:.0f} ms: {query!r}\n")
    sys.stdout.write(f"{len(found.failed)} failed, {len(found.slow)} took over {LIMIT_MS:g} ms\n")
    return int(bool(found.failed or found.slow))


if __name__ == "__main__":
    sys.exit(main())
