"""How a due date moved: each move with when, by whom and why, beside the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.pages.actions.register import number_text, short_date, slips_text
from desktop.widgets.labels import Label
from desktop.wording import local

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

    from desktop.theme import ThemeSource
    from models.history import DueDateMove
    from models.rows import ActionRow

_WIDTH = 340
_MOST = 12
_GAP = 4


class SlipsPopover(QFrame):
    """Lies over the page; closes when the keyboard goes elsewhere, by a click on it, or by Esc."""

    def __init__(
        self,
        row: ActionRow,
        moves: Sequence[DueDateMove],
        themes: ThemeSource,
        *,
        today: date,
        zone: str,
        parent: QWidget,
    ) -> None:
        """Tell of the moves, oldest first."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._host = parent
        self._before: QWidget | None = None
        self.setObjectName("popup")
        self.setAccessibleName(f"How the due date of {number_text(row)} moved")
        self.setFixedWidth(_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        edge = themes.current.size("space.1.5")
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(themes.current.size("space.1"))
        head = f"{number_text(row)}: {slips_text(row) or 'no slips'}"
        if row.original_due_on:
            head += f", first due {short_date(row.original_due_on, today)}"
        column.addWidget(Label(head, themes, style="body", weight=600, wrap=True))
        self.lines = [_line(move, today, zone) for move in moves[-_MOST:]]
        if not moves:
            told = "How it moved is not known: it came with an import."
            column.addWidget(Label(told, themes, style="meta", tone="secondary", wrap=True))
        if len(moves) > _MOST:
            earlier = f"{len(moves) - _MOST:,} earlier moves"
            column.addWidget(Label(earlier, themes, style="meta", tone="tertiary"))
        for words, about in self.lines:
            column.addWidget(Label(words, themes, wrap=True))
            column.addWidget(Label(about, themes, style="meta", tone="secondary", wrap=True))
        self.setAccessibleDescription(". ".join(f"{one}, {two}" for one, two in self.lines))

    def show_below(self, place: QRect) -> None:
        """Open below a cell, or above it where there is no room.

        Args:
            place: the cell, in global coordinates.
        """
        host = self._host
        corner = host.mapFromGlobal(place.topLeft())
        height = self.heightForWidth(_WIDTH) if self.hasHeightForWidth() else 0
        self.resize(_WIDTH, max(height, self.sizeHint().height()))
        top = corner.y() + place.height() + _GAP
        if top + self.height() > host.height():
            top = max(_GAP, corner.y() - self.height() - _GAP)
        left = max(_GAP, min(corner.x(), host.width() - _WIDTH - _GAP))
        self.move(left, top)
        self.show()
        self.raise_()
        self._before = QApplication.focusWidget()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end()
            return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._end()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close()

    def _end(self) -> None:
        """Close, and give the keyboard back to where it came from."""
        before = self._before
        self.close()
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)


def _line(move: DueDateMove, today: date, zone: str) -> tuple[str, str]:
    before = short_date(move.from_due_on, today) if move.from_due_on else "no date"
    after = short_date(move.to_due_on, today) if move.to_due_on else "no date"
    made = short_date(local(move.made_at, zone).date(), today)
    by = f" by {move.made_by}" if move.made_by else ""
    return f"{before} → {after}", f"{move.reason or 'no reason given'} · {made}{by}"
