"""Pieces of a page besides text: stacks, indented blocks, code, titles, rules, pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from reportlab.platypus import Flowable
from typing_extensions import override

from exporters.document import Run
from exporters.pdf.text import Text, draw_line

if TYPE_CHECKING:
    from reportlab.lib.colors import Color
    from reportlab.pdfgen.canvas import Canvas

    from exporters.pdf.lines import Line, Setter
    from exporters.pdf.style import TextStyle

ENDLESS = 1e6
"""A height that everything fits into."""

Decoration = Callable[["Canvas", float], None]
"""Draws beside an indented block, given its height; the origin is its lower left corner."""


@runtime_checkable
class KnowsItsLeast(Protocol):
    """A flowable that can say how much of it must stand together at a page's bottom."""

    def least(self, width: float) -> float:
        """That height, in points."""


def least_height(flowable: Flowable, width: float) -> float:
    """How much of a flowable must stand together at a page's bottom."""
    if isinstance(flowable, KnowsItsLeast):
        return flowable.least(width)
    return flowable.wrap(width, ENDLESS)[1]


def is_kept(flowable: Flowable) -> bool:
    """Whether a flowable must not be the last on its page."""
    return bool(getattr(flowable, "keepWithNext", 0))


class Stack(Flowable):
    """Flowables below one another, with the larger of two neighbours' distances between them."""

    def __init__(self, parts: Sequence[Flowable], *, before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.parts = tuple(parts)
        self.spaceBefore = before
        self.spaceAfter = after
        self._tops: list[float] = []

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Put the parts below one another; the height of all."""
        self.width = aW
        self._tops = []
        below = 0.0
        previous: Flowable | None = None
        for part in self.parts:
            if previous is not None:
                below += max(previous.getSpaceAfter(), part.getSpaceBefore())
            self._tops.append(below)
            below += part.wrap(aW, ENDLESS)[1]
            previous = part
        self.height = below
        return aW, below

    def least(self, width: float) -> float:
        """The first part, and what it is kept with."""
        height = 0.0
        for part in self.parts:
            if not is_kept(part):
                return height + least_height(part, width)
            height += part.wrap(width, ENDLESS)[1] + part.getSpaceAfter()
        return height

    @override
    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Whole parts as far as they fit, then the first part that does not, divided."""
        self.wrap(aW, aH)
        if self.height <= aH:
            return [self]
        count = sum(
            1
            for part, top in zip(self.parts, self._tops, strict=True)
            if top + part.wrap(aW, ENDLESS)[1] <= aH
        )
        halves = self.parts[count].split(aW, aH - self._tops[count])
        if len(halves) == 2:
            return [
                Stack((*self.parts[:count], halves[0]), before=self.spaceBefore),
                Stack((halves[1], *self.parts[count + 1 :]), after=self.spaceAfter),
            ]
        while count and is_kept(self.parts[count - 1]):
            count -= 1
        if not count:
            return []
        return [
            Stack(self.parts[:count], before=self.spaceBefore),
            Stack(self.parts[count:], after=self.spaceAfter),
        ]

    def draw(self) -> None:
        """Every part at its place."""
        for part, top in zip(self.parts, self._tops, strict=True):
            part.drawOn(self.canv, 0, self.height - top - part.wrap(self.width, ENDLESS)[1])


class Indented(Flowable):
    """A stack moved to the right, with a bullet, a number or a rule beside it.

    Attributes:
        decoration: drawn beside the block's beginning.
        continued: drawn beside what of it stands on the following pages.
    """

    def __init__(
        self,
        content: Stack,
        indent: float,
        decoration: Decoration | None,
        continued: Decoration | None = None,
        *,
        before: float = 0,
        after: float = 0,
    ) -> None:
        super().__init__()
        self._content = content
        self._indent = indent
        self._decoration = decoration
        self._continued = continued
        self.spaceBefore = before
        self.spaceAfter = after

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The stack's height in what the indent leaves of the width."""
        self.width = aW
        self.height = self._content.wrap(self._inner(aW), aH)[1]
        return aW, self.height

    def _inner(self, width: float) -> float:
        return max(width - self._indent, 24.0)

    def least(self, width: float) -> float:
        """As much as of the stack."""
        return self._content.least(self._inner(width))

    @override
    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Both halves indented."""
        halves = self._content.split(self._inner(aW), aH)
        if len(halves) != 2:
            return []
        first, rest = halves
        assert isinstance(first, Stack)
        assert isinstance(rest, Stack)
        return [
            Indented(
                first, self._indent, self._decoration, self._continued, before=self.spaceBefore
            ),
            Indented(rest, self._indent, self._continued, self._continued, after=self.spaceAfter),
        ]

    def draw(self) -> None:
        """The decoration, then the stack."""
        if self._decoration is not None:
            self._decoration(self.canv, self.height)
        self._content.drawOn(self.canv, self._indent, 0)


class Title(Flowable):
    """A heading that the outline lists, with an optional note at the right end of its line."""

    def __init__(
        self,
        setter: Setter,
        text: Text,
        name: str,
        *,
        level: int,
        anchor: str,
        note: str = "",
    ) -> None:
        super().__init__()
        self._setter = setter
        self._text = text
        self._name = name
        self._level = level
        self._anchor = anchor
        self._note = note
        self._note_line: Line = ()
        self._note_below: Text | None = None
        self.spaceBefore = text.style.before
        self.spaceAfter = text.style.after
        self.keepWithNext = 1

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The heading's lines; the note goes below where the line has no room for it."""
        self.width = aW
        self.height = self._text.wrap(aW, aH)[1]
        self._note_below = None
        if self._note:
            style = self._setter.style.section_note
            note = Text(self._setter, (Run(self._note),), style)
            room = aW - self._text.widest_line() - 12
            self._note_line = self._setter.piece(self._note, style)
            if sum(piece.width for piece in self._note_line) > room:
                self._note_below = note
                self.height += note.wrap(aW, aH)[1]
        return aW, self.height

    @override
    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Only an absurdly long heading is divided; its second half is set as text."""
        halves = self._text.split(aW, aH)
        if len(halves) != 2 or not isinstance(halves[0], Text):
            return []
        first = Title(self._setter, halves[0], self._name, level=self._level, anchor=self._anchor)
        return [first, halves[1]]

    def draw(self) -> None:
        """The heading with its entry in the outline, and the note."""
        if self._name:
            self.canv.bookmarkHorizontal(self._anchor, 0, self.height + 8)
            self.canv.addOutlineEntry(self._name, self._anchor, self._level)
        below = self._note_below.height if self._note_below else 0
        self._text.drawOn(self.canv, 0, below)
        if self._note_below:
            self._note_below.drawOn(self.canv, 0, 0)
        elif self._note:
            style = self._setter.style.section_note
            x = self.width - sum(piece.width for piece in self._note_line)
            y = self.height - style.first_baseline
            draw_line(self.canv, self._setter.fonts, self._note_line, x, y)


class CodeLines(Flowable):
    """Preformatted text; a line that is too long goes on in the next, a little indented."""

    def __init__(
        self, setter: Setter, text: str, style: TextStyle, *, lines: tuple[Line, ...] = ()
    ) -> None:
        super().__init__()
        self._setter = setter
        self._text = text
        self._style = style
        self._lines = lines
        self.spaceBefore = style.before
        self.spaceAfter = style.after

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Cut the lines for a width."""
        self.width = aW
        if self._text and not self._lines:
            self._lines = self._cut(aW - self._setter.style.code_indent)
        self.height = len(self._lines) * self._style.leading
        return aW, self.height

    def _cut(self, width: float) -> tuple[Line, ...]:
        style = self._style
        column = self._setter.fonts.width("0", self._setter.fonts.cut(style.face), style.size)
        columns = max(8, int(width / column))
        made: list[Line] = []
        for line in self._text.expandtabs(4).split("\n"):
            rest, lead = line.rstrip(), ""
            while len(lead) + len(rest) > columns:
                room = columns - len(lead)
                # Between two words, when that does not leave the line half empty.
                at = rest.rfind(" ", room * 2 // 3, room) + 1 or room
                made.append(self._setter.piece(lead + rest[:at], style))
                rest, lead = rest[at:], "  "
            made.append(self._setter.piece(lead + rest, style))
        return tuple(made)

    def least(self, width: float) -> float:
        """Three lines, or all of fewer."""
        self.wrap(width, ENDLESS)
        return min(3, len(self._lines)) * self._style.leading

    @override
    def split(self, aW: float, aH: float) -> list[Flowable]:
        """As many lines as fit."""
        self.wrap(aW, aH)
        fits = int((aH + 0.01) / self._style.leading)
        if fits < min(3, len(self._lines)) or fits >= len(self._lines):
            return []
        halves = (self._lines[:fits], self._lines[fits:])
        return [CodeLines(self._setter, "", self._style, lines=half) for half in halves]

    def draw(self) -> None:
        """A rule at the left, and the lines."""
        style = self._setter.style
        self.canv.setStrokeColor(style.hairline)
        self.canv.setLineWidth(1.1)
        self.canv.line(0.55, 0, 0.55, self.height)
        y = self.height - self._style.first_baseline
        for line in self._lines:
            draw_line(self.canv, self._setter.fonts, line, style.code_indent, y)
            y -= self._style.leading


class Rule(Flowable):
    """A line across the text."""

    def __init__(self, setter: Setter, *, strong: bool, before: float, after: float) -> None:
        super().__init__()
        self._style = setter.style
        self._strong = strong
        self.spaceBefore = before
        self.spaceAfter = after

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """No height at all."""
        self.width, self.height = aW, 0
        return aW, 0

    def draw(self) -> None:
        """The line."""
        draw_rule(
            self.canv,
            self._style.ink if self._strong else self._style.hairline,
            self._style.strong if self._strong else self._style.hair,
            self.width,
            0,
        )


def draw_rule(canvas: Canvas, color: Color, weight: float, width: float, y: float) -> None:
    """A horizontal line from 0 to `width`."""
    canvas.setStrokeColor(color)
    canvas.setLineWidth(weight)
    canvas.line(0, y, width, y)
