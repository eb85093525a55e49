"""Text on the page: lines drawn with their kerning and links, and text as a flowable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable
from typing_extensions import override

from exporters.document import Align, Runs, plain_runs
from exporters.pdf.lines import line_width
from exporters.right_to_left import begins_right_to_left

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from exporters.pdf.fonts import Fonts
    from exporters.pdf.lines import Line, Piece, Setter
    from exporters.pdf.style import Pill, TextStyle

_SLACK = 0.01
_PILL_HEIGHT = 12.0
_PILL_RADIUS = 2.6


def draw_line(canvas: Canvas, fonts: Fonts, line: Line, x: float, y: float) -> None:
    """Draw a line whose baseline begins at (x, y), with its kerning, links and strokes."""
    text = canvas.beginText(x, y)
    at = x
    for piece in line:
        look = piece.look
        if look.missing:
            fonts.replaced += len(piece.text)
        text.setFont(look.cut, look.size)
        text.setFillColor(look.color)
        if look.rise:
            text.setRise(look.rise)
        spaced = 0.0
        # Space after a character is set before it is shown, so a kerned one is shown by itself.
        for part, kern in fonts.kerned(piece.text, look.cut):
            for shown, extra in ((part[:-1], 0), (part[-1:], kern)) if kern else ((part, 0),):
                if not shown:
                    continue
                wanted = look.tracking + extra * look.size / 1000
                if wanted != spaced:
                    text.setCharSpace(wanted)
                    spaced = wanted
                text.textOut(shown)
        if spaced:
            text.setCharSpace(0)
        if look.rise:
            text.setRise(0)
        _decorate(canvas, piece, at, y)
        at += piece.width
    canvas.drawText(text)


def draw_pill_box(
    canvas: Canvas, pill: Pill, place: tuple[float, float, float], size: float
) -> None:
    """Draw what lies behind a severity's words: from `place`'s x, on its baseline, as wide."""
    x, y, width = place
    bottom = y + 0.36 * size - _PILL_HEIGHT / 2
    canvas.setFillColor(pill.fill)
    canvas.setStrokeColor(pill.border)
    canvas.setLineWidth(0.6)
    canvas.roundRect(
        x + 0.3, bottom + 0.3, width - 0.6, _PILL_HEIGHT - 0.6, _PILL_RADIUS, stroke=1, fill=1
    )


def _decorate(canvas: Canvas, piece: Piece, x: float, y: float) -> None:
    look = piece.look
    if look.pill:
        # The text itself is drawn after everything that is drawn here.
        draw_pill_box(canvas, look.pill, (x, y, piece.width), look.size)
    if look.link:
        box = (x, y - look.size * 0.25, x + piece.width, y + look.size * 0.8)
        if look.link.startswith("#"):
            canvas.linkRect("", look.link[1:], box, relative=1, thickness=0)
        else:
            canvas.linkURL(look.link, box, relative=1, thickness=0)
    if look.struck:
        canvas.setStrokeColor(look.color)
        canvas.setLineWidth(look.size * 0.05)
        canvas.line(x, y + look.size * 0.27, x + piece.width, y + look.size * 0.27)


class Text(Flowable):
    """A text as a flowable; divided between pages with at least two lines on each side."""

    def __init__(
        self, setter: Setter, runs: Runs, style: TextStyle, *, lines: tuple[Line, ...] = ()
    ) -> None:
        super().__init__()
        self._setter = setter
        self._runs = runs
        text = plain_runs(runs)
        if style.align is Align.LEFT and not text.isascii() and begins_right_to_left(text):
            style = replace(style, align=Align.RIGHT)
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
            draw_line(self.canv, self._setter.fonts, line, x, y)
            y -= self.style.leading
