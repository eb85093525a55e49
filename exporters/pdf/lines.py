"""Breaking text into lines: runs into words, words into lines.

ReportLab's own paragraphs neither kern nor know where an identifier may be broken, and they read
markup, which hostile text could forge. This sets plain runs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color

from exporters.document import Face, Run, Runs, Tone
from exporters.pdf.fonts import LABEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporters.pdf.fonts import Fonts
    from exporters.pdf.style import PrintStyle, TextStyle

_SPLIT = re.compile(r"( +|\n)")
# Prose may be broken after a hyphen or slash between letters, and around dashes.
_HYPHENS = re.compile(r"(?<=[^\W\d_]{2}[-/])(?=[^\W\d_]{2})|(?<=[–—])(?=\w)")
# Inside what is longer than a line, better places come first: after punctuation, then anywhere.
_SEAMS = re.compile(r"(?<=[/\\.,:;_\-=?&@#%+|)\]}>])(?=[^/\\.,:;_\-=?&@#%+|)\]}>])")
_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one look on one line."""

    text: str
    cut: str
    size: float
    color: Color
    width: float
    rise: float = 0
    link: str = ""
    struck: bool = False

    def coloured(self, color: Color) -> Piece:
        """The same in another colour."""
        return replace(self, color=color)

    def looks_like(self, other: Piece) -> bool:
        """Whether both can be drawn in one go."""
        mine = (self.cut, self.size, self.color, self.rise, self.link, self.struck)
        return mine == (other.cut, other.size, other.color, other.rise, other.link, other.struck)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What is never divided while it fits a line; `gap` is the blank in front of it."""

    pieces: tuple[Piece, ...]
    gap: Piece | None
    width: float
    forced: bool = False


Line = tuple[Piece, ...]


class Setter:
    """Turns runs into pieces and pieces into lines, for one document."""

    def __init__(self, fonts: Fonts, style: PrintStyle) -> None:
        self.fonts = fonts
        self.style = style

    def piece(self, text: str, style: TextStyle) -> Line:
        """A text of one style as the pieces of one line."""
        cut = self._cut(Run(""), style)
        return tuple(
            Piece(
                one.text.replace("\n", " "), one.cut, style.size, style.color,
                self._width(one.text.replace("\n", " "), one.cut, style.size, style.tracking),
            )
            for one in self.fonts.stretches(text, cut)
        )  # fmt: skip

    def lines(self, runs: Runs, style: TextStyle, width: float) -> tuple[Line, ...]:
        """The lines of a text that is at most `width` wide."""
        chunks = self._chunks(runs, style)
        made = self._filled(chunks, style, width)
        if style.balanced and 1 < len(made) <= 4:
            return self._balanced(chunks, style, width, made)
        return made

    def widths(self, runs: Runs, style: TextStyle) -> tuple[float, float]:
        """The width of the widest chunk, and of the whole text on one line."""
        widest = total = longest = 0.0
        for chunk in self._chunks(runs, style):
            widest = max(widest, chunk.width)
            gap = chunk.gap.width if chunk.gap else 0
            total = chunk.width if chunk.forced else total + gap + chunk.width
            longest = max(longest, total)
        return widest, longest

    # ------------------------------------------------------------------ runs to chunks

    def _cut(self, run: Run, style: TextStyle) -> str:
        if run.code:
            return self.fonts.cut(Face.MONO, bold=run.bold or style.bold)
        if style.medium and not run.bold:
            self.fonts.font(LABEL)
            return LABEL
        return self.fonts.cut(
            style.face, bold=run.bold or style.bold, italic=run.italic != style.italic
        )

    def _width(self, text: str, cut: str, size: float, tracking: float) -> float:
        return self.fonts.width(text, cut, size, tracking)

    def _pieces(self, run: Run, style: TextStyle) -> list[Piece]:
        size = style.size
        if run.code and style.face is not Face.MONO:
            size *= style.code_scale
        if run.raised:
            size *= 0.68
        color = style.color if run.tone is Tone.NORMAL else self.style.tones[run.tone]
        return [
            Piece(
                text=one.text,
                cut=one.cut,
                size=size,
                color=self.style.link if run.link else color,
                width=0,
                rise=style.size * 0.33 if run.raised else 0,
                link=run.link,
                struck=run.struck,
            )
            for one in self.fonts.stretches(run.text, self._cut(run, style))
        ]

    def _chunks(self, runs: Runs, style: TextStyle) -> list[_Chunk]:
        """Words with the blank or the forced break in front of each."""
        chunks: list[_Chunk] = []
        word: list[Piece] = []
        gap: Piece | None = None
        forced = False
        for piece, token in self._tokens(runs, style):
            if token[0] not in " \n":
                word.append(self._measured(piece, token, style))
                continue
            if word:
                chunks += self._divided(word, gap, forced)
                word, gap, forced = [], None, False
            if token == "\n":
                chunks += [_Chunk((), None, 0, forced=True)] if forced else []
                gap, forced = None, True
            elif not forced and chunks:
                gap = self._measured(piece, " ", style)
        return chunks + (self._divided(word, gap, forced) if word else [])

    def _tokens(self, runs: Runs, style: TextStyle) -> Iterator[tuple[Piece, str]]:
        for run in runs:
            for piece in self._pieces(run, style):
                for token in _SPLIT.split(piece.text):
                    if token:
                        yield piece, token

    def _measured(self, piece: Piece, text: str, style: TextStyle) -> Piece:
        return replace(
            piece, text=text, width=self._width(text, piece.cut, piece.size, style.tracking)
        )

    def _divided(self, word: list[Piece], gap: Piece | None, forced: bool) -> list[_Chunk]:
        """The chunks of a word: one, unless hyphens let it be broken."""
        made: list[_Chunk] = []
        held: list[Piece] = []
        for piece in word:
            parts = [piece.text] if "Mono" in piece.cut else _HYPHENS.split(piece.text)
            for place, part in enumerate(parts):
                if place:
                    made.append(_chunk(held, None))
                    held = []
                width = piece.width if len(parts) == 1 else self._width(
                    part, piece.cut, piece.size, 0
                )  # fmt: skip
                held.append(replace(piece, text=part, width=width))
        made.append(_chunk(held, None))
        made[0] = replace(made[0], gap=gap, forced=forced)
        return made

    # ------------------------------------------------------------------ chunks to lines

    def _filled(self, chunks: list[_Chunk], style: TextStyle, width: float) -> tuple[Line, ...]:
        """As many chunks on each line as fit."""
        lines: list[Line] = []
        line: list[Piece] = []
        used = 0.0
        for chunk in chunks:
            if chunk.forced:
                if lines or line:
                    lines.append(tuple(line))
                line, used = [], 0.0
            gap = chunk.gap if line else None
            needed = chunk.width + (gap.width if gap else 0)
            if used + needed <= width + _SLACK:
                line += [gap, *chunk.pieces] if gap else chunk.pieces
                used += needed
                continue
            if chunk.width <= width + _SLACK:
                lines.append(tuple(line))
                line, used = list(chunk.pieces), chunk.width
                continue
            # Wider than a line: begin here only where a good part of the line is left.
            if line and width - used > width / 3:
                line += [gap] if gap else []
                used += gap.width if gap else 0
            elif line:
                lines.append(tuple(line))
                line, used = [], 0.0
            broken = self._broken(chunk, style, width, width - used)
            lines.append((*line, *broken[0]))
            lines += broken[1:-1]
            line = list(broken[-1]) if len(broken) > 1 else []
            if len(broken) == 1:
                line = list(lines.pop())
            used = sum(piece.width for piece in line)
        if line:
            lines.append(tuple(line))
        return tuple(_merged(one) for one in lines)

    def _broken(self, chunk: _Chunk, style: TextStyle, width: float, room: float) -> list[Line]:
        """The lines of a chunk that no line holds; the first may take `room`."""
        lines: list[Line] = []
        line: list[Piece] = []
        for piece in chunk.pieces:
            for part in _SEAMS.split(piece.text):
                rest = part
                while rest:
                    taken = self._fitting(rest, piece, style, room)
                    whole = taken == len(rest)
                    # A part goes to the next line whole when it fits there.
                    if not whole and line and self._fitting(rest, piece, style, width) == len(rest):
                        taken = 0
                    if not taken and not line:
                        taken = 1
                    if taken:
                        fitted = self._measured(piece, rest[:taken], style)
                        line.append(fitted)
                        room -= fitted.width
                        rest = rest[taken:]
                    if rest:
                        lines.append(tuple(line))
                        line, room = [], width
        lines.append(tuple(line))
        return lines

    def _fitting(self, text: str, piece: Piece, style: TextStyle, room: float) -> int:
        """How many characters of `text` fit into `room`."""
        if self._width(text, piece.cut, piece.size, style.tracking) <= room + _SLACK:
            return len(text)
        low, high = 0, min(len(text), int(room / max(0.5, piece.size * 0.15)) + 1)
        while low < high:
            middle = (low + high + 1) // 2
            width = self._width(text[:middle], piece.cut, piece.size, style.tracking)
            if width <= room + _SLACK:
                low = middle
            else:
                high = middle - 1
        return low

    def _balanced(
        self, chunks: list[_Chunk], style: TextStyle, width: float, made: tuple[Line, ...]
    ) -> tuple[Line, ...]:
        """As many lines, of about equal length."""
        low, high, best = width / 2, width, made
        for _ in range(7):
            middle = (low + high) / 2
            tried = self._filled(chunks, style, middle)
            if len(tried) <= len(made):
                high, best = middle, tried
            else:
                low = middle
        return best


def _chunk(pieces: list[Piece], gap: Piece | None) -> _Chunk:
    return _Chunk(tuple(pieces), gap, sum(piece.width for piece in pieces))


def _merged(line: Line) -> Line:
    made: list[Piece] = []
    for piece in line:
        if made and made[-1].looks_like(piece):
            last = made[-1]
            made[-1] = replace(last, text=last.text + piece.text, width=last.width + piece.width)
        else:
            made.append(piece)
    return tuple(made)


def line_width(line: Line) -> float:
    """Points that a line takes."""
    return sum(piece.width for piece in line)
