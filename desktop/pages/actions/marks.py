"""The small glyphs of action items: three bars for strength, a filling circle for the status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from desktop.icons import paint_icon
from models.vocabulary import ActionStatus, Strength

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from desktop.theme import Theme

_BARS = {Strength.WEAK: 1, Strength.INTERMEDIATE: 2, Strength.STRONG: 3}
_BAR_WIDTH = 3.0
_BAR_GAP = 2.0
_BAR_HEIGHTS = (4.0, 7.0, 10.0)
_FULL_TURN = 360 * 16


def paint_strength(painter: QPainter, theme: Theme, box: QRectF, strength: Strength) -> float:
    """Draw the bars at the left of `box`; returns their width."""
    base = box.center().y() + _BAR_HEIGHTS[-1] / 2
    for place, height in enumerate(_BAR_HEIGHTS):
        token = "text.secondary" if place < _BARS[strength] else "border.default"
        x = box.x() + place * (_BAR_WIDTH + _BAR_GAP)
        painter.fillRect(QRectF(x, base - height, _BAR_WIDTH, height), theme.color(token))
    return len(_BAR_HEIGHTS) * (_BAR_WIDTH + _BAR_GAP) - _BAR_GAP


def paint_status_glyph(painter: QPainter, theme: Theme, box: QRectF, status: ActionStatus) -> float:
    """Draw the status at the left of `box`; returns the glyph's width."""
    side = theme.size("icon.small")
    place = QRectF(box.x(), box.center().y() - side / 2, side, side)
    if status is ActionStatus.DONE:
        paint_icon(painter, place, "circle-check", theme.color("success.text"))
    elif status is ActionStatus.WONT_DO:
        paint_icon(painter, place, "x", theme.color("text.tertiary"))
    else:
        _paint_circle(painter, theme, place, half=status is ActionStatus.IN_PROGRESS)
    return float(side)


def _paint_circle(painter: QPainter, theme: Theme, place: QRectF, *, half: bool) -> None:
    ink = theme.color("text.secondary")
    ring = place.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.save()
    painter.setRenderHint(painter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(place.center()), ring.width() / 2, ring.height() / 2)
    if half:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        inner = ring.adjusted(2, 2, -2, -2)
        painter.drawPie(inner, -_FULL_TURN // 4, _FULL_TURN // 2)
    painter.restore()
