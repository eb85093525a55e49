"""The head of a review: its title, how far it is decided, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.dialogs.fields import TextEdit
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from desktop.widgets.painting import paint_bar, paint_focus
from desktop.wording import day_words
from models.review import Disposition, ReviewStatus

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.theme import ThemeSource
    from models.review import Review

_HEIGHT = 60
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


class ReviewHead(QWidget):
    """Title, state, and the buttons of a review.

    Attributes:
        title: the field of the title.

    Signals:
        left: back to all reviews.
        decided: the review shall be closed, or opened again.
        pack_wanted: the review pack shall be written, or its writing stopped.
    """

    left = Signal()
    decided = Signal()
    pack_wanted = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it for a review without a title."""
        super().__init__(parent)
        self.setFixedHeight(_HEIGHT)
        back = Button("", themes, icon_name="arrow-left", kind="ghost", name="Back to all reviews")
        back.clicked.connect(self.left)
        self.title = _TitleEdit(themes)
        self._note = Label("", themes, style="meta", tone="tertiary")
        words = QVBoxLayout()
        words.setContentsMargins(0, 6, 0, 6)
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self._note)
        self._bar = _DecidedBar(themes)
        self.share_label = Label("", themes, tone="secondary")
        self._close = Button("Close review", themes)
        self._close.clicked.connect(self.decided)
        self.pack = Button("Export PDF pack", themes, icon_name="download", kind="primary")
        self.pack.clicked.connect(self.pack_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, _PAD, 0)
        row.setSpacing(themes.current.size("space.1"))
        row.addWidget(back)
        row.addLayout(words, 1)
        row.addWidget(self._bar)
        row.addWidget(self.share_label)
        row.addSpacing(themes.current.size("space.1"))
        row.addWidget(self._close)
        row.addWidget(self.pack)

    def show_progress(self, review: Review) -> None:
        """Say how many incidents are decided, and whether the review is."""
        rows = review.incidents
        done = sum(one.disposition is not Disposition.OPEN for one in rows)
        self.share_label.setText(f"{done} of {len(rows)} decided" if rows else "")
        self._bar.show_share(done / len(rows) if rows else 0.0)
        self._bar.setVisible(bool(rows))
        closed = review.status is ReviewStatus.DECIDED
        self._close.setText("Open it again" if closed else "Close review")

    def show_saved(self, review: Review, words: str) -> None:
        """Say when it is met about, and whether it is saved."""
        meeting = f", meeting {day_words(review.meeting_on)}" if review.meeting_on else ""
        self._note.setText(f"Architecture review{meeting}. {words}")

    @Slot(int, int)
    def show_writing(self, done: int, total: int) -> None:
        """Say how far the pack is; pressing the button then stops it."""
        self.pack.setText(f"Stop, {done} of {total} written" if total else "Export PDF pack")
