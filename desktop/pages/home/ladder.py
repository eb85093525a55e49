"""The maturity ladder: five levels from the top down, and what the next one lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.pages.home.delegates import paint_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from desktop.pages.home.contents import MaturityStep
    from desktop.theme import Theme, ThemeSource

_EDGE = 16
_TOP = 10
_STEP = 32
_CIRCLE = 9.0
_TEXT_LEFT = 44
_FIGURE = 72
_RIGHT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
_MIDDLE_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_WRAP = int(Qt.TextFlag.TextWordWrap)
_LINE_GAP = 5


class MaturityLadder(QFrame):
    """Draws the levels; its words are its accessible description."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._themes = themes
        self._given: tuple[MaturityStep, ...] = ()
        self._steps: tuple[MaturityStep, ...] = ()
        self._since: dict[int, str] = {}
        self._levels: tuple[MaturityStep, ...] = ()
        self.setObjectName("panel")
        self.setAccessibleName("Maturity")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        themes.changed.connect(self.update)

    def show_steps(self, steps: Sequence[MaturityStep]) -> None:
        """Show the levels from the top down."""
        self._given = tuple(steps)
        self._arrange()

    def show_since(self, words: Mapping[int, str]) -> None:
        """Say since when each level reached has been held, where that is known."""
        self._since = dict(words)
        self._arrange()

    def set_levels(self, levels: Sequence[MaturityStep]) -> None:
        """Remember every level with its criteria, for `explain`."""
        self._levels = tuple(levels)

    def explain(self) -> None:
        """Say how the levels work."""
        from desktop.pages.home.levels_dialog import LevelsDialog  # noqa: PLC0415  (asked for)

        LevelsDialog(self._levels, self._since, self._themes, self).open()

    def _arrange(self) -> None:
        self._steps = tuple(_dated(step, self._since.get(step.level, "")) for step in self._given)
        self.setAccessibleDescription(spoken(self._steps))
        self.setToolTip(spoken(self._steps))
        self._fit()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, self._height(max(self.width(), 240)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = self._height(self.width())
        if height != self.height():
            self.setFixedHeight(height)

    def _height(self, width: int) -> int:
        height = float(2 * _TOP + _STEP * len(self._steps))
        for step in self._steps:
            height += sum(
                self._criterion_height(words, width) + _LINE_GAP
                for _met, words, _figure in step.criteria
            )
        return round(height)

    def _criterion_height(self, words: str, width: int) -> float:
        """As many lines as it takes."""
        theme = self._themes.current
        metrics = QFontMetricsF(theme.font("meta"))
        box = QRectF(0, 0, self._criterion_room(width), 1000)
        return max(metrics.boundingRect(box, _WRAP, words).height(), theme.line_height("meta"))

    def _criterion_room(self, width: int) -> float:
        side = self._themes.current.size("icon.small")
        return width - _TEXT_LEFT - side - 6 - _FIGURE - _EDGE

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._themes.current
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = float(_TOP)
        centres = []
        for step in self._steps:
            box = QRectF(_EDGE, y, self.width() - 2 * _EDGE, _STEP)
            centres.append(box.center().y())
            self._paint_step(painter, theme, box, step)
            y = box.bottom()
            for met, words, figure in step.criteria:
                y += self._paint_criterion(painter, theme, y, met, words, figure) + _LINE_GAP
        self._paint_rail(painter, theme, centres)
        painter.end()

    def _paint_rail(self, painter: QPainter, theme: Theme, centres: list[float]) -> None:
        x = _EDGE + _CIRCLE
        for place in range(len(centres) - 1):
            reached = self._steps[place].state in ("here", "reached")
            token = "text.secondary" if reached else "border.default"
            painter.setPen(QPen(theme.color(token), 1.5))
            painter.drawLine(
                QPointF(x, centres[place] + _CIRCLE), QPointF(x, centres[place + 1] - _CIRCLE)
            )

    def _paint_step(self, painter: QPainter, theme: Theme, box: QRectF, step: MaturityStep) -> None:
        centre = QPointF(box.x() + _CIRCLE, box.center().y())
        fills = {"here": "accent.base", "reached": "text.secondary"}
        inks = {"here": "accent.on", "reached": "bg.raised"}
        painter.setPen(QPen(theme.color(fills.get(step.state, "border.control")), 1))
        painter.setBrush(theme.color(fills.get(step.state, "bg.raised")))
        painter.drawEllipse(centre, _CIRCLE, _CIRCLE)
        painter.setFont(theme.font("pill"))
        painter.setPen(theme.color(inks.get(step.state, "text.secondary")))
        number = QRectF(centre.x() - _CIRCLE, centre.y() - _CIRCLE, 2 * _CIRCLE, 2 * _CIRCLE)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(step.level))
        words = QRectF(_TEXT_LEFT, box.y(), box.right() - _TEXT_LEFT, box.height())
        here = step.state == "here"
        strong = step.state in ("here", "next")
        paint_text(
            painter,
            theme,
            words,
            step.name,
            token="text.primary" if strong else "text.secondary",
            weight=600 if here else 500 if strong else None,
        )
        paint_text(
            painter,
            theme,
            words,
            step.note,
            style="meta",
            token="accent.text" if here else "text.tertiary",
            weight=600 if here else None,
            align=_MIDDLE_RIGHT,
        )

    def _paint_criterion(
        self, painter: QPainter, theme: Theme, y: float, met: bool, words: str, figure: str
    ) -> float:
        side = theme.size("icon.small")
        height = self._criterion_height(words, self.width())
        icon = QRectF(_TEXT_LEFT, y, side, theme.line_height("meta"))
        token = "success.text" if met else "danger.text"
        paint_icon(painter, icon, "check" if met else "x", theme.color(token))
        room = QRectF(icon.right() + 6, y, self._criterion_room(self.width()), height + 1)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.color("text.tertiary" if met else "text.primary"))
        painter.drawText(room, _WRAP, words)
        place = QRectF(room.right(), y, _FIGURE, theme.line_height("meta"))
        paint_text(painter, theme, place, figure, style="meta", token="text.tertiary", align=_RIGHT)
        return height


def _dated(step: MaturityStep, since: str) -> MaturityStep:
    if not since or step.state not in ("here", "reached"):
        return step
    return replace(step, note=f"{step.note} {since}".strip())


def spoken(steps: Sequence[MaturityStep]) -> str:
    """The ladder in one text, for a screen reader."""
    lines = []
    for step in steps:
        lines.append(f"Level {step.level}, {step.name}. {step.note}".strip())
        lines += [
            f"{'Met' if met else 'Missing'}: {words}, {figure}"
            for met, words, figure in step.criteria
        ]
    return "\n".join(lines)
