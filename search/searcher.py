"""Answers queries on one commit of the index.

Not thread-safe: what it decodes is remembered without locks. One thread, one searcher.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from search.document import unpack_body
from search.evidence import Subject
from search.facts import SEVERITIES, UNKNOWN_START
from search.fields import Part
from search.plain import plain_text
from search.query.corrections import did_you_mean
from search.query.facets import answer
from search.query.matching import Matcher
from search.query.parser import parse
from search.query.ranking import ranked
from search.query.tree import Both, Named
from search.query.weighing import Weighing
from search.reading.lexicon import Lexicon
from search.results import Hit, SearchResults
from search.similar import Similarity
from search.snippets import markers_of, snippet_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from search.query.parser import Parsed
    from search.query.tree import Node
    from search.reading.snapshot import Snapshot
    from search.results import SimilarPair, Snippet, Sort
    from search.snippets import Marker

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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

    def search(
        self,
        query: str,
        *,
        sort: Sort,
        limit: int,
        offset: int,
        as_of: datetime,
        typing: bool = False,
        with_snippets: bool = False,
    ) -> SearchResults:
        """The answer to a query; see `search.index.Index.search`."""
        begun = time.perf_counter()
        parsed = parse(query, as_of=as_of, typing=typing)
        found = answer(self.snapshot, self._matcher, parsed.root)
        total = int(found.found.mask.sum())
        first = max(0, offset)
        documents = ranked(self.snapshot, found.found, sort, first, first + max(0, limit))
        scores = found.found.scores
        markers = markers_of(parsed.root, self._lexicon) if with_snippets else None
        hits = tuple(
            self._hit(number, 0.0 if scores is None else float(scores[number]), markers)
            for number in documents.tolist()
        )
        return SearchResults(
            query=query,
            understood=parsed.chips,
            total=total,
            elapsed_ms=(time.perf_counter() - begun) * 1000,
            did_you_mean=self._correction(query, parsed, total, as_of),
            hits=hits,
            facets=found.facets,
            note=self._note(parsed, typing=typing),
        )

    def snippets(self, query: str, ids: Sequence[UUID]) -> dict[UUID, Snippet]:
        """A passage for each incident that is in the index."""
        # The last word may have been completed while typing: its completions are marked too.
        # The instant makes no difference to what is marked.
        parsed = parse(query, as_of=_EPOCH, typing=True)
        markers = markers_of(parsed.root, self._lexicon)
        found: dict[UUID, Snippet] = {}
        for one in ids:
            number = self.snapshot.document_of(one)
            if number is not None:
                found[one] = snippet_of(unpack_body(self.snapshot.body(number)), markers)
        return found

    def similar_to(self, incident_id: UUID, limit: int) -> list[SimilarPair]:
        """The incidents most like one of the index; none when it is not in it."""
        number = self.snapshot.document_of(incident_id)
        if number is None:
            return []
        catalogue = self.snapshot.catalogue
        categories = catalogue.names_of("category", number)
        subject = Subject(
            texts=tuple(unpack_body(self.snapshot.body(number))),
            services=catalogue.names_of("service", number),
            category=categories[0] if categories else None,
            document=number,
        )
        return self._similarity.pairs(subject, limit)

    def similar_to_text(self, text: str, limit: int) -> list[SimilarPair]:
        """The incidents most like a text, Markdown or plain."""
        subject = Subject(texts=((Part.SUMMARY, plain_text(text)),))
        return self._similarity.pairs(subject, limit)

    def _hit(self, number: int, score: float, markers: list[Marker] | None) -> Hit:
        key, title = self.snapshot.label(number)
        row = self.snapshot.facts[number]
        rank, started = int(row["severity"]), int(row["started"])
        snippet = ""
        if markers is not None:
            snippet = snippet_of(unpack_body(self.snapshot.body(number)), markers).text
        return Hit(
            id=self.snapshot.incident_id(number),
            key=key,
            title=title,
            severity=SEVERITIES[rank - 1] if rank else None,
            started_at=None if started <= UNKNOWN_START else _EPOCH + timedelta(seconds=started),
            score=round(score, 4),
            snippet=snippet,
        )

    def _correction(self, query: str, parsed: Parsed, total: int, as_of: datetime) -> str | None:
        def count(corrected: str) -> int:
            root = parse(corrected, as_of=as_of).root
            return int(self._matcher.match(root).mask.sum())

        return did_you_mean(query, parsed, total, self._lexicon, count)

    def _note(self, parsed: Parsed, *, typing: bool) -> str:
        """What was not understood, and which names the library does not know."""
        notes = [parsed.note] if parsed.note else []
        parts = parsed.root.children if isinstance(parsed.root, Both) else (parsed.root,)
        notes.extend(self._unknown_name(part) for part in parts if not typing)
        return " ".join(note for note in notes if note)

    def _unknown_name(self, node: Node) -> str:
        if not isinstance(node, Named) or self._matcher.match(node).mask.any():
            return ""
        names = " or ".join(f"“{value}”" for value in node.values)
        return f"No incident has the {node.field} {names}."
