"""The rows of Home: deadlines, overdue action items, drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QStyledItemDelegate
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.item_models.table import ROW_ROLE
from desktop.widgets.painting import (
    RowState,
    paint_badge,
    paint_bar,
    paint_line,
    paint_pill,
    paint_rounded,
    paint_row,
    pill_width,
    status_badge,
)
from models.vocabulary import Effectiveness

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.pages.home.contents import DeadlineRow, DraftRow, OverdueRow
    from desktop.theme import Theme, ThemeSource

    Index = QModelIndex | QPersistentModelIndex

_TEXT_LEFT = 138
_KEY_LEFT = 28
_WORDS_WIDTH = 200
_BAR_WIDTH = 132
_BAR_HEIGHT = 4
_BUTTON_ROOM = 136
_BUTTON_PAD = 11
_GAP = 10
_KEY_COLUMN = 112
_OWNER_COLUMN = 168
_TRACKER_COLUMN = 88
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_DEADLINES = {
    # icon of a meeting's clock, of a document's, colour of icon, words and bar
    "late": ("clock-alert", "clock-alert", "danger.text"),
    "soon": ("clock", "calendar-clock", "warning.text"),
    "unknown": ("circle-question-mark", "circle-question-mark", "text.secondary"),
}

_EFFECTS = {
    Effectiveness.EFFECTIVE: ("shield-check", "success.text"),
    Effectiveness.INEFFECTIVE: ("shield-x", "danger.text"),
    Effectiveness.UNTESTED: ("circle-question-mark", "text.secondary"),
}


class RowDelegate(QStyledItemDelegate):
    """Ground, hairline and words of one kind of row."""

    size_name = "row.table"

    def __init__(self, themes: ThemeSource, parent: QObject | None = None) -> None:
        """Draw from the theme that holds at each paint."""
        super().__init__(parent)
        self.themes = themes
        self.button_hovered = False

    @property
    def row_height(self) -> int:
        """In logical pixels."""
        return self.themes.current.size(self.size_name)

    def button_box(self, rect: QRect, row: Any) -> QRectF | None:
        """Where the row's button is; None when it has none."""
        return None

    def paint_words(self, painter: QPainter, theme: Theme, box: QRectF, row: Any) -> None:
        """Draw the row's own words.

        Raises:
            NotImplementedError: a delegate that draws no rows.
        """
        raise NotImplementedError

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self.row_height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self.themes.current
        rect: QRect = option.rect
        row = index.data(ROW_ROLE)
        painter.save()
        state = RowState.of(option)
        shown = RowState(hovered=state.hovered, focused=state.focused, active=state.active)
        paint_row(painter, theme, rect, shown, rest="bg.surface")
        self.paint_words(painter, theme, QRectF(rect), row)
        box = self.button_box(rect, row)
        if box is not None:
            hovered = state.hovered and self.button_hovered
            _paint_button(painter, theme, box, str(row.action), hovered=hovered)
        bottom = float(rect.bottom())
        line = theme.color("border.subtle")
        paint_line(painter, line, QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        painter.restore()


def paint_text(
    painter: QPainter,
    theme: Theme,
    box: QRectF,
    text: str,
    *,
    style: str = "body",
    token: str = "text.primary",
    weight: int | None = None,
    align: Qt.AlignmentFlag = _LEFT,
) -> float:
    """One line, elided at the right; returns the width it took."""
    font = theme.font(style, weight=weight)
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(theme.color(token))
    painter.drawText(box, align, shown)
    return metrics.horizontalAdvance(shown)


class DeadlineDelegate(RowDelegate):
    """Icon and key, title with severity over the rule, the clock, and the button."""

    size_name = "row.deadline"

    @override
    def button_box(self, rect: QRect, row: DeadlineRow) -> QRectF | None:
        theme = self.themes.current
        metrics = QFontMetricsF(theme.font("body", weight=500))
        width = metrics.horizontalAdvance(row.action) + 2 * _BUTTON_PAD
        height = theme.size("control.small")
        top = rect.top() + (rect.height() - height) / 2
        return QRectF(rect.right() - width, top, width, height)

    @override
    def paint_words(self, painter: QPainter, theme: Theme, box: QRectF, row: DeadlineRow) -> None:
        meeting, document, token = _DEADLINES[row.tone]
        icon = meeting if row.clock == "meeting" else document
        side = theme.size("icon")
        paint_icon(painter, QRectF(box.x(), box.y(), side, box.height()), icon, theme.color(token))
        key = QRectF(box.x() + _KEY_LEFT, box.y(), _TEXT_LEFT - _KEY_LEFT - _GAP, box.height())
        paint_text(painter, theme, key, row.key, style="key", token="text.secondary")
        clock_right = box.right() - _BUTTON_ROOM
        text_left = box.x() + _TEXT_LEFT
        room = clock_right - _WORDS_WIDTH - _GAP - text_left
        line = theme.line_height("body")
        top = box.y() + (box.height() - line - theme.line_height("meta")) / 2
        self._paint_title(painter, theme, QRectF(text_left, top, room, line), row)
        rule = QRectF(text_left, top + line, room, theme.line_height("meta"))
        paint_text(painter, theme, rule, row.rule, style="meta", token="text.tertiary")
        words = QRectF(clock_right - _WORDS_WIDTH, top, _WORDS_WIDTH, line)
        paint_text(
            painter,
            theme,
            words,
            row.words,
            token=token if row.tone != "unknown" else "text.primary",
            align=_RIGHT,
        )
        below = QRectF(clock_right - _WORDS_WIDTH, top + line, _WORDS_WIDTH, rule.height())
        if row.elapsed is None:
            paint_text(
                painter, theme, below, row.second, style="meta", token="text.tertiary", align=_RIGHT
            )
        else:
            left = clock_right - _BAR_WIDTH
            bar = QRectF(left, below.y() + _BAR_HEIGHT, _BAR_WIDTH, _BAR_HEIGHT)
            paint_bar(painter, theme, bar, row.elapsed, token)

    def _paint_title(self, painter: QPainter, theme: Theme, box: QRectF, row: DeadlineRow) -> None:
        pill = pill_width(theme, row.severity) + _GAP if row.severity else 0
        words = QRectF(box.x(), box.y(), box.width() - pill, box.height())
        width = paint_text(painter, theme, words, row.title)
        if row.severity:
            top = box.y() + (box.height() - theme.size("pill.height")) / 2
            paint_pill(painter, theme, round(box.x() + width + _GAP), round(top), row.severity)


class OverdueDelegate(RowDelegate):
    """How late it is, what it is, of which incident, whose, and its tracker key."""

    @override
    def paint_words(self, painter: QPainter, theme: Theme, box: QRectF, row: OverdueRow) -> None:
        side = theme.size("icon")
        danger = theme.color("danger.text")
        paint_icon(painter, QRectF(box.x(), box.y(), side, box.height()), "triangle-alert", danger)
        late = QRectF(box.x() + _KEY_LEFT, box.y(), _TEXT_LEFT - _KEY_LEFT - _GAP, box.height())
        paint_text(painter, theme, late, row.words, token="danger.text")
        tracker = QRectF(box.right() - _TRACKER_COLUMN, box.y(), _TRACKER_COLUMN, box.height())
        owner = QRectF(tracker.x() - _OWNER_COLUMN, box.y(), _OWNER_COLUMN - _GAP, box.height())
        key = QRectF(owner.x() - _KEY_COLUMN, box.y(), _KEY_COLUMN - _GAP, box.height())
        left = box.x() + _TEXT_LEFT
        title = QRectF(left, box.y(), key.x() - _GAP - left, box.height())
        paint_text(painter, theme, title, row.title)
        paint_text(painter, theme, key, row.key, style="key", token="text.secondary")
        if row.owner:
            paint_text(painter, theme, owner, row.owner, token="text.secondary")
        else:
            paint_text(painter, theme, owner, "No owner", token="warning.text")
        paint_text(
            painter, theme, tracker, row.tracker, style="key", token="accent.text", align=_RIGHT
        )


class EffectDelegate(DeadlineDelegate):
    """Icon and key, title over the evidence, what the data says, and the button."""

    @override
    def paint_words(self, painter: QPainter, theme: Theme, box: QRectF, row: Any) -> None:
        icon, token = _EFFECTS[row.computed]
        side = theme.size("icon")
        paint_icon(painter, QRectF(box.x(), box.y(), side, box.height()), icon, theme.color(token))
        key = QRectF(box.x() + _KEY_LEFT, box.y(), _TEXT_LEFT - _KEY_LEFT - _GAP, box.height())
        paint_text(painter, theme, key, row.key, style="key", token="text.secondary")
        right = box.right() - _BUTTON_ROOM
        left = box.x() + _TEXT_LEFT
        line = theme.line_height("body")
        top = box.y() + (box.height() - line - theme.line_height("meta")) / 2
        room = right - _WORDS_WIDTH - _GAP - left
        paint_text(painter, theme, QRectF(left, top, room, line), row.title)
        below = QRectF(left, top + line, right - left, theme.line_height("meta"))
        paint_text(painter, theme, below, row.evidence, style="meta", token="text.tertiary")
        words = QRectF(right - _WORDS_WIDTH, top, _WORDS_WIDTH, line)
        paint_text(painter, theme, words, row.words, token=token, align=_RIGHT)


class DraftDelegate(RowDelegate):
    """Key, title with severity, when it began, and where the document stands."""

    @override
    def paint_words(self, painter: QPainter, theme: Theme, box: QRectF, row: DraftRow) -> None:
        side = theme.size("icon")
        paint_icon(
            painter,
            QRectF(box.x(), box.y(), side, box.height()),
            "pencil" if row.status.value == "draft" else "eye",
            theme.color("text.secondary"),
        )
        key = QRectF(box.x() + _KEY_LEFT, box.y(), _TEXT_LEFT - _KEY_LEFT - _GAP, box.height())
        paint_text(painter, theme, key, row.key, style="key", token="text.secondary")
        badge_left = box.right() - _TRACKER_COLUMN
        when = QRectF(badge_left - _OWNER_COLUMN, box.y(), _OWNER_COLUMN - _GAP, box.height())
        left = box.x() + _TEXT_LEFT
        pill = pill_width(theme, row.severity) + _GAP if row.severity else 0
        title = QRectF(left, box.y(), when.x() - _GAP - left - pill, box.height())
        width = paint_text(painter, theme, title, row.title)
        top = box.y() + (box.height() - theme.size("pill.height")) / 2
        if row.severity:
            paint_pill(painter, theme, round(left + width + _GAP), round(top), row.severity)
        paint_text(painter, theme, when, row.when, token="text.tertiary", align=_RIGHT)
        paint_badge(painter, theme, badge_left, round(top), status_badge(row.status))


def _paint_button(
    painter: QPainter, theme: Theme, box: QRectF, text: str, *, hovered: bool
) -> None:
    fill = theme.color("bg.hover" if hovered else "bg.raised")
    radius = theme.size("radius.control")
    paint_rounded(painter, box, fill, radius, theme.color("border.default"))
    painter.setFont(theme.font("body", weight=500))
    painter.setPen(theme.color("text.primary"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
