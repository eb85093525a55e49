"""Passages that show why an incident was found, with the words that matched marked.

Made on the plain texts that the index keeps, by one regular expression for the whole query, for
the incidents asked for only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from search.analysis import STOP_WORDS, chunks, fold, normalised
from search.fields import EVERYWHERE, WEIGHTS, Part
from search.query.tree import Both, Either, Phrase, Words
from search.results import Snippet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.query.tree import Node
    from search.reading.lexicon import Lexicon

LONGEST = 220
"""Characters of a snippet, ellipses not counted."""

_LEAD = 60
"""Characters before the first match, at most."""
_APART = r"[\W_]+"
_AFTER = r"(?![^\W_])"
_NOT_INSIDE = r"(?<![^\W_].)"
"""Stands after the first letter of a word, and looks at what is before it: a pattern that begins
with a letter is sought thirty times as fast as one that looks back at each place."""
_MOST_PATTERNS = 24
_MOST_MATCHES = 400
_NAMES = {Part.KEY, Part.TITLE, Part.SERVICES, Part.CATEGORY, Part.TAGS, Part.PEOPLE}
_WORTH = {Part.SUMMARY: 0.5, Part.ROOT_CAUSE: 0.4, Part.FACTORS: 0.3, Part.OTHER: -0.5}


@dataclass(frozen=True, slots=True)
class Marker:
    """What is marked for one word or phrase of a query.

    Attributes:
        pattern: matches it in folded text.
        mask: the parts where it counts.
    """

    pattern: str
    mask: int


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    marker: int


def markers_of(root: Node, lexicon: Lexicon) -> list[Marker]:
    """What to mark for a query, in the forms that the library uses; exclusions mark nothing."""
    found = [marker for node in positive_nodes(root) if (marker := marker_of(node, lexicon))]
    return list(dict.fromkeys(found))[:_MOST_PATTERNS]


def snippet_of(texts: list[tuple[Part, str]], markers: list[Marker]) -> Snippet:
    """The best passage of one incident; its first words when only its names match.

    Args:
        texts: its parts, as `search.document.unpack_body` gives them.
        markers: what the query looks for.
    """
    matches = {part: _matches(part, text, markers) for part, text in texts}
    fields = tuple(WEIGHTS[part].words for part in Part if matches.get(part))
    best = max(
        ((*_best_window(part, matches[part]), part, text) for part, text in texts),
        key=lambda one: one[0],
        default=None,
    )
    if best is None or best[0] <= 0:
        return _lead(texts, fields)
    _, first, part, text = best
    return _cut(part, text, matches[part], first, fields)


def marks_in(text: str, markers: list[Marker]) -> tuple[tuple[int, int], ...]:
    """Where a query's words stand in any text, in order: (start, end) offsets, none overlapping.

    Args:
        text: as it is shown.
        markers: what the query looks for; words sought in one part only are marked everywhere,
            because a shown text does not say which part it is.
    """
    anywhere = [Marker(one.pattern, EVERYWHERE) for one in markers]
    return tuple((one.start, one.end) for one in _matches(Part.OTHER, text, anywhere))


def places_of(
    texts: list[tuple[Part, str]], marker: Marker
) -> Iterator[tuple[Part, str, int, int]]:
    """Every place of one marker in an incident: part, its text, start and end in that."""
    for part, text in texts:
        for one in _matches(part, text, [marker]):
            yield part, text, one.start, one.end


def positive_nodes(node: Node) -> Iterator[Words | Phrase]:
    """The words and phrases that a query looks for, without what it excludes."""
    if isinstance(node, Words | Phrase):
        yield node
    elif isinstance(node, Both | Either):
        for child in node.children:
            yield from positive_nodes(child)


def marker_of(node: Words | Phrase, lexicon: Lexicon) -> Marker | None:
    """What to mark for one word or phrase; None for words that say nothing."""
    if isinstance(node, Words) and (node.fuzzy or node.pattern):
        folded = fold(node.text)
        near = lexicon.near(folded, node.fuzzy) if node.fuzzy else lexicon.like(folded)
        return Marker(_any_of(near, opening=True) + _AFTER, node.mask) if near else None
    pieces = [chunk for _, _, chunk in chunks(normalised(node.text))]
    words = [word for chunk in pieces for word in chunk.words]
    if not words or (isinstance(node, Words) and set(words) <= STOP_WORDS):
        return None
    if pieces[0].wholes and len(words) == 1:
        return Marker(_opening(pieces[0].wholes[0]) + _AFTER, node.mask)  # C++
    if not fold(node.text).isascii() and len(words) > 1:
        # Pairs of characters overlap; what was typed is what stands in the text.
        return Marker(re.escape(fold(normalised(node.text)).strip("*~")), node.mask)
    slop = node.slop if isinstance(node, Phrase) else 0
    # Each of them may stand first when other words may be between.
    opening = [slop > 0 or not at for at in range(len(words))]
    forms = [
        _any_of([word, *lexicon.family_words(word)], opening=first)
        for word, first in zip(words, opening, strict=True)
    ]
    if node.prefix:
        typed = _opening(words[-1]) if opening[-1] else re.escape(words[-1])
        forms[-1] = f"(?:{forms[-1]}|{typed}\\w*)"
    joined = "(?:" + "|".join(forms) + ")" if slop else _APART.join(forms)
    return Marker(joined + _AFTER, node.mask)


def _any_of(words: list[str], *, opening: bool) -> str:
    """Any of these words; `opening` a match, so that it must not begin inside of a word."""
    ordered = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    written = _opening if opening else re.escape
    return "(?:" + "|".join(written(word) for word in ordered) + ")"


def _opening(word: str) -> str:
    return f"{re.escape(word[:1])}{_NOT_INSIDE}{re.escape(word[1:])}"


def _matches(part: Part, text: str, markers: list[Marker]) -> list[_Match]:
    """All places of the markers in a part, in order, none overlapping another."""
    folded = _same_length_fold(text)
    found: list[_Match] = []
    for number, marker in enumerate(markers):
        if marker.mask == EVERYWHERE or marker.mask & part.bit:
            for match in _compiled(marker.pattern).finditer(folded):
                found.append(_Match(match.start(), match.end(), number))
                if len(found) >= _MOST_MATCHES:
                    break
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[_Match] = []
    for one in found:
        if one.end > one.start and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return kept


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _same_length_fold(text: str) -> str:
    """Folded letter by letter, so that places in it are places in `text`."""
    if text.isascii():
        return text.lower()
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(fold(letter)[:1] or " " for letter in text)


def _best_window(part: Part, matches: list[_Match]) -> tuple[float, int]:
    """The worth of the best passage in a part, and the place of its first match in `matches`."""
    best, place = 0.0, 0
    for first, match in enumerate(matches):
        inside = [one for one in matches[first:] if one.end <= match.start + LONGEST - _LEAD]
        kinds = len({one.marker for one in inside})
        worth = 10 * kinds + min(len(inside), 5) + _WORTH.get(part, 0.0)
        if part in _NAMES:
            # Key and title are shown beside the snippet anyway.
            worth = 0.0 if part in {Part.KEY, Part.TITLE} else worth / 10
        if worth > best:
            best, place = worth, first
        if first > _MOST_MATCHES // 4:
            break
    return best, place


def _cut(
    part: Part, text: str, matches: list[_Match], first: int, fields: tuple[str, ...]
) -> Snippet:
    begin = _word_start(text, max(0, matches[first].start - _LEAD))
    end = _word_end(text, min(len(text), begin + LONGEST))
    passage = text[begin:end].replace("\n", " ").rstrip()
    head = "…" if begin else ""
    tail = "…" if end < len(text) else ""
    shift = len(head) - begin
    marks = tuple(
        (one.start + shift, one.end + shift)
        for one in matches
        if one.start >= begin and one.end <= begin + len(passage)
    )
    return Snippet(f"{head}{passage}{tail}", marks, WEIGHTS[part].words, fields)


def _lead(texts: list[tuple[Part, str]], fields: tuple[str, ...]) -> Snippet:
    """The first words of the document, for incidents found by name, date or filter."""
    for part, text in texts:
        if part not in _NAMES and text.strip():
            end = _word_end(text, min(len(text), LONGEST))
            passage = text[:end].replace("\n", " ").rstrip()
            tail = "…" if end < len(text) else ""
            return Snippet(f"{passage}{tail}", (), WEIGHTS[part].words, fields)
    return Snippet("", (), "", fields)


def _word_start(text: str, at: int) -> int:
    """The nearest beginning of a word at or after `at`."""
    if at == 0:
        return 0
    space = max(text.find(" ", at, at + 30), text.find("\n", at, at + 30))
    return at if space < 0 else space + 1


def _word_end(text: str, at: int) -> int:
    """The nearest end of a word at or before `at`."""
    if at >= len(text):
        return len(text)
    space = max(text.rfind(" ", at - 30, at + 1), text.rfind("\n", at - 30, at + 1))
    return at if space < 0 else space
