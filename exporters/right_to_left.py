"""Hebrew and Arabic as they are read: letters joined, and each line in the order of its reading.

A PDF shows characters where they are put, from left to right. The Unicode Bidirectional Algorithm
says in which order those of a line stand (UAX #9, without explicit embeddings, whose characters are
never printed, and without its rule N0, for brackets around words of both directions). Arabic
letters have a shape for each place in a word; Unicode keeps these shapes as characters (Arabic
Presentation Forms A and B).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_STRONG = {"L": 0, "R": 1, "AL": 1}
_NUMBERS = ("EN", "AN")
_NEUTRAL = ("B", "S", "WS", "ON")
_HAS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_MIRRORS = dict(zip("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤", strict=True))
_TATWEEL = "\u0640"


def is_right_to_left(text: str) -> bool:
    """Whether some of its characters are of a script that is read from right to left."""
    return _HAS.search(text) is not None


def begins_right_to_left(text: str) -> bool:
    """Whether its first letter is: then the whole paragraph is (UAX #9, P2 and P3)."""
    kinds = map(unicodedata.bidirectional, text)
    return next((_STRONG[kind] for kind in kinds if kind in _STRONG), 0) == 1


def visual_order(text: str, *, right_to_left: bool) -> list[tuple[int, bool]]:
    """The places of a line's characters from left to right; True where brackets are mirrored.

    Args:
        text: one line, in the order in which it is read.
        right_to_left: of the paragraph that it is in.
    """
    base = int(right_to_left)
    levels = _levels(_resolved(text, base), base)
    for place in range(len(text) - 1, -1, -1):  # L1: blanks at the end
        if not text[place].isspace():
            break
        levels[place] = base
    order = list(range(len(text)))
    odd = [level for level in levels if level % 2]
    for level in range(max(levels, default=0), min(odd, default=1) - 1, -1):  # L2
        place = 0
        while place < len(order):
            end = place
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[place:end] = order[place:end][::-1]
            place = max(end, place + 1)
    return [(place, levels[place] % 2 == 1) for place in order]


def mirrored(character: str) -> str:
    """The bracket that stands for another where text runs from right to left (L4)."""
    return _MIRRORS.get(character, character)


def _resolved(text: str, base: int) -> list[str]:
    """The kind of each character after rules W1 to W7, N1 and N2."""
    kinds = [unicodedata.bidirectional(one) or "L" for one in text]
    _weak(kinds, "R" if base else "L")
    edge = "R" if base else "L"
    place = 0
    while place < len(kinds):
        end = place
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > place:
            before = _side(kinds[place - 1]) if place else edge
            after = _side(kinds[end]) if end < len(kinds) else edge
            kinds[place:end] = [before if before == after else edge] * (end - place)
        place = max(end, place + 1)
    return kinds


def _side(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind


def _weak(kinds: list[str], edge: str) -> None:
    """Rules W1 to W7, in place: marks, numbers and what stands between them."""
    strong = before = edge
    for place, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[place] = before
        elif kind == "EN" and strong == "AL":
            kinds[place] = "AN"
        if kind in _STRONG:
            strong = kind
        before = kinds[place]
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    _separated(kinds)
    _terminated(kinds)
    kinds[:] = ["ON" if kind in ("ES", "ET", "CS", "BN") else kind for kind in kinds]
    strong = edge
    for place, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"


def _separated(kinds: list[str]) -> None:
    """Rule W4: one sign between two numbers of a kind belongs to them."""
    for place in range(1, len(kinds) - 1):
        one, other = kinds[place - 1], kinds[place + 1]
        same = one == other and one in _NUMBERS
        if same and (kinds[place] == "CS" or (kinds[place] == "ES" and one == "EN")):
            kinds[place] = one


def _terminated(kinds: list[str]) -> None:
    """Rule W5: signs beside a European number (percent, currency) belong to it."""
    place = 0
    for kind, group in groupby(list(kinds)):
        count = len(list(group))
        if kind == "ET":
            beside = (kinds[place - 1 : place] or [""]) + (kinds[place + count :][:1] or [""])
            if "EN" in beside:
                kinds[place : place + count] = ["EN"] * count
        place += count


def _levels(kinds: Sequence[str], base: int) -> list[int]:
    """Rules I1 and I2."""
    if base:
        return [1 if kind == "R" else 2 for kind in kinds]
    return [{"R": 1, "L": 0}.get(kind, 2) for kind in kinds]


# ---------------------------------------------------------------------------- Arabic letters


def joined(text: str) -> str:
    """Arabic letters in the shapes that their places in a word ask for; other text as it is."""
    shapes = _shapes()
    if not any("\u0620" <= one <= "\u06ff" for one in text):
        return text
    made: list[str] = []
    letters = _ligated(text, shapes)
    for place, letter in enumerate(letters):
        forms = shapes.get(letter)
        if forms is None:
            made.append(letter)
            continue
        before = _neighbour(letters, place, -1)
        after = _neighbour(letters, place, 1)
        from_before = _joins_on(before, shapes) and "final" in forms
        to_after = "initial" in forms and _joins_back(after, shapes)
        wanted = {
            (True, True): "medial",
            (True, False): "final",
            (False, True): "initial",
            (False, False): "isolated",
        }[from_before, to_after]
        made.append(forms.get(wanted, letter))
    return "".join(made)


def _ligated(text: str, shapes: dict[str, dict[str, str]]) -> list[str]:
    """Letters, lam and alef that follow one another as one."""
    made: list[str] = []
    for character in text:
        if made and made[-1] == "\u0644" and f"\u0644{character}" in shapes:
            made[-1] += character
        else:
            made.append(character)
    return made


def _neighbour(letters: Sequence[str], place: int, step: int) -> str:
    """The next letter on one side; marks above and below letters do not part them."""
    place += step
    while 0 <= place < len(letters):
        if unicodedata.category(letters[place][0]) != "Mn":
            return letters[place]
        place += step
    return ""


def _joins_on(letter: str, shapes: dict[str, dict[str, str]]) -> bool:
    return letter == _TATWEEL or "initial" in shapes.get(letter, {})


def _joins_back(letter: str, shapes: dict[str, dict[str, str]]) -> bool:
    return letter == _TATWEEL or "final" in shapes.get(letter, {})


@lru_cache(maxsize=1)
def _shapes() -> dict[str, dict[str, str]]:
    """The shapes of each letter, as the Unicode Character Database names them."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEFD)):
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        name = "".join(chr(int(letter, 16)) for letter in letters)
        if kind in ("<isolated>", "<final>", "<initial>", "<medial>") and (
            len(name) == 1 or (len(name) == 2 and name[0] == "\u0644")
        ):
            found.setdefault(name, {}).setdefault(kind[1:-1], chr(code))
    return found
