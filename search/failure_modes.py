"""Which ways of failing an incident tells of, so that two are alike that share no rare word.

One says "a backup generator", the other "utility power": both tell of a loss of power. The ways
and their words ship in ``resources/recurrence/failure_modes.toml``. They are sought in the word
sequences that the index keeps, so nothing more is stored, and only in those documents that are
compared.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from resources import files
from search.analysis import FIRST_HASH, chunks_of
from search.fields import Part

if TYPE_CHECKING:
    from search.reading.snapshot import Snapshot

    Strengths = npt.NDArray[np.float32]

_MOST_TIMES = 4
"""What a part says more often than this it says no louder."""

_HALF = 2.5
"""So much said of a way of failing makes half of its strength."""

_TOLD = 0.25
"""From this strength on an incident tells of it; once in passing is less."""

_SHOWN = 0.4
"""From this strength on one may say so to a person."""

_USUAL, _FEW = 0.25, 4
"""What more than this share of a library tells of, and more than these few, shows nothing there."""

_SAMPLE = 200
"""Incidents in which it is counted how usual each way is; all of them in a small library."""

# A story's headline and its cause say how it failed; its timeline mentions all that was tried.
_WORTH = {
    Part.TITLE: 4.0,
    Part.SUMMARY: 2.5,
    Part.ROOT_CAUSE: 2.5,
    Part.FACTORS: 2.0,
    Part.OTHER: 1.0,
    Part.RESOLUTION: 0.8,
    Part.LESSONS: 0.6,
    Part.ACTIONS: 0.6,
    Part.IMPACT: 0.5,
    Part.TIMELINE: 0.5,
    Part.DEFENCES: 0.5,
}


@dataclass(frozen=True, slots=True, eq=False)
class ModeWords:
    """The ways of failing, and what says so.

    Attributes:
        names: as a person reads them: "a loss of power".
        firsts: hashes of the words that sayings begin with, ascending.
        sayings: for each of these the ways it may stand for, each with the hashes that follow.
    """

    names: tuple[str, ...]
    firsts: npt.NDArray[np.uint32]
    sayings: dict[int, tuple[tuple[int, tuple[int, ...]], ...]]


@lru_cache(maxsize=1)
def shipped_modes() -> ModeWords:
    """Those of the product."""
    told = tomllib.loads(files.text("recurrence/failure_modes.toml"))["mode"]
    sayings: dict[int, dict[tuple[int, tuple[int, ...]], None]] = {}
    for mode, one in enumerate(told):
        for saying in one["says"]:
            first, *rest = (each for chunk in chunks_of(saying) for each in chunk.hashes)
            sayings.setdefault(first, {})[(mode, tuple(rest))] = None
    return ModeWords(
        names=tuple(str(one["name"]) for one in told),
        firsts=np.array(sorted(sayings), np.uint32),
        sayings={first: tuple(each) for first, each in sayings.items()},
    )


class FailureModes:
    """Says of the documents of one snapshot which ways of failing they tell of."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Read from `snapshot`, remembering what was read."""
        self._snapshot = snapshot
        self._known: dict[int, Strengths] = {}

    def likeness(self, one: int, other: int) -> float:
        """How far two documents tell of the same, 0 to 1; rare ways count most."""
        first, second = (self._strengths(each) * self._rarity for each in (one, other))
        whole = float(np.linalg.norm(first) * np.linalg.norm(second))
        return float(first @ second) / whole if whole else 0.0

    def shared(self, one: int, other: int) -> list[str]:
        """What both tell of, the most telling first."""
        both = np.minimum(self._strengths(one), self._strengths(other))
        both[self._tellers > max(_FEW, _USUAL * len(self._sample))] = 0
        order = np.argsort(-both * self._rarity, kind="stable").tolist()
        names = shipped_modes().names
        return [names[at] for at in order if both[at] >= _SHOWN]

    def _strengths(self, document: int) -> Strengths:
        found = self._known.get(document)
        if found is None:
            found = self._known[document] = self._read(document)
        return found

    def _read(self, document: int) -> Strengths:
        modes = shipped_modes()
        segment, number = self._snapshot.located(document)
        start = int(segment.word_starts[number])
        words = segment.words[start : start + int(segment.word_lengths[number])]
        said = np.zeros(len(modes.names), np.float32)
        for (mode, part), times in _count(words, modes).items():
            said[mode] += _WORTH.get(Part(part), 0.0) * sqrt(min(times, _MOST_TIMES))
        strengths: Strengths = said / (said + np.float32(_HALF))
        return strengths

    @cached_property
    def _rarity(self) -> Strengths:
        """How little usual each way is in this library."""
        whole = len(self._sample) + 1
        return np.array([log(whole / (one + 1)) for one in self._tellers.tolist()], np.float32)

    @cached_property
    def _tellers(self) -> npt.NDArray[np.int64]:
        """How many incidents of the sample tell of each way."""
        told = np.zeros(len(shipped_modes().names), np.int64)
        for document in self._sample:
            told += self._strengths(document) >= _TOLD
        return told

    @cached_property
    def _sample(self) -> list[int]:
        """Some documents, the same ones in every index of the library."""
        live = np.flatnonzero(self._snapshot.live)
        # The low half of an id is random.
        order = np.argsort(self._snapshot.column("id_low")[live], kind="stable")
        sample: list[int] = live[order[:_SAMPLE]].tolist()
        return sample


def _count(words: npt.NDArray[np.uint32], modes: ModeWords) -> Counter[tuple[int, int]]:
    """How often each part says each way; a saying never runs on into the next part."""
    marks = np.flatnonzero(words < FIRST_HASH)
    places = np.flatnonzero(np.isin(words, modes.firsts))
    found: Counter[tuple[int, int]] = Counter()
    for place in places.tolist():
        part = int(words[marks[np.searchsorted(marks, place, "right") - 1]]) - 1
        for mode, rest in modes.sayings[int(words[place])]:
            if tuple(words[place + 1 : place + 1 + len(rest)].tolist()) == rest:
                found[(mode, part)] += 1
    return found
