"""The list of reviews: what is under review, when it is met about, how far it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.pages.home.delegates import RowDelegate, paint_text
from desktop.pages.home.rows import RowsList
from desktop.widgets.buttons import Button
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.labels import Label
from desktop.widgets.painting import BadgeSpec, paint_badge, paint_bar
from desktop.wording import count_words, day_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from desktop.theme import Theme, ThemeSource
    from models.rows import ReviewRow

_BAR = 96
_STATE = 108
_WHEN = 150
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_BADGES = {
    "open": BadgeSpec("Open", "circle", "warning"),
    "decided": BadgeSpec("Decided", "check", "success"),
    "reopened": BadgeSpec("Reopened", "history", "accent"),
}


class ReviewDelegate(RowDelegate):
    """Title over its services, the meeting, the share decided, and the state."""

    size_name = "row.deadline"

    @override
    def paint_words(self, painter: QPainter, theme: Theme, box: QRectF, row: ReviewRow) -> None:
        line, meta = theme.line_height("body"), theme.line_height("meta")
        top = box.y() + (box.height() - line - meta) / 2
        room = box.width() - _BAR - _STATE - _WHEN - 96
        title = QRectF(box.x() + 4, top, room, line)
        paint_text(painter, theme, title, row.title, weight=500)
        services = ", ".join(row.services) or "no services named"
        below = QRectF(title.x(), top + line, room, meta)
        news = news_words(row)
        if news:
            used = paint_text(painter, theme, below, news, style="meta", token="warning.text")
            below = below.adjusted(used + 10, 0, 0, 0)
        paint_text(painter, theme, below, services, style="meta", token="text.tertiary")
        right = box.right() - _STATE
        badge = _BADGES.get(row.status, BadgeSpec(row.status))
        pill_top = box.center().y() - theme.size("pill.height") / 2
        paint_badge(painter, theme, right + 12, round(pill_top), badge)
        words = f"{row.decided} of {row.incidents} decided"
        share = row.decided / row.incidents if row.incidents else 0.0
        told = QRectF(right - 110, box.y(), 104, box.height())
        paint_text(painter, theme, told, words, token="text.secondary", align=_RIGHT)
        bar = QRectF(told.x() - _BAR - 8, box.center().y() - 2, _BAR, 4)
        paint_bar(painter, theme, bar, share, "accent.base")
        when = QRectF(bar.x() - _WHEN - 16, box.y(), _WHEN, box.height())
        meeting = day_words(row.meeting_on) if row.meeting_on else "no meeting yet"
        paint_text(painter, theme, when, meeting, token="text.tertiary", align=_RIGHT)


def news_words(row: ReviewRow) -> str:
    """What happened to a decided design since; empty for nothing."""
    if not row.new_incidents:
        return ""
    words = f"{count_words(row.new_incidents, 'new incident')} on its services"
    return f"{words}, an accepted risk among them" if row.accepted_again else words


def spoken(row: ReviewRow) -> str:
    """A row for a screen reader."""
    meeting = f", meeting {day_words(row.meeting_on)}" if row.meeting_on else ""
    decided = f"{row.decided} of {count_words(row.incidents, 'incident')} decided"
    news = f", {news_words(row)}" if row.new_incidents else ""
    return f"{row.title}: {row.status}, {decided}{meeting}{news}"


class ReviewsOverview(QWidget):
    """Every review, the last changed first.

    Signals:
        opened: UUID of a review.
        new_wanted: another one shall be begun.
    """

    opened = Signal(object)
    new_wanted = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self.list: RowsList[ReviewRow] = RowsList("Reviews", spoken, ReviewDelegate(themes))
        self.list.opened.connect(lambda row: self.opened.emit(row.id))
        self._count = Label("", themes, tone="secondary")
        self.new_button = Button("New review", themes, icon_name="plus", kind="primary")
        self.new_button.clicked.connect(self.new_wanted)
        self._empty = EmptyState(themes)
        self._empty.say(
            "No architecture review yet",
            "Describe a design and the services it touches; the incidents that matter are found.",
            action="New review",
            icon="drafting-compass",
        )
        self._empty.action_chosen.connect(self.new_wanted)
        self._stack = QStackedWidget()
        filled = QWidget()
        rows = QVBoxLayout(filled)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.list)
        rows.addStretch(1)
        self._stack.addWidget(filled)
        self._stack.addWidget(self._empty)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(themes.current.size("space.0.5"))
        words.addWidget(Label("Reviews", themes, style="title.page"))
        words.addWidget(self._count)
        head.addLayout(words, 1)
        head.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        edge = themes.current.size("space.3")
        column.setContentsMargins(edge, themes.current.size("space.2"), edge, edge)
        column.setSpacing(themes.current.size("space.2"))
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def show_rows(self, rows: Sequence[ReviewRow]) -> None:
        """Show reviews."""
        self.list.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.new_button.setVisible(bool(rows))
        undecided = sum(row.status != "decided" for row in rows)
        words = f"{count_words(len(rows), 'architecture review')}, {undecided} not decided."
        again = sum(bool(row.new_incidents) for row in rows)
        if again:
            noun = "decision is" if again == 1 else "decisions are"
            words += f" {again} {noun} older than an incident on the same services."
        self._count.setText(words if rows else "Designs, and what past incidents say to them.")

    def focus_first(self) -> None:
        """Give the keyboard to the list, or to the one button."""
        if self.list.rows:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._empty.setFocus()
