"""Shows the repeats of a period; each leads to the incident and to the one it repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.pages.home.delegates import DeadlineDelegate, paint_text
from desktop.pages.home.rows import RowsList
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from desktop.widgets.section_header import SectionHeader
from models.figures.repeats import WasKnown

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from desktop.pages.insights.repeats import RepeatRow, Repeats
    from desktop.theme import Theme, ThemeSource

_SHOWN = 5
_LEFT = 28
_BUTTON_ROOM = 140
_WORDS_WIDTH = 132
_GAP = 10
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_LOOKS = {
    WasKnown.LATE: ("clock-alert", "danger.text"),
    WasKnown.UNFIXED: ("circle-alert", "danger.text"),
    WasKnown.INEFFECTIVE: ("shield-x", "warning.text"),
    WasKnown.NEVER_REVIEWED: ("circle-question-mark", "text.secondary"),
}


class RepeatDelegate(DeadlineDelegate):
    """Title over key and gap, what was known, and the earlier incident as a button."""

    @override
    def paint_words(
        self,
        painter: QPainter,
        theme: Theme,
        box: QRectF,
        row: RepeatRow,  # type: ignore[override]  # each delegate draws one kind of row
    ) -> None:
        icon, token = _LOOKS[row.known]
        side = theme.size("icon")
        paint_icon(painter, QRectF(box.x(), box.y(), side, box.height()), icon, theme.color(token))
        right = box.right() - _BUTTON_ROOM
        left = box.x() + _LEFT
        line, small = theme.line_height("body"), theme.line_height("meta")
        top = box.y() + (box.height() - line - small) / 2
        paint_text(painter, theme, QRectF(left, top, right - left, line), row.title)
        below = QRectF(left, top + line, right - _WORDS_WIDTH - left, small)
        told = f"{row.key}, {row.after}"
        paint_text(painter, theme, below, told, style="meta", token="text.tertiary")
        words = QRectF(right - _WORDS_WIDTH, top + line, _WORDS_WIDTH - _GAP, small)
        paint_text(painter, theme, words, row.words, style="meta", token=token, align=_RIGHT)


class RepeatsList(QWidget):
    """A heading over the rows, what could not be looked at below them.

    Signals:
        incident_opened: UUID.
    """

    incident_opened = Signal(object)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._repeats: Repeats | None = None
        self._shows_all = False
        self._note = Label("", themes, tone="tertiary")
        self.rows: RowsList[RepeatRow] = RowsList(
            "Repeats of the period",
            lambda row: row.spoken,
            RepeatDelegate(themes),
            button=lambda row: row.of_key,
        )
        self.rows.opened.connect(lambda row: self.incident_opened.emit(row.id))
        self.rows.button_pressed.connect(lambda row: self.incident_opened.emit(row.of_id))
        self._more = Button("", themes, kind="link")
        self._more.clicked.connect(self._on_more)
        self._remark = Label("", themes, style="meta", tone="tertiary", wrap=True)
        self._remark.setContentsMargins(0, themes.current.size("space.1"), 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(SectionHeader("Repeats, and was it known?", themes, right=self._note))
        for widget in (self.rows, self._more, self._remark):
            column.addWidget(widget)
        column.addStretch(1)

    @property
    def remark(self) -> str:
        """What is said below the rows."""
        return self._remark.text()

    def show_repeats(self, repeats: Repeats) -> None:
        """Show those of a period, the latest ones first."""
        self._shows_all = self._shows_all and repeats == self._repeats
        self._repeats = repeats
        self._note.setText(repeats.note)
        rows = repeats.rows if self._shows_all else repeats.rows[:_SHOWN]
        self.rows.set_rows(rows)
        self.rows.setVisible(bool(rows))
        hidden = len(repeats.rows) - len(rows)
        self._more.setVisible(hidden > 0)
        self._more.setText(f"Show {hidden:,} more")
        self._remark.setText(repeats.remark)
        self._remark.setVisible(bool(repeats.remark))

    @Slot()
    def _on_more(self) -> None:
        if self._repeats is not None:
            self._shows_all = True
            self.show_repeats(self._repeats)
            self.rows.setFocus()
