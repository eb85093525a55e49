"""Painters of the small marks, shared by widgets and delegates: pills, badges, matches, rows.

Everything is given in logical pixels and drawn from the theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from desktop.icons import paint_icon

if TYPE_CHECKING:
    from desktop.theme import Theme
    from models.vocabulary import PostmortemStatus, Severity

BadgeTone = Literal["neutral", "accent", "success", "warning", "danger"]
_TONES: dict[str, tuple[str, str, str]] = {
    # words, fill, border
    "neutral": ("text.secondary", "bg.raised", "border.default"),
    "accent": ("accent.text", "accent.tint", "accent.border"),
    "success": ("success.text", "success.bg", "success.border"),
    "warning": ("warning.text", "warning.bg", "warning.border"),
    "danger": ("danger.text", "danger.bg", "danger.border"),
}
_PAD = 6.0
_GAP = 4.0


@dataclass(frozen=True, slots=True)
class BadgeSpec:
    """What a badge says.

    Attributes:
        dashed: suggested or unknown, never confirmed.
    """

    text: str
    icon: str = ""
    tone: BadgeTone = "neutral"
    dashed: bool = False


def status_badge(status: PostmortemStatus | None) -> BadgeSpec:
    """The badge of a postmortem's status; dashed when there is no postmortem."""
    if status is None:
        return BadgeSpec("No postmortem", "circle-dashed", dashed=True)
    return {
        "draft": BadgeSpec("Draft", "pencil"),
        "in review": BadgeSpec("In review", "eye", "accent"),
        "final": BadgeSpec("Published", "check", "success"),
        "waived": BadgeSpec("Waived", "x", dashed=True),
    }[status.value]


def pill_width(theme: Theme, severity: Severity) -> float:
    """How wide the severity pill is."""
    metrics = QFontMetricsF(theme.font("pill", weight=theme.severity_weight(severity)))
    return round(metrics.horizontalAdvance(severity.value) + 2 * _PAD)


def paint_pill(
    painter: QPainter, theme: Theme, left: float, top: float, severity: Severity
) -> float:
    """Draw a severity pill with its upper left corner there; returns its width."""
    fill, ink, border = theme.severity(severity)
    width = pill_width(theme, severity)
    box = QRectF(left, top, width, theme.size("pill.height"))
    _box(painter, theme, box, fill, border, dashed=False)
    painter.setFont(theme.font("pill", weight=theme.severity_weight(severity)))
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, severity.value)
    return width


def badge_width(theme: Theme, badge: BadgeSpec) -> float:
    """How wide the badge is."""
    metrics = QFontMetricsF(theme.font("pill", weight=500))
    mark = theme.size("icon.pill") + _GAP if badge.icon else 0.0
    return round(metrics.horizontalAdvance(badge.text) + mark + 2 * _PAD)


def paint_badge(
    painter: QPainter, theme: Theme, left: float, top: float, badge: BadgeSpec
) -> float:
    """Draw a badge with its upper left corner there; returns its width."""
    ink, fill, border = (theme.color(token) for token in _TONES[badge.tone])
    if badge.dashed:
        border = theme.color("border.control")
    width = badge_width(theme, badge)
    box = QRectF(left, top, width, theme.size("pill.height"))
    _box(painter, theme, box, fill, border, dashed=badge.dashed)
    start = left + _PAD
    side = theme.size("icon.pill")
    if badge.icon:
        paint_icon(painter, QRectF(start, top, side, box.height()), badge.icon, ink)
        start += side + _GAP
    painter.setFont(theme.font("pill", weight=500))
    painter.setPen(ink)
    words = QRectF(start, top, width, box.height())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, badge.text)
    return width


@dataclass(frozen=True, slots=True)
class RowState:
    """What decides the ground of a row.

    Attributes:
        active: whether the window has the keyboard.
        overdue: red ground; selection beats it.
    """

    selected: bool = False
    hovered: bool = False
    active: bool = True
    focused: bool = False
    overdue: bool = False

    @classmethod
    def of(cls, option: QStyleOptionViewItem, *, overdue: bool = False) -> RowState:
        """The state that a view gives its delegate."""
        state = option.state
        flag = QStyle.StateFlag
        view: QWidget | None = option.widget
        # A view's own State_Active says whether it has the keyboard; here the window counts.
        in_active_window = view.isActiveWindow() if view is not None else True
        return cls(
            selected=bool(state & flag.State_Selected),
            hovered=bool(state & flag.State_MouseOver),
            active=in_active_window,
            focused=bool(state & flag.State_HasFocus) and in_active_window,
            overdue=overdue,
        )


def paint_row(
    painter: QPainter, theme: Theme, rect: QRect, state: RowState, *, rest: str = "bg.raised"
) -> None:
    """The ground of a row: overdue, hover, selected (which beats both), and the focus ring.

    Args:
        painter: where to draw.
        theme: the look.
        rect: the whole row.
        state: what decides the ground.
        rest: the token of a row at rest.
    """
    token = rest
    if state.overdue:
        token = "danger.bg"
    if state.hovered:
        token = "bg.hover"
    if state.selected:
        token = "bg.selected" if state.active else "bg.selected.inactive"
    painter.fillRect(rect, theme.color(token))
    if state.focused:
        paint_focus(painter, theme, QRectF(rect))


def paint_focus(painter: QPainter, theme: Theme, rect: QRectF, radius: float = 0.0) -> None:
    """The focus ring, inside `rect`."""
    width = theme.size("border.focus")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, radius > 0)
    pen = QPen(theme.color("focus.ring"), width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


def paint_rounded(
    painter: QPainter, rect: QRectF, fill: QColor, radius: float, border: QColor | None = None
) -> None:
    """A filled box with round corners and, if given, a hairline."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border, 1) if border is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    inset = 0.5 if border is not None else 0.0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def paint_check_box(
    painter: QPainter, theme: Theme, box: QRectF, state: Qt.CheckState = Qt.CheckState.Unchecked
) -> None:
    """A check box as the style sheet draws it, for delegates."""
    on = state != Qt.CheckState.Unchecked
    fill = theme.color("accent.base" if on else "bg.raised")
    border = theme.color("accent.base" if on else "border.control")
    paint_rounded(painter, box, fill, theme.size("radius.checkbox"), border)
    if on:
        mark = "check" if state == Qt.CheckState.Checked else "minus"
        paint_icon(painter, box.adjusted(1, 1, -1, -1), mark, theme.color("accent.on"))


def paint_bar(painter: QPainter, theme: Theme, rect: QRectF, share: float, token: str) -> None:
    """A deadline bar: the elapsed share, 0 to 1, in a colour, over the rest in grey."""
    radius = theme.size("radius.bar")
    paint_rounded(painter, rect, theme.color("border.subtle"), radius)
    done = QRectF(rect.x(), rect.y(), rect.width() * max(0.0, min(1.0, share)), rect.height())
    paint_rounded(painter, done, theme.color(token), radius)


def paint_line(painter: QPainter, color: QColor, start: QPointF, end: QPointF) -> None:
    """A crisp hairline, upright or level."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(color, 1))
    painter.drawLine(start, end)
    painter.restore()


def _box(
    painter: QPainter, theme: Theme, box: QRectF, fill: QColor, border: QColor, *, dashed: bool
) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(border, 1)
    if dashed:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(fill)
    radius = theme.size("radius.pill")
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()
