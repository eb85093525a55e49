"""One review: the design at the left, the incidents in the middle, what follows at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPainter, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.dialogs.fields import TextEdit
from desktop.pages.phrase import Phrase, Run
from desktop.pages.reviews.design_panel import DesignPanel
from desktop.pages.reviews.incident_rows import ReviewedList
from desktop.pages.reviews.side import ReviewSide
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.chip import QueryChip
from desktop.widgets.key_hint import KeyHint
from desktop.widgets.labels import Label, Rule
from desktop.widgets.painting import paint_bar, paint_focus
from desktop.widgets.scrolling import scrolling
from desktop.wording import count_words, day_words
from models.review import Disposition, Review, ReviewStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.pages.reviews.contents import ReviewContents
    from desktop.theme import ThemeSource
    from models.review import NewIncident

_LEFT_WIDTH = 292
_RIGHT_WIDTH = 376
_HEAD = 60
_COLLAPSE_BELOW = 1160
_BAR_WIDTH = 96
_PAD = 20
_MOST_NAMED = 4


class _DecidedBar(QWidget):
    """How much of the review is decided, drawn."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        self._share = share
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_BAR_WIDTH, 6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(0, 1, self.width(), 4)
        paint_bar(painter, self._themes.current, box, self._share, "accent.base")
        painter.end()


class _TitleEdit(TextEdit):
    """The title without a frame, but for the ring while it has the keyboard."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(themes, placeholder="Name of the design", style="title.page")
        self._themes = themes
        self.setProperty("bare", "true")
        self.setAccessibleName("Title of the review")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            theme = self._themes.current
            painter = QPainter(self)
            paint_focus(painter, theme, QRectF(self.rect()), theme.size("radius.control"))
            painter.end()


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
        columns.addWidget(_scrolled(self.design, themes, _LEFT_WIDTH))
        columns.addWidget(Rule("upright"))
        columns.addWidget(self._make_middle(), 1)
        self._right_rule = Rule("upright")
        columns.addWidget(self._right_rule)
        columns.addWidget(self._right)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._make_head())
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
        self._decided.setText(f"{done} of {len(rows)} decided" if rows else "")
        self._bar.show_share(done / len(rows) if rows else 0.0)
        self._bar.setVisible(bool(rows))
        self._found.setText(f"{len(rows)} of {self._total:,}" if self._total else "")
        runs = [Run(f"{done} decided, ", "text.secondary")] if rows else []
        if len(rows) > done:
            runs.append(Run(f"{len(rows) - done} open", "warning.text", 600))
        elif rows:
            runs.append(Run("none open", "text.secondary"))
        self._open.say(runs)
        self._none.setVisible(not rows)
        self.list.setVisible(bool(rows))
        closed = review.status is ReviewStatus.DECIDED
        self._close.setText("Open it again" if closed else "Close review")
        self.side.show_status(review)

    def show_saved(self, review: Review, words: str) -> None:
        """Say when it is met about, and whether it is saved."""
        meeting = f", meeting {day_words(review.meeting_on)}" if review.meeting_on else ""
        self._note.setText(f"Architecture review{meeting}. {words}")

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

    def take_design(self, text: str, title: str) -> None:
        """Put a text where the design stands, as one step that can be undone."""
        cursor = self.design.design.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        if not self._title.text().strip():
            self._title.setText(title[:1].upper() + title[1:])
        self.edited.emit()

    @Slot(int, int)
    def show_writing(self, done: int, total: int) -> None:
        """Say how far the pack is; pressing the button then stops it."""
        words = f"Stop, {done} of {total} written" if total else "Export PDF pack"
        self._pack.setText(words)

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
        self._right.setVisible(not narrow)
        self._right_rule.setVisible(not narrow)

    def _make_head(self) -> QWidget:
        themes = self._themes
        head = QWidget()
        head.setFixedHeight(_HEAD)
        back = Button("", themes, icon_name="arrow-left", kind="ghost", name="Back to all reviews")
        back.clicked.connect(self.left)
        self._title = _TitleEdit(themes)
        self._title.textEdited.connect(self._on_edited)
        self._note = Label("", themes, style="meta", tone="tertiary")
        words = QVBoxLayout()
        words.setContentsMargins(0, 6, 0, 6)
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._note)
        self._bar = _DecidedBar(themes)
        self._decided = Label("", themes, tone="secondary")
        self._close = Button("Close review", themes)
        self._close.clicked.connect(self.decided)
        self._pack = Button("Export PDF pack", themes, icon_name="download", kind="primary")
        self._pack.clicked.connect(self.pack_wanted)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, _PAD, 0)
        row.setSpacing(themes.current.size("space.1"))
        row.addWidget(back)
        row.addLayout(words, 1)
        row.addWidget(self._bar)
        row.addWidget(self._decided)
        row.addSpacing(themes.current.size("space.1"))
        row.addWidget(self._close)
        row.addWidget(self._pack)
        return head

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
    return scroll
