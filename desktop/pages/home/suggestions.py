"""The list of suggested repeats: two incidents, what they share, and three equal verdicts."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QMenu, QToolTip
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.item_models.table import ROW_ROLE
from desktop.pages.home.delegates import RowDelegate, paint_text
from desktop.pages.home.rows import RowsList
from desktop.widgets.painting import RowState, paint_focus, paint_line, paint_rounded
from models.rows import SuggestionRow
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint
    from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
    from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

    from desktop.theme import Theme, ThemeSource

    Index = QModelIndex | QPersistentModelIndex

VERDICTS = (
    (LinkKind.SAME_CLASS, "Same class", Qt.Key.Key_1),
    (LinkKind.RELATED, "Related", Qt.Key.Key_2),
    (LinkKind.NOT_RELATED, "Not related", Qt.Key.Key_3),
)
"""The three verdicts, with their words and keys; none is offered before the others."""

_HEIGHT = 68
_TOP = 9
_KEY_LEFT = 28
_GAP = 8
_BUTTON_PAD = 11
_HINT_ROOM = 18
_AFTER = 4
_QUOTED = re.compile(r"“([^”]*)”")
_NAMED = re.compile(r"^same (service|category|factor) (.+)$")


def spoken(row: SuggestionRow) -> str:
    """A suggestion for a screen reader, with its keys."""
    evidence = "; ".join(row.evidence) or "alike in their words"
    return (
        f"{row.later_key}, {row.later_title}, looks like {row.earlier_key}, {row.earlier_title}: "
        f"{evidence}. 1 same class, 2 related, 3 not related"
    )


def told_whole(row: SuggestionRow) -> str:
    """Both titles and all evidence, which a row may cut, for a tooltip: HTML, all of it escaped."""
    lines = (
        f"{row.later_key} {row.later_title}",
        f"looks like {row.earlier_key} {row.earlier_title}",
        *row.evidence,
    )
    return f"<qt>{'<br>'.join(escape(line) for line in lines)}</qt>"


class SuggestionDelegate(RowDelegate):
    """Two lines: which looks like which; what shows it, and the buttons."""

    def __init__(self, themes: ThemeSource, parent: QObject | None = None) -> None:
        """Draw from the theme that holds at each paint."""
        super().__init__(themes, parent)
        self.hovered_verdict: LinkKind | None = None

    @property
    @override
    def row_height(self) -> int:
        return _HEIGHT

    def verdict_boxes(self, rect: QRect, *, with_keys: bool) -> list[tuple[LinkKind, QRectF]]:
        """Where the row's buttons are; the current row's also show their keys."""
        theme = self.themes.current
        metrics = QFontMetricsF(theme.font("body", weight=500))
        height = float(theme.size("control.small"))
        top = rect.bottom() - _TOP - height
        right = float(rect.right())
        boxes = []
        for kind, words, _ in reversed(VERDICTS):
            room = _HINT_ROOM if with_keys else 0
            width = metrics.horizontalAdvance(words) + 2 * _BUTTON_PAD + room
            boxes.append((kind, QRectF(right - width, top, width, height)))
            right -= width + _GAP
        return boxes[::-1]

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        row = index.data(ROW_ROLE)
        if event.type() is not QEvent.Type.ToolTip or row is None:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), told_whole(row), view.viewport())
        return True

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self.themes.current, QRect(option.rect)
        row: SuggestionRow = index.data(ROW_ROLE)
        state = RowState.of(option)
        painter.save()
        painter.fillRect(rect, theme.color("bg.surface"))
        if state.focused or state.hovered:
            ground = QRectF(rect).adjusted(0, 2, 0, -3)
            token = "bg.selected" if state.focused else "bg.hover"
            paint_rounded(painter, ground, theme.color(token), theme.size("radius.row.selected"))
            if state.focused:
                paint_focus(painter, theme, ground, theme.size("radius.row.selected"))
        inner = rect.adjusted(_GAP, 0, -_GAP, 0)
        self._paint_pair(painter, theme, inner, row)
        boxes = self.verdict_boxes(inner, with_keys=state.focused)
        hovered = self.hovered_verdict if state.hovered else None
        for (kind, words, key), (_, box) in zip(VERDICTS, boxes, strict=True):
            hint = chr(key.value) if state.focused else ""
            _paint_verdict(painter, theme, box, words, hint, hovered=kind is hovered)
        left = inner.left() + _KEY_LEFT
        room = boxes[0][1].left() - _GAP - left
        _paint_evidence(painter, theme, QRectF(left, boxes[0][1].top(), room, 24), row)
        bottom, line = float(rect.bottom()), theme.color("border.subtle")
        paint_line(painter, line, QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        painter.restore()

    def _paint_pair(self, painter: QPainter, theme: Theme, rect: QRect, row: SuggestionRow) -> None:
        side, line = theme.size("icon"), float(theme.line_height("body"))
        top = float(rect.top() + _TOP)
        mark = QRectF(rect.left(), top, side, line)
        paint_icon(painter, mark, "git-compare", theme.color("accent.text"))
        left, right = float(rect.left() + _KEY_LEFT), float(rect.right())
        keys = QFontMetricsF(theme.font("key", weight=600))
        between = "looks like"
        fixed = sum(keys.horizontalAdvance(key) for key in (row.later_key, row.earlier_key))
        fixed += QFontMetricsF(theme.font("body")).horizontalAdvance(between) + 4 * _GAP
        room = max(0.0, right - left - fixed)
        titles = _shares(theme, (row.later_title, row.earlier_title), room)
        for text, width in (
            (row.later_key, None),
            (row.later_title, titles[0]),
            (between, None),
            (row.earlier_key, None),
            (row.earlier_title, titles[1]),
        ):
            is_key = text in (row.later_key, row.earlier_key)
            box = QRectF(left, top, right - left if width is None else width, line)
            style, token = ("key", "text.primary") if is_key else ("body", "text.secondary")
            if text == between:
                token = "text.tertiary"
            taken = paint_text(
                painter, theme, box, text, style=style, token=token, weight=600 if is_key else None
            )
            left += taken + _GAP


class SuggestionsList(RowsList[SuggestionRow]):
    """Suggested repeats; 1, 2 and 3 judge the current one.

    Signals:
        judged: (row, `LinkKind`), by button, key or menu.
    """

    judged = Signal(object, object)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start empty."""
        self._drawn = SuggestionDelegate(themes)
        super().__init__("Suggested repeats", spoken, self._drawn, parent=parent)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().data(ROW_ROLE)
        kinds = {key: kind for kind, _, key in VERDICTS}
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if row is not None and plain and event.key() in kinds:
            self.judged.emit(row, kinds[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        kind = self._verdict_at(event.position())
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and kind is not None and index.isValid():
            self.judged.emit(index.data(ROW_ROLE), kind)
            return
        super().mouseReleaseEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        kind = self._verdict_at(event.position())
        if kind is not self._drawn.hovered_verdict:
            self._drawn.hovered_verdict = kind
            self.viewport().update()
        super().mouseMoveEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _verdict_at(self, place: QPointF) -> LinkKind | None:
        index = self.indexAt(place.toPoint())
        if not index.isValid():
            return None
        inner = self.visualRect(index).adjusted(_GAP, 0, -_GAP, 0)
        with_keys = self.hasFocus() and self.isActiveWindow() and index == self.currentIndex()
        boxes = self._drawn.verdict_boxes(inner, with_keys=with_keys)
        return next((kind for kind, box in boxes if box.contains(place)), None)

    @Slot("QPoint")
    @override
    def _on_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if not index.isValid():
            return
        row = index.data(ROW_ROLE)
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(f"Open {row.later_key}").triggered.connect(lambda: self.opened.emit(row))
        menu.addSeparator()
        for kind, words, key in VERDICTS:
            action = menu.addAction(f"{words}\t{chr(key.value)}")
            action.triggered.connect(lambda _checked=False, kind=kind: self.judged.emit(row, kind))
        menu.popup(self.viewport().mapToGlobal(place))


def _shares(theme: Theme, titles: tuple[str, str], room: float) -> tuple[float, float]:
    """How wide each title may be: what one does not need the other gets."""
    metrics = QFontMetricsF(theme.font("body"))
    first, second = (metrics.horizontalAdvance(title) + 1 for title in titles)
    if first + second <= room:
        return first, second
    half = room / 2
    if first <= half:
        return first, room - first
    return (room - second, second) if second <= half else (half, half)


def _paint_verdict(
    painter: QPainter, theme: Theme, box: QRectF, words: str, hint: str, *, hovered: bool
) -> None:
    fill = theme.color("bg.hover" if hovered else "bg.raised")
    paint_rounded(painter, box, fill, theme.size("radius.control"), theme.color("border.default"))
    inner = box.adjusted(_BUTTON_PAD, 0, -_BUTTON_PAD, 0)
    right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    paint_text(painter, theme, inner.adjusted(0, 0, 2, 0), words, weight=500)
    if hint:
        paint_text(painter, theme, inner, hint, style="meta", token="text.tertiary", align=right)


def _paint_evidence(painter: QPainter, theme: Theme, box: QRectF, row: SuggestionRow) -> None:
    """What they share: names in grey boxes, phrases marked as a search marks its words."""
    left = box.x()
    runs = evidence_runs(row.evidence)
    for number, (text, ground) in enumerate(runs):
        style = "key" if ground == "name" else "meta"
        metrics = QFontMetricsF(theme.font(style))
        pad = 4 if ground else 0
        # A comma stands right behind what it follows, and not at all where nothing more fits.
        left -= _AFTER if text.startswith(",") else 0
        room = box.right() - left - 2 * pad
        least = "mmmmmm" if text == "," else "mmm"
        if room < metrics.horizontalAdvance(least):
            return
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(shown)
        if ground:
            token = "match.bg" if ground == "said" else "bg.raised"
            mark = QRectF(left, box.center().y() - 9, width + 2 * pad, 18)
            paint_rounded(painter, mark, theme.color(token), 3)
        token = {"said": "match.text", "name": "text.secondary"}.get(ground, "text.tertiary")
        if not number:
            shown = shown[:1].upper() + shown[1:]
        words = QRectF(left + pad, box.y(), room, box.height())
        paint_text(painter, theme, words, shown, style=style, token=token)
        left += width + 2 * pad + _AFTER


def evidence_runs(evidence: tuple[str, ...]) -> list[tuple[str, str]]:
    """Evidence as runs of (text, ground): "name" in a box, "said" marked, "" plain."""
    runs: list[tuple[str, str]] = []
    for number, part in enumerate(evidence):
        named = _NAMED.match(part)
        comma = ", " if number else ""
        if named:
            runs += [(f"{comma}same {named[1]}", ""), (named[2], "name")]
            continue
        place = 0
        text = comma + part
        for quoted in _QUOTED.finditer(text):
            before = text[place : quoted.start()].rstrip()
            runs += [(before, "")] if before else []
            runs.append((quoted[1], "said"))
            place = quoted.end()
        rest = text[place:].strip()
        runs += [(rest, "")] if rest else []
    return runs
