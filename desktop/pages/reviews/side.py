"""The right side of a review: questions to ask, strong actions still open, the decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.dialogs.fields import ParagraphEdit, exact_text
from desktop.pages.actions.marks import paint_strength
from desktop.pages.editor.draft import Record
from desktop.pages.editor.record_model import RecordColumn
from desktop.pages.editor.record_table import RecordTable
from desktop.pages.home.delegates import RowDelegate, paint_text
from desktop.pages.home.rows import RowsList
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from desktop.widgets.section_header import SectionHeader
from desktop.wording import day_words
from models.review import Review, ReviewQuestion, ReviewStatus
from models.vocabulary import Strength

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QPainter

    from desktop.theme import Theme, ThemeSource

_ANSWER_WIDTH = 128


@dataclass(frozen=True, slots=True)
class OpenAction:
    """A strong action item of one of the incidents that is not done."""

    incident_id: UUID
    number: str
    title: str
    note: str
    is_late: bool

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return f"{self.number} {self.title}, {self.note}"


class ActionDelegate(RowDelegate):
    """Strength and title, below them number and how late or whose it is."""

    size_name = "row.deadline"

    @override
    def paint_words(self, painter: QPainter, theme: Theme, box: QRectF, row: OpenAction) -> None:
        line, meta = theme.line_height("body"), theme.line_height("meta")
        top = box.y() + (box.height() - line - meta) / 2
        glyph = QRectF(box.x(), top, 16, line)
        width = paint_strength(painter, theme, glyph, Strength.STRONG) + 8
        title = QRectF(box.x() + width, top, box.width() - width, line)
        paint_text(painter, theme, title, row.title)
        number = QRectF(title.x(), top + line, title.width(), meta)
        used = paint_text(painter, theme, number, row.number, style="key", token="text.tertiary")
        note = number.adjusted(used + 10, 0, 0, 0)
        token = "danger.text" if row.is_late else "text.tertiary"
        paint_text(painter, theme, note, row.note, style="meta", token=token)


class ReviewSide(QWidget):
    """Questions, open actions, decision.

    Signals:
        edited: a person changed a question or the decision.
        decided: the review shall be closed with what stands there, or opened again.
        incident_chosen: UUID of an open action's incident.
    """

    edited = Signal()
    decided = Signal()
    incident_chosen = Signal(object)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        self._questions_head = SectionHeader("Questions to ask", themes)
        self.questions = RecordTable(
            "Questions",
            (
                RecordColumn("text", "Question", hint="What if the pool is full?", multiline=True),
                RecordColumn("answer", "Answer", width=_ANSWER_WIDTH, multiline=True),
            ),
            themes,
            add_text="Add question",
        )
        self.questions.edited.connect(self.edited)
        self._actions_head = SectionHeader("Open strong actions", themes)
        self.actions_list: RowsList[OpenAction] = RowsList(
            "Open strong actions", lambda row: row.spoken, ActionDelegate(themes)
        )
        self.actions_list.opened.connect(lambda row: self.incident_chosen.emit(row.incident_id))
        self._no_actions = Label("None of these incidents has one.", themes, tone="tertiary")
        self._decision_head = SectionHeader("Decision", themes)
        self._decision = ParagraphEdit(
            themes, placeholder="What was decided, and under which conditions.", style="body"
        )
        self._decision.setAccessibleName("Decision")
        self._decision.textChanged.connect(self._on_text_changed)
        self._decide = Button("Close review", themes)
        self._decide.clicked.connect(self.decided)
        caution = "No recorded incident does not mean that a design is safe."
        for widget in (
            self._questions_head,
            self.questions,
            self._actions_head,
            self._no_actions,
            self.actions_list,
            self._decision_head,
            self._decision,
            self._decide,
            Label(caution, themes, style="meta", tone="tertiary", wrap=True),
        ):
            column.addWidget(widget)
        column.addStretch(1)
        self._filling = False

    def fill(self, review: Review) -> None:
        """Show a review without telling `edited`."""
        self._filling = True
        records = [Record({"text": q.text, "answer": q.answer}, q.id) for q in review.questions]
        if tuple(records) != self.questions.records():
            self.questions.set_records(records)
        if exact_text(self._decision) != review.decision:
            self._decision.setPlainText(review.decision)
        self._filling = False
        self.show_status(review)

    def show_status(self, review: Review) -> None:
        """Show whether it is decided, and how many questions there are."""
        closed = review.status is ReviewStatus.DECIDED
        self._decide.setText("Open it again" if closed else "Close review")
        when = f"on {day_words(review.decided_on)}" if closed and review.decided_on else ""
        self._decision_head.set_note(when)
        self._questions_head.set_note(str(len(review.questions)) if review.questions else "")

    def apply(self, review: Review) -> Review:
        """The review with what stands here."""
        known = {one.id: one for one in review.questions}
        questions = []
        for record in self.questions.records():
            if not record.text("text"):
                continue
            old = known.get(record.id, ReviewQuestion(text="", id=record.id))
            questions.append(replace(old, text=record.text("text"), answer=record.text("answer")))
        return replace(
            review, questions=tuple(questions), decision=exact_text(self._decision).strip()
        )

    def show_actions(self, actions: Sequence[OpenAction]) -> None:
        """Show the open strong actions of the review's incidents."""
        self.actions_list.set_rows(actions)
        self._actions_head.set_note(str(len(actions)) if actions else "")
        self._no_actions.setVisible(not actions)

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._filling:
            self.edited.emit()


def closed_on(review: Review, today: date) -> Review:
    """The review decided today; or, if it was decided, opened again."""
    if review.status is ReviewStatus.DECIDED:
        return replace(review, status=ReviewStatus.REOPENED, decided_on=None)
    return replace(review, status=ReviewStatus.DECIDED, decided_on=today)
