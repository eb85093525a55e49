"""The words of a cell in lines of its width, `code` and **stress** set as in the reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from desktop.widgets.painting import paint_rounded

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from desktop.theme import Theme

_MARKED = re.compile(
    r"(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)|\*\*(?=\S)(?P<stress>[^*\n]+?)(?<=\S)\*\*"
)
_STRESS_WEIGHT = 600
_PAD = "\u2005"  # a quarter of an em: the code's ground is wider than the code
_CODE_EDGE = 1.5


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that are set otherwise than the rest: from `start` to before `end`."""

    start: int
    end: int
    is_code: bool


@dataclass(frozen=True, slots=True)
class CellText:
    """Words laid out.

    Attributes:
        layout: the lines.
        marks: where code and stressed words stand in the layout's text.
    """

    layout: QTextLayout
    marks: tuple[Mark, ...]

    @property
    def height(self) -> float:
        """Of all lines."""
        return self.layout.boundingRect().height()

    @property
    def last_right(self) -> float:
        """Where the last line ends."""
        count = self.layout.lineCount()
        return self.layout.lineAt(count - 1).naturalTextWidth() if count else 0.0

    def draw(self, painter: QPainter, theme: Theme, at: QPointF) -> None:
        """Draw it with its upper left corner there."""
        for mark in self.marks:
            if not mark.is_code:
                continue
            for number in range(self.layout.lineCount()):
                self._ground(painter, theme, at, number, mark.start, mark.end)
        self.layout.draw(painter, at)

    def _ground(
        self, painter: QPainter, theme: Theme, at: QPointF, number: int, start: int, end: int
    ) -> None:
        line = self.layout.lineAt(number)
        first = max(start, line.textStart())
        last = min(end, line.textStart() + line.textLength())
        if first >= last:
            return
        left, right = (_place(line.cursorToX(one)) for one in (first, last))
        box = QRectF(at.x() + left, at.y() + line.y(), right - left, line.height())
        box.adjust(0, -_CODE_EDGE, 0, _CODE_EDGE)
        paint_rounded(painter, box, theme.color("bg.sunken"), theme.size("radius.pill"))


def _place(found: object) -> float:
    """PySide gives the position, or a pair of position and cursor."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]


def split_marks(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without the marks around code and stressed words, and where those stand in it."""
    if "`" not in text and "**" not in text:
        return text, ()
    parts: list[str] = []
    marks: list[Mark] = []
    length = at = 0
    for found in _MARKED.finditer(text):
        before = text[at : found.start()]
        code = found["code"]
        words = found["stress"] if code is None else f"{_PAD}{code}{_PAD}"
        start = length + len(before)
        marks.append(Mark(start, start + len(words), is_code=code is not None))
        parts += [before, words]
        length = start + len(words)
        at = found.end()
    parts.append(text[at:])
    return "".join(parts), tuple(marks)


def lay_out(text: str, font: QFont, width: float, *, code_font: QFont | None = None) -> CellText:
    """Words in lines of that width; a word that is too long is broken, never cut.

    Args:
        text: may have several lines.
        font: of the words.
        width: in logical pixels.
        code_font: of `code` in backticks; without it marks are shown as they are.
    """
    words, marks = split_marks(text) if code_font is not None else (text, ())
    layout = QTextLayout(words.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if marks and code_font is not None:
        stressed = QFont(font)
        stressed.setWeight(QFont.Weight(_STRESS_WEIGHT))
        layout.setFormats(
            [_formatted(one, code_font if one.is_code else stressed) for one in marks]
        )
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return CellText(layout, marks)


def _formatted(mark: Mark, font: QFont) -> QTextLayout.FormatRange:
    shape = QTextCharFormat()
    shape.setFont(font)
    piece = QTextLayout.FormatRange()
    piece.start, piece.length, piece.format = mark.start, mark.end - mark.start, shape
    return piece


def fits_one_line(text: str, font: QFont, width: float) -> bool:
    """Whether the text surely stands in one line; measuring is far cheaper than laying out."""
    if "\n" in text:
        return False
    # Code is set in a wider font, and each piece of it has some ground around.
    wider = 1.3 if "`" in text or "**" in text else 1.0
    return QFontMetricsF(font).horizontalAdvance(text) * wider <= width
