"""The rules of the policy as a form that reads like the practice's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.fields import Field, ParagraphEdit, TextEdit, exact_text
from desktop.dialogs.typed_time import read_date
from desktop.widgets.labels import Label
from models.errors import BadInputError
from models.policy_writing import ANSWERS, PolicyForm
from models.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.theme import ThemeSource

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_QUESTIONS = {
    "slo_violated": "A service level objective was violated",
    "data_loss": "Any data was lost",
    "security": "A security incident with production impact",
    "manual_rollback": "A deployment was rolled back by hand",
}
_NARROW = 120
_MOST_HOURS = 9999


class PolicyRulesForm(QWidget):
    """Severities, limits, questions, clocks and the calendar.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._themes = themes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, themes.current.size("space.1.5"), 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        self._column = column
        self._head("A postmortem is required when any of these holds")
        self.always = self._boxes("Every", [(one.value, one.value) for one in Severity])
        self.minutes, self.impact = self._impact_row()
        self.answers: dict[str, QCheckBox] = {}
        for name in ANSWERS:
            box = QCheckBox(_QUESTIONS[name])
            box.clicked.connect(self.edited)
            self.answers[name] = box
            column.addWidget(box)
        self._head("Clocks, from recovery")
        self.hours = self._number("Meeting within", "elapsed hours")
        self.days = self._number("Document within", "business days")
        self._head("Working week")
        self.week = self._boxes("People work on", [(str(i), day) for i, day in enumerate(_DAYS)])
        self.holidays = ParagraphEdit(themes, placeholder="2025-04-18", lines=2, style="body")
        self.holidays.textChanged.connect(self.edited)
        self._field = Field("holidays", "Holidays, as dates", self.holidays, themes)
        column.addWidget(self._field)
        self._wrong = Label("", themes, style="meta", tone="danger", wrap=True)
        self._wrong.hide()
        column.addWidget(self._wrong)

    def show_form(self, form: PolicyForm) -> None:
        """Show these values without telling `edited`."""
        blocked = self.blockSignals(True)
        for name, box in self.always.items():
            box.setChecked(Severity(name) in form.always)
        for name, box in self.impact.items():
            box.setChecked(Severity(name) in form.impact_severities)
        for name, box in self.answers.items():
            box.setChecked(name in form.answers)
        for name, box in self.week.items():
            box.setChecked(int(name) not in form.weekend)
        self.minutes.setText(str(form.impact_minutes))
        self.hours.setText(str(form.meeting_hours))
        self.days.setText(str(form.document_days))
        self.holidays.setPlainText(", ".join(one.isoformat() for one in form.holidays))
        self._clear()
        self.blockSignals(blocked)

    def form(self, today: date) -> PolicyForm:
        """What stands here.

        Args:
            today: for dates that are typed without a year.

        Raises:
            BadInputError: for a number or date that cannot be read; it is said in the form too.
        """
        self._clear()
        try:
            weekend = frozenset(int(name) for name, box in self.week.items() if not box.isChecked())
            if len(weekend) == len(_DAYS):
                raise BadInputError("No day of the week is left to work on.", "Choose one.")
            return PolicyForm(
                always=_chosen(self.always),
                impact_severities=_chosen(self.impact),
                impact_minutes=_whole(self.minutes.text(), "The minutes", lowest=0),
                answers=frozenset(name for name, box in self.answers.items() if box.isChecked()),
                meeting_hours=_whole(self.hours.text(), "The hours", lowest=1),
                document_days=_whole(self.days.text(), "The business days", lowest=1),
                weekend=weekend,
                holidays=self._read_holidays(today),
            )
        except BadInputError as error:
            if not self._field.message:
                self._wrong.setText(str(error))
                self._wrong.show()
            raise

    def _read_holidays(self, today: date) -> tuple[date, ...]:
        found = set()
        for word in exact_text(self.holidays).replace("\n", ",").replace(";", ",").split(","):
            try:
                day = read_date(word, today=today)
            except BadInputError as error:
                self._field.complain(str(error))
                raise
            if day is not None:
                found.add(day)
        return tuple(sorted(found))

    def _clear(self) -> None:
        self._field.clear_complaint()
        self._wrong.hide()

    def _head(self, text: str) -> None:
        label = Label(text, self._themes, style="meta", weight=600, tone="secondary")
        self._column.addSpacing(self._themes.current.size("space.0.5"))
        self._column.addWidget(label)

    def _boxes(self, label: str, choices: Sequence[tuple[str, str]]) -> dict[str, QCheckBox]:
        row = QHBoxLayout()
        row.setSpacing(self._themes.current.size("space.1.5"))
        row.addWidget(Label(label, self._themes))
        made = self._row_of_boxes(row, label, choices)
        row.addStretch(1)
        self._column.addLayout(row)
        return made

    def _row_of_boxes(
        self, row: QHBoxLayout, label: str, choices: Sequence[tuple[str, str]]
    ) -> dict[str, QCheckBox]:
        made = {}
        for name, text in choices:
            box = QCheckBox(text)
            box.setAccessibleName(f"{label} {text}")
            box.clicked.connect(self.edited)
            made[name] = box
            row.addWidget(box)
        return made

    def _impact_row(self) -> tuple[TextEdit, dict[str, QCheckBox]]:
        themes = self._themes
        minutes = self._short("min", "User impact longer than, in minutes")
        row = QHBoxLayout()
        row.setSpacing(themes.current.size("space.1.5"))
        row.addWidget(Label("User impact over", themes))
        row.addWidget(minutes)
        row.addWidget(Label("at", themes))
        boxes = self._row_of_boxes(
            row, "User impact decides at", [(one.value, one.value) for one in Severity]
        )
        row.addStretch(1)
        self._column.addLayout(row)
        return minutes, boxes

    def _number(self, label: str, suffix: str) -> TextEdit:
        edit = self._short(suffix, f"{label}, in {suffix}")
        row = QHBoxLayout()
        row.setSpacing(self._themes.current.size("space.1.5"))
        words = Label(label, self._themes)
        words.setFixedWidth(_NARROW)
        row.addWidget(words)
        row.addWidget(edit)
        row.addStretch(1)
        self._column.addLayout(row)
        return edit

    def _short(self, suffix: str, name: str) -> TextEdit:
        edit = TextEdit(self._themes, suffix=suffix)
        edit.setFixedWidth(_NARROW if len(suffix) < len("hours") else _NARROW + 24)
        edit.setAccessibleName(name)
        edit.textEdited.connect(self._on_typed)
        return edit

    @Slot()
    def _on_typed(self) -> None:
        self.edited.emit()


def _chosen(boxes: dict[str, QCheckBox]) -> frozenset[Severity]:
    return frozenset(Severity(name) for name, box in boxes.items() if box.isChecked())


def _whole(text: str, what: str, *, lowest: int) -> int:
    cleaned = text.strip()
    if not cleaned.isascii() or not cleaned.isdigit() or not lowest <= int(cleaned) <= _MOST_HOURS:
        raise BadInputError(f"{what} need a whole number from {lowest} to {_MOST_HOURS}.")
    return int(cleaned)
