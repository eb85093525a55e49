"""Charts as vectors of a PDF, in the document's own cuts and colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable
from typing_extensions import override

from exporters.charts.drawing import Block, Diamond, Disc, Shape, Stroke, Words
from exporters.charts.layout import drawn
from exporters.document import Face
from exporters.pdf.lines import line_width
from exporters.pdf.style import TextStyle
from exporters.pdf.text import draw_line

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from exporters.charts.definitions import Chart
    from exporters.charts.drawing import Drawing
    from exporters.formats import Formats
    from exporters.pdf.lines import Line, Setter


class ChartDrawing(Flowable):
    """A chart as wide as its column; it is never divided."""

    def __init__(self, setter: Setter, chart: Chart, formats: Formats) -> None:
        super().__init__()
        self._setter = setter
        self._chart = chart
        self._formats = formats
        self._drawing: Drawing | None = None
        self.spaceBefore = 4.0
        self.spaceAfter = 9.0

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Lay the marks out for a width; their height."""
        if self._drawing is None or self._drawing.width != aW:
            self._drawing = drawn(self._chart.plot, aW, self._measure, self._formats)
        self.width, self.height = aW, self._drawing.height
        return self.width, self.height

    def _measure(self, text: str, size: float, strong: bool) -> float:
        return line_width(self._piece(text, size, strong, "text.primary"))

    def _piece(self, text: str, size: float, strong: bool, token: str) -> Line:
        color = self._setter.style.color(token)
        style = TextStyle(face=Face.SANS, size=size, leading=size, color=color, bold=strong)
        return self._setter.piece(text, style)

    def draw(self) -> None:
        """Every shape, the first ones behind."""
        assert self._drawing is not None
        self.canv.saveState()
        for shape in self._drawing.shapes:
            if isinstance(shape, Words):
                self._words(shape)
            else:
                self._shape(self.canv, shape)
        self.canv.restoreState()

    def _words(self, words: Words) -> None:
        line = self._piece(words.text, words.size, words.strong, words.token)
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor]
        x = words.x - share * line_width(line)
        draw_line(self.canv, self._setter.fonts, line, x, self.height - words.y)

    def _shape(self, canvas: Canvas, shape: Shape) -> None:
        color = self._setter.style.color(shape.token)
        canvas.setFillColor(color)
        canvas.setStrokeColor(color)
        match shape:
            case Block():
                y = self.height - shape.y - shape.height
                radius = min(shape.radius, shape.width / 2, shape.height / 2)
                if radius:
                    canvas.roundRect(
                        shape.x, y, shape.width, shape.height, radius, stroke=0, fill=1
                    )
                else:
                    canvas.rect(shape.x, y, shape.width, shape.height, stroke=0, fill=1)
            case Stroke():
                canvas.setLineWidth(shape.width)
                canvas.setDash([3, 2.2] if shape.dashed else [])
                canvas.line(shape.x, self.height - shape.y, shape.to_x, self.height - shape.to_y)
                canvas.setDash([])
            case Disc():
                canvas.setLineWidth(0.7)
                filled = int(shape.filled)
                y = self.height - shape.y
                canvas.circle(shape.x, y, shape.radius, stroke=1 - filled, fill=filled)
            case Diamond():
                x, y, side = shape.x, self.height - shape.y, shape.side
                path = canvas.beginPath()
                path.moveTo(x, y + side)
                for at, level in ((x + side, y), (x, y - side), (x - side, y)):
                    path.lineTo(at, level)
                path.close()
                canvas.drawPath(path, stroke=0, fill=1)
