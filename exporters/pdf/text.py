"""Text on the page: lines drawn with their kerning and links, and text as a flowable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable
from typing_extensions import override

from exporters.document import Align, Runs
from exporters.pdf.lines import line_width

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from exporters.pdf.fonts import Fonts
    from exporters.pdf.lines import Line, Piece, Setter
    from exporters.pdf.style import TextStyle

_SLACK = 0.01


def draw_line(
    canvas: Canvas, fonts: Fonts, line: Line, x: float, y: float, tracking: float = 0
) -> None:
    """Draw a line whose baseline begins at (x, y), with its kerning, links and strokes."""
    text = canvas.beginText(x, y)
    at = x
    for piece in line:
        text.setFont(piece.cut, piece.size)
        text.setFillColor(piece.color)
        if piece.rise:
            text.setRise(piece.rise)
        # A narrow no-break space is drawn as a plain one; breaking is over by now.
        for part, kern in fonts.kerned(piece.text, piece.cut):
            if kern and len(part) > 1:
                text.setCharSpace(tracking)
                text.textOut(part[:-1])
                part = part[-1]  # noqa: PLW2901
            text.setCharSpace(tracking + kern * piece.size / 1000)
            text.textOut(part)
        if piece.rise:
            text.setRise(0)
        _decorate(canvas, piece, at, y)
        at += piece.width
    text.setCharSpace(0)
    canvas.drawText(text)


def _decorate(canvas: Canvas, piece: Piece, x: float, y: float) -> None:
    if piece.link:
        box = (x, y - piece.size * 0.25, x + piece.width, y + piece.size * 0.8)
        canvas.linkURL(piece.link, box, relative=1, thickness=0)
    if piece.struck:
        canvas.setStrokeColor(piece.color)
        canvas.setLineWidth(piece.size * 0.05)
        canvas.line(x, y + piece.size * 0.27, x + piece.width, y + piece.size * 0.27)


class Text(Flowable):
    """A text as a flowable; divided between pages with at least two lines on each side."""

    def __init__(
        self, setter: Setter, runs: Runs, style: TextStyle, *, lines: tuple[Line, ...] = ()
    ) -> None:
        super().__init__()
        self._setter = setter
        self._runs = runs
        self.style = style
        self._lines = lines
        self._for_width: float | None = None

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Set the text for a width; its height."""
        if self._runs and self._for_width != aW:
            self._lines = self._setter.lines(self._runs, self.style, aW)
            self._for_width = aW
        self.width, self.height = aW, len(self._lines) * self.style.leading
        return self.width, self.height

    def widest_line(self) -> float:
        """Points that the longest line takes; after `wrap`."""
        return max(map(line_width, self._lines), default=0.0)

    def least(self, width: float) -> float:
        """The height of as much as must stand together at a page's bottom."""
        self.wrap(width, 0)
        count = len(self._lines)
        return (count if count <= 3 else 2) * self.style.leading

    @override
    def split(self, aW: float, aH: float) -> list[Flowable]:
        """What fits and what does not; nothing when a line alone would be left."""
        self.wrap(aW, aH)
        count = len(self._lines)
        fits = min(int((aH + _SLACK) / self.style.leading), count)
        if count - fits == 1:
            fits -= 1
        if fits < min(2, count) or fits == count or (count <= 3 and fits < count):
            return []
        return [
            Text(self._setter, (), self.style, lines=self._lines[:fits]),
            Text(self._setter, (), self.style, lines=self._lines[fits:]),
        ]

    @override
    def getSpaceBefore(self) -> float:
        """The style's distance above."""
        return self.style.before

    @override
    def getSpaceAfter(self) -> float:
        """The style's distance below."""
        return self.style.after

    def draw(self) -> None:
        """Every line at its place."""
        y = self.height - self.style.first_baseline
        for line in self._lines:
            x = 0.0
            if self.style.align is Align.RIGHT:
                x = self.width - line_width(line)
            elif self.style.align is Align.CENTRE:
                x = (self.width - line_width(line)) / 2
            draw_line(self.canv, self._setter.fonts, line, x, y, self.style.tracking)
            y -= self.style.leading
