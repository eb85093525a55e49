"""Paints the register: group headings, and per column the words, icons and badges of an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QTableView, QWidget
from typing_extensions import override

from desktop.dialogs.fields import Choice, Completion
from desktop.icons import paint_icon
from desktop.pages.actions.marks import paint_status_glyph, paint_strength
from desktop.pages.actions.model import ENTRY_ROLE, Index, RegisterModel
from desktop.pages.actions.register import (
    COLUMNS,
    Column,
    Group,
    due_words,
    incident_text,
    number_text,
    slips_text,
    status_text,
    synced_text,
)
from desktop.pages.phrase import Run, paint_runs
from desktop.widgets.painting import (
    BadgeSpec,
    RowState,
    paint_badge,
    paint_check_box,
    paint_line,
    paint_row,
)
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.theme import Theme, ThemeSource
    from models.rows import ActionRow

_EDGE = 8
_BOX = 14
_GLYPH_GAP = 6
_LEAST_STATE = 30
_LAST_OF_HEADING = Column.OWNER  # a heading's words end before the columns right of it
_STATUSES = tuple((one.value, one.value.capitalize()) for one in ActionStatus)
_NO_OWNER = BadgeSpec("No owner", "user-x", "warning")
_NO_DUE_DATE = BadgeSpec("No due date", "calendar-x", "warning")
_TONES = {
    "overdue": ("triangle-alert", "danger.text"),
    "soon": ("clock", "warning.text"),
}


class RegisterDelegate(QStyledItemDelegate):
    """Draws one cell of a `RegisterModel`; a whole row changes its ground together."""

    def __init__(self, themes: ThemeSource, parent: QObject | None = None) -> None:
        """Draw from the theme that holds at each paint."""
        super().__init__(parent)
        self._themes = themes
        self._people: tuple[str, ...] = ()
        self.hovered_row = -1
        self._painters: dict[Column, Callable[[QPainter, Theme, QRectF, ActionRow], None]] = {
            Column.NUMBER: _paint_number,
            Column.ACTION: _paint_title,
            Column.INCIDENT: _paint_incident,
            Column.OWNER: _paint_owner,
            Column.SLIPS: _paint_slips,
            Column.KIND: _paint_kind,
            Column.STRENGTH: _paint_strength,
            Column.STATUS: _paint_status,
        }

    def offer_people(self, people: Sequence[str]) -> None:
        """Offer handles while an owner is typed."""
        self._people = tuple(people)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._themes.current.size("row.table"))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._themes.current
        rect: QRect = option.rect
        entry = index.data(ENTRY_ROLE)
        state = RowState.of(option)
        painter.save()
        if isinstance(entry, Group):
            # Each cell shows its piece of the heading: spans would cost a walk over every cell.
            painter.setClipRect(rect)
            rect = _whole_row(option)
            self._paint_group(painter, theme, rect, entry, index, _row_state(option, index, state))
        else:
            self._paint_cell(painter, theme, rect, entry, index, state)
        bottom = float(rect.bottom())
        line = theme.color("border.subtle")
        paint_line(painter, line, QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        painter.restore()

    def _paint_cell(
        self,
        painter: QPainter,
        theme: Theme,
        rect: QRect,
        row: ActionRow,
        index: Index,
        state: RowState,
    ) -> None:
        hovered = index.row() == self.hovered_row
        ground = RowState(
            selected=state.selected,
            hovered=hovered,
            active=state.active,
            focused=state.focused,
            overdue=row.overdue_days > 0 and not row.status.is_closed,
        )
        paint_row(painter, theme, rect, ground)
        column = COLUMNS[index.column()]
        box = QRectF(rect).adjusted(_EDGE, 0, -_EDGE / 2, 0)
        if column is Column.CHECK:
            _paint_check(painter, theme, rect, state.selected)
        elif column in (Column.DUE, Column.TRACKER):
            model = index.model()
            if not isinstance(model, RegisterModel) or model.today is None:
                return
            if column is Column.DUE:
                _paint_due(painter, theme, box, row, model.today)
            else:
                _paint_tracker(painter, theme, box, row, model.as_of)
        else:
            self._painters[column](painter, theme, box, row)

    def _paint_group(
        self,
        painter: QPainter,
        theme: Theme,
        rect: QRect,
        group: Group,
        index: Index,
        state: RowState,
    ) -> None:
        paint_row(painter, theme, rect, RowState(focused=state.focused))
        if COLUMNS.index(_LAST_OF_HEADING) < index.column():
            return
        model = index.model()
        closed = isinstance(model, RegisterModel) and model.is_collapsed(group)
        side = theme.size("icon.small")
        arrow = QRectF(rect.left() + _EDGE, rect.top(), side, rect.height())
        paint_icon(
            painter,
            arrow,
            "chevron-right" if closed else "chevron-down",
            theme.color("text.secondary"),
        )
        left = arrow.right() + _EDGE
        box = QRectF(left, rect.top(), rect.right() - left, rect.height())
        runs = [
            Run(group.title, "text.primary", 600),
            Run(f"   {group.open} open", "text.tertiary"),
        ]
        width = paint_runs(painter, theme, box, runs)
        if group.overdue:
            side = theme.size("icon.small")
            icon_box = QRectF(left + width + 12, rect.top(), side, rect.height())
            paint_icon(painter, icon_box, "triangle-alert", theme.color("danger.text"))
            words = box.adjusted(width + 12 + side + 4, 0, 0, 0)
            paint_runs(painter, theme, words, [Run(f"{group.overdue} overdue", "danger.text")])

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = COLUMNS[index.column()]
        if column is Column.STATUS:
            choice = Choice(_STATUSES, self._themes, parent)
            choice.setAccessibleName("Status")
            choice.edited.connect(lambda: self._commit(choice))
            return choice
        line = QLineEdit(parent)
        line.setFont(self._themes.current.font("body"))
        if column is Column.OWNER:
            line.setAccessibleName("Owner")
            line.setPlaceholderText("@owner")
            Completion(line, self._people)
        else:
            line.setAccessibleName("Due date")
            line.setPlaceholderText("fri, +2w, 18 Mar")
        return line

    def _commit(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, Choice):
            editor.set_value(text)
            editor.showPopup()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, Choice):
            model.setData(index, editor.value())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(1, 1, -1, -1))

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """While suggestions are open, Enter takes one and does not yet end the edit."""
        if isinstance(event, QKeyEvent) and isinstance(editor, QLineEdit):
            completer = editor.completer()
            popup = completer.popup() if completer is not None else None
            if popup is not None and popup.isVisible():
                return False
        return super().eventFilter(editor, event)


def _whole_row(option: QStyleOptionViewItem) -> QRect:
    table = option.widget
    rect: QRect = option.rect
    if not isinstance(table, QTableView):
        return rect
    header = table.horizontalHeader()
    return QRect(table.columnViewportPosition(0), rect.top(), header.length(), rect.height())


def _row_state(option: QStyleOptionViewItem, index: Index, state: RowState) -> RowState:
    """A heading has the keyboard whichever of its cells is the current one."""
    table = option.widget
    if not isinstance(table, QTableView) or not table.hasFocus():
        return state
    return RowState(focused=table.currentIndex().row() == index.row(), active=state.active)


def _paint_check(painter: QPainter, theme: Theme, rect: QRect, checked: bool) -> None:
    box = QRectF(rect.left() + _EDGE + 2, rect.top() + (rect.height() - _BOX) / 2, _BOX, _BOX)
    state = Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
    paint_check_box(painter, theme, box, state)


def _paint_words(
    painter: QPainter,
    theme: Theme,
    box: QRectF,
    text: str,
    *,
    style: str = "body",
    token: str = "text.primary",
) -> None:
    font = theme.font(style)
    painter.setFont(font)
    painter.setPen(theme.color(token))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


def _paint_number(painter: QPainter, theme: Theme, box: QRectF, row: ActionRow) -> None:
    _paint_words(painter, theme, box, number_text(row), style="key", token="text.secondary")


def _paint_title(painter: QPainter, theme: Theme, box: QRectF, row: ActionRow) -> None:
    token = "text.tertiary" if row.status.is_closed else "text.primary"
    _paint_words(painter, theme, box, row.title, token=token)


def _paint_incident(painter: QPainter, theme: Theme, box: QRectF, row: ActionRow) -> None:
    text = incident_text(row)
    _paint_words(painter, theme, box, text, style="key", token="text.secondary")


def _paint_owner(painter: QPainter, theme: Theme, box: QRectF, row: ActionRow) -> None:
    if row.owner:
        _paint_words(painter, theme, box, row.owner, token="text.secondary")
    elif row.status.is_closed:
        _paint_words(painter, theme, box, "none", token="text.tertiary")
    else:
        top = box.center().y() - theme.size("pill.height") / 2
        paint_badge(painter, theme, box.x(), top, _NO_OWNER)


def _paint_due(painter: QPainter, theme: Theme, box: QRectF, row: ActionRow, today: date) -> None:
    words = due_words(row, today)
    if words.tone == "missing":
        top = box.center().y() - theme.size("pill.height") / 2
        paint_badge(painter, theme, box.x(), top, _NO_DUE_DATE)
        return
    side = theme.size("icon.small")
    text = box.adjusted(side + _GLYPH_GAP, 0, 0, 0)
    if words.tone in _TONES:
        icon, token = _TONES[words.tone]
        paint_icon(painter, QRectF(box.x(), box.y(), side, box.height()), icon, theme.color(token))
        weight = 600 if words.tone == "overdue" else 500
        runs = [Run(words.words, token, weight), Run(f"  {words.date}", "text.secondary")]
    else:
        token = "text.tertiary" if words.tone == "closed" else "text.primary"
        runs = [Run(words.words, token)]
    paint_runs(painter, theme, text, runs)


def _paint_kind(painter: QPainter, theme: Theme, box: QRectF, row: ActionRow) -> None:
    text = row.kind.capitalize() if row.kind else ""
    _paint_words(painter, theme, box, text, token="text.secondary")


def _paint_strength(painter: QPainter, theme: Theme, box: QRectF, row: ActionRow) -> None:
    if row.strength is None:
        return
    width = paint_strength(painter, theme, box, row.strength)
    words = box.adjusted(width + _GLYPH_GAP, 0, 0, 0)
    _paint_words(painter, theme, words, row.strength.capitalize(), token="text.secondary")


def _paint_slips(painter: QPainter, theme: Theme, box: QRectF, row: ActionRow) -> None:
    if row.slips:
        token = "text.tertiary" if row.status.is_closed else "warning.text"
        _paint_words(painter, theme, box, slips_text(row), style="meta", token=token)


def _paint_tracker(
    painter: QPainter, theme: Theme, box: QRectF, row: ActionRow, as_of: datetime | None
) -> None:
    state = synced_text(row, as_of)
    if not row.tracker_key:
        text = "waiting" if row.not_pushed else "not linked"
        _paint_words(painter, theme, box, text, style="meta", token="text.tertiary")
        return
    _paint_words(painter, theme, box, row.tracker_key, style="key", token="accent.text")
    left = QFontMetricsF(theme.font("key")).horizontalAdvance(row.tracker_key) + _GLYPH_GAP
    rest = box.adjusted(left, 0, 0, 0)
    if rest.width() < _LEAST_STATE:
        return
    is_wrong = row.in_conflict or row.not_pushed
    token = "warning.text" if is_wrong else "text.tertiary"
    if is_wrong:
        side = theme.size("icon.pill")
        place = QRectF(rest.x(), rest.y(), side, rest.height())
        name = "git-compare" if row.in_conflict else "upload"
        paint_icon(painter, place, name, theme.color(token))
        rest = rest.adjusted(side + 3, 0, 0, 0)
        state = "conflict" if row.in_conflict else "waits"
    _paint_words(painter, theme, rest, state, style="meta", token=token)


def _paint_status(painter: QPainter, theme: Theme, box: QRectF, row: ActionRow) -> None:
    width = paint_status_glyph(painter, theme, box, row.status)
    words = box.adjusted(width + _GLYPH_GAP, 0, 0, 0)
    token = "warning.text" if row.lacks_evidence else "text.secondary"
    _paint_words(painter, theme, words, status_text(row), token=token)
