"""The left side of a review: the design, its services, how far back to look, who takes part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.dialogs.fields import Choice, Field, TextEdit, exact_text
from desktop.dialogs.typed_time import format_date, read_date
from desktop.dialogs.words_field import WordsEdit
from desktop.pages.reviews.design_text import DesignText
from desktop.widgets.buttons import Button
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.key_hint import KeyHint
from desktop.widgets.labels import Label
from desktop.wording import count_words
from models.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.theme import ThemeSource
    from models.review import Review

_WINDOWS = (("", "All of the library"), ("12", "Last 12 months"), ("24", "Last 24 months"),
            ("36", "Last 36 months"))  # fmt: skip
_MOST_OFFERED = 8


class DesignPanel(QWidget):
    """What is under review.

    Signals:
        edited: something changed that shall be saved.
        matches_wanted: incidents shall be found for what stands there.
        file_wanted: a file with the design shall be chosen.
        file_dropped: `Path`.
    """

    edited = Signal()
    matches_wanted = Signal()
    file_wanted = Signal()
    file_dropped = Signal(object)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._themes = themes
        self._filling = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(themes.current.size("space.2"))
        self._make_design()
        self._make_services()
        self.window_choice = Choice(_WINDOWS, themes)
        self.window_choice.edited.connect(self._on_edited)
        self.column.addWidget(Field("window", "Incidents of", self.window_choice, themes))
        self.meeting = TextEdit(themes, placeholder="fri, +2w, 24 Mar")
        self.meeting.editingFinished.connect(self._on_edited)
        self.meeting_field = Field("meeting_on", "Meeting", self.meeting, themes)
        self.column.addWidget(self.meeting_field)
        self.participants = WordsEdit(
            themes, name="Participants", placeholder="@author, then reviewers", tidy=_handle
        )
        self.participants.edited.connect(self._on_edited)
        title = "Participants, the author first"
        self.column.addWidget(Field("participants", title, self.participants, themes))
        self.column.addStretch(1)

    def _make_design(self) -> None:
        themes = self._themes
        self.design = DesignText(themes)
        self.design.setAccessibleName("Design text")
        self.design.textChanged.connect(self._on_edited)
        self.design.file_dropped.connect(self.file_dropped)
        self._matched = Label("", themes, tone="tertiary")
        self._open = Button(
            "", themes, icon_name="folder-open", small=True, name="Open a design document…"
        )
        self._open.clicked.connect(self.file_wanted)
        head = QHBoxLayout()
        head.addWidget(Label("Design text", themes, style="section"))
        head.addStretch(1)
        head.addWidget(self._matched)
        self._update = Button("Update matches", themes, icon_name="refresh-cw", small=True)
        self._update.clicked.connect(self.matches_wanted)
        row = QHBoxLayout()
        row.setSpacing(themes.current.size("space.1"))
        row.addWidget(self._update)
        row.addWidget(KeyHint("Ctrl Enter", themes))
        row.addStretch(1)
        row.addWidget(self._open)
        block = QVBoxLayout()
        block.setSpacing(themes.current.size("space.1"))
        block.addLayout(head)
        block.addWidget(self.design)
        block.addLayout(row)
        self.column.addLayout(block)

    def _make_services(self) -> None:
        themes = self._themes
        self._count = Label("", themes, tone="tertiary")
        head = QHBoxLayout()
        head.addWidget(Label("Services", themes, style="section"))
        head.addStretch(1)
        head.addWidget(self._count)
        self.services = WordsEdit(
            themes,
            name="Services",
            placeholder="payments/payment-db, Enter adds",
            shown=lambda path: path.rpartition("/")[2] or path,
        )
        self.services.edited.connect(self._on_services)
        self._offered = QWidget()
        self._offered.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._offers = FlowLayout(self._offered, spacing=themes.current.size("space.0.5"))
        self._named = Label("Named in the text:", themes, style="meta", tone="tertiary")
        block = QVBoxLayout()
        block.setSpacing(themes.current.size("space.0.5"))
        block.addLayout(head)
        block.addWidget(self.services)
        block.addWidget(self._named)
        block.addWidget(self._offered)
        self.column.addLayout(block)
        self.offer([])

    # ------------------------------------------------------------------ showing

    def fill(self, review: Review) -> None:
        """Show a review without telling `edited`."""
        self._filling = True
        if exact_text(self.design) != review.design:
            self.design.setPlainText(review.design)
        if self.services.words() != review.services:
            self.services.set_words(review.services)
        if self.participants.words() != review.participants:
            self.participants.set_words(review.participants)
        if not self.meeting.hasFocus():
            self.meeting.setText(format_date(review.meeting_on))
        self.window_choice.set_value(str(review.window_months or ""))
        self._filling = False
        self.show_matches(review)

    def show_matches(self, review: Review) -> None:
        """Underline what matched, and count it."""
        leaves = [path.rsplit("/", 1)[-1] for path in review.services]
        phrases = [part for row in review.incidents for one in row.evidence
                   for part in (one.split(", ") if ", " in one else (one,))]  # fmt: skip
        self.design.show_matches([*leaves, *phrases])
        number = self.design.matches()
        self._matched.setText(f"{count_words(number, 'phrase')} matched" if number else "")
        self._count.setText(str(len(review.services)) if review.services else "")

    def offer(self, services: Sequence[str]) -> None:
        """Offer services that the text names, each to be taken with one press."""
        self._offers.clear()
        for service in services[:_MOST_OFFERED]:
            chip = Button(
                service.rsplit("/", 1)[-1], self._themes, icon_name="plus", small=True, kind="chip"
            )
            chip.setAccessibleName(f"Add {service}")
            chip.setToolTip(service)
            chip.clicked.connect(lambda _on=False, one=service: self.take(one))
            self._offers.addWidget(chip)
        self._named.setVisible(bool(services))
        self._offered.setVisible(bool(services))

    def take(self, *services: str) -> None:
        """Add services."""
        self.services.set_words((*self.services.words(), *services))
        self.offer([])
        self._on_edited()

    def apply(self, review: Review, today: date) -> Review:
        """The review with what stands here; a date that is none is said and left as it was."""
        meeting_on = review.meeting_on
        try:
            meeting_on = read_date(self.meeting.text(), today=today)
            self.meeting_field.clear_complaint()
        except BadInputError as error:
            self.meeting_field.complain(str(error))
        window = self.window_choice.value()
        return replace(
            review,
            design=exact_text(self.design),
            services=self.services.words(),
            participants=self.participants.words(),
            window_months=int(window) if window.isdecimal() else None,
            meeting_on=meeting_on,
        )

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.design.setFocus(reason)

    @Slot()
    def _on_edited(self) -> None:
        if not self._filling:
            self.edited.emit()

    @Slot()
    def _on_services(self) -> None:
        self._count.setText(str(len(self.services.words()) or ""))
        self._on_edited()


def _handle(word: str) -> str:
    """A handle with its sign; blanks stay nothing."""
    bare = " ".join(word.split())
    return bare if not bare or bare.startswith("@") else f"@{bare}"
