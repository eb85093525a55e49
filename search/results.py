"""What a search answers with: frozen values that every folder above may hold.

Nothing heavy is imported here, so the window can name these types before it has loaded Whoosh.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple
from uuid import UUID

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from models.vocabulary import Severity

Health = Literal["current", "missing", "damaged", "other schema"]
Sort = Literal["relevance", "newest", "severity", "duration"]

NO_VALUE = "none"
"""The facet value that stands for "nothing said": no severity, no postmortem."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """How far the index on disk can be trusted.

    Attributes:
        health: ``current`` can be searched (it may still be behind the library by some changes);
            anything else must be rebuilt before it finds a thing.
        last_change: number of the last entry of the library's `changes` that the index holds.
        documents: incidents in it.
        reason: why it is damaged or missing, in plain words; empty when current.
    """

    health: Health
    last_change: int = 0
    documents: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of a query as it was understood.

    Attributes:
        label: in words, ``Service: payments``.
        text: the part as typed.
        start: offset of `text` in the query; `search.query_text.without` removes it.
        end: offset just past it.
    """

    label: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of an incident that shows why it was found.

    Attributes:
        text: plain text on one line; an ellipsis where it was cut.
        marks: (start, end) offsets into `text` of the words that matched, in order.
        field: where the passage stands, in words: ``summary``, ``root cause``.
        fields: every part of the incident that matched, in words.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    field: str = ""
    fields: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """Which parts matched, as a line to show: ``Matches in title, summary and actions``."""
        if not self.fields:
            return ""
        *others, last = self.fields
        return f"Matches in {', '.join(others)} and {last}" if others else f"Matches in {last}"


class Shown(NamedTuple):
    """What a list shows of an incident; remembered, as typing shows the same ones again."""

    id: UUID
    key: str
    title: str
    severity: Severity | None
    started_at: datetime | None


class Hit:
    """One incident found. Read only.

    Not a dataclass: a frozen one takes ten times as long to make, which for a page of them is
    half of what an answer takes.

    Attributes:
        snippet: plain passage, only when asked for (`Index.search(with_snippets=True)`).
    """

    __slots__ = ("_score", "_shown", "snippet")

    def __init__(self, shown: Shown, score: float = 0.0, snippet: str = "") -> None:
        """Show `shown`, found with `score`."""
        self._shown = shown
        self._score = score
        self.snippet = snippet

    @property
    def id(self) -> UUID:
        """The incident's."""
        return self._shown.id

    @property
    def key(self) -> str:
        """The incident's."""
        return self._shown.key

    @property
    def title(self) -> str:
        """The incident's."""
        return self._shown.title

    @property
    def severity(self) -> Severity | None:
        """None where it is not known."""
        return self._shown.severity

    @property
    def started_at(self) -> datetime | None:
        """None where it is not known."""
        return self._shown.started_at

    @property
    def score(self) -> float:
        """BM25F, comparable within one answer only; 0 when the query holds no words."""
        return round(self._score, 4)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hit) and self._values() == other._values()

    @override
    def __hash__(self) -> int:
        return hash(self._values())

    @override
    def __repr__(self) -> str:
        return f"Hit({self._shown!r}, {self.score!r}, {self.snippet!r})"

    def _values(self) -> tuple[Shown, float, str]:
        return self._shown, self.score, self.snippet


class FacetCounts:
    """The facets of an answer, counted when they are first looked at.

    Whoever only lists hits does not wait for them. Counting reads what the search lane reads, so
    they must be looked at first where the search was made.
    """

    __slots__ = ("_count", "_counted")

    def __init__(self, count: Callable[[], dict[str, dict[str, int]]] | None = None) -> None:
        """Count by calling `count`, at most once; nothing to count without."""
        self._count = count
        self._counted: dict[str, dict[str, int]] = {}

    def __call__(self) -> dict[str, dict[str, int]]:
        """The counts of the values of each facet."""
        count = self._count
        if count is not None:
            self._counted = count()
            self._count = None  # lets go of the index
        return self._counted


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to one query.

    Attributes:
        query: as typed.
        understood: the parts that became filters, phrases, exclusions; words stay words.
        total: incidents that match, exactly, however many `hits` there are.
        elapsed_ms: milliseconds spent in the index.
        did_you_mean: a query that finds more, or None.
        would_find: how many incidents `did_you_mean` finds; 0 without one.
        hits: ranked, from the offset asked for.
        counts: of the facets, counted when `facets` is first read.
        note: what could not be understood, or why nothing can be found; empty mostly.
        nearest: whether no incident has all that was asked for, and these have most of it; only
            when near misses were asked for (`Index.search(nearest=True)`).
    """

    query: str
    understood: tuple[Chip, ...] = ()
    total: int = 0
    elapsed_ms: float = 0.0
    did_you_mean: str | None = None
    would_find: int = 0
    hits: tuple[Hit, ...] = ()
    counts: FacetCounts = field(default_factory=FacetCounts, compare=False, repr=False)
    note: str = ""
    nearest: bool = False

    @property
    def facets(self) -> dict[str, dict[str, int]]:
        """Per facet (severity, service, category, status, year, tag) its values' counts.

        Among the matches; a facet whose own field is filtered counts as if that filter were not
        there, so that its other values can still be chosen. To be read first in the thread that
        searched; from then on in any.
        """
        return self.counts()


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on with a query that is being typed.

    Attributes:
        insert: takes the place of ``query[start:end]``; a field ends with its colon, anything else
            with a space, so that typing can go on.
        label: the field, the value or the word, as a list shows it.
        detail: what it is or how often it is there: ``12 incidents``.
        start: where in the query it begins.
        end: where it ends.
    """

    insert: str
    label: str
    detail: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reason:
    """What one part of a query has to do with one incident.

    Attributes:
        asked: the part as typed: a word, a phrase, a filter in words.
        forms: the words of the library that it was found as; none for a filter.
        fields: the parts of the incident that it stands in, in words.
        incidents: in how many incidents it stands; the fewer, the more it counts.
        worth: what it adds to the score; 0 for a filter.
        sentence: all of this, to be read.
    """

    asked: str
    forms: tuple[str, ...]
    fields: tuple[str, ...]
    incidents: int
    worth: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an incident was found, and why it stands where it stands.

    Attributes:
        score: as of the hit; the sum of the reasons' worths, but for rounding.
        reasons: in the order of the query.
        order: what else decides the order, in a sentence.
    """

    id: UUID
    key: str
    title: str
    score: float
    reasons: tuple[Reason, ...]
    order: str


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """An incident that resembles another one, or a text.

    Attributes:
        score: 0 nothing in common, 1 the same.
        evidence: what they share, in words, the strongest first.
        text_score: what the texts alone have in common, without services and category; 0 to 1.
        mode_score: how far both tell of the same ways of failing, 0 to 1; only of nearest texts.
    """

    id: UUID
    key: str
    title: str
    score: float
    evidence: tuple[str, ...] = ()
    text_score: float = 0.0
    mode_score: float = 0.0
