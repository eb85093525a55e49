"""Tables out of blocks: the cells of a register or of a table in a text, and their widths."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporters.document import (
    Block,
    Grid,
    Heading,
    ItemList,
    Paragraph,
    Quote,
    Register,
    Run,
    Runs,
    Tone,
    plain_runs,
)
from exporters.pdf.flowables import Stack
from exporters.pdf.tables import Cell, Row, Table
from exporters.pdf.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportlab.platypus import Flowable

    from exporters.document import Column
    from exporters.pdf.lines import Setter
    from exporters.pdf.style import TextStyle

    SetBlocks = Callable[[Sequence[Block], TextStyle], list[Flowable]]

_MOST_COLUMNS = 12


class TableComposer:
    """Makes the tables of one report."""

    def __init__(self, setter: Setter, width: float, set_blocks: SetBlocks) -> None:
        """`set_blocks` sets the content of a cell; `width` is the text's."""
        self._setter = setter
        self._style = setter.style
        self._width = width
        self._set = set_blocks

    def grid(self, grid: Grid) -> list[Flowable]:
        """A table of a text; one that is too wide for any page becomes lines."""
        if len(grid.header) > _MOST_COLUMNS:
            return self._records(grid)
        label, text = self._style.grid_label, self._style.grid
        head = Row(tuple(
            self._runs_cell(runs, replace(label, align=align))
            for runs, align in zip(grid.header, grid.aligns, strict=True)
        ))  # fmt: skip
        rows = [
            Row(tuple(
                self._runs_cell(runs, replace(text, align=align))
                for runs, align in zip(row, grid.aligns, strict=True)
            ))
            for row in grid.rows
        ]  # fmt: skip
        return [Table(self._style, head, rows, growing=None, before=5, after=9)]

    def _records(self, grid: Grid) -> list[Flowable]:
        """A table too wide for any page: each row as lines of "name: value"."""
        made: list[Flowable] = []
        for row in grid.rows or (grid.header,):
            runs: list[Run] = []
            for name, value in zip(grid.header, row, strict=True):
                told = plain_runs(name) or "—"
                runs += [Run("\n" if runs else ""), Run(f"{told}: ", bold=True), *value]
            made.append(Text(self._setter, tuple(runs), self._style.body))
        return made

    def _runs_cell(self, runs: Runs, style: TextStyle) -> Cell:
        least, most = self._setter.widths(runs, style)
        return Cell(Stack((Text(self._setter, runs, style),)), least, most + 0.02)

    def register(self, register: Register) -> Table:
        """A table of records."""
        label = self._style.column_label
        head = Row(tuple(
            self._runs_cell((Run(column.label),), replace(label, align=column.align))
            for column in register.columns
        ))  # fmt: skip
        rows = [
            Row(tuple(
                self._block_cell(blocks, column)
                for blocks, column in zip(row, register.columns, strict=True)
            ))
            for row in register.rows
        ]  # fmt: skip
        growing = next((at for at, one in enumerate(register.columns) if one.grows), None)
        return Table(self._style, head, rows, growing=growing)

    def _block_cell(self, blocks: tuple[Block, ...], column: Column) -> Cell:
        style = replace(self._style.cells[column.face], align=column.align)
        if column.tone is not Tone.NORMAL:
            style = replace(style, color=self._style.tones[column.tone])
        least, most = self._extent(blocks, style)
        return Cell(Stack(self._set(blocks, style)), least, most + 0.02)

    def _extent(self, blocks: Sequence[Block], style: TextStyle) -> tuple[float, float]:
        """The widest word and the longest line of some blocks, roughly for other than text."""
        least = most = 0.0
        for block in blocks:
            match block:
                case Paragraph(runs=runs) | Heading(runs=runs):
                    narrow, wide = self._setter.widths(runs, style)
                case ItemList(items=items):
                    inner = [self._extent(item.blocks, style) for item in items]
                    narrow = max((one[0] for one in inner), default=0) + self._style.indent
                    wide = max((one[1] for one in inner), default=0) + self._style.indent
                case Quote(blocks=quoted):
                    narrow, wide = self._extent(quoted, style)
                case _:
                    narrow, wide = 60.0, self._width
            least, most = max(least, narrow), max(most, wide)
        return least, most
