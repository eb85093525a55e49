"""What two incidents share, so that a person can check it: names both carry, phrases both say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.analysis import FIRST_HASH, STOP_WORDS, chunks, stem, word_hash
from search.fields import Part

if TYPE_CHECKING:
    import numpy.typing as npt

    from search.query.weighing import Weighing
    from search.reading.snapshot import Snapshot

MOST_READ = 100_000
"""Characters of one part that are looked at."""

COMMON = 0.4
"""A word that stands in more than this share of all incidents tells nothing."""

_UNSAID = (Part.KEY, Part.SERVICES, Part.CATEGORY, Part.TAGS, Part.PEOPLE)
"""Parts that are names, not prose."""

_MOST_PHRASES = 2
_MOST_WORDS = 3
_LONGEST_PHRASE = 6
_TELLING = 0.15
"""A shared phrase needs a word that stands in no more than this share."""

_COMMON_PHRASE = 0.06
_FEW_CARRIERS = 4
"""A phrase whose words stand together in more incidents than this, or than that share of all, is
what a template says, or what everybody does: it shows nothing."""

_PIECES = re.compile(r"[^\W_]+")

_LONGEST_RUN = 32
"""Characters of one run of text; what is longer is an address, not a thing that people say."""

_BREAK = re.compile(r"[.!?;:…](?!\w)|[\n\r|•()\[\]]|\s[-–—]\s")
"""Ends of sentences, lines, cells and brackets: what stands on both sides is no phrase."""

_PLAIN_TALK = frozenset(
    re.findall(
        r"\w+",
        """about after again all also any because before both can could did do does done down due
        during each even first found further get given got how however if just last made make many
        may might more most much must need needed new no not now off once one only other out over
        own per rather same second see seen several should since some still take taken than third
        three through too two under until up us use used using very want way well were what when
        where whether while who why within without would yet your

        acknowledge acknowledged acknowledges action ago analysis another april attached august
        began begun captured cause caused causes channel comms customer customers date day days
        december detail details detect detected document documented downtime duration employee
        employees engineer engineers example exhibit experience experienced february follow
        following friday fully happened hour hours identified impact impacted impacting incident
        incidents information instead internal investigate investigated investigation issue issues
        january july june large lasting later learned lesson lessons less long looking lots march
        meeting member members message minute minutes mitigated monday month months mortem multiple
        next november notified october ongoing outage outages page pdt period person post
        postmortem preliminary pst public question questions quickly reason report reported reports
        researcher resolution resolve resolved responded result resulted resulting root running
        saturday sec seconds section september significant small started status submitted sunday
        summary team teams thursday time timeline times today tuesday update updated updates user
        users utc wednesday week weeks write written wrote""",
    )
)
"""Words that shared phrases are full of and that say nothing about a failure: those of any talk,
and those in which postmortems tell who looked at what and when."""

_IDENTIFIER = re.compile(r"\w(?:_|::)\w|[a-z][A-Z]|\w\.\w")
"""What one run alone must be to stand for a phrase: ``coin_id``, not ``long-running`` or a path."""

_LOUDNESS = {
    Part.TITLE: 1.2,
    Part.ROOT_CAUSE: 1.2,
    Part.FACTORS: 1.2,
    Part.SUMMARY: 1.0,
    Part.OTHER: 0.8,
}
_ASIDE = 0.6
"""What is said of how it failed shows more than what was said while it was mended."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What others are compared with.

    Attributes:
        texts: its parts.
        services: paths, as facets name them.
        category: or None.
        document: its own document, which is not compared; None for a text from outside.
    """

    texts: tuple[tuple[Part, str], ...]
    services: tuple[str, ...] = ()
    category: str | None = None
    document: int | None = None

    @property
    def leaves(self) -> list[str]:
        """The services themselves, without those that only hold another of them."""
        paths = self.services
        return [one for one in paths if not any(other.startswith(f"{one}/") for other in paths)]


class Evidence:
    """Says what a subject and another incident share."""

    def __init__(
        self,
        snapshot: Snapshot,
        weighing: Weighing,
        subject: Subject,
        distinctive: list[str],
    ) -> None:
        """Compare with `subject`, whose most distinctive words are `distinctive`, in order."""
        self._snapshot = snapshot
        self._weighing = weighing
        self._subject = subject
        self._services = subject.leaves
        self._distinctive = distinctive
        self._least_telling = weighing.rarity(int(max(2.0, _TELLING * snapshot.size)))
        self._words, self._spans = _sequence_of(subject.texts)
        self._twos = _pairs_of(self._words)
        marks = self._words < FIRST_HASH
        # A pair with the mark of a part in it is no phrase.
        self._proper = ~(marks[:-1] | marks[1:]) if len(marks) > 1 else np.zeros(0, bool)

    def of(self, document: int) -> tuple[list[str], list[str]]:
        """The names that one incident shares with the subject, and the words."""
        return self._shared_names(document), self._shared_phrases(document)

    def _shared_names(self, document: int) -> list[str]:
        catalogue = self._snapshot.catalogue
        shared = [one for one in self._services if catalogue.carries("service", one, document)]
        found = [f"same service {', '.join(_leaf(one) for one in shared)}"] if shared else []
        category = self._subject.category
        if category and catalogue.carries("category", category, document):
            found.append(f"same category {category}")
        return found

    def _shared_phrases(self, document: int) -> list[str]:
        segment, number = self._snapshot.located(document)
        start = int(segment.word_starts[number])
        words = segment.words[start : start + int(segment.word_lengths[number])]
        places = np.flatnonzero(np.isin(self._twos, _pairs_of(words)) & self._proper)
        phrases: dict[str, tuple[float, str]] = {}
        for first, last in _runs(places.tolist()):
            worth, text = self._phrase(first, last)
            root = " ".join(stem(word) for word in _PIECES.findall(text.casefold()))
            if worth and worth > phrases.get(root, (0.0, ""))[0]:
                phrases[root] = (worth, text)
        kept: list[str] = []
        said: list[set[str]] = []
        for root, (_, text) in sorted(phrases.items(), key=lambda one: one[1], reverse=True):
            words_of = {word for word in root.split() if self._worth(word)}
            again = any(words_of <= one or one <= words_of for one in said)
            if again or self._is_common(text):
                continue
            kept.append(text)
            said.append(words_of)
            if len(kept) == _MOST_PHRASES:
                break
        if kept:
            return [f"both say {', '.join(f'“{text}”' for text in kept)}"]
        return self._shared_words(words)

    def _is_common(self, phrase: str) -> bool:
        """Whether so many incidents have all its words that a template may have put them there."""
        words = {word for _, _, chunk in chunks(phrase) for word in chunk.words}
        carriers: npt.NDArray[np.int64] | None = None
        for word in words:
            if not self._worth(word):
                continue
            found = np.asarray(self._weighing.word(word).documents)
            carriers = found if carriers is None else np.intersect1d(carriers, found)
        most = max(_FEW_CARRIERS, int(_COMMON_PHRASE * self._snapshot.documents))
        return carriers is not None and len(carriers) > most

    def _shared_words(self, words: npt.NDArray[np.uint32]) -> list[str]:
        """The distinctive words that the other uses too, where they share no phrase."""
        present = set(words.tolist())
        shared = [
            one for one in self._distinctive if self._worth(one) and word_hash(one) in present
        ]
        return [f"both mention {', '.join(shared[:_MOST_WORDS])}"] if shared else []

    def _phrase(self, first: int, last: int) -> tuple[float, str]:
        """A run of shared words as it stands in the subject, without stop words at its ends."""
        while first <= last and not self._worth(self._spans[first].word):
            first += 1
        last = min(last, first + _LONGEST_PHRASE - 1)
        while first <= last and not self._worth(self._spans[last].word):
            last -= 1
        worths = [self._worth(self._spans[at].word) for at in range(first, last + 1)]
        telling = [worth for worth in worths if worth]
        if len(telling) < 2 or max(telling) < self._least_telling:
            return 0.0, ""
        texts = dict.fromkeys(
            (self._spans[at].start, self._spans[at].text) for at in range(first, last + 1)
        )
        text = " ".join(text for _, text in texts)
        if len(texts) == 1 and ("/" in text or not _IDENTIFIER.search(text)):
            return 0.0, ""
        return sum(telling) * self._spans[first].loudness, text

    def _worth(self, word: str) -> float:
        """How much a shared word tells; nothing for stop words, numbers and what is everywhere."""
        if word in STOP_WORDS or word in _PLAIN_TALK or word.isdigit() or len(word) < 2:
            return 0.0
        frequency = self._weighing.lexicon.frequency(word)
        # Frequencies count the texts that newer ones took the place of, and so does the size.
        if frequency > max(2.0, COMMON * self._snapshot.size):
            return 0.0
        return self._weighing.rarity(frequency)


@dataclass(frozen=True, slots=True)
class _Span:
    """A word of the subject: folded, the run of text that it stands in, what its part counts."""

    word: str
    text: str
    start: int
    loudness: float = 0.0


def _sequence_of(
    texts: tuple[tuple[Part, str], ...],
) -> tuple[npt.NDArray[np.uint32], list[_Span]]:
    hashes: list[int] = []
    spans: list[_Span] = []
    for part, text in texts:
        if part in _UNSAID:
            continue
        hashes.append(part.value + 1)
        spans.append(_Span("", "", -1))
        base = len(spans)
        before = 0
        loudness = _LOUDNESS.get(part, _ASIDE)
        for start, end, chunk in chunks(text[:MOST_READ]):
            is_long = end - start > _LONGEST_RUN
            if is_long or _BREAK.search(text, before, start):
                hashes.append(part.value + 1)  # like the end of a part, so that no phrase spans it
                spans.append(_Span("", "", -1))
            before = end
            if is_long:
                continue
            for word in chunk.words:
                hashes.append(word_hash(word))
                spans.append(_Span(word, text[start:end], base + start, loudness))
    return np.array(hashes, np.uint32), spans


def _pairs_of(words: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """Each two neighbours as one number."""
    if len(words) < 2:
        return np.zeros(0, np.uint64)
    wide = words.astype(np.uint64)
    return (wide[:-1] << np.uint64(32)) | wide[1:]


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Places of shared pairs as runs of words: first and last."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _leaf(path: str) -> str:
    return path.rpartition("/")[2]
