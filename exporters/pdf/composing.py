"""Blocks to flowables: how each kind of block of a report is set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporters.charts.definitions import Chart
from exporters.document import (
    Beside,
    Block,
    Code,
    Divider,
    FigureBand,
    Grid,
    Heading,
    ItemList,
    Lead,
    Masthead,
    NewPage,
    Note,
    Paragraph,
    Part,
    PartBlock,
    Picture,
    Quote,
    Register,
    Report,
    ReportBlock,
    Run,
    Tone,
    plain_runs,
)
from exporters.formats import ENGLISH
from exporters.pdf.charts import ChartDrawing
from exporters.pdf.flowables import CodeLines, Decoration, Indented, Rule, Stack, Title
from exporters.pdf.masthead import FigureRows, KeyLine, elided
from exporters.pdf.pagination import PageBreak
from exporters.pdf.pictures import Picture as PictureFlowable
from exporters.pdf.pictures import readable_image
from exporters.pdf.sides import SideBySide
from exporters.pdf.table_composing import TableComposer
from exporters.pdf.tables import Table
from exporters.pdf.text import Text, draw_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

    from exporters.pdf.lines import Setter
    from exporters.pdf.style import TextStyle

_LONGEST_OUTLINE = 120
_LONGEST_ANNOUNCEMENT = 300
_SHORT_ITEM = 90  # characters; lists of longer ones get air between the items


class Composer:
    """Makes the flowables of one report."""

    def __init__(
        self, setter: Setter, width: float, picture: Callable[[str], bytes | None]
    ) -> None:
        """`picture` gives the bytes of an attachment by its name."""
        self._setter = setter
        self._style = setter.style
        self._width = width
        self._picture = picture
        self._tables = TableComposer(setter, width, self._set)
        self._formats = ENGLISH
        self._titles = 0
        self._deepest = -1  # of the outline, which must not skip a level downwards

    def flowables(self, report: Report) -> list[Flowable]:
        """The whole report from top to bottom."""
        self._formats = report.formats
        made: list[Flowable] = []
        noted = False
        for block in report.blocks:
            set_ = self._report_block(block)
            if isinstance(block, Note) and not noted:
                noted = True
                set_[0].spaceBefore = self._style.section.before
            made += set_
        return made

    def _report_block(self, block: ReportBlock) -> list[Flowable]:
        style = self._style
        match block:
            case Masthead():
                made = self._masthead(block)
            case FigureBand(figures=figures):
                made = [FigureRows(self._setter, figures)]
            case Lead(blocks=blocks):
                made = self._set(blocks, style.lead)
            case Part():
                made = self._part(block)
            case Beside():
                made = self._beside(block)
            case Note(runs=runs):
                made = [Text(self._setter, runs, style.note)]
            case NewPage():
                made = [PageBreak()]
        return made

    def _masthead(self, masthead: Masthead) -> list[Flowable]:
        style = self._style
        title = Text(self._setter, (Run(masthead.title),), style.title)
        bare = not (masthead.key or masthead.severity or masthead.services)
        return [
            *(() if bare else (KeyLine(self._setter, masthead),)),
            self._titled(title, masthead.title, level=0),
            Text(self._setter, (Run(masthead.dateline),), style.dateline),
        ]

    def _titled(
        self, text: Text, name: str, *, level: int, note: str = "", anchor: str = ""
    ) -> Title:
        self._titles += 1
        level = self._deepest = min(level, self._deepest + 1)
        told = elided(" ".join(name.split()), _LONGEST_OUTLINE)
        anchor = anchor or f"title-{self._titles}"
        return Title(self._setter, text, told, level=level, anchor=anchor, note=note)

    def _part(self, part: Part) -> list[Flowable]:
        made: list[Flowable] = []
        if part.title:
            text = Text(self._setter, (Run(part.title),), self._style.section)
            made.append(self._titled(text, part.title, level=1, note=part.note, anchor=part.anchor))
        style = self._style.small if part.small else self._style.body
        told = self._set(part.blocks, style)
        for flowable in told[1:]:
            if isinstance(flowable, Table):
                flowable.spaceBefore = max(flowable.spaceBefore, 9)
        return made + told

    def _beside(self, beside: Beside) -> list[Flowable]:
        before = self._titles, self._deepest
        stacks = [
            Stack([one for part in parts for one in self._part(part)])
            for parts in (beside.left, beside.right)
        ]
        both = SideBySide(self._style, *stacks)
        if both.reads_well(self._width):
            return [both]
        self._titles, self._deepest = before
        return [one for part in (*beside.left, *beside.right) for one in self._part(part)]

    # ------------------------------------------------------------------ blocks of text

    def _set(self, blocks: Sequence[PartBlock], style: TextStyle) -> list[Flowable]:
        made: list[Flowable] = []
        for place, block in enumerate(blocks):
            told = self._block(block, style)
            if place + 1 < len(blocks) and _announces(block, blocks[place + 1]):
                told[-1].keepWithNext = 1
            made += told
        return made

    def _block(self, block: PartBlock, style: TextStyle) -> list[Flowable]:
        match block:
            case Paragraph(runs=runs):
                made: list[Flowable] = [Text(self._setter, runs, style)]
            case Heading():
                made = [self._heading(block)]
            case ItemList():
                made = self._list(block, style)
            case Code(text=text):
                made = [CodeLines(self._setter, text, self._style.code)]
            case Quote(blocks=blocks):
                made = self._quote(blocks)
            case Grid() | Register() | Chart():
                made = self._framed(block)
            case Divider():
                made = [Rule(self._setter, strong=False, before=8, after=8)]
            case Picture():
                made = self._image(block, style)
        return made

    def _framed(self, block: Grid | Register | Chart) -> list[Flowable]:
        if isinstance(block, Grid):
            return self._tables.grid(block)
        if isinstance(block, Register):
            return [self._tables.register(block)]
        return [ChartDrawing(self._setter, block, self._formats)]

    def _heading(self, heading: Heading) -> Title:
        level = min(heading.level, len(self._style.headings))
        text = Text(self._setter, heading.runs, self._style.headings[level - 1])
        return self._titled(text, plain_runs(heading.runs), level=1 + level)

    def _list(self, block: ItemList, style: TextStyle) -> list[Flowable]:
        item_style = replace(
            style, leading=min(style.leading, self._style.item.leading), before=0, after=0
        )
        sized = [sum(len(plain_runs(one.runs)) for one in item.blocks if isinstance(one, Paragraph))
                 for item in block.items]  # fmt: skip
        airy = max(sized, default=0) > _SHORT_ITEM or any(len(i.blocks) > 1 for i in block.items)
        numbers = [f"{block.start + place}." for place in range(len(block.items))]
        indent = self._style.indent
        if block.ordered:
            widest = max(self._setter.fonts.width(one, self._cut(style), style.size)
                         for one in numbers)  # fmt: skip
            indent = max(indent, widest + 4.5)
        made: list[Flowable] = []
        for place, item in enumerate(block.items):
            content = Stack(self._set(item.blocks, item_style) or [self._blank(item_style)])
            if item.checked is not None:
                mark = self._mark("☑" if item.checked else "☐", item_style)
            elif block.ordered:
                mark = self._mark(numbers[place], item_style)
            else:
                mark = self._bullet(item_style)
            first, last = place == 0, place == len(block.items) - 1
            made.append(
                Indented(
                    content,
                    max(indent, 14.0) if item.checked is not None else indent,
                    mark,
                    before=style.before if first else 2.5 if airy else 0,
                    after=style.after if last else 0,
                )
            )
        return made

    def _cut(self, style: TextStyle) -> str:
        return self._setter.fonts.cut(style.face, bold=style.bold)

    def _blank(self, style: TextStyle) -> Text:
        return Text(self._setter, (Run("\u00a0"),), style)

    def _bullet(self, style: TextStyle) -> Decoration:
        color = self._style.quiet

        def draw(canvas: Canvas, height: float) -> None:
            canvas.setFillColor(color)
            y = height - style.first_baseline + 0.27 * style.size
            canvas.circle(3.4, y, 0.165 * style.size, stroke=0, fill=1)

        return draw

    def _mark(self, words: str, style: TextStyle) -> Decoration:
        line = self._setter.piece(words, replace(style, color=self._style.secondary))

        def draw(canvas: Canvas, height: float) -> None:
            draw_line(canvas, self._setter.fonts, line, 0, height - style.first_baseline)

        return draw

    def _quote(self, blocks: tuple[Block, ...]) -> list[Flowable]:
        color = self._style.hairline

        def draw(canvas: Canvas, height: float) -> None:
            canvas.setStrokeColor(color)
            canvas.setLineWidth(1.1)
            canvas.line(0.55, 0, 0.55, height)

        content = Stack(self._set(blocks, self._style.quote))
        return [Indented(content, self._style.code_indent, draw, draw, before=4, after=7)]

    def _image(self, picture: Picture, style: TextStyle) -> list[Flowable]:
        data = self._picture(picture.name)
        image = readable_image(data) if data else None
        if image is not None:
            return [PictureFlowable(image)]
        told = f"Image: {picture.alt or picture.name}"
        return [Text(self._setter, (Run(told, italic=True, tone=Tone.QUIET),), style)]


def _announces(block: PartBlock, following: PartBlock) -> bool:
    """Whether a short paragraph only leads to what follows: a list after a colon, a table."""
    if not isinstance(block, Paragraph):
        return False
    text = plain_runs(block.runs)
    if len(text) > _LONGEST_ANNOUNCEMENT or isinstance(following, Paragraph | Heading):
        return False
    return text.endswith(":") or isinstance(following, Register | Grid)
