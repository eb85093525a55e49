"""What else the query could have meant, in the library's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.analysis import STOP_WORDS, fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.query.parser import Parsed
    from search.query.tree import Words
    from search.reading.lexicon import Lexicon

FEW = 3
"""From so many matches on, nothing is suggested."""

_SHORTEST = 3
_LONG = 7
_RARE = 2
"""A word in so few incidents may be a mistake that somebody made before."""
_FAR_MORE = 10
_FEWEST_WORDS, _MOST_WORDS = 3, 8


def did_you_mean(
    query: str, parsed: Parsed, total: int, lexicon: Lexicon, count: Callable[[str], int]
) -> tuple[str, int] | None:
    """A query that finds more, with how many it finds, or None.

    Words that the library does not know, or hardly, are replaced by the nearest ones that it
    uses often. If nothing at all is found though every word is known, one word is left out.

    Args:
        query: as typed.
        parsed: as understood.
        total: how many match it.
        lexicon: the library's words.
        count: how many match another query.
    """
    if total >= FEW:
        return None
    corrected = query
    for word in sorted(parsed.words, key=lambda one: one.start, reverse=True):
        better = _better(word, lexicon)
        if better:
            corrected = corrected[: word.start] + better + corrected[word.end :]
    if corrected != query and (found := count(corrected)) > total:
        return corrected, found
    return None if total or parsed.note else _without_one(query, parsed, count)


def _without_one(query: str, parsed: Parsed, count: Callable[[str], int]) -> tuple[str, int] | None:
    """Where the library knows each word but no incident has all: the query short of one word."""
    words = [word for word in parsed.words if not word.prefix]
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
        return None
    shorter = [" ".join((query[: one.start] + query[one.end :]).split()) for one in words]
    found = {one: count(one) for one in shorter}
    best = max(shorter, key=lambda one: found[one])
    return (best, found[best]) if found[best] else None


def _better(word: Words, lexicon: Lexicon) -> str | None:
    folded = fold(word.text)
    plain = folded.isalpha() and not (word.fuzzy or word.pattern)
    if not plain or len(folded) < _SHORTEST or folded in STOP_WORDS:
        return None
    if word.prefix and lexicon.completions(folded):
        return None
    known = max((lexicon.frequency(one) for one in lexicon.family_words(folded)), default=0)
    if known > _RARE:
        return None
    for candidate in lexicon.near(folded, 2 if len(folded) >= _LONG else 1, same_start=True):
        frequency = lexicon.frequency(candidate)
        if candidate != folded and frequency >= max(1, known * _FAR_MORE):
            return candidate
    return None
