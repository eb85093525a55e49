"""A result: key, severity, day and duration, title, two lines with the matches, badges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.item_models.results import HIT_ROLE, ROW_ROLE, SNIPPET_ROLE
from desktop.widgets.marked_text import MarkedText
from desktop.widgets.painting import (
    BadgeSpec,
    RowState,
    paint_badge,
    paint_line,
    paint_pill,
    paint_rounded,
    paint_row,
    status_badge,
)
from desktop.wording import count_words, day_of, span_words
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.item_models.table import Index
    from desktop.theme import Theme, ThemeSource
    from models.rows import IncidentRow
    from search.results import Hit, Snippet

_LEFT = 16
_KEY_TOP = 11
_TITLE_TOP = 33
_TEXT_TOP = 56
_BADGE_TOP = 95
_GAP = 8
_BADGE_GAP = 6
_LEAST_WHERE = 90


class ResultDelegate(QStyledItemDelegate):
    """Paints rows of a `ResultsModel`."""

    def __init__(self, themes: ThemeSource, parent: QObject | None = None) -> None:
        """Draw from the theme that holds at each paint."""
        super().__init__(parent)
        self._themes = themes
        self._zone = "UTC"
        self._text = MarkedText(lines=2)

    def set_zone(self, zone: str) -> None:
        """The zone that days are shown in."""
        self._zone = zone

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._themes.current.size("row.result"))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._themes.current
        rect: QRect = option.rect
        state = RowState.of(option)
        painter.save()
        paint_row(painter, theme, rect, state)
        line = theme.color("border.subtle")
        bottom = float(rect.bottom())
        paint_line(painter, line, QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        if state.selected:
            bar = QRect(rect.left(), rect.top(), theme.size("border.selection.bar"), rect.height())
            painter.fillRect(bar, theme.color("accent.text"))
        hit: Hit | None = index.data(HIT_ROLE)
        if hit is None:
            _paint_skeleton(painter, theme, rect)
        else:
            row: IncidentRow | None = index.data(ROW_ROLE)
            self._paint_head(painter, theme, rect, hit, row, selected=state.selected)
            self._paint_text(painter, theme, rect, row, index.data(SNIPPET_ROLE))
            left = float(rect.left() + _LEFT)
            if row is not None:
                left = _paint_badges(painter, theme, rect, row)
            _paint_where(painter, theme, rect, left, index.data(SNIPPET_ROLE))
        painter.restore()

    def _paint_head(
        self,
        painter: QPainter,
        theme: Theme,
        rect: QRect,
        hit: Hit,
        row: IncidentRow | None,
        *,
        selected: bool,
    ) -> None:
        left, right = rect.left() + _LEFT, rect.right() - _LEFT
        middle = Qt.AlignmentFlag.AlignVCenter
        height = theme.size("pill.height")
        painter.setFont(theme.font("key"))
        painter.setPen(theme.color("text.primary" if selected else "text.secondary"))
        width = QFontMetricsF(theme.font("key")).horizontalAdvance(hit.key)
        head = QRectF(left, rect.top() + _KEY_TOP, width + 1, height)
        painter.drawText(head, middle, hit.key)
        if hit.severity is not None:
            paint_pill(painter, theme, left + round(width) + _GAP, head.y(), hit.severity)
        when = [day_of(hit.started_at, self._zone)]
        if row is not None:
            when.append(span_words(row.duration_minutes))
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.color("text.tertiary"))
        place = QRectF(left, head.y(), right - left, height)
        words = ", ".join(part for part in when if part)
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, words)
        painter.setFont(theme.font("section"))
        painter.setPen(theme.color("text.primary"))
        metrics = QFontMetricsF(theme.font("section"))
        title = metrics.elidedText(hit.title, Qt.TextElideMode.ElideRight, right - left)
        box = QRectF(left, rect.top() + _TITLE_TOP, right - left, theme.line_height("section"))
        painter.drawText(box, middle, title)

    def _paint_text(
        self,
        painter: QPainter,
        theme: Theme,
        rect: QRect,
        row: IncidentRow | None,
        snippet: Snippet | None,
    ) -> None:
        text = snippet.text if snippet else row.lead if row else ""
        marks = snippet.marks if snippet else ()
        top = QPointF(rect.left() + _LEFT, rect.top() + _TEXT_TOP)
        self._text.paint(painter, theme, top, rect.width() - 2 * _LEFT, text, marks)


def row_badges(row: IncidentRow) -> list[BadgeSpec]:
    """The badges under a result: repeats, actions, and the status while it is not final."""
    badges = []
    if row.repeats:
        badges.append(BadgeSpec(f"repeat ×{row.repeats}", "repeat-2"))
    if row.overdue_actions:
        overdue = (
            "overdue"
            if row.overdue_actions == row.open_actions == 1
            else f"{row.overdue_actions} overdue"
        )
        words = f"{count_words(row.open_actions, 'open action')}, {overdue}"
        badges.append(BadgeSpec(words, "circle-alert", "danger"))
    elif row.open_actions:
        badges.append(BadgeSpec(count_words(row.open_actions, "open action"), "circle-dashed"))
    elif row.total_actions:
        badges.append(BadgeSpec("all actions done", "check"))
    if row.trashed_at is not None:
        badges.append(BadgeSpec("In the trash", "trash-2", dashed=True))
    elif row.status is not PostmortemStatus.FINAL:
        badges.append(status_badge(row.status))
    return badges


def _paint_where(
    painter: QPainter, theme: Theme, rect: QRect, left: float, snippet: Snippet | None
) -> None:
    """Which parts matched, in the room that the badges leave."""
    right = rect.right() - _LEFT
    if snippet is None or not snippet.fields or right - left < _LEAST_WHERE:
        return
    font = theme.font("meta")
    painter.setFont(font)
    painter.setPen(theme.color("text.tertiary"))
    words = QFontMetricsF(font).elidedText(snippet.line, Qt.TextElideMode.ElideRight, right - left)
    box = QRectF(left, rect.top() + _BADGE_TOP, right - left, theme.size("pill.height"))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)


def _paint_badges(painter: QPainter, theme: Theme, rect: QRect, row: IncidentRow) -> float:
    """Paint them; returns where the room to their right begins."""
    left = float(rect.left() + _LEFT)
    for badge in row_badges(row):
        left += paint_badge(painter, theme, left, rect.top() + _BADGE_TOP, badge) + _BADGE_GAP
    return left


def _paint_skeleton(painter: QPainter, theme: Theme, rect: QRect) -> None:
    """Bars in the place of words that are still being fetched."""
    color = theme.color("border.subtle")
    radius = theme.size("radius.bar")
    width = rect.width() - 2 * _LEFT
    left = rect.left() + _LEFT
    for top, share in ((16, 0.4), (38, 0.7), (61, 0.95), (78, 0.8)):
        box = QRectF(left, rect.top() + top, width * share, 8)
        paint_rounded(painter, box, color, radius)
