"""One line of the inspector as a value, and as a widget that can be clicked and tabbed to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.widgets.painting import paint_bar, paint_focus, paint_rounded

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource

LineTone = Literal["primary", "secondary", "warning", "danger"]
EDGE = 16
_HEIGHT = 22
_INDENT = 22
_DOT = 5.0
_GAP = 12.0
_BAR = 4
_BAR_GAP = 8
_WIDTH = 315
_MOST_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectorLine:
    """What one line says.

    Attributes:
        icon: a Lucide icon, or "dot".
        token: the icon's colour.
        detail: quiet words at the right; below the text when there is no room beside it.
        target: where a click leads (`InspectorPane.go_to`); empty: it leads nowhere.
        key: what its menu is about: a check's name, a reviewer's handle.
        tip: said in the tooltip and to screen readers.
        bar: an elapsed share, 0 to 1, drawn below; None for none.
        is_head: whether it is the head of its lines.
        wraps: whether a long text takes several lines instead of being shortened.
        drops_detail: whether the detail is left out where there is no room beside the text.
    """

    text: str
    icon: str = "dot"
    token: str = "text.secondary"
    detail: str = ""
    tone: LineTone = "primary"
    target: str = ""
    key: str = ""
    tip: str = ""
    bar: float | None = None
    is_head: bool = False
    wraps: bool = False
    drops_detail: bool = False


class LineButton(QAbstractButton):
    """Paints a line; Enter, Space and a click press it."""

    def __init__(
        self, line: InspectorLine, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Show a line."""
        super().__init__(parent)
        self._themes = themes
        self.line = line
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        themes.changed.connect(self.update)
        self.show_line(line)

    def show_line(self, line: InspectorLine) -> None:
        """Show another line in its place."""
        self.line = line
        self.setAccessibleName(", ".join(one for one in (line.text, line.detail) if one))
        self.setAccessibleDescription(line.tip)
        self.setToolTip(line.tip)
        leads = bool(line.target or line.key)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if leads else Qt.FocusPolicy.NoFocus)
        self._fit(self.width() if self.width() > _WIDTH // 2 else _WIDTH)
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self.height())

    def _fit(self, width: int) -> None:
        """As high as its text needs at that width; a layout would guess before it knows it."""
        lines = len(self._texts(width)) + self._is_detail_below(width)
        step = self._themes.current.line_height("body")
        bar = _BAR + _BAR_GAP if self.line.bar is not None else 0
        height = _HEIGHT + (lines - 1) * step + bar
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, line = self._themes.current, self.line
        painter = QPainter(self)
        if line.target and self.underMouse():
            paint_rounded(
                painter,
                QRectF(self.rect()).adjusted(EDGE - 6, 0, 6 - EDGE, 0),
                theme.color("bg.hover"),
                theme.size("radius.pill"),
            )
        self._paint_icon(painter)
        tones = {"secondary": "text.secondary", "warning": "warning.text", "danger": "danger.text"}
        painter.setFont(self._font())
        painter.setPen(theme.color(tones.get(line.tone, "text.primary")))
        step = theme.line_height("body")
        texts = self._texts(self.width())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        width = self.width() - 2 * EDGE - _INDENT
        for place, text in enumerate(texts):
            painter.drawText(QRectF(EDGE + _INDENT, place * step, width, _HEIGHT), left, text)
        self._paint_detail(painter, len(texts) * step)
        if line.bar is not None:
            bar = QRectF(EDGE + _INDENT, self.height() - _BAR - 5, width, _BAR)
            paint_bar(painter, theme, bar, line.bar, line.token)
        if self.hasFocus():
            ring = QRectF(self.rect()).adjusted(EDGE - 6, 0, 6 - EDGE, 0)
            paint_focus(painter, theme, ring, theme.size("radius.pill"))
        painter.end()

    def _paint_detail(self, painter: QPainter, below_top: int) -> None:
        line, theme = self.line, self._themes.current
        is_below = self._is_detail_below(self.width())
        if not line.detail or (line.drops_detail and not self._has_room(self.width())):
            return
        is_alarming = is_below and line.token == "warning.text"
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.color("warning.text" if is_alarming else "text.tertiary"))
        width = self.width() - 2 * EDGE - _INDENT
        side = Qt.AlignmentFlag.AlignLeft if is_below else Qt.AlignmentFlag.AlignRight
        shown = QFontMetricsF(theme.font("meta")).elidedText(
            line.detail, Qt.TextElideMode.ElideRight, width
        )
        box = QRectF(EDGE + _INDENT, below_top if is_below else 0, width, _HEIGHT)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_icon(self, painter: QPainter) -> None:
        theme, line = self._themes.current, self.line
        side = theme.size("icon.small")
        if line.icon == "dot":
            box = QRectF(EDGE + (side - _DOT) / 2, (_HEIGHT - _DOT) / 2, _DOT, _DOT)
            paint_rounded(painter, box, theme.color(line.token), _DOT / 2)
            return
        box = QRectF(EDGE, (_HEIGHT - side) / 2, side, side)
        paint_icon(painter, box, line.icon, theme.color(line.token))

    def _font(self) -> QFont:
        return self._themes.current.font("body.strong" if self.line.is_head else "body")

    def _is_detail_below(self, width: int) -> bool:
        line = self.line
        return bool(line.detail) and not line.drops_detail and not self._has_room(width)

    def _has_room(self, width: int) -> bool:
        """Whether text and detail fit beside each other."""
        meta = QFontMetricsF(self._themes.current.font("meta"))
        text = QFontMetricsF(self._font()).horizontalAdvance(self.line.text)
        detail = meta.horizontalAdvance(self.line.detail)
        return text + _GAP + detail <= width - 2 * EDGE - _INDENT

    def _texts(self, width: int) -> list[str]:
        """The text in lines that fit; the last one is shortened."""
        metrics = QFontMetricsF(self._font())
        room = width - 2 * EDGE - _INDENT
        if metrics.horizontalAdvance(self.line.text) <= room:
            return [self.line.text]
        lines = [""]
        for word in self.line.text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and metrics.horizontalAdvance(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        most = _MOST_LINES if self.line.wraps else 2
        if len(lines) > most:
            lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
        elide = Qt.TextElideMode.ElideRight
        return [metrics.elidedText(one, elide, room) for one in lines]
