"""One review: the design at the left, the incidents in the middle, what follows at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.dialogs.fields import Field, ParagraphEdit, TextEdit, exact_text
from desktop.dialogs.typed_time import format_date, read_date
from desktop.dialogs.words_field import WordsEdit
from desktop.pages.phrase import Phrase, Run
from desktop.pages.reviews.incident_rows import ReviewedList
from desktop.pages.reviews.side import OpenAction, ReviewSide
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.key_hint import KeyHint
from desktop.widgets.labels import Label, Rule
from desktop.widgets.painting import paint_bar, paint_focus
from desktop.widgets.scrolling import scrolling
from desktop.wording import day_words
from models.errors import BadInputError
from models.review import Disposition, Review

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.theme import ThemeSource

_LEFT_WIDTH = 292
_RIGHT_WIDTH = 376
_HEAD = 60
_COLLAPSE_BELOW = 1160
_BAR_WIDTH = 96
_PAD = 20


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
        conflict_resolved: mine shall be saved over what somebody else saved.
    """

    left = Signal()
    edited = Signal()
    matches_wanted = Signal()
    incident_chosen = Signal(object)
    decided = Signal()
    conflict_resolved = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._themes = themes
        self._filling = False
        self.banner = Banner(themes)
        self.banner.action_chosen.connect(self.conflict_resolved)
        self.list = ReviewedList(themes)
        self.list.opened.connect(self.incident_chosen)
        self.list.reviewed.edited.connect(self._on_edited)
        self.side = ReviewSide(themes)
        self.side.edited.connect(self._on_edited)
        self.side.decided.connect(self.decided)
        self.side.incident_chosen.connect(self.incident_chosen)
        self._right = _scrolled(self.side, themes, _RIGHT_WIDTH)
        self._left_body, self._left_column = self._make_left()
        left = _scrolled(self._left_body, themes, _LEFT_WIDTH)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(left)
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
        whole.addLayout(columns, 1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.matches_wanted)

    def fill(self, review: Review, *, total: int) -> None:
        """Show a review without telling `edited`.

        Args:
            review: what is shown.
            total: how many incidents the library has.
        """
        self._filling = True
        if self._title.text() != review.title:
            self._title.setText(review.title)
        if exact_text(self._design) != review.design:
            self._design.setPlainText(review.design)
        if self._services.words() != review.services:
            self._services.set_words(review.services)
        if not self._meeting.hasFocus():
            self._meeting.setText(format_date(review.meeting_on))
        if self.list.reviewed.rows != review.incidents:
            self.list.reviewed.set_rows(review.incidents)
        self.side.fill(review)
        self._total = total
        self._filling = False
        self.show_progress(review)

    def apply(self, review: Review, today: date) -> Review:
        """The review with what stands here; a date that is none is said and left as it was."""
        meeting_on = review.meeting_on
        try:
            meeting_on = read_date(self._meeting.text(), today=today)
            self._meeting_field.clear_complaint()
        except BadInputError as error:
            self._meeting_field.complain(str(error))
        changed = replace(
            review,
            title=" ".join(self._title.text().split()),
            design=exact_text(self._design),
            services=self._services.words(),
            meeting_on=meeting_on,
            incidents=self.list.reviewed.rows,
        )
        return self.side.apply(changed)

    def show_progress(self, review: Review) -> None:
        """Say how many incidents were found, and how many of them are decided."""
        rows = review.incidents
        done = sum(one.disposition is not Disposition.OPEN for one in rows)
        self._decided.setText(f"{done} of {len(rows)} decided")
        self._bar.show_share(done / len(rows) if rows else 0.0)
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

    def show_saved(self, review: Review, words: str) -> None:
        """Say when it is met about, and whether it is saved."""
        meeting = f", meeting {day_words(review.meeting_on)}" if review.meeting_on else ""
        self._note.setText(f"Architecture review{meeting}. {words}")

    def show_actions(self, actions: Sequence[OpenAction]) -> None:
        """Show the open strong actions of the incidents."""
        self.side.show_actions(actions)

    def offer_services(self, services: Sequence[str]) -> None:
        """Offer the library's services while one is typed."""
        self._services.set_known(services)

    def focus_first(self) -> None:
        """Give the keyboard to the title, or to the design once there is one."""
        if self._title.text():
            self._design.setFocus()
        else:
            self._title.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the right side moves below the design: nothing is out of reach."""
        super().resizeEvent(event)
        narrow = self.width() < _COLLAPSE_BELOW
        if narrow == self._right.isHidden() and self._right.widget() is not None:
            return
        if narrow and self._right.widget() is not None:
            self._right.takeWidget()
            self._left_column.insertWidget(self._left_column.count() - 1, self.side)
        elif not narrow and self._right.widget() is None:
            self._left_column.removeWidget(self.side)
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
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._note)
        self._bar = _DecidedBar(themes)
        self._decided = Label("", themes, tone="secondary")
        row = QHBoxLayout(head)
        row.setContentsMargins(themes.current.size("space.1.5"), 4, _PAD, 4)
        row.setSpacing(themes.current.size("space.1"))
        row.addWidget(back)
        row.addLayout(words, 1)
        row.addWidget(self._bar)
        row.addWidget(self._decided)
        return head

    def _make_left(self) -> tuple[QWidget, QVBoxLayout]:
        themes = self._themes
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.2"))
        self._design = ParagraphEdit(
            themes,
            placeholder="Paste or write what is planned: components, data, failure handling.",
            lines=12,
            most_lines=18,
            style="body",
        )
        self._design.textChanged.connect(self._on_edited)
        column.addWidget(Field("design", "Design text", self._design, themes))
        update = Button("Update matches", themes, icon_name="refresh-cw", small=True)
        update.clicked.connect(self.matches_wanted)
        row = QHBoxLayout()
        row.addWidget(update)
        row.addWidget(KeyHint("Ctrl Enter", themes))
        row.addStretch(1)
        column.addLayout(row)
        self._services = WordsEdit(
            themes, name="Services", placeholder="payments/payment-db, Enter adds"
        )
        self._services.edited.connect(self._on_edited)
        column.addWidget(Field("services", "Services that it touches", self._services, themes))
        self._meeting = TextEdit(themes, placeholder="fri, +2w, 24 Mar")
        self._meeting.editingFinished.connect(self._on_edited)
        self._meeting_field = Field("meeting_on", "Meeting", self._meeting, themes)
        column.addWidget(self._meeting_field)
        column.addStretch(1)
        return body, column

    def _make_middle(self) -> QWidget:
        themes = self._themes
        middle = QWidget()
        middle.setObjectName("raised")
        self._total = 0
        self._found = Label("", themes, tone="tertiary")
        self._open = Phrase(themes)
        self._open.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setContentsMargins(_PAD, 10, _PAD, 10)
        head.setSpacing(themes.current.size("space.0.5"))
        head.addWidget(Label("Relevant past incidents", themes, style="section"))
        head.addSpacing(themes.current.size("space.0.5"))
        head.addWidget(self._found)
        head.addStretch(1)
        head.addWidget(self._open)
        head.addSpacing(themes.current.size("space.0.5"))
        for key in ("A", "R", "N", "O"):
            head.addWidget(KeyHint(key, themes))
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


def _scrolled(body: QWidget, themes: ThemeSource, width: int) -> QScrollArea:
    body.setObjectName("canvas")
    scroll = scrolling(body)
    scroll.setFixedWidth(width)
    scroll.setViewportMargins(_PAD, themes.current.size("space.2"), _PAD, 0)
    return scroll
