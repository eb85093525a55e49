"""Two people changed one text: what each of them changed, line by line, put together.

The method is diff3's: stretches of lines that only one of them changed are taken from that one;
stretches that both changed, or that touch, are for a person to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class MergedText:
    """Both together.

    Attributes:
        mine: with the changes of both, mine where they meet.
        theirs: with the changes of both, theirs where they meet.
        both: with the changes of both, mine and then theirs where they meet.
        is_clean: they met nowhere: all three are the same.
    """

    mine: str
    theirs: str
    both: str
    is_clean: bool


@dataclass(frozen=True, slots=True)
class _Hunk:
    """Lines `low` to `high` of the base became `lines`."""

    low: int
    high: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    is_disputed: bool = False


def merge_texts(base: str, mine: str, theirs: str) -> MergedText:
    """Put together what two people made of `base`."""
    if mine in (base, theirs):
        return MergedText(theirs, theirs, theirs, is_clean=True)
    if theirs == base:
        return MergedText(mine, mine, mine, is_clean=True)
    lines = base.split("\n")
    stretches = list(_stretches(lines, _hunks(lines, mine), _hunks(lines, theirs)))
    return MergedText(
        mine="\n".join(line for one in stretches for line in one.mine),
        theirs="\n".join(line for one in stretches for line in one.theirs),
        both="\n".join(line for one in stretches for line in _both(one)),
        is_clean=not any(one.is_disputed for one in stretches),
    )


def _both(stretch: _Stretch) -> tuple[str, ...]:
    if not stretch.is_disputed:
        return stretch.mine
    # Where one of them only added lines to the other's, saying them twice helps nobody.
    if _contains(stretch.theirs, stretch.mine):
        return stretch.theirs
    if _contains(stretch.mine, stretch.theirs):
        return stretch.mine
    return (*stretch.mine, *stretch.theirs)


def _contains(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _hunks(base: Sequence[str], text: str) -> list[_Hunk]:
    lines = text.split("\n")
    # The ends that are the same are most of a long text: the comparison is quadratic.
    head = 0
    while head < min(len(base), len(lines)) and base[head] == lines[head]:
        head += 1
    tail = 0
    while tail < min(len(base), len(lines)) - head and base[-1 - tail] == lines[-1 - tail]:
        tail += 1
    before = base[head : len(base) - tail]
    after = lines[head : len(lines) - tail]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        _Hunk(head + i1, head + i2, tuple(after[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _stretches(base: Sequence[str], mine: list[_Hunk], theirs: list[_Hunk]) -> Iterator[_Stretch]:
    at = 0
    while mine or theirs:
        low = min(one[0].low for one in (mine, theirs) if one)
        yield _same(base[at:low])
        own, other, high = _cluster(mine, theirs, low)
        first = _applied(base, own, low, high)
        second = _applied(base, other, low, high)
        if not other or first == second:
            yield _Stretch(first, first)
        elif not own:
            yield _Stretch(second, second)
        else:
            yield _Stretch(first, second, is_disputed=True)
        at = high
    yield _same(base[at:])


def _same(lines: Sequence[str]) -> _Stretch:
    return _Stretch(tuple(lines), tuple(lines))


def _cluster(
    mine: list[_Hunk], theirs: list[_Hunk], low: int
) -> tuple[list[_Hunk], list[_Hunk], int]:
    """Take from the front of both all hunks that meet, beginning at line `low`."""
    own: list[_Hunk] = []
    other: list[_Hunk] = []
    high = low
    grew = True
    while grew:
        grew = False
        for waiting, taken, opposite in ((mine, own, other), (theirs, other, own)):
            while waiting and _meets(waiting[0], low, high, is_first=not (taken or opposite)):
                hunk = waiting.pop(0)
                taken.append(hunk)
                high = max(high, hunk.high)
                grew = True
    return own, other, high


def _meets(hunk: _Hunk, low: int, high: int, *, is_first: bool) -> bool:
    return hunk.low == low if is_first else hunk.low <= high


def _applied(base: Sequence[str], hunks: list[_Hunk], low: int, high: int) -> tuple[str, ...]:
    """Lines `low` to `high` of the base with these hunks in them."""
    lines: list[str] = []
    at = low
    for hunk in hunks:
        lines.extend(base[at : hunk.low])
        lines.extend(hunk.lines)
        at = hunk.high
    lines.extend(base[at:high])
    return tuple(lines)
