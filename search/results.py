"""What a search answers with: frozen values that every folder above may hold.

Nothing heavy is imported here, so the window can name these types before it has loaded Whoosh.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

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


@dataclass(frozen=True, slots=True)
class Hit:
    """One incident found.

    Attributes:
        score: BM25F, comparable within one answer only; 0 when the query holds no words.
        snippet: plain passage, only when asked for (`Index.search(with_snippets=True)`).
    """

    id: UUID
    key: str
    title: str
    severity: Severity | None
    started_at: datetime | None
    score: float
    snippet: str = ""


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
        facets: per facet (severity, service, category, status, year, tag) the counts of its
            values among the matches. A facet whose own field is filtered counts as if that filter
            were not there, so that its other values can still be chosen.
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
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    note: str = ""
    nearest: bool = False


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
    """

    id: UUID
    key: str
    title: str
    score: float
    evidence: tuple[str, ...] = ()
    text_score: float = 0.0
