"""Notes what would be drawn into a PDF, so that a screen can show the very same pages.

The recorder answers to as much of ReportLab's canvas as this folder uses; what only a file has
(links, the outline, properties) it does not know.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exporters.page_shapes import (
    DrawnPage,
    PageBox,
    PageCorners,
    PageDisc,
    PageImage,
    PageShape,
    PageStroke,
    PageText,
)
from exporters.pdf.pages import draw_pages, laid_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL import Image
    from reportlab.lib.colors import Color
    from reportlab.lib.utils import ImageReader

    from exporters.document import Report
    from exporters.pdf.fonts import Fonts
    from exporters.pdf.system_fonts import SystemFonts
    from exporters.report_context import PageSize


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnReport:
    """The pages of a report; `total` counts those too that were not drawn."""

    pages: tuple[DrawnPage, ...]
    total: int


def report_as_pages(
    report: Report,
    size: PageSize,
    picture: Callable[[str], bytes | None],
    progress: Callable[[int, int], None] | None = None,
    *,
    system: SystemFonts | None = None,
    most: int | None = None,
) -> DrawnReport:
    """The pages that `report_as_pdf` prints of the same report.

    Args:
        report: what it says.
        size: the paper.
        picture: the bytes of an image by its name.
        progress: told (pages drawn, of how many) before each; may raise to stop.
        system: fonts for what those that ship with Afterword do not draw.
        most: pages to draw at most, the first ones; all without it.
    """
    laid = laid_out(report, size, picture, system)
    recorder: Any = _Recorder(*laid.sheet, laid.setter.fonts)
    draw_pages(recorder, report, laid, progress, most=most)
    pages: list[DrawnPage] = recorder.pages
    return DrawnReport(pages=tuple(pages), total=len(laid.pages))


class _TextRun:
    """Stands for ReportLab's text object: one line of text, moving on as it is shown."""

    def __init__(self, recorder: _Recorder, x: float, y: float) -> None:
        self._recorder = recorder
        self._x, self._y = x, y
        self._cut, self._size = "", 0.0
        self._color = "#000000"
        self._rise = self._space = 0.0
        self.shapes: list[PageText] = []

    def setFont(self, cut: str, size: float) -> None:  # noqa: N802 - ReportLab's name
        self._cut, self._size = cut, size

    def setFillColor(self, color: Color) -> None:  # noqa: N802 - ReportLab's name
        self._color = _hex(color)

    def setRise(self, rise: float) -> None:  # noqa: N802 - ReportLab's name
        self._rise = rise

    def setCharSpace(self, space: float) -> None:  # noqa: N802 - ReportLab's name
        self._space = space

    def textOut(self, text: str) -> None:  # noqa: N802 - ReportLab's name
        x, y = self._recorder.place(self._x, self._y + self._rise)
        self.shapes.append(PageText(x, y, text, self._cut, self._size, self._color, self._space))
        self._x += self._recorder.fonts.width(text, self._cut, self._size, self._space)


class _Path:
    """Stands for ReportLab's path: corners joined by straight lines."""

    def __init__(self) -> None:
        self.corners: list[tuple[float, float]] = []

    def moveTo(self, x: float, y: float) -> None:  # noqa: N802 - ReportLab's name
        self.corners.append((x, y))

    def lineTo(self, x: float, y: float) -> None:  # noqa: N802 - ReportLab's name
        self.corners.append((x, y))

    def close(self) -> None:
        """A polygon is closed anyhow."""


class _Recorder:
    """Stands for ReportLab's canvas; `y` grows upwards there and downwards in what is noted."""

    def __init__(self, wide: float, tall: float, fonts: Fonts) -> None:
        self.fonts = fonts
        self.pages: list[DrawnPage] = []
        self._wide, self._tall = wide, tall
        self._shapes: list[PageShape] = []
        self._kept: list[tuple[Any, ...]] = []
        self._begin()

    def _begin(self) -> None:
        self._left = self._up = 0.0
        self._fill = self._stroke = "#000000"
        self._line_width = 1.0
        self._dashes: tuple[float, ...] = ()

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the canvas lies on the page."""
        return self._left + x, self._tall - self._up - y

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        self.pages.append(DrawnPage(self._wide, self._tall, tuple(self._shapes)))
        self._shapes = []
        self._begin()

    def saveState(self) -> None:  # noqa: N802 - ReportLab's name
        state = (self._left, self._up, self._fill, self._stroke, self._line_width, self._dashes)
        self._kept.append(state)

    def restoreState(self) -> None:  # noqa: N802 - ReportLab's name
        state = self._kept.pop()
        self._left, self._up, self._fill, self._stroke, self._line_width, self._dashes = state

    def translate(self, x: float, y: float) -> None:
        self._left += x
        self._up += y

    def setFillColor(self, color: Color) -> None:  # noqa: N802 - ReportLab's name
        self._fill = _hex(color)

    def setStrokeColor(self, color: Color) -> None:  # noqa: N802 - ReportLab's name
        self._stroke = _hex(color)

    def setLineWidth(self, width: float) -> None:  # noqa: N802 - ReportLab's name
        self._line_width = width

    def setDash(self, dashes: Sequence[float]) -> None:  # noqa: N802 - ReportLab's name
        self._dashes = tuple(dashes)

    def line(self, x: float, y: float, to_x: float, to_y: float) -> None:
        begin, end = self.place(x, y), self.place(to_x, to_y)
        self._shapes.append(PageStroke(*begin, *end, self._line_width, self._stroke, self._dashes))

    def rect(
        self, x: float, y: float, width: float, height: float, stroke: int = 1, fill: int = 0
    ) -> None:
        self.roundRect(x, y, width, height, 0.0, stroke, fill)

    def roundRect(  # noqa: N802 - ReportLab's name
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        radius: float,
        stroke: int = 1,
        fill: int = 0,
    ) -> None:
        left, top = self.place(x, y + height)
        inside, border = self._looks(stroke, fill)
        self._shapes.append(
            PageBox(left, top, width, height, radius, inside, border, self._line_width)
        )

    def circle(self, x: float, y: float, radius: float, stroke: int = 1, fill: int = 0) -> None:
        inside, border = self._looks(stroke, fill)
        self._shapes.append(PageDisc(*self.place(x, y), radius, inside, border, self._line_width))

    def _looks(self, stroke: int, fill: int) -> tuple[str, str]:
        return self._fill if fill else "", self._stroke if stroke else ""

    def beginPath(self) -> _Path:  # noqa: N802 - ReportLab's name
        return _Path()

    def drawPath(self, path: _Path, stroke: int = 1, fill: int = 0) -> None:  # noqa: N802
        corners = tuple(self.place(x, y) for x, y in path.corners)
        self._shapes.append(PageCorners(corners, self._fill))

    def beginText(self, x: float, y: float) -> _TextRun:  # noqa: N802 - ReportLab's name
        return _TextRun(self, x, y)

    def drawText(self, text: _TextRun) -> None:  # noqa: N802 - ReportLab's name
        self._shapes += text.shapes

    def drawImage(  # noqa: N802 - ReportLab's name
        self, image: ImageReader, x: float, y: float, width: float, height: float, mask: str = ""
    ) -> None:
        buffer = io.BytesIO()
        opened: Image.Image = image._image  # type: ignore[attr-defined]  # what it was made of
        opened.save(buffer, "PNG")
        corner = self.place(x, y + height)
        self._shapes.append(PageImage(*corner, width, height, buffer.getvalue()))

    def linkRect(self, *_given: Any, **_named: Any) -> None:  # noqa: N802 - ReportLab's name
        """A place inside the file: nothing to be seen."""

    def linkURL(self, *_given: Any, **_named: Any) -> None:  # noqa: N802 - ReportLab's name
        """An address: its words are drawn as they are."""

    def bookmarkHorizontal(self, *_given: Any) -> None:  # noqa: N802 - ReportLab's name
        """Where the outline leads: nothing to be seen."""

    def addOutlineEntry(self, *_given: Any) -> None:  # noqa: N802 - ReportLab's name
        """A line of the outline, which is not on the page."""


def _hex(color: Color) -> str:
    """Colours as a screen names them."""
    parts = (color.red, color.green, color.blue)
    return "#" + "".join(f"{round(one * 255):02x}" for one in parts)
