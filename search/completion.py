"""Goes on with what is being typed: fields, their values, words, all of them the library's own.

A person need not know that there is a field ``reviewer:`` or how a service is spelt. Nothing here
looks at postings, only at the lists of names and words, so an answer takes about a millisecond.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from models.vocabulary import IncidentKind
from search.analysis import fold
from search.facts import HAS, SEVERITIES, STATUSES
from search.query.lexer import Token, TokenKind, tokenise
from search.query.values import canonical, fold_path
from search.query.words import FIELD_EXAMPLES, FIELDS, FieldKind
from search.query_text import quoted
from search.reading.catalogue import FACET_KINDS
from search.results import NO_VALUE, Completion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from search.reading.lexicon import Lexicon
    from search.reading.snapshot import Snapshot

MOST = 8
"""What a list below the search field shows without scrolling."""

_MOST_NAMES = 3
_MOST_COUNTED = 300
"""Names of a segment that are counted; people are fewer."""
_MOST_KEYS = 2 * MOST
"""Keys are one incident each, so the first ones do."""
_MOST_FIELDS = 4
_WORD_END = set(' \t\n():,"“”„«»')
_SEVERITIES = [one.value for one in SEVERITIES]
_STATUSES = [one.value for one in STATUSES]
_FLAGS = {
    "postmortem": {"missing": "no postmortem yet", "yes": "there is one"},
    "review": {"open": "waiting for review", "no": "not in review"},
    "overdue": {"yes": "an action item is overdue", "no": "none is"},
    "repeat": {"yes": "happened before", "no": "not known to"},
}
_SPANS = {
    "7d": "the last week",
    "30d": "the last 30 days",
    "90d": "the last 90 days",
    "6m": "the last 6 months",
    "1y": "the last year",
}
_AMOUNTS = {
    "duration": {">60": "longer than an hour", ">=4h": "four hours or more", "<15": "under 15 min"},
    "users": {">=1000": "a thousand or more", ">0": "anybody at all", ">=10k": "ten thousand"},
}


@dataclass(frozen=True, slots=True)
class _Offer:
    """A value with what is said of it."""

    text: str
    detail: str


class Completer:
    """Completes queries on one snapshot."""

    def __init__(self, snapshot: Snapshot, lexicon: Lexicon) -> None:
        """Complete with the names of `snapshot` and the words of `lexicon`."""
        self._snapshot = snapshot
        self._lexicon = lexicon

    def complete(self, query: str, cursor: int, limit: int = MOST) -> tuple[Completion, ...]:
        """Ways to go on at `cursor`, the likeliest first; none where nothing is being typed.

        Args:
            query: as it stands in the search field.
            cursor: offset in it.
            limit: most to give.
        """
        cursor = max(0, min(cursor, len(query)))
        tokens = tokenise(query[:cursor])
        token = tokens[-1] if tokens and tokens[-1].end == cursor else None
        end = _end_of_word(query, cursor)
        if token is None:
            return tuple(_fields("", cursor, end))[:limit] if not query.strip() else ()
        if token.kind is TokenKind.FILTER:
            return tuple(self._values(token, cursor, end))[:limit]
        if token.kind is TokenKind.PHRASE:
            return () if token.closed else self._in_phrase(token, cursor, end)[:limit]
        if token.kind is TokenKind.WORD:
            return self._words_and_names(token, end, query)[:limit]
        return ()

    def _words_and_names(self, token: Token, end: int, query: str) -> tuple[Completion, ...]:
        typed = fold(token.text)
        if query[end : end + 1] == ":":
            return tuple(_fields(typed, token.start, end + 1))
        names: list[Completion] = []
        for kind in FACET_KINDS:
            for offer in list(self._named(kind, token.text))[:_MOST_NAMES]:
                insert = f"{kind}:{quoted(offer.text)} "
                names.append(
                    Completion(insert, f"{kind}:{offer.text}", offer.detail, token.start, end)
                )
        words = [
            Completion(f"{one.text} ", one.text, one.detail, token.start, end)
            for one in self._words(typed)
        ]
        fields = list(_fields(typed, token.start, end))[:_MOST_FIELDS]
        # A field is known by its beginning; else words say most of what people look for.
        first = words[:3] if len(typed) > 1 else []
        return (*fields, *first, *names[:_MOST_NAMES], *words[len(first) :])

    def _in_phrase(self, token: Token, cursor: int, end: int) -> tuple[Completion, ...]:
        word = token.text.rpartition(" ")[2]
        start = cursor - len(word)
        found = self._words(fold(word)) if word else ()
        return tuple(Completion(one.text, one.text, one.detail, start, end) for one in found)

    def _values(self, token: Token, cursor: int, end: int) -> Iterable[Completion]:
        last = token.values[-1] if token.values and token.values[-1].end == cursor else None
        if last and last.quoted and cursor - last.start > 1 + len(last.text):
            return  # its closing quotation mark is there
        typed = last.text if last else ""
        start = last.start if last else cursor
        chosen = {canonical(token.field, one.text) for one in token.values if one is not last}
        for offer in self._offers(token.field, typed, compared=bool(token.operator)):
            if canonical(token.field, offer.text) in chosen:
                continue
            yield Completion(f"{quoted_value(offer.text)} ", offer.text, offer.detail, start, end)

    def _offers(self, field: str, typed: str, *, compared: bool) -> Iterable[_Offer]:
        kind = FIELDS[field]
        known: dict[FieldKind, Callable[[], Iterable[_Offer]]] = {
            FieldKind.TEXT: lambda: self._words(fold(typed)),
            FieldKind.NAMES: lambda: self._named(field, typed),
            FieldKind.SEVERITY: lambda: self._coded("severity", _SEVERITIES, typed),
            FieldKind.STATUS: lambda: self._coded("status", _STATUSES, typed),
            FieldKind.INSTANT: lambda: self._years(typed),
        }
        if kind in known:
            return known[kind]()
        if compared:
            return ()
        fixed = {
            FieldKind.AGE: _SPANS,
            FieldKind.NUMBER: _AMOUNTS.get(field, {}),
            FieldKind.HAS: dict.fromkeys(HAS, ""),
            FieldKind.FLAG: _FLAGS.get(field, {}),
        }[kind]
        return (_Offer(text, detail) for text, detail in fixed.items() if text.startswith(typed))

    def _named(self, kind: str, typed: str) -> Iterable[_Offer]:
        """Names that begin so, or one of whose steps does; the most frequent first."""
        if kind == "kind":
            return (_Offer(one.value, "") for one in IncidentKind if one.value.startswith(typed))
        folded = fold_path(typed)
        if kind in FACET_KINDS:
            return self._facet_names(kind, folded)
        return self._people_and_keys(kind, folded)

    def _facet_names(self, kind: str, folded: str) -> Iterable[_Offer]:
        found = [
            (count, name)
            for name, plain, count in self._known[kind]
            if count
            and (plain.startswith(folded) or f"/{folded}" in plain or f" {folded}" in plain)
        ]
        found.sort(key=lambda one: (not fold_path(one[1]).startswith(folded), -one[0], one[1]))
        return (_Offer(name, _incidents(count)) for count, name in found)

    @cached_property
    def _known(self) -> dict[str, list[tuple[str, str, int]]]:
        """Per facet kind each name, folded too, with the incidents that carry it."""
        catalogue, live = self._snapshot.catalogue, self._snapshot.live
        known: dict[str, list[tuple[str, str, int]]] = {}
        for kind in FACET_KINDS:
            counts = catalogue.pairs(kind).counts(live)
            known[kind] = [(name, fold_path(name), count) for name, count in counts.items()]
        return known

    def _people_and_keys(self, kind: str, folded: str) -> Iterable[_Offer]:
        counted: dict[str, int] = {}
        for segment in self._snapshot.segments:
            first, last = segment.terms.prefix_range("names", f"{kind}={folded}")
            if kind == "key":
                last = min(last, first + _MOST_KEYS)
            ordinals = np.arange(first, last)
            documents = segment.terms.documents(ordinals)
            if len(ordinals) > _MOST_COUNTED:
                chosen = np.argpartition(documents, -_MOST_COUNTED)[-_MOST_COUNTED:]
                ordinals, documents = ordinals[chosen], documents[chosen]
            for ordinal, count in zip(ordinals.tolist(), documents.tolist(), strict=True):
                name = segment.terms.term(ordinal).partition("=")[2]
                counted[name] = counted.get(name, 0) + count
        ranked = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
        return (_Offer(_as_shown(kind, name), _incidents(count)) for name, count in ranked)

    def _coded(self, column: str, names: list[str], typed: str) -> Iterable[_Offer]:
        numbers = self._snapshot.column(column)[self._snapshot.live]
        counts = np.bincount(numbers, minlength=len(names) + 1).tolist()
        folded = fold(typed)
        for place, name in [*enumerate(names, 1), (0, NO_VALUE)]:
            if fold(name).startswith(folded) or fold(name).removeprefix("sev-").startswith(folded):
                yield _Offer(name, _incidents(counts[place]))

    def _years(self, typed: str) -> Iterable[_Offer]:
        """Years with incidents, the newest first; once a year is typed, its quarters and months."""
        counts = np.bincount(np.maximum(self._snapshot.column("year")[self._snapshot.live], 0))
        years = [int(year) for year in np.flatnonzero(counts).tolist() if year]
        for year in reversed(years):
            if str(year).startswith(typed):
                yield _Offer(str(year), _incidents(int(counts[year])))
            if typed.startswith(str(year)):
                steps = [f"{year}-Q{at}" for at in range(1, 5)]
                steps += [f"{year}-{at:02}" for at in range(1, 13)]
                yield from (_Offer(one, "") for one in steps if one.startswith(typed))

    def _words(self, typed: str) -> tuple[_Offer, ...]:
        if not typed or not typed[-1].isalnum():
            return ()
        found = self._lexicon.completions(typed)
        return tuple(
            _Offer(word, _incidents(self._lexicon.frequency(word)))
            for word in found
            if word != typed
        )


def quoted_value(value: str) -> str:
    """A value, in quotes where it must be; a comparison (``>60``) stays as it is."""
    return value if value[:1] in "<>" else quoted(value)


def _fields(typed: str, start: int, end: int) -> Iterable[Completion]:
    for name in FIELDS:
        if name.startswith(typed):
            yield Completion(f"{name}:", f"{name}:", FIELD_EXAMPLES[name], start, end)


def _as_shown(kind: str, name: str) -> str:
    """Keys are kept folded; people type and read them in capitals."""
    return name.upper() if kind in {"key", "tracker"} else name


def _incidents(count: int) -> str:
    return "1 incident" if count == 1 else f"{count:,} incidents"


def _end_of_word(query: str, cursor: int) -> int:
    end = cursor
    while end < len(query) and query[end] not in _WORD_END:
        end += 1
    return end
