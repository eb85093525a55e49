"""What comes nearest where no incident has all that was asked for.

Filters and exclusions stay as strict as they were typed. Of the words, most must be there; a word
that the library does not know is taken for the one spelt most like it. A query in somebody's own
words mostly holds one that the postmortem does not use.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from search.analysis import STOP_WORDS, fold
from search.query.matches import Matches
from search.query.tree import Both, Either, Everything, Phrase, Words

if TYPE_CHECKING:
    from search.query.matching import Matcher
    from search.query.tree import Node
    from search.reading.arrays import Mask, Scores
    from search.reading.lexicon import Lexicon

MOST_WISHES = 24
_LEAST_SHARE = 0.5
"""So much of what was asked for, weighed by rarity, must be there."""

_SPELT_LIKE_WORTH = 0.6
_SHORTEST_MISSPELT, _LONG = 4, 7


def nearest(root: Node, matcher: Matcher, lexicon: Lexicon) -> Matches | None:
    """The incidents that have most of the words, or None where there is nothing to give up.

    Args:
        root: a query that nothing matches.
        matcher: on the index that was asked.
        lexicon: its words.
    """
    parts = root.children if isinstance(root, Both) else (root,)
    wishes = [part for part in parts if _is_wish(part)]
    musts = [part for part in parts if not _is_wish(part)]
    if len(wishes) < 2 or len(wishes) > MOST_WISHES:
        return None
    within = matcher.match(Both(tuple(musts))).mask if musts else matcher.match(Everything()).mask
    sought = (_found(wish, within, matcher, lexicon) for wish in wishes)
    found = [one for one in sought if one is not None]
    if not found:
        return None
    return _most_of(found, within)


def _is_wish(node: Node) -> bool:
    """Words can be given up; filters, exclusions and what mixes them cannot."""
    if isinstance(node, Words):
        return fold(node.text) not in STOP_WORDS or node.prefix
    if isinstance(node, Either | Both):
        return all(_is_wish(child) for child in node.children)
    return isinstance(node, Phrase)


def _found(
    wish: Node, within: Mask, matcher: Matcher, lexicon: Lexicon
) -> tuple[Mask, Scores] | None:
    """Where a wish is met, or a word spelt most like it; None where the library has neither."""
    field = Matches(within, None)
    found = matcher.match(wish, field)
    worth = 1.0
    if not found.mask.any() and isinstance(wish, Words):
        spelt = _spelt_like(wish, lexicon)
        if spelt is None:
            return None
        found, worth = matcher.match(spelt, field), _SPELT_LIKE_WORTH
    if found.scores is None or not found.mask.any():
        return None
    scores: Scores = np.where(found.mask, found.scores, np.float32(0)) * np.float32(worth)
    return found.mask, scores


def _spelt_like(wish: Words, lexicon: Lexicon) -> Words | None:
    folded = fold(wish.text)
    if not folded.isalnum() or len(folded) < _SHORTEST_MISSPELT or wish.pattern or wish.fuzzy:
        return None
    near = lexicon.near(folded, 2 if len(folded) >= _LONG else 1, same_start=True)
    return replace(wish, text=near[0], prefix=False) if near else None


def _most_of(found: list[tuple[Mask, Scores]], within: Mask) -> Matches | None:
    size = len(within)
    scores = np.zeros(size, np.float32)
    share = np.zeros(size, np.float32)
    counts = np.zeros(size, np.int16)
    everyone = max(1, int(within.sum()))
    whole = 0.0
    for mask, own in found:
        # As rare as it is among those that the filters leave, like BM25 over these alone.
        holders = int((mask & within).sum())
        rarity = float(np.log1p((everyone - holders + 0.5) / (holders + 0.5)))
        whole += rarity
        scores += own
        share += mask * np.float32(rarity)
        counts += mask
    share /= np.float32(whole or 1.0)
    enough = within & (share >= _LEAST_SHARE)
    if len(found) > 1:
        enough &= counts > 1
    if not enough.any():
        enough = within & (counts == counts[within].max(initial=0)) & (counts > 0)
    if not enough.any():
        return None
    return Matches(enough, scores * share)
