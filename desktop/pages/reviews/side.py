"""The right side of a review: matrix, questions, actions, what repeats, what held, the decision."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dialogs.fields import ParagraphEdit, exact_text
from desktop.pages.editor.draft import Record
from desktop.pages.editor.record_columns import RecordColumn
from desktop.pages.editor.record_rows import RowLook
from desktop.pages.editor.record_table import RecordTable
from desktop.pages.editor.timeline_times import RowNote
from desktop.pages.home.rows import RowsList
from desktop.pages.reviews.matrix import MatrixView, leaf
from desktop.pages.reviews.side_rows import (
    ActionDelegate,
    FindingDelegate,
    FindingRow,
    OpenAction,
)
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from desktop.widgets.section_header import SectionHeader
from desktop.wording import day_words
from models.review import Review, ReviewQuestion, ReviewStatus
from models.reviewing.board import some_of_each

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.theme import ThemeSource
    from models.reviewing.board import Board

_ANSWER_WIDTH = 104
_MOST_DEFENCES = 3
_OUTCOMES = {"failed": "Failed", "lucky": "Luck", "worked": "Worked"}


class ReviewSide(QWidget):
    """What the incidents show together, and what is asked, done and decided about it.

    Signals:
        edited: a person changed a question or the decision.
        incident_chosen: UUID of an open action's or a defence's incident.
        cell_chosen: tuple of UUIDs of incidents.
        action_wanted: an action item shall be made of this review.
    """

    edited = Signal()
    incident_chosen = Signal(object)
    cell_chosen = Signal(object)
    action_wanted = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._themes = themes
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        for part in (
            *self._make_matrix(),
            *self._make_questions(),
            *self._make_actions(),
            *self._make_findings(),
            *self._make_decision(),
        ):
            column.addWidget(part)
        column.addStretch(1)

    def _make_matrix(self) -> list[QWidget]:
        themes = self._themes
        note = Label("past incidents", themes, style="meta", tone="tertiary")
        self._matrix_head = SectionHeader("Service by category", themes, right=note)
        self.matrix = MatrixView(themes)
        self.matrix.chosen.connect(self.cell_chosen)
        self._legend = Label(
            "A ring marks a cell with an incident that has no disposition. Press a number to see "
            "its incidents.",
            themes,
            style="meta",
            tone="tertiary",
            wrap=True,
        )
        return [self._matrix_head, self.matrix, self._legend]

    def _make_questions(self) -> list[QWidget]:
        themes = self._themes
        self.questions = RecordTable(
            "Questions",
            (
                RecordColumn(
                    "text", "Question", hint="What if the pool is full?", multiline=True,
                    is_widest=True,
                ),
                RecordColumn("answer", "Answer", width=_ANSWER_WIDTH, multiline=True),
            ),
            themes,
            add_text="Add",
        )  # fmt: skip
        self.questions.edited.connect(self.edited)
        self._questions_head = SectionHeader(
            "Questions to ask", themes, right=self.questions.add_button
        )
        return [self._questions_head, self.questions]

    def _make_actions(self) -> list[QWidget]:
        themes = self._themes
        self._new_action = Button(
            "Add…", themes, icon_name="plus", small=True, name="Add action item…"
        )
        self._new_action.clicked.connect(self.action_wanted)
        self._actions_head = SectionHeader("Open strong actions", themes, right=self._new_action)
        self.actions_list: RowsList[OpenAction] = RowsList(
            "Open strong actions", lambda row: row.spoken, ActionDelegate(themes)
        )
        self.actions_list.opened.connect(lambda row: self.incident_chosen.emit(row.incident_id))
        self._no_actions = Label("None of these incidents has one.", themes, tone="tertiary")
        return [self._actions_head, self._no_actions, self.actions_list]

    def _make_findings(self) -> list[QWidget]:
        themes = self._themes
        self._classes_head = SectionHeader("Classes that repeat", themes)
        self.classes: RowsList[FindingRow] = RowsList(
            "Classes that repeat", lambda row: row.spoken, FindingDelegate(themes)
        )
        self.classes.opened.connect(lambda row: self.cell_chosen.emit(row.incident_ids))
        self._defences_head = SectionHeader("Defences of these services", themes)
        self.defences: RowsList[FindingRow] = RowsList(
            "Defences of these services", lambda row: row.spoken, FindingDelegate(themes)
        )
        self.defences.opened.connect(lambda row: self.incident_chosen.emit(row.incident_ids[0]))
        return [self._classes_head, self.classes, self._defences_head, self.defences]

    def _make_decision(self) -> list[QWidget]:
        themes = self._themes
        self._decision_head = SectionHeader("Decision", themes)
        self._decision = ParagraphEdit(
            themes, placeholder="What was decided, and under which conditions.", style="body"
        )
        self._decision.setAccessibleName("Decision")
        self._decision.textChanged.connect(self._on_text_changed)
        caution = "No recorded incident does not mean that a design is safe."
        told = Label(caution, themes, style="meta", tone="tertiary", wrap=True)
        return [self._decision_head, self._decision, told]

    # ------------------------------------------------------------------ showing

    def fill(self, review: Review) -> None:
        """Show a review without telling `edited`."""
        self._filling = True
        records = [Record({"text": q.text, "answer": q.answer}, q.id) for q in review.questions]
        if tuple(records) != self.questions.records():
            self.questions.set_records(records, [_from(one) for one in review.questions])
        if exact_text(self._decision) != review.decision:
            self._decision.setPlainText(review.decision)
        self._filling = False
        self.show_status(review)

    def show_status(self, review: Review) -> None:
        """Show whether it is decided, and how many questions there are."""
        closed = review.status is ReviewStatus.DECIDED
        when = f"on {day_words(review.decided_on)}" if closed and review.decided_on else ""
        self._decision_head.set_note(when)
        self._questions_head.set_note(str(len(review.questions)) if review.questions else "")

    def show_board(self, seen: Board) -> None:
        """Show the matrix, the classes that repeat, and what held or failed."""
        self.matrix.show_matrix(seen.matrix)
        shown = bool(seen.matrix.categories)
        for part in (self._matrix_head, self.matrix, self._legend):
            part.setVisible(shown)
        self.classes.set_rows(
            [
                FindingRow(
                    label=f"{len(one.incidents)}×",
                    text=leaf(one.category),
                    note=", ".join(one.keys),
                    incident_ids=tuple(incident.id for incident in one.incidents),
                )
                for one in seen.classes
            ]
        )
        shown_defences = some_of_each(seen.defences, _MOST_DEFENCES)
        self.defences.set_rows(
            [
                FindingRow(_OUTCOMES[one.outcome.value], one.text, one.key, (one.incident_id,))
                for one in shown_defences
            ]
        )
        self._classes_head.set_note(str(len(seen.classes)))
        more = len(seen.defences) - len(shown_defences)
        note = f"{len(shown_defences)} of {len(seen.defences)}" if more else str(len(seen.defences))
        self._defences_head.set_note(note)
        for head, rows in (
            (self._classes_head, self.classes),
            (self._defences_head, self.defences),
        ):
            head.setVisible(bool(rows.rows))
            rows.setVisible(bool(rows.rows))

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
        self.actions_list.setVisible(bool(actions))

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._filling:
            self.edited.emit()


def _from(question: ReviewQuestion) -> RowLook:
    return RowLook(note=RowNote(f"from {question.source}") if question.source else None)


def closed_on(review: Review, today: date) -> Review:
    """The review decided today; or, if it was decided, opened again."""
    if review.status is ReviewStatus.DECIDED:
        return replace(review, status=ReviewStatus.REOPENED, decided_on=None)
    return replace(review, status=ReviewStatus.DECIDED, decided_on=today)
