"""A few lines of plain text with the matches of a search painted behind their words."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextOption

from desktop.widgets.painting import paint_rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Theme

_KEPT = 200
_MARK_RADIUS = 2
# Marked words are set a little heavier than they were measured.
_RESERVE = 2


class MarkedText:
    """Lays out and paints; the last layouts are kept, because rows are painted again and again."""

    def __init__(
        self, *, lines: int, style: str = "snippet", token: str = "text.secondary"
    ) -> None:
        """Show at most `lines` lines of a type style; what is longer ends with …."""
        self._lines = lines
        self._style = style
        self._token = token
        self._layouts: OrderedDict[tuple[str, int], list[tuple[int, str]]] = OrderedDict()

    def paint(
        self,
        painter: QPainter,
        theme: Theme,
        top_left: QPointF,
        width: float,
        text: str,
        marks: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Draw the text from its upper left corner, `width` logical pixels wide."""
        font = theme.font(self._style)
        metrics = QFontMetricsF(font)
        line_height = theme.line_height(self._style)
        painter.setFont(font)
        for number, (start, line) in enumerate(self._broken(theme, text, round(width))):
            top = top_left.y() + number * line_height
            base = top + (line_height + metrics.ascent() - metrics.descent()) / 2
            runs = list(_runs(line, start, marks))
            strong = theme.font(self._style, weight=500)
            x = top_left.x()
            for words, marked in runs:
                advance = (
                    QFontMetricsF(strong).horizontalAdvance(words)
                    if marked
                    else metrics.horizontalAdvance(words)
                )
                if marked:
                    box = QRectF(x - 1, top + 0.5, advance + 2, line_height - 1)
                    paint_rounded(painter, box, theme.color("match.bg"), _MARK_RADIUS)
                painter.setFont(strong if marked else font)
                painter.setPen(theme.color("match.text" if marked else self._token))
                painter.drawText(QPointF(x, base), words)
                x += advance

    def _broken(self, theme: Theme, text: str, width: int) -> list[tuple[int, str]]:
        key = (text, width)
        if key not in self._layouts:
            self._layouts[key] = self._break(theme, text, width)
            if len(self._layouts) > _KEPT:
                self._layouts.popitem(last=False)
        return self._layouts[key]

    def _break(self, theme: Theme, text: str, width: int) -> list[tuple[int, str]]:
        """Lines as (offset of the first character, words)."""
        font = theme.font(self._style)
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        lines: list[tuple[int, str]] = []
        while len(lines) < self._lines:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width - _RESERVE)
            start, length = line.textStart(), line.textLength()
            lines.append((start, text[start : start + length].rstrip()))
        layout.endLayout()
        if lines:
            start, last = lines[-1]
            if start + len(last) < len(text.rstrip()):
                metrics = QFontMetricsF(font)
                rest = text[start:]
                elide = Qt.TextElideMode.ElideRight
                lines[-1] = (start, metrics.elidedText(rest, elide, width - _RESERVE))
        return lines


def _runs(line: str, start: int, marks: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The line cut into pieces that are marked or not."""
    runs: list[tuple[str, bool]] = []
    at = 0
    for begin, end in marks:
        first = max(begin - start, at)
        last = min(end - start, len(line))
        if last <= first:
            continue
        if first > at:
            runs.append((line[at:first], False))
        runs.append((line[first:last], True))
        at = last
    if at < len(line):
        runs.append((line[at:], False))
    return runs
