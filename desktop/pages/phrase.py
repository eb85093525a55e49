"""One line of words in several tones: "13 open, 4 overdue, 3 due this week"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from desktop.theme import Theme, ThemeSource


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one tone; `weight` in place of the style's own."""

    text: str
    token: str = "text.secondary"
    weight: int | None = None


def paint_runs(
    painter: QPainter, theme: Theme, box: QRectF, runs: Sequence[Run], style: str = "body"
) -> float:
    """Draw runs one after the other, elided at the right end of `box`; returns their width."""
    x = box.x()
    for run in runs:
        font = theme.font(style, weight=run.weight)
        metrics = QFontMetricsF(font)
        room = box.right() - x
        if room <= 0:
            break
        text = metrics.elidedText(run.text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(theme.color(run.token))
        place = QRectF(x, box.y(), room, box.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        x += metrics.horizontalAdvance(text)
    return x - box.x()


class Phrase(QWidget):
    """Shows runs in one line; the words together are its accessible name."""

    def __init__(
        self, themes: ThemeSource, *, style: str = "body", parent: QWidget | None = None
    ) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self._themes = themes
        self._style = style
        self._runs: tuple[Run, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.update)

    @property
    def text(self) -> str:
        """All words."""
        return "".join(run.text for run in self._runs)

    def say(self, runs: Sequence[Run]) -> None:
        """Say something else."""
        self._runs = tuple(runs)
        self.setAccessibleName(self.text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = self._themes.current
        width = sum(
            QFontMetricsF(theme.font(self._style, weight=run.weight)).horizontalAdvance(run.text)
            for run in self._runs
        )
        return QSize(round(width) + 1, theme.line_height(self._style))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_runs(painter, self._themes.current, QRectF(self.rect()), self._runs, self._style)
        painter.end()
