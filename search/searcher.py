"""Answers queries on one commit of the index.

Not thread-safe: what it decodes is remembered without locks. One thread, one searcher.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from search.completion import Completer
from search.document import unpack_body
from search.evidence import Subject
from search.explaining import Explainer
from search.fields import Part
from search.hits import Hits
from search.plain import plain_text
from search.query.corrections import FEW, did_you_mean
from search.query.facets import Answer, Facets
from search.query.matching import Matcher
from search.query.nearest import nearest
from search.query.parser import parse
from search.query.ranking import Ranking
from search.query.tree import Both, Named
from search.query.weighing import Weighing
from search.reading.lexicon import Lexicon
from search.results import FacetCounts, SearchResults, Sort
from search.similar import Similarity
from search.snippets import markers_of, marks_in, snippet_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from search.query.matches import Matches
    from search.query.parser import Parsed
    from search.query.tree import Node
    from search.reading.arrays import Documents
    from search.reading.snapshot import Snapshot
    from search.results import Completion, Explanation, SimilarPair, Snippet

NEAREST = "No incident has all of this; the nearest are shown."

_REMEMBERED_QUERIES = 256
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a query is asked; `search.index.Index.search` says what each of these means."""

    as_of: datetime
    zone: tzinfo = UTC
    sort: Sort = "relevance"
    typing: bool = False
    with_snippets: bool = False
    with_facets: bool = True
    nearest: bool = False


_TYPED = Asked(_EPOCH, typing=True)
"""For what is marked, the instant and the zone make no difference."""


class Searcher:
    """Searches one snapshot.

    Attributes:
        snapshot: the commit that is searched.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        """Search `snapshot`."""
        self.snapshot = snapshot
        self._lexicon = Lexicon(snapshot)
        self._weighing = Weighing(snapshot, self._lexicon)
        self._matcher = Matcher(snapshot, self._weighing)
        self._similarity = Similarity(snapshot, self._weighing)
        self._facets = Facets(snapshot)
        self._hits = Hits(snapshot)
        self._ranking = Ranking(snapshot)
        self._read: dict[tuple[str, bool, tzinfo], Parsed] = {}
        self._explainer = Explainer(snapshot, self._matcher, self._lexicon)
        self._completer = Completer(snapshot, self._lexicon)

    def search(
        self,
        query: str,
        *,
        asked: Asked,
        limit: int,
        offset: int,
    ) -> SearchResults:
        """The answer to a query; see `search.index.Index.search`."""
        begun = time.perf_counter()
        parsed = self._parsed(query, asked)
        answer = self._facets.answer(self._matcher, parsed.root)
        total = answer.found.total
        correction = self._correction(query, parsed, total, asked) if total < FEW else None
        note = self._note(parsed, typing=asked.typing)
        near = self._nearest(parsed) if asked.nearest and not total else None
        if near is not None:
            answer, total = Answer(near, near), near.total
            note = " ".join(one for one in (note, NEAREST) if one)
        first = max(0, offset)
        ranked = self._ranking.ranked(answer.found, asked.sort, first, first + max(0, limit))
        hits = self._hits.of(ranked, self._passages(parsed, ranked.documents, asked))
        return SearchResults(
            query=query,
            understood=parsed.chips,
            total=total,
            elapsed_ms=(time.perf_counter() - begun) * 1000,
            did_you_mean=correction[0] if correction else None,
            would_find=correction[1] if correction else 0,
            hits=hits,
            counts=self._counts(answer, asked),
            note=note,
            nearest=near is not None,
        )

    def complete(self, query: str, cursor: int, limit: int) -> tuple[Completion, ...]:
        """Ways to go on with a query that is being typed."""
        return self._completer.complete(query, cursor, limit)

    def snippets(self, query: str, ids: Sequence[UUID]) -> dict[UUID, Snippet]:
        """A passage for each incident that is in the index."""
        # The last word may have been completed while typing: its completions are marked too.
        # The instant makes no difference to what is marked.
        parsed = self._parsed(query, _TYPED)
        markers = markers_of(parsed.root, self._lexicon)
        found: dict[UUID, Snippet] = {}
        for one in ids:
            number = self.snapshot.document_of(one)
            if number is not None:
                found[one] = snippet_of(unpack_body(self.snapshot.body(number)), markers)
        return found

    def marks(self, query: str, text: str) -> tuple[tuple[int, int], ...]:
        """Where the words of a query stand in a text; see `search.index.Index.marks`."""
        parsed = self._parsed(query, _TYPED)
        return marks_in(text, markers_of(parsed.root, self._lexicon))

    def explain(self, query: str, incident_id: UUID, asked: Asked) -> Explanation | None:
        """Why an incident is found; None when it is not in the index."""
        number = self.snapshot.document_of(incident_id)
        if number is None:
            return None
        return self._explainer.explain(self._parsed(query, asked), number)

    def similar_to(self, incident_id: UUID, limit: int) -> list[SimilarPair]:
        """The incidents most like one of the index; none when it is not in it."""
        subject = self._subject(incident_id)
        return self._similarity.pairs(subject, limit) if subject is not None else []

    def nearest_texts(self, incident_id: UUID, limit: int) -> list[SimilarPair]:
        """The incidents whose texts are most like one's; none when it is not in the index."""
        subject = self._subject(incident_id)
        return self._similarity.nearest(subject, limit) if subject is not None else []

    def _subject(self, incident_id: UUID) -> Subject | None:
        number = self.snapshot.document_of(incident_id)
        if number is None:
            return None
        catalogue = self.snapshot.catalogue
        categories = catalogue.names_of("category", number)
        return Subject(
            texts=tuple(unpack_body(self.snapshot.body(number))),
            services=catalogue.names_of("service", number),
            category=categories[0] if categories else None,
            document=number,
        )

    def similar_to_text(self, text: str, limit: int) -> list[SimilarPair]:
        """The incidents most like a text, Markdown or plain."""
        subject = Subject(texts=((Part.SUMMARY, plain_text(text)),))
        return self._similarity.pairs(subject, limit)

    def _parsed(self, query: str, asked: Asked) -> Parsed:
        """The query as understood; remembered, as results, snippets and marks all ask for it."""
        if _of_its_time(query):
            return parse(query, as_of=asked.as_of, zone=asked.zone, typing=asked.typing)
        key = (query, asked.typing, asked.zone)
        known = self._read.get(key)
        if known is None:
            if len(self._read) >= _REMEMBERED_QUERIES:
                self._read.clear()
            known = parse(query, as_of=asked.as_of, zone=asked.zone, typing=asked.typing)
            self._read[key] = known
        return known

    def _counts(self, answer: Answer, asked: Asked) -> FacetCounts:
        if not asked.with_facets:
            return FacetCounts()
        facets, zone = self._facets, asked.zone
        return FacetCounts(lambda: facets.counts(answer, zone))

    def _nearest(self, parsed: Parsed) -> Matches | None:
        return nearest(parsed.root, self._matcher, self._lexicon)

    def _passages(self, parsed: Parsed, documents: Documents, asked: Asked) -> list[str] | None:
        if not asked.with_snippets:
            return None
        markers = markers_of(parsed.root, self._lexicon)
        return [
            snippet_of(unpack_body(self.snapshot.body(number)), markers).text
            for number in documents.tolist()
        ]

    def _correction(
        self, query: str, parsed: Parsed, total: int, asked: Asked
    ) -> tuple[str, int] | None:
        def count(corrected: str) -> int:
            root = parse(corrected, as_of=asked.as_of, zone=asked.zone).root
            return self._matcher.match(root).total

        return did_you_mean(query, parsed, total, self._lexicon, count)

    def _note(self, parsed: Parsed, *, typing: bool) -> str:
        """What was not understood, and which names the library does not know."""
        if typing or not parsed.chips:
            return parsed.note
        notes = [parsed.note] if parsed.note else []
        parts = parsed.root.children if isinstance(parsed.root, Both) else (parsed.root,)
        notes.extend(self._unknown_name(part) for part in parts)
        return " ".join(note for note in notes if note)

    def _unknown_name(self, node: Node) -> str:
        if not isinstance(node, Named) or self._matcher.match(node).total:
            return ""
        names = " or ".join(f"“{value}”" for value in node.values)
        return f"No incident has the {node.field} {names}."


def _of_its_time(query: str) -> bool:
    """Whether a query may mean something else a moment later."""
    return ":" in query and any(field in query.casefold() for field in ("last:", "overdue:"))
