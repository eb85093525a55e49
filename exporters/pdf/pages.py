"""The pages of a report: margins, header, footer, properties; from a report to the bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from exporters.document import Run, Tone
from exporters.pdf.composing import Composer
from exporters.pdf.fonts import Fonts
from exporters.pdf.lines import Line, Setter, line_width
from exporters.pdf.masthead import elided, recoloured
from exporters.pdf.pagination import Page, paginated
from exporters.pdf.pictures import readable_image
from exporters.pdf.style import SHEETS, PrintStyle
from exporters.pdf.text import draw_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlab.lib.colors import Color

    from exporters.document import Report
    from exporters.pdf.style import TextStyle
    from exporters.pdf.system_fonts import SystemFonts
    from exporters.report_context import PageSize

_STATEMENT_LINES = 2
_LOGO_HEIGHT, _LOGO_WIDTH = 18.0, 90.0
_FOLIO = 52.0  # points that the page number takes from the footer's first line


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfResult:
    """What was written.

    Attributes:
        replaced_characters: how many characters no font draws, each printed as □.
    """

    pages: int
    replaced_characters: int


def report_as_pdf(
    report: Report,
    size: PageSize,
    picture: Callable[[str], bytes | None],
    progress: Callable[[int, int], None] | None = None,
    system: SystemFonts | None = None,
) -> tuple[bytes, PdfResult]:
    """The PDF of a report; the same report gives the same bytes.

    Args:
        report: what it says.
        size: the paper.
        picture: the bytes of an image by its name.
        progress: told (pages drawn, of how many) before each; may raise to stop.
        system: fonts for what those that ship with Afterword do not draw.
    """
    laid = laid_out(report, size, picture, system)
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=laid.sheet,
        invariant=1,
        pageCompression=1,
        # Else every page begins with Helvetica, which is not embedded. (The stub says float.)
        initialFontName=laid.setter.fonts.cut(laid.setter.style.body.face),  # type: ignore[arg-type]
        lang=report.language,
    )
    _describe(canvas, report)
    draw_pages(canvas, report, laid, progress)
    canvas.save()
    result = PdfResult(pages=len(laid.pages), replaced_characters=laid.setter.fonts.replaced)
    return buffer.getvalue(), result


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A report divided into pages; `sheet` is the paper in points."""

    setter: Setter
    sheet: tuple[float, float]
    footer: list[Line]
    pages: tuple[Page, ...]


def laid_out(
    report: Report,
    size: PageSize,
    picture: Callable[[str], bytes | None],
    system: SystemFonts | None = None,
) -> LaidOut:
    """Set a report and divide it into pages, whatever they are drawn on."""
    style = PrintStyle(report.brand.accent)
    setter = Setter(Fonts(system), style)
    wide, tall = SHEETS[size]
    width = wide - 2 * style.margin
    footer = _footer_lines(setter, report, width)
    extra = style.footer_leading * (len(footer) - 2)
    flowables = Composer(setter, width, picture).flowables(report)
    pages = paginated(flowables, width, tall - style.top - style.bottom - extra)
    return LaidOut(setter, (wide, tall), footer, pages)


def draw_pages(
    canvas: Canvas,
    report: Report,
    laid: LaidOut,
    progress: Callable[[int, int], None] | None = None,
    *,
    most: int | None = None,
) -> None:
    """Draw every page, or the first `most`; `progress` is told before each, may raise to stop."""
    sheet = _Sheet(canvas, laid.setter, report, *laid.sheet)
    for number, page in enumerate(laid.pages[:most], 1):
        if progress is not None:
            progress(number - 1, len(laid.pages))
        sheet.draw(page, laid.footer, number, len(laid.pages))


def _describe(canvas: Canvas, report: Report) -> None:
    """The properties that file managers and screen readers show."""
    at = report.as_of.astimezone(UTC)
    canvas.setTitle(elided(report.title, 500))
    canvas.setAuthor(elided(report.author or report.library_name, 500))
    canvas.setSubject(elided(f"{report.kind}. {report.subject}", 500))
    keywords = [elided(one, 80) for one in report.keywords[:40]]
    canvas.setKeywords(", ".join((*keywords, f"sha256:{report.fingerprint}")))
    canvas.setCreator(report.generated_by)
    canvas.setProducer(report.generated_by)
    canvas.setDateFormatter(lambda *_: f"D:{at:%Y%m%d%H%M%S}Z")
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _footer_lines(setter: Setter, report: Report, width: float) -> list[Line]:
    style = setter.style.footer
    at = report.as_of.astimezone(UTC)
    told = f"As of {at:%Y-%m-%d %H:%M:%S} UTC. {report.statement}".rstrip()
    lines = list(setter.lines((Run(told),), style, width - _FOLIO))
    if len(lines) > _STATEMENT_LINES:
        shown = sum(len(piece.text) for line in lines[:_STATEMENT_LINES] for piece in line)
        cut = f"{told[:shown].rsplit(' ', 1)[0]} …"
        lines = list(setter.lines((Run(cut),), style, width - _FOLIO))[:_STATEMENT_LINES]
    digits = report.fingerprint
    short = f"{digits[:8]} {digits[8:16]} {digits[16:20]}"
    runs = (
        Run("Data fingerprint sha256 "),
        Run(short, code=True),
        Run(report.provenance),
    )
    return [*lines, *setter.lines(runs, style, width)]


class _Sheet:
    """Draws pages with what stands on each of them."""

    def __init__(
        self, canvas: Canvas, setter: Setter, report: Report, wide: float, tall: float
    ) -> None:
        self._canvas = canvas
        self._setter = setter
        self._style = setter.style
        self._report = report
        self._wide = wide
        self._tall = tall

    def draw(self, page: Page, footer: list[Line], number: int, total: int) -> None:
        self._header(first=number == 1)
        self._footer(footer, number, total)
        for placed in page:
            flowable = placed.flowable
            y = self._tall - self._style.top - placed.top - flowable.height
            flowable.drawOn(self._canvas, self._style.margin, y)
        self._canvas.showPage()

    def _header(self, *, first: bool) -> None:
        style, setter = self._style, self._setter
        left, right = style.margin, self._wide - style.margin
        y = self._tall - style.header_baseline
        left = self._logo(left, y)
        brand = setter.piece(elided(self._report.brand.company or "Afterword", 60), style.brand)
        self._line(brand, left, y)
        kind = self._report.kind if first else self._report.running
        told = setter.piece(elided(kind, 48), style.header)
        if self._report.status:
            status = setter.piece(f", {self._report.status}", style.header)
            told += recoloured(status, style.tones[Tone.WARNING])
        x = left + line_width(brand) + 8
        room = right - line_width(told) - 12 - x
        name = self._fitted(self._report.library_name, style.header, room)
        self._line(name, x, y)
        self._line(told, right - line_width(told), y)
        self._rule(self._tall - style.header_rule, style.ink, style.strong)

    def _logo(self, left: float, y: float) -> float:
        """Draw the logo on the header's line; where the text begins then."""
        data = self._report.brand.logo
        image = readable_image(data) if data else None
        if image is None:
            return left
        wide, tall = image.getSize()
        scale = min(_LOGO_HEIGHT / tall, _LOGO_WIDTH / wide)
        height = tall * scale
        middle = y + 0.35 * self._style.brand.size
        self._canvas.drawImage(image, left, middle - height / 2, wide * scale, height, mask="auto")
        return left + wide * scale + 7

    def _fitted(self, text: str, style: TextStyle, room: float) -> Line:
        line = self._setter.piece(elided(text, 90), style)
        shown = len(text)
        while line_width(line) > room and shown > 1:
            shown = int(min(shown, 90) * 0.9)
            line = self._setter.piece(elided(text, shown), style)
        return line

    def _footer(self, lines: list[Line], number: int, total: int) -> None:
        style = self._style
        lift = style.footer_leading * (len(lines) - 2)
        y = style.footer_baseline + lift
        folio = self._setter.piece(f"Page {number} of {total}", style.folio)
        at = self._wide - style.margin - line_width(folio), y
        for line in lines:
            self._line(line, style.margin, y)
            y -= style.footer_leading
        self._line(folio, *at)
        self._rule(style.footer_rule + lift, style.quiet, style.hair)

    def _line(self, line: Line, x: float, y: float) -> None:
        draw_line(self._canvas, self._setter.fonts, line, x, y)

    def _rule(self, y: float, color: Color, weight: float) -> None:
        self._canvas.setStrokeColor(color)
        self._canvas.setLineWidth(weight)
        self._canvas.line(self._style.margin, y, self._wide - self._style.margin, y)
