"""Two short columns of text side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable
from typing_extensions import override

from exporters.pdf.flowables import ENDLESS, Stack
from exporters.pdf.tables import divided

if TYPE_CHECKING:
    from exporters.pdf.style import PrintStyle

_SHORT = 300.0  # points; longer columns are read more easily one after the other
_LOPSIDED = 3.2


class SideBySide(Flowable):
    """Two stacks of equal width; both are divided at the same height."""

    def __init__(self, style: PrintStyle, left: Stack, right: Stack) -> None:
        super().__init__()
        self._style = style
        self._left = left
        self._right = right
        self.spaceBefore = style.section.before
        self.spaceAfter = style.section.before

    def column(self, width: float) -> float:
        """The width of one column."""
        return (width - self._style.gap) / 2

    def reads_well(self, width: float) -> bool:
        """Whether both columns are short, and neither towers over the other."""
        column = self.column(width)
        heights = sorted(one.wrap(column, ENDLESS)[1] for one in (self._left, self._right))
        lopsided = heights[1] > 120 and heights[1] > _LOPSIDED * max(heights[0], 1)
        return heights[1] <= _SHORT and not lopsided

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """As high as the higher column."""
        column = self.column(aW)
        self.width = aW
        self.height = max(one.wrap(column, aH)[1] for one in (self._left, self._right))
        return aW, self.height

    def least(self, width: float) -> float:
        """What must stand together in either column."""
        column = self.column(width)
        return max(self._left.least(column), self._right.least(column))

    @override
    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Both columns divided at that height."""
        column = self.column(aW)
        heads, tails = divided([self._left, self._right], [column, column], aH)
        if heads is None:
            return []
        return [SideBySide(self._style, *heads), SideBySide(self._style, *tails)]

    def draw(self) -> None:
        """Both columns from the top."""
        column = self.column(self.width)
        for place, stack in enumerate((self._left, self._right)):
            x = place * (column + self._style.gap)
            stack.drawOn(self.canv, x, self.height - stack.wrap(column, ENDLESS)[1])
