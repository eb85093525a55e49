"""What every part of the incident form is: a titled block that fills and reads its own fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.fields import Choice, Field, OpenChoice, ParagraphEdit
from desktop.dialogs.words_field import WordsEdit
from desktop.widgets.labels import Label

if TYPE_CHECKING:
    from desktop.pages.editor.draft import IncidentDraft
    from desktop.pages.editor.reading import Problem
    from desktop.theme import ThemeSource

COLUMNS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """The library's own words, offered while typing."""

    services: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class FieldGrid(QWidget):
    """Fields in rows of four columns, all equally wide."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._row = 0
        self._column = 0
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(themes.current.size("space.1.5"))
        self.grid.setVerticalSpacing(themes.current.size("space.1.5"))
        for place in range(COLUMNS):
            self.grid.setColumnStretch(place, 1)
            # Equally wide in every part, whatever stands in them.
            self.grid.setColumnMinimumWidth(place, 1)

    def add(self, field: Field, *, span: int = 1) -> None:
        """Put a field at the next place, in the next row when this one is full."""
        if self._column + span > COLUMNS:
            self._row, self._column = self._row + 1, 0
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        field.setMinimumWidth(1)
        self.grid.addWidget(field, self._row, self._column, 1, span, Qt.AlignmentFlag.AlignTop)
        self._column += span


class FormPart(QWidget):
    """One block of the form, four fields wide.

    Signals:
        edited: a person changed something in it.
    """

    edited = Signal()

    def __init__(self, title: str, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build the heading and an empty grid below it."""
        super().__init__(parent)
        self.title = title
        self.themes = themes
        self.fields: dict[str, Field] = {}
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        self.heading = Label(title, themes, style="section.form")
        column.addWidget(self.heading)
        self.rows = FieldGrid(themes)
        self.rows.hide()  # until it holds something: an empty widget takes its spacing too
        self.grid = self.rows.grid
        column.addWidget(self.rows)
        self.column = column

    def add(
        self,
        name: str,
        label: str,
        control: QWidget,
        *,
        span: int = 1,
        rows: FieldGrid | None = None,
    ) -> Field:
        """Put a field into the part's grid, or into another one of its own."""
        field = Field(name, label, control, self.themes)
        into = rows or self.rows
        into.add(field, span=span)
        if into is self.rows:
            into.show()
        self.fields[name] = field
        self._listen(control)
        return field

    def _listen(self, control: QWidget) -> None:
        if isinstance(control, QLineEdit):
            control.textEdited.connect(self.edited)
        elif isinstance(control, (Choice, OpenChoice, WordsEdit)):
            control.edited.connect(self.edited)
        elif isinstance(control, ParagraphEdit):
            control.textChanged.connect(self.edited)

    def fill(self, draft: IncidentDraft) -> None:
        """Show what the draft says, without telling `edited`.

        Raises:
            NotImplementedError: a part that does not show anything.
        """
        raise NotImplementedError

    def apply(self, draft: IncidentDraft) -> IncidentDraft:
        """The draft with what stands in this part.

        Raises:
            NotImplementedError: a part that does not read anything.
        """
        raise NotImplementedError

    def offer(self, words: FormWords) -> None:
        """Offer the library's words while typing."""

    def finish_editing(self) -> None:
        """Take what stands in an open editor."""

    def show_problems(self, problems: list[Problem]) -> None:
        """Say at each field of this part what is wrong, and nothing at the others."""
        wrong = {one.field: one for one in problems if not one.table}
        for name, field in self.fields.items():
            problem = wrong.get(name)
            if problem is None:
                field.clear_complaint()
            else:
                field.complain(problem.message, blocking=problem.blocking)

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read and copied, but not changed; or changed again."""
        for line in self.findChildren(QLineEdit):
            line.setReadOnly(read_only)
        for text in self.findChildren(QPlainTextEdit):
            text.setReadOnly(read_only)
        for choice in self.findChildren(QComboBox):
            choice.setEnabled(not read_only)

    def focus_problem(self, problem: Problem) -> bool:
        """Go to the field of a problem; False when it is not in this part."""
        if problem.table or problem.field not in self.fields:
            return False
        self.fields[problem.field].control.setFocus()
        return True


def show_text(edit: QLineEdit, text: str) -> None:
    """Show a text, unless it stands there: the cursor and what was selected stay then."""
    if edit.text() != text:
        edit.setText(text)
