"""One review: the design at the left, the incidents in the middle, what follows at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.pages.phrase import Phrase, Run
from desktop.pages.reviews.design_panel import DesignPanel
from desktop.pages.reviews.head import ReviewHead
from desktop.pages.reviews.incident_rows import ReviewedList
from desktop.pages.reviews.side import ReviewSide
from desktop.widgets.banner import Banner
from desktop.widgets.chip import QueryChip
from desktop.widgets.key_hint import KeyHint
from desktop.widgets.labels import Label, Rule
from desktop.widgets.overlay_scroll_bar import OverlayScrollBar
from desktop.widgets.scrolling import scrolling
from desktop.wording import count_words
from models.review import Disposition, Review

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from PySide6.QtGui import QResizeEvent

    from desktop.pages.reviews.contents import ReviewContents
    from desktop.theme import ThemeSource
    from models.review import NewIncident

_LEFT_WIDTH = 292
_LEFT_WITH_SIDE = 360
_RIGHT_WIDTH = 376
_HEAD = 60
_COLLAPSE_BELOW = 1160
_BAR_WIDTH = 96
_PAD = 20
_MOST_NAMED = 4


class ReviewWorkspace(QWidget):
    """A review as a person works on it.

    Signals:
        left: back to all reviews.
        edited: something changed that shall be saved.
        matches_wanted: incidents shall be found for what stands there.
        incident_chosen: UUID.
        decided: the review shall be closed, or opened again.
        pack_wanted: the review pack shall be written.
    """

    left = Signal()
    edited = Signal()
    matches_wanted = Signal()
    incident_chosen = Signal(object)
    decided = Signal()
    pack_wanted = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._themes = themes
        self._filling = False
        self._total = 0
        self.banner = Banner(themes)
        self.news = Banner(themes)
        self.head = ReviewHead(themes)
        self._title = self.head.title
        self._title.textEdited.connect(self._on_edited)
        self.head.left.connect(self.left)
        self.head.decided.connect(self.decided)
        self.head.pack_wanted.connect(self.pack_wanted)
        self.list = ReviewedList(themes)
        self.list.opened.connect(self.incident_chosen)
        self.list.reviewed.edited.connect(self._on_edited)
        self.design = DesignPanel(themes)
        self.design.edited.connect(self._on_edited)
        self.design.matches_wanted.connect(self.matches_wanted)
        self.side = ReviewSide(themes)
        self.side.edited.connect(self._on_edited)
        self.side.incident_chosen.connect(self.incident_chosen)
        self.side.cell_chosen.connect(self.show_only)
        self._right = _scrolled(self.side, themes, _RIGHT_WIDTH)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        self._left = _scrolled(self.design, themes, _LEFT_WIDTH)
        columns.addWidget(self._left)
        columns.addWidget(Rule("upright"))
        columns.addWidget(self._make_middle(), 1)
        self._right_rule = Rule("upright")
        columns.addWidget(self._right_rule)
        columns.addWidget(self._right)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(Rule())
        whole.addWidget(self.banner)
        whole.addWidget(self.news)
        whole.addLayout(columns, 1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.matches_wanted)

    def fill(self, review: Review, *, total: int, zone: str = "UTC") -> None:
        """Show a review without telling `edited`.

        Args:
            review: what is shown.
            total: how many incidents the library has.
            zone: in which days are told.
        """
        self._filling = True
        if self._title.text() != review.title:
            self._title.setText(review.title)
        self.design.fill(review)
        self.list.name_services(review.services, zone)
        if self.list.reviewed.rows != review.incidents:
            self.show_only(())
            self.list.reviewed.set_rows(review.incidents)
        self.side.fill(review)
        self._total = total
        self._filling = False
        self.show_progress(review)

    def apply(self, review: Review, today: date) -> Review:
        """The review with what stands here; a date that is none is said and left as it was."""
        changed = replace(
            review,
            title=" ".join(self._title.text().split()),
            incidents=self.list.reviewed.rows,
        )
        return self.side.apply(self.design.apply(changed, today))

    def show_progress(self, review: Review) -> None:
        """Say how many incidents were found, and how many of them are decided."""
        rows = review.incidents
        done = sum(one.disposition is not Disposition.OPEN for one in rows)
        self.head.show_progress(review)
        self._found.setText(f"{len(rows)} of {self._total:,}" if self._total else "")
        runs = [Run(f"{done} decided, ", "text.secondary")] if rows else []
        if len(rows) > done:
            runs.append(Run(f"{len(rows) - done} open", "warning.text", 600))
        elif rows:
            runs.append(Run("none open", "text.secondary"))
        self._open.say(runs)
        self._none.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.side.show_status(review)

    @Slot(object)
    def show_only(self, incident_ids: Sequence[UUID]) -> None:
        """Show these incidents alone, as a cell of the matrix chose them; none shows all."""
        ids = tuple(incident_ids)
        self.list.show_only(ids)
        self._chosen.setVisible(bool(ids))
        self._keys.setVisible(not ids)
        self._chosen.setText(f"{count_words(len(ids), 'incident')} chosen")
        self._chosen.setAccessibleName(f"{count_words(len(ids), 'incident')} chosen, show all")
        if ids:
            self.list.setFocus()

    def show_all(self) -> bool:
        """Show all incidents again; False where none was hidden."""
        hidden = not self._chosen.isHidden()
        self.show_only(())
        return hidden

    def show_contents(self, contents: ReviewContents) -> None:
        """Show what lies around a review: matrix, actions, services to offer, what is new."""
        self.design.services.set_known(contents.services)
        self.design.offer(contents.offered)
        self.side.show_actions(contents.actions)
        self.side.show_board(contents.board)
        self._show_news(contents.news)

    def _show_news(self, news: Sequence[NewIncident]) -> None:
        if not news:
            self.news.clear()
            return
        again = [one for one in news if one.accepted]
        noun = count_words(len(news), "incident")
        words = f"Since the decision {noun} touched its services: {_listed(news)}."
        if again:
            keys = ", ".join(dict.fromkeys(key for one in again for key in one.accepted))
            words += f" This design accepted that risk: {_listed(again)} is like {keys}."
        self.news.say(words, "warning", action="Open it again with these", icon="history")

    @Slot(str)
    def say_conflict(self, what: str) -> None:
        """Say that somebody else changed the same; the banner offers to keep both."""
        words = f"Somebody saved this review while you worked on it. Both changed: {what}."
        self.banner.say(words, "warning", action="Keep both, mine first")

    @Slot(str)
    def say_refused(self, why: str) -> None:
        """Say why it could not be saved."""
        self.banner.say(f"{why} What you wrote is still here.", "error")

    def take_design(self, text: str, title: str) -> None:
        """Put a text where the design stands, as one step that can be undone."""
        cursor = self.design.design.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        if not self._title.text().strip():
            self._title.setText(title[:1].upper() + title[1:])
        self.edited.emit()

    def focus_first(self) -> None:
        """Give the keyboard to the title, or to the incidents once there are any."""
        if not self._title.text():
            self._title.setFocus()
        elif self.list.reviewed.rows:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.design.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the right side moves below the design: nothing is out of reach."""
        super().resizeEvent(event)
        narrow = self.width() < _COLLAPSE_BELOW
        if narrow == self._right.isHidden() and self._right.widget() is not None:
            return
        column = self.design.column
        if narrow and self._right.widget() is not None:
            self._right.takeWidget()
            column.insertWidget(column.count() - 1, self.side)
        elif not narrow and self._right.widget() is None:
            column.removeWidget(self.side)
            self._right.setWidget(self.side)
        self.side.setVisible(True)
        self._left.setFixedWidth(_LEFT_WITH_SIDE if narrow else _LEFT_WIDTH)
        self._right.setVisible(not narrow)
        self._right_rule.setVisible(not narrow)

    def _make_middle(self) -> QWidget:
        themes = self._themes
        middle = QWidget()
        middle.setObjectName("raised")
        self._found = Label("", themes, tone="tertiary")
        self._open = Phrase(themes)
        self._open.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._chosen = QueryChip("", themes)
        self._chosen.setToolTip("Show all incidents")
        self._chosen.removed.connect(lambda: self.show_only(()))
        self._chosen.hide()
        self._keys = QWidget()
        keys = QHBoxLayout(self._keys)
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setSpacing(themes.current.size("space.0.5"))
        for key in ("A", "R", "N", "O"):
            keys.addWidget(KeyHint(key, themes))
        head = QHBoxLayout()
        head.setContentsMargins(_PAD, 10, _PAD, 10)
        head.setSpacing(themes.current.size("space.1"))
        head.addWidget(Label("Relevant past incidents", themes, style="section"))
        head.addWidget(self._found)
        head.addWidget(self._chosen)
        head.addStretch(1)
        head.addWidget(self._open)
        head.addWidget(self._keys)
        self._none = Label(
            "No incident was found yet. Write what is planned or name the services that it "
            "touches, then update the matches. Finding none does not mean that it is safe.",
            themes,
            tone="secondary",
            wrap=True,
        )
        self._none.setContentsMargins(_PAD, _PAD, _PAD, _PAD)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(self._none, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        return middle

    @Slot()
    def _on_edited(self) -> None:
        if not self._filling:
            self.edited.emit()


def _listed(news: Sequence[NewIncident]) -> str:
    shown = [one.key for one in news[:_MOST_NAMED]]
    more = len(news) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _scrolled(body: QWidget, themes: ThemeSource, width: int) -> QScrollArea:
    body.setObjectName("canvas")
    scroll = scrolling(body)
    scroll.setFixedWidth(width)
    scroll.setViewportMargins(_PAD, themes.current.size("space.2"), _PAD, 0)
    OverlayScrollBar(scroll)
    return scroll
