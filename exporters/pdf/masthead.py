"""The top of a document about one incident: key, severity, services; the band of figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable
from typing_extensions import override

from exporters.document import Run, Tone
from exporters.pdf.flowables import draw_rule
from exporters.pdf.lines import line_width
from exporters.pdf.text import Text, draw_line, draw_pill_box

if TYPE_CHECKING:
    from reportlab.lib.colors import Color
    from reportlab.pdfgen.canvas import Canvas

    from exporters.document import Figure, Masthead
    from exporters.pdf.lines import Line, Setter
    from models.vocabulary import Severity

_PILL_PADDING = 4.0
_BETWEEN = 6.2
_LONGEST_KEY = 60
_LONGEST_SERVICES = 300


def draw_pill(canvas: Canvas, setter: Setter, severity: Severity, x: float, y: float) -> float:
    """Draw a severity's pill whose words stand on the baseline `y`; its width."""
    pill = setter.style.pill(severity)
    style = setter.style.pill_text
    words = setter.piece(severity.value, style)
    width = line_width(words) + 2 * _PILL_PADDING
    draw_pill_box(canvas, pill, (x, y, width), style.size)
    from_left = x + _PILL_PADDING
    draw_line(canvas, setter.fonts, recoloured(words, pill.text), from_left, y)
    return width


class KeyLine(Flowable):
    """Key, severity and services on one line; many services go on below one another."""

    def __init__(self, setter: Setter, masthead: Masthead) -> None:
        super().__init__()
        self._setter = setter
        self._severity = masthead.severity
        self._key = setter.piece(elided(masthead.key, _LONGEST_KEY), setter.style.key)
        services = elided(masthead.services, _LONGEST_SERVICES)
        self._services = Text(setter, (Run(services),), setter.style.services)
        self._left = 0.0

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """As high as the services need."""
        left = line_width(self._key) + (_BETWEEN if self._key else 0)
        if self._severity is not None:
            words = self._setter.piece(self._severity.value, self._setter.style.pill_text)
            left += line_width(words) + 2 * _PILL_PADDING + _BETWEEN
        self._left = left
        height = self._services.wrap(aW - left, aH)[1]
        self.width, self.height = aW, max(height, self._setter.style.key.leading)
        return aW, self.height

    def draw(self) -> None:
        """From left to right."""
        style = self._setter.style.key
        y = self.height - style.first_baseline
        draw_line(self.canv, self._setter.fonts, self._key, 0, y)
        if self._severity is not None:
            x = line_width(self._key) + (_BETWEEN if self._key else 0)
            draw_pill(self.canv, self._setter, self._severity, x, y)
        self._services.drawOn(self.canv, self._left, self.height - self._services.height)


class FigureRows(Flowable):
    """Figures between two rules: spread over the width, in as many rows as they need."""

    _ABOVE = 6.4
    _BELOW = 6.0
    _BETWEEN_ROWS = 7.0
    _LEAST_GAP = 14.0

    def __init__(self, setter: Setter, figures: tuple[Figure, ...]) -> None:
        super().__init__()
        self._setter = setter
        self._figures = [self._set(one) for one in figures]
        self._rows: list[list[tuple[Line, Line, float]]] = []
        self._widths: list[float] = []

    def _set(self, figure: Figure) -> tuple[Line, Line, float]:
        style = self._setter.style
        label = self._setter.piece(elided(figure.label, 40), style.figure_label)
        value = self._setter.piece(elided(figure.value, 60), style.figure)
        if figure.mark:
            mark = self._setter.piece(f"{figure.mark}\u00a0", replace(style.section, size=11))
            value = (*mark, *value)
        if figure.tone is not Tone.NORMAL:
            value = recoloured(value, style.tones[figure.tone])
        return label, value, max(line_width(label), line_width(value))

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Fill the rows: as few as there must be, each with about as many figures."""
        count = 1
        while count < len(self._figures) and not self._fits(self._per_row(count), aW):
            count += 1
        per = self._per_row(count)
        self._widths = self._columns(per)
        self._rows = [self._figures[at : at + per] for at in range(0, len(self._figures), per)]
        row = self._setter.style.figure_label.leading + self._setter.style.figure.leading
        between = self._BETWEEN_ROWS * (len(self._rows) - 1)
        self.width = aW
        self.height = self._ABOVE + len(self._rows) * row + between + self._BELOW
        return aW, self.height

    def _per_row(self, rows: int) -> int:
        return -(-len(self._figures) // rows)

    def _columns(self, per: int) -> list[float]:
        """The width of each column, so that the figures of all rows stand below one another."""
        return [max(one[2] for one in self._figures[at::per]) for at in range(per)]

    def _fits(self, per: int, width: float) -> bool:
        columns = self._columns(per)
        return sum(columns) + self._LEAST_GAP * (per - 1) <= width

    def draw(self) -> None:
        """The rules, then label over value for each figure."""
        style = self._setter.style
        draw_rule(self.canv, style.ink, style.strong, self.width, self.height)
        draw_rule(self.canv, style.hairline, style.hair, self.width, 0)
        top = self.height - self._ABOVE
        gap = self._gap()
        for row in self._rows:
            x = 0.0
            for (label, value, _width), width in zip(row, self._widths, strict=False):
                y = top - style.figure_label.first_baseline
                draw_line(self.canv, self._setter.fonts, label, x, y)
                y = top - style.figure_label.leading - style.figure.first_baseline - 0.4
                draw_line(self.canv, self._setter.fonts, value, x, y)
                x += width + gap
            top -= style.figure_label.leading + style.figure.leading + self._BETWEEN_ROWS

    def _gap(self) -> float:
        """Spread over the width, unless only few figures stand there."""
        if len(self._widths) < 2:
            return 0.0
        spread = (self.width - sum(self._widths)) / (len(self._widths) - 1)
        return min(spread, 48.0) if len(self._widths) < 4 else spread


def recoloured(line: Line, color: Color) -> Line:
    """A line in another colour."""
    return tuple(piece.coloured(color) for piece in line)


def elided(text: str, longest: int) -> str:
    """`text` on one line, cut to `longest` characters with an ellipsis.

    Half a character (a lone surrogate) becomes a question mark: no file can hold it.
    """
    text = text.encode("utf-8", "replace").decode("utf-8")
    # Text breaks lines at more characters than at a line feed: U+2028, a vertical tab …
    line = text if len(text.splitlines()) <= 1 else " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
