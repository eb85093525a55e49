"""The top of a document about one incident: key, severity, services; the band of figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable
from typing_extensions import override

from exporters.document import Run, Tone
from exporters.pdf.flowables import draw_rule
from exporters.pdf.lines import line_width
from exporters.pdf.text import Text, draw_line

if TYPE_CHECKING:
    from reportlab.lib.colors import Color
    from reportlab.pdfgen.canvas import Canvas

    from exporters.document import Figure, Masthead
    from exporters.pdf.lines import Line, Setter
    from models.vocabulary import Severity

_PILL_HEIGHT = 12.0
_PILL_PADDING = 4.0
_PILL_RADIUS = 2.6
_BETWEEN = 6.2
_LONGEST_KEY = 60
_LONGEST_SERVICES = 300


def draw_pill(canvas: Canvas, setter: Setter, severity: Severity, x: float, y: float) -> float:
    """Draw a severity's pill whose words stand on the baseline `y`; its width."""
    pill = setter.style.pill(severity)
    style = setter.style.pill_text
    words = setter.piece(severity.value, style)
    width = line_width(words) + 2 * _PILL_PADDING
    bottom = y + 0.36 * style.size - _PILL_HEIGHT / 2
    canvas.setFillColor(pill.fill)
    canvas.setStrokeColor(pill.border)
    canvas.setLineWidth(0.6)
    canvas.roundRect(
        x + 0.3, bottom + 0.3, width - 0.6, _PILL_HEIGHT - 0.6, _PILL_RADIUS, stroke=1, fill=1
    )
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
        """Fill the rows."""
        self._rows = [[]]
        used = 0.0
        for figure in self._figures:
            needed = figure[2] + (self._LEAST_GAP if self._rows[-1] else 0)
            if self._rows[-1] and used + needed > aW:
                self._rows.append([])
                used, needed = 0.0, figure[2]
            self._rows[-1].append(figure)
            used += needed
        row = self._setter.style.figure_label.leading + self._setter.style.figure.leading
        between = self._BETWEEN_ROWS * (len(self._rows) - 1)
        self.width = aW
        self.height = self._ABOVE + len(self._rows) * row + between + self._BELOW
        return aW, self.height

    def draw(self) -> None:
        """The rules, then label over value for each figure."""
        style = self._setter.style
        draw_rule(self.canv, style.ink, style.strong, self.width, self.height)
        draw_rule(self.canv, style.hairline, style.hair, self.width, 0)
        top = self.height - self._ABOVE
        for place, row in enumerate(self._rows):
            gap = self._gap(row, last=place == len(self._rows) - 1)
            x = 0.0
            for label, value, width in row:
                y = top - style.figure_label.first_baseline
                draw_line(self.canv, self._setter.fonts, label, x, y)
                y = top - style.figure_label.leading - style.figure.first_baseline - 0.4
                draw_line(self.canv, self._setter.fonts, value, x, y)
                x += width + gap
            top -= style.figure_label.leading + style.figure.leading + self._BETWEEN_ROWS

    def _gap(self, row: list[tuple[Line, Line, float]], *, last: bool) -> float:
        """Spread over the width, unless only few figures stand there or on a further row."""
        if len(row) < 2:
            return 0.0
        spread = (self.width - sum(one[2] for one in row)) / (len(row) - 1)
        return min(spread, 48.0) if len(row) < 4 or (last and len(self._rows) > 1) else spread


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
