"""Tables of Markdown while they are typed: where one stands, its cells, its columns in line."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

EMPTY = ("| Column | Column |", "| ------ | ------ |", "|        |        |")
"""What the toolbar puts in."""

_BREAK = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_DELIMITER = re.compile(r"\s*:?-+:?\s*")
_LEAST = 3
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class TableRows:
    """Which lines a table takes: from `first` to `last`, the delimiters in `first + 1`."""

    first: int
    last: int


def table_around(lines: Sequence[str], row: int) -> TableRows | None:
    """The table that a line belongs to, if any.

    Args:
        lines: lines of the text, as many around the row as a table may have.
        row: the line.
    """
    if not 0 <= row < len(lines) or not _is_row(lines[row]):
        return None
    first = row
    while first > 0 and _is_row(lines[first - 1]):
        first -= 1
    last = row
    while last + 1 < len(lines) and _is_row(lines[last + 1]):
        last += 1
    if last - first < 1 or not is_delimiter(lines[first + 1]):
        return None
    return TableRows(first, last)


def is_delimiter(line: str) -> bool:
    """Whether the line parts a table's head from its body."""
    parts = cells(line)
    return "-" in line and bool(parts) and all(_DELIMITER.fullmatch(one) for one in parts)


def cells(line: str) -> list[str]:
    """The cells of a row as written, without the space around each."""
    return [line[start:end].strip() for start, end in spans(line)]


def spans(line: str) -> list[tuple[int, int]]:
    """Where each cell of a row begins and ends, the space in it included."""
    # A bar inside code does not part cells here, as on every page that shows the table.
    hidden = _CODE.sub(lambda found: "x" * len(found.group()), line)
    bars = [found.start() for found in _BREAK.finditer(hidden)]
    if not bars:
        return []
    edges = list(bars)
    if line[: bars[0]].strip():
        edges.insert(0, -1)
    if line[bars[-1] + 1 :].strip():
        edges.append(len(line))
    return [(left + 1, right) for left, right in itertools.pairwise(edges)]


def cell_at(line: str, column: int) -> int:
    """The number of the cell at a place, from 0."""
    found = spans(line)
    for number, (_start, end) in enumerate(found):
        if column <= end:
            return number
    return max(0, len(found) - 1)


def inner_span(line: str, number: int) -> tuple[int, int]:
    """Where the words of a cell begin and end; one blank inside an empty one."""
    start, end = spans(line)[number]
    words = line[start:end]
    if not words.strip():
        middle = min(start + 1, end)
        return middle, middle
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def empty_row(line: str) -> str:
    """A row without words, with as many cells as `line` and as wide."""
    widths = [max(_LEAST, shown_width(one)) for one in cells(line)]
    return "| " + " | ".join(" " * width for width in widths) + " |"


def is_empty(line: str) -> bool:
    """Whether no cell of the row holds anything."""
    return not any(cells(line))


def aligned(lines: Sequence[str]) -> list[str]:
    """The rows of one table with their columns in line."""
    rows = [cells(line) for line in lines]
    count = max(len(row) for row in rows)
    rows = [row + [""] * (count - len(row)) for row in rows]
    widths = [
        min(
            _WIDEST,
            max(
                _LEAST,
                *(shown_width(row[at]) for number, row in enumerate(rows) if number != 1),
            ),
        )
        for at in range(count)
    ]
    sides = [_side(cell) for cell in rows[1]]
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    made = []
    for number, row in enumerate(rows):
        if number == 1:
            parts = [_rule(side, width) for side, width in zip(sides, widths, strict=True)]
        else:
            parts = [
                _padded(cell, width, side)
                for cell, width, side in zip(row, widths, sides, strict=True)
            ]
        made.append(f"{indent}| {' | '.join(parts)} |")
    return made


def shown_width(text: str) -> int:
    """How many places of a fixed pitch a text takes; ideographs and emoji take two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )


def _is_row(line: str) -> bool:
    return "|" in line and line.strip() != "|" and not line.startswith(("    ", "\t"))


def _side(delimiter: str) -> str:
    left, right = delimiter.startswith(":"), delimiter.endswith(":") and len(delimiter) > 1
    return "centre" if left and right else "right" if right else "left:" if left else "left"


def _rule(side: str, width: int) -> str:
    if side == "centre":
        return ":" + "-" * (width - 2) + ":"
    if side == "right":
        return "-" * (width - 1) + ":"
    return ":" + "-" * (width - 1) if side == "left:" else "-" * width


def _padded(cell: str, width: int, side: str) -> str:
    room = width - shown_width(cell)
    if room <= 0:
        return cell
    if side == "right":
        return " " * room + cell
    if side == "centre":
        return " " * (room // 2) + cell + " " * (room - room // 2)
    return cell + " " * room
