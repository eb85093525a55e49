"""Draws one incident of a review, and knows where its four choices and its note lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QWidget
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.pages.home.delegates import paint_text
from desktop.widgets.painting import RowState, paint_line, paint_pill, paint_rounded, paint_row
from desktop.wording import MONTHS, local
from models.review import Disposition, ReviewedIncident

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QObject
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.theme import Theme, ThemeSource

Index = QModelIndex | QPersistentModelIndex
KEYS = {
    "A": Disposition.ADDRESSED,
    "R": Disposition.ACCEPTED_RISK,
    "N": Disposition.NOT_APPLICABLE,
    "O": Disposition.OPEN,
}
_ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_ICONS = {
    Disposition.ADDRESSED: "check",
    Disposition.ACCEPTED_RISK: "scale",
    Disposition.NOT_APPLICABLE: "minus",
    Disposition.OPEN: "circle",
}
_EDGE = 20
_LEFT = 44
_TOP = 10
_GAP = 8
_PAD = 8
_LEAST_HANDLE = 40


class ReviewedDelegate(QStyledItemDelegate):
    """Rank, key, severity, title; what matched; the choice; the note.

    Signals:
        note_typed: (row, text) at each keystroke in a note.
    """

    note_typed = Signal(int, str)

    def __init__(self, themes: ThemeSource, parent: QObject | None = None) -> None:
        """Draw from the theme that holds at each paint."""
        super().__init__(parent)
        self._themes = themes
        self.services: frozenset[str] = frozenset()
        self.zone = "UTC"

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._themes.current.size("row.review"))

    def head_box(self, rect: QRect) -> QRectF:
        """Where key and title stand."""
        theme = self._themes.current
        height = theme.line_height("body") + theme.line_height("meta") + 4
        return QRectF(rect.left(), rect.top(), rect.width(), _TOP + height)

    def note_box(self, rect: QRect) -> QRectF:
        """Where the note stands."""
        theme = self._themes.current
        top = self._choices_top(rect) + theme.size("control.small") + 4
        left = rect.left() + _LEFT
        return QRectF(left, top, rect.right() - _EDGE - left, theme.line_height("body") + 4)

    def disposition_at(self, rect: QRect, point: QPointF) -> Disposition | None:
        """The choice under a point; None beside them."""
        boxes = self._choice_boxes(rect)
        return next((one for one, box in boxes.items() if box.contains(point)), None)

    def _choices_top(self, rect: QRect) -> float:
        theme = self._themes.current
        return rect.top() + _TOP + theme.line_height("body") + theme.line_height("meta") + 8

    def _choice_boxes(self, rect: QRect) -> dict[Disposition, QRectF]:
        theme = self._themes.current
        metrics = QFontMetricsF(theme.font("meta", weight=500))
        height = theme.size("control.small")
        x, top = float(rect.left() + _LEFT), self._choices_top(rect)
        boxes = {}
        for disposition in KEYS.values():
            words = metrics.horizontalAdvance(disposition.value.capitalize())
            width = words + 2 * _PAD + theme.size("icon.pill") + 4
            boxes[disposition] = QRectF(x, top, width, height)
            x += width
        return boxes

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._themes.current
        rect: QRect = option.rect
        row: ReviewedIncident = index.data(_ROW_ROLE)
        state = RowState.of(option)
        painter.save()
        paint_row(painter, theme, rect, state)
        if state.selected:
            bar = QRect(rect.left(), rect.top(), theme.size("border.selection.bar"), rect.height())
            painter.fillRect(bar, theme.color("accent.text"))
        _paint_head(painter, theme, rect, row, index.row())
        _paint_why(painter, theme, rect, row, self.services)
        self._paint_choices(painter, theme, rect, row.disposition)
        self._paint_who(painter, theme, rect, row)
        note = self.note_box(rect)
        if row.note:
            paint_text(painter, theme, note, row.note)
        else:
            hint = "Add a note: what in the design answers this incident?"
            paint_text(painter, theme, note, hint, token="text.tertiary")
        line, bottom = theme.color("border.subtle"), float(rect.bottom())
        paint_line(painter, line, QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        painter.restore()

    def _paint_choices(
        self, painter: QPainter, theme: Theme, rect: QRect, chosen: Disposition
    ) -> None:
        boxes = self._choice_boxes(rect)
        frame = QRectF(
            boxes[Disposition.ADDRESSED].topLeft(), boxes[Disposition.OPEN].bottomRight()
        )
        radius = theme.size("radius.control")
        border = theme.color("border.default")
        paint_rounded(painter, frame, theme.color("bg.raised"), radius, border)
        for place, (disposition, box) in enumerate(boxes.items()):
            on = disposition is chosen
            is_open = disposition is Disposition.OPEN
            if on:
                fill = theme.color("warning.bg" if is_open else "accent.tint")
                paint_rounded(painter, box.adjusted(1, 1, -1, -1), fill, radius - 1)
            if place:
                top, bottom = box.topLeft(), box.bottomLeft()
                paint_line(painter, border, top + QPointF(0, 1), bottom - QPointF(0, 1))
            token = "text.primary"
            if on:
                token = "warning.text" if is_open else "accent.text"
            self._paint_choice(painter, theme, box, disposition, token, on=on)

    def _paint_who(
        self, painter: QPainter, theme: Theme, rect: QRect, row: ReviewedIncident
    ) -> None:
        """Who gave the disposition and when, where there is room beside it."""
        left = self._choice_boxes(rect)[Disposition.OPEN].right() + _GAP
        room = QRectF(
            left,
            self._choices_top(rect),
            rect.right() - _EDGE - left,
            theme.size("control.small"),
        )
        words = _fitting(row, self.zone, QFontMetricsF(theme.font("meta")), room.width())
        if words:
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            paint_text(
                painter, theme, room, words, style="meta", token="text.tertiary", align=align
            )

    def _paint_choice(
        self,
        painter: QPainter,
        theme: Theme,
        box: QRectF,
        disposition: Disposition,
        token: str,
        *,
        on: bool,
    ) -> None:
        side = theme.size("icon.pill")
        words = disposition.value.capitalize()
        painter.setFont(theme.font("meta", weight=500))
        painter.setPen(theme.color(token))
        if not on:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
            return
        icon = QRectF(box.x() + _PAD - 2, box.y(), side, box.height())
        paint_icon(painter, icon, _ICONS[disposition], theme.color(token))
        room = QRectF(icon.right() + 5, box.y(), box.width(), box.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setAccessibleName("Note")
        line.setFont(self._themes.current.font("body"))
        line.setPlaceholderText("What in the design answers this incident?")
        place = index.row()
        line.textEdited.connect(lambda text: self.note_typed.emit(place, text))
        return line

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        note = str(index.data(Qt.ItemDataRole.EditRole) or "")
        # What is being typed is in the model already, without the blanks at its ends.
        if isinstance(editor, QLineEdit) and " ".join(editor.text().split()) != note:
            editor.setText(note)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(self.note_box(option.rect).toRect().adjusted(-8, -3, 0, 3))


def _paint_head(
    painter: QPainter, theme: Theme, rect: QRect, row: ReviewedIncident, place: int
) -> None:
    line = theme.line_height("body")
    top = rect.top() + _TOP
    number = QRectF(rect.left() + _EDGE, top, _LEFT - _EDGE, line)
    paint_text(painter, theme, number, str(place + 1), token="text.tertiary")
    left = float(rect.left() + _LEFT)
    room = QRectF(left, top, rect.right() - _EDGE - left, line)
    left += paint_text(painter, theme, room, row.key, style="key", token="text.secondary") + _GAP
    if row.severity is not None:
        pill = top + (line - theme.size("pill.height")) / 2
        left += paint_pill(painter, theme, round(left), round(pill), row.severity) + _GAP
    title = QRectF(left, top, rect.right() - _EDGE - left, line)
    paint_text(painter, theme, title, row.title, weight=600)


def _paint_why(
    painter: QPainter,
    theme: Theme,
    rect: QRect,
    row: ReviewedIncident,
    services: frozenset[str],
) -> None:
    """Why it was found: services as keys, the rest in words."""
    line = theme.line_height("body")
    left, top = float(rect.left() + _LEFT), float(rect.top() + _TOP + line + 2)
    right, height = float(rect.right() - _EDGE), float(theme.line_height("meta"))

    def say(words: str, style: str = "meta", token: str = "text.tertiary") -> None:
        nonlocal left
        room = QRectF(left, top, right - left, height)
        if room.width() > _GAP:
            left += paint_text(painter, theme, room, words, style=style, token=token)

    say("Matches: " if row.evidence else "Added by hand")
    for place, one in enumerate(row.evidence):
        if place:
            left += _GAP - 2
            say("+")
            left += _GAP - 2
        if one not in services:
            say(one, token="text.secondary")
            continue
        width = QFontMetricsF(theme.font("key")).horizontalAdvance(one)
        if left + width + 8 < right:
            box = QRectF(left, top, width + 8, height)
            paint_rounded(painter, box, theme.color("bg.sunken"), theme.size("radius.checkbox"))
        left += 4
        say(one, style="key", token="text.secondary")
        left += 4


def _fitting(row: ReviewedIncident, zone: str, metrics: QFontMetricsF, width: float) -> str:
    """`told_by` within a width: the handle is cut, never the day, which may be left out."""
    words = told_by(row, zone)
    if metrics.horizontalAdvance(words) <= width:
        return words
    handle, comma, when = words.rpartition(", ")
    rest = width - metrics.horizontalAdvance(f"{comma}{when}")
    if not comma or rest < _LEAST_HANDLE:
        return when if metrics.horizontalAdvance(when) <= width else ""
    return metrics.elidedText(handle, Qt.TextElideMode.ElideRight, rest) + comma + when


def told_by(row: ReviewedIncident, zone: str) -> str:
    """Who gave the disposition and when; that it was opened again; that nobody did."""
    if row.disposed_at is None:
        return "" if row.disposition is not Disposition.OPEN else "not decided yet"
    day = local(row.disposed_at, zone).date()
    when = f"{day.day} {MONTHS[day.month - 1][:3]}"
    if row.disposition is Disposition.OPEN:
        return f"opened again {when}"
    return f"{row.disposed_by}, {when}" if row.disposed_by else when
