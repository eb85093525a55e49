"""Tables between hairlines: columns as wide as their words, rows divided only when they must be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable
from typing_extensions import override

from exporters.pdf.flowables import ENDLESS, Stack, draw_rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.pdf.style import PrintStyle

_LEAST_ROOM = 110.0  # points; a taller row is divided only where this much of the page is left
_NARROWEST = 14.0
_GROWTH = 1.6  # how much more than others a growing column gets of what is left
_SHORT = 132.0  # points; a table of that height stands on one page


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its content, the width of its widest word, and the width of its longest line."""

    content: Stack
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `opened` when it goes on at the top of the next page."""

    cells: tuple[Cell, ...]
    opened: bool = False


class Table(Flowable):
    """A table with a head that is repeated on every page."""

    def __init__(
        self,
        style: PrintStyle,
        head: Row,
        rows: Sequence[Row],
        *,
        growing: int | None,
        widths: tuple[float, ...] = (),
        heights: Sequence[float] = (),
        before: float = 0,
        after: float = 7.3,
    ) -> None:
        """Make a table.

        Args:
            style: of the document.
            head: is repeated on every page.
            rows: below it.
            growing: the column that takes what the others leave.
            widths: of the columns, where they are known.
            heights: of the rows, where they are known: a long table is measured once, not again
                on every page.
            before: least distance from what stands above.
            after: from what stands below.
        """
        super().__init__()
        self._style = style
        self._head = head
        self._rows = tuple(rows)
        self._growing = growing
        self._widths = widths
        self._gap = style.cell_gap if len(head.cells) <= 8 else style.cell_gap / 2
        self._heights: list[float] = list(heights)
        self._head_height = 0.0
        self.spaceBefore = before
        self.spaceAfter = after

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Set every row; the height of all."""
        self.width = aW
        if not self._widths:
            self._widths = self._shared(aW)
        if not self._heights:
            padding = self._style.cell_padding
            self._heights = [self._tallest(row) + 2 * padding for row in self._rows]
        if not self._head_height:
            self._head_height = self._tallest(self._head) + 2.4
        self.height = self._head_height + sum(self._heights)
        return aW, self.height

    def _tallest(self, row: Row) -> float:
        return max(
            cell.content.wrap(width, ENDLESS)[1]
            for cell, width in zip(row.cells, self._widths, strict=True)
        )

    def _shared(self, width: float) -> tuple[float, ...]:
        """Every column its longest line where all fit, else its widest word and a fair share."""
        columns = list(zip(*(row.cells for row in (self._head, *self._rows)), strict=True))
        room = width - self._gap * (len(columns) - 1)
        least = [max(_NARROWEST, *(cell.least for cell in column)) for column in columns]
        most = [max(_NARROWEST, *(cell.most for cell in column)) for column in columns]
        if self._growing is not None and room - sum(most) + most[self._growing] >= room * 0.36:
            others = sum(most) - most[self._growing]
            most[self._growing] = room - others
            return tuple(most)
        if sum(most) <= room:
            return _widened(most, room)
        # A word that alone would take the table may be broken instead.
        least = [min(one, max(room / len(columns), room * 0.3)) for one in least]
        if sum(least) >= room:
            return tuple(one * room / sum(least) for one in least)
        wish = [max(0.0, m - le) for m, le in zip(most, least, strict=True)]
        given = _given(wish, room - sum(least), self._growing)
        return tuple(le + more for le, more in zip(least, given, strict=True))

    def least(self, width: float) -> float:
        """The head and two rows; all of a short table."""
        self.wrap(width, ENDLESS)
        if self.height <= _SHORT:
            return self.height
        first = self._heights[: 2 if len(self._rows) > 1 else 1]
        return self._head_height + min(sum(first), max(first[:1] or [0]) + _LEAST_ROOM, 180.0)

    @override
    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Whole rows as far as they fit; a row of its own height only where it must be divided."""
        self.wrap(aW, aH)
        room = aH - self._head_height
        count = 0
        while count < len(self._rows) and self._heights[count] <= room:
            room -= self._heights[count]
            count += 1
        if count == len(self._rows):
            return [self]
        halves = self._divided(self._rows[count], room) if self._must_divide(count, room) else None
        if halves:
            return [
                self._part((*self._rows[:count], halves[0]), after=0),
                self._part((halves[1], *self._rows[count + 1 :])),
            ]
        if count > 2 and count == len(self._rows) - 1:
            count -= 1
        if not count:
            return []
        return [
            self._part(self._rows[:count], after=0, heights=self._heights[:count]),
            self._part(self._rows[count:], heights=self._heights[count:]),
        ]

    def _must_divide(self, count: int, room: float) -> bool:
        return room >= _LEAST_ROOM and self._heights[count] > 2 * _LEAST_ROOM

    def _divided(self, row: Row, room: float) -> tuple[Row, Row] | None:
        inside = room - 2 * self._style.cell_padding
        heads, tails = divided([cell.content for cell in row.cells], self._widths, inside)
        if heads is None:
            return None
        return (
            Row(tuple(Cell(one, 0, 0) for one in heads), opened=True),
            Row(tuple(Cell(one, 0, 0) for one in tails), opened=row.opened),
        )

    def _part(
        self, rows: Sequence[Row], after: float | None = None, heights: Sequence[float] = ()
    ) -> Table:
        return Table(
            self._style,
            self._head,
            rows,
            growing=self._growing,
            widths=self._widths,
            heights=heights,
            after=self.spaceAfter if after is None else after,
        )

    def draw(self) -> None:
        """The head over a strong rule, each row over a hairline."""
        style = self._style
        y = self.height - self._tallest(self._head)
        self._draw_cells(self._head, self.height)
        y = self.height - self._head_height
        draw_rule(self.canv, style.ink, style.strong, self.width, y)
        for row, height in zip(self._rows, self._heights, strict=True):
            self._draw_cells(row, y - style.cell_padding)
            y -= height
            if not row.opened:
                draw_rule(self.canv, style.hairline, style.hair, self.width, y)

    def _draw_cells(self, row: Row, top: float) -> None:
        x = 0.0
        for cell, width in zip(row.cells, self._widths, strict=True):
            height = cell.content.wrap(width, ENDLESS)[1]
            cell.content.drawOn(self.canv, x, top - height)
            x += width + self._gap


def _given(wish: Sequence[float], spare: float, growing: int | None) -> list[float]:
    """`spare` shared among wishes; none gets more than it wished, which is more than there is."""
    given = [0.0] * len(wish)
    open_ = [place for place, one in enumerate(wish) if one]
    while open_ and spare > 0:
        # The square root keeps one very long text from starving its neighbours.
        weights = {
            place: wish[place] ** 0.5 * (_GROWTH if place == growing else 1.0) for place in open_
        }
        total = sum(weights.values())
        share = {place: spare * weight / total for place, weight in weights.items()}
        full = [place for place in open_ if share[place] >= wish[place]]
        for place in full or open_:
            given[place] = min(share[place], wish[place])
            spare -= given[place]
        open_ = [place for place in open_ if place not in full] if full else []
    return given


def _widened(widths: Sequence[float], room: float) -> tuple[float, ...]:
    """Columns spread over the room in proportion, so that the hairlines reach across."""
    spare = (room - sum(widths)) / len(widths)
    return tuple(width + spare for width in widths)


def divided(
    stacks: Sequence[Stack], widths: Sequence[float], room: float
) -> tuple[list[Stack] | None, list[Stack]]:
    """Stacks that stand side by side, divided at the same height; no heads when it cannot be."""
    heads: list[Stack] = []
    tails: list[Stack] = []
    for stack, width in zip(stacks, widths, strict=True):
        if stack.wrap(width, ENDLESS)[1] <= room:
            heads.append(stack)
            tails.append(Stack(()))
            continue
        halves = stack.split(width, room)
        if len(halves) != 2:
            return None, []
        first, rest = halves
        assert isinstance(first, Stack)
        assert isinstance(rest, Stack)
        heads.append(first)
        tails.append(rest)
    return heads, tails
