"""Breaking text into lines: runs into words, words into lines.

ReportLab's own paragraphs neither kern nor know where an identifier may be broken, and they read
markup, which hostile text could forge. This sets plain runs.
"""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, NamedTuple

from exporters.document import Face, Run, Runs, Tone, plain_runs
from exporters.pdf.fonts import LABEL
from exporters.right_to_left import (
    begins_right_to_left,
    is_right_to_left,
    mirrored,
    visual_order,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.lib.colors import Color

    from exporters.pdf.fonts import Fonts
    from exporters.pdf.style import Pill, PrintStyle, TextStyle
    from models.vocabulary import Severity

_SPLIT = re.compile(r"( +|\n)")
# Prose may be broken after a hyphen or slash between letters, and around dashes.
# Chinese and Japanese have no blanks: a line ends after any character but an opening bracket, and
# none begins with a closing one, a full stop, or a sign that prolongs the one before.
_HAN = r"\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HYPHENS = re.compile(
    r"(?<=[^\W\d_]{2}[-/])(?=[^\W\d_]{2})|(?<=[–—])(?=[^\W\d])"
    rf"|(?<=[{_HAN}ー、。，．！？）」』】])(?=[{_HAN}（「『【])"
)
# Inside what is longer than a line, better places come first: after punctuation, then anywhere.
_SEAMS = re.compile(r"(?<=[/\\.,:;_\-=?&@#%+|)\]}>])(?=[^/\\.,:;_\-=?&@#%+|)\]}>])")
_SLACK = 0.01
_PADDING = "\u00a0\u00a0"  # inside a pill, before and after its words


class Look(NamedTuple):
    """How characters are drawn; sizes and distances in points."""

    cut: str
    size: float
    color: Color
    tracking: float = 0
    rise: float = 0
    link: str = ""
    struck: bool = False
    missing: bool = False
    pill: Pill | None = None


class Piece(NamedTuple):
    """Characters of one look on one line."""

    text: str
    look: Look
    width: float

    def coloured(self, color: Color) -> Piece:
        """The same in another colour."""
        return Piece(self.text, self.look._replace(color=color), self.width)


class _Chunk(NamedTuple):
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
        line = text.replace("\n", " ")
        made = tuple(self._measured(part, look) for look, part in self._looks(Run(line), style))
        return self._in_order(made, begins_right_to_left(line)) if is_right_to_left(line) else made

    def lines(self, runs: Runs, style: TextStyle, width: float) -> tuple[Line, ...]:
        """The lines of a text that is at most `width` wide."""
        chunks = self._chunks(runs, style)
        made = self._filled(chunks, width)
        if style.balanced and 1 < len(made) <= 4:
            made = self._balanced(chunks, width, made)
        else:
            made = self._without_orphan(chunks, width, made)
        text = plain_runs(runs)
        if not text.isascii() and is_right_to_left(text):
            base = begins_right_to_left(text)
            return tuple(self._in_order(line, base) for line in made)
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

    def _in_order(self, line: Line, base: bool) -> Line:
        """A line whose characters stand as they are read, some of them from right to left."""
        text = "".join(piece.text for piece in line)
        if not is_right_to_left(text):
            return line
        looks = [piece.look for piece in line for _ in piece.text]
        placed = visual_order(text, right_to_left=base)
        shown = ((looks[at], mirrored(text[at]) if odd else text[at]) for at, odd in placed)
        return tuple(
            self._measured("".join(one for _look, one in group), look)
            for look, group in groupby(shown, key=itemgetter(0))
        )

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

    def _looks(self, run: Run, style: TextStyle) -> Iterator[tuple[Look, str]]:
        """The looks in which a run is drawn: more than one where its cut lacks characters."""
        if run.pill is not None:
            yield self._pill_look(run.pill), f"{_PADDING}{run.text}{_PADDING}"
            return
        size = style.size
        if run.code and style.face is not Face.MONO:
            size *= style.code_scale
        if run.raised:
            size *= 0.68
        color = style.color if run.tone is Tone.NORMAL else self.style.tones[run.tone]
        color = self.style.link if run.link else color
        rise = style.size * 0.33 if run.raised else 0
        for one in self.fonts.stretches(run.text, self._cut(run, style)):
            yield (
                Look(one.cut, size, color, style.tracking, rise, run.link, run.struck, one.missing),
                one.text.replace("\n", " ") if style.face is Face.MONO else one.text,
            )

    def _pill_look(self, severity: Severity) -> Look:
        style, pill = self.style.pill_text, self.style.pill(severity)
        cut = self.fonts.cut(style.face, bold=style.bold)
        return Look(cut, style.size, pill.text, pill=pill)

    def _measured(self, text: str, look: Look) -> Piece:
        return Piece(text, look, self.fonts.width(text, look.cut, look.size, look.tracking))

    def _chunks(self, runs: Runs, style: TextStyle) -> list[_Chunk]:
        """Words with the blank or the forced break in front of each."""
        chunks: list[_Chunk] = []
        word: list[Piece] = []
        gap: Piece | None = None
        forced = False
        for look, token in self._tokens(runs, style):
            if token[0] not in " \n":
                word.append(self._measured(token, look))
                continue
            if word:
                chunks += self._divided(word, gap, forced)
                word, gap, forced = [], None, False
            if token == "\n":
                chunks += [_Chunk((), None, 0, forced=True)] if forced else []
                gap, forced = None, True
            elif not forced and chunks:
                gap = self._measured(" ", look)
        return chunks + (self._divided(word, gap, forced) if word else [])

    def _tokens(self, runs: Runs, style: TextStyle) -> Iterator[tuple[Look, str]]:
        for run in runs:
            for look, text in self._looks(run, style):
                for token in _SPLIT.split(text):
                    if token:
                        yield look, token

    def _divided(self, word: list[Piece], gap: Piece | None, forced: bool) -> list[_Chunk]:
        """The chunks of a word: one, unless hyphens let it be broken."""
        made: list[_Chunk] = []
        held: list[Piece] = []
        for piece in word:
            whole = "Mono" in piece.look.cut or "@" in piece.text or "://" in piece.text
            parts = [] if whole else _HYPHENS.split(piece.text)
            if len(parts) < 2:
                held.append(piece)
                continue
            for place, part in enumerate(parts):
                if place:
                    made.append(_chunk(held))
                    held = []
                held.append(self._measured(part, piece.look))
        made.append(_chunk(held))
        made[0] = made[0]._replace(gap=gap, forced=forced)
        return made

    # ------------------------------------------------------------------ chunks to lines

    def _filled(self, chunks: list[_Chunk], width: float) -> tuple[Line, ...]:
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
            broken = self._broken(chunk, width, width - used)
            lines.append((*line, *broken[0]))
            lines += broken[1:-1]
            line = list(broken[-1]) if len(broken) > 1 else []
            if len(broken) == 1:
                line = list(lines.pop())
            used = sum(piece.width for piece in line)
        if line:
            lines.append(tuple(line))
        return tuple(_merged(one) for one in lines)

    def _broken(self, chunk: _Chunk, width: float, room: float) -> list[Line]:
        """The lines of a chunk that no line holds; the first may take `room`."""
        lines: list[Line] = []
        line: list[Piece] = []
        for piece in chunk.pieces:
            for part in _SEAMS.split(piece.text):
                rest = part
                while rest:
                    taken = self._fitting(rest, piece.look, room)
                    whole = taken == len(rest)
                    # A part goes to the next line whole when it fits there.
                    if not whole and line and self._fitting(rest, piece.look, width) == len(rest):
                        taken = 0
                    if not taken and not line:
                        taken = 1
                    if taken:
                        fitted = self._measured(rest[:taken], piece.look)
                        line.append(fitted)
                        room -= fitted.width
                        rest = rest[taken:]
                    if rest:
                        lines.append(tuple(line))
                        line, room = [], width
        lines.append(tuple(line))
        return lines

    def _fitting(self, text: str, look: Look, room: float) -> int:
        """How many characters of `text` fit into `room`."""

        def fits(count: int) -> bool:
            width = self.fonts.width(text[:count], look.cut, look.size, look.tracking)
            return width <= room + _SLACK

        if fits(len(text)):
            return len(text)
        low, high = 0, min(len(text), int(room / max(0.5, look.size * 0.15)) + 1)
        while low < high:
            middle = (low + high + 1) // 2
            if fits(middle):
                low = middle
            else:
                high = middle - 1
        return low

    def _without_orphan(
        self, chunks: list[_Chunk], width: float, made: tuple[Line, ...]
    ) -> tuple[Line, ...]:
        """As many lines, set a little narrower where a short word would end them alone."""
        shortest = width * 0.09
        if len(made) < 2 or line_width(made[-1]) >= shortest:
            return made
        for part in (0.98, 0.96, 0.94):
            tried = self._filled(chunks, width * part)
            if len(tried) == len(made) and line_width(tried[-1]) >= shortest:
                return tried
        return made

    def _balanced(
        self, chunks: list[_Chunk], width: float, made: tuple[Line, ...]
    ) -> tuple[Line, ...]:
        """As many lines, of about equal length."""
        low, high, best = width / 2, width, made
        for _ in range(7):
            middle = (low + high) / 2
            tried = self._filled(chunks, middle)
            if len(tried) <= len(made):
                high, best = middle, tried
            else:
                low = middle
        return best


def _chunk(pieces: list[Piece]) -> _Chunk:
    width = pieces[0].width if len(pieces) == 1 else line_width(tuple(pieces))
    return _Chunk(tuple(pieces), None, width)


def _merged(line: Line) -> Line:
    """Neighbours of one look as one piece, so that they are drawn in one go."""
    return tuple(
        Piece("".join(piece.text for piece in some), look, sum(piece.width for piece in some))
        for look, group in groupby(line, attrgetter("look"))
        if (some := list(group))
    )


def line_width(line: Line) -> float:
    """Points that a line takes."""
    return sum(piece.width for piece in line)
