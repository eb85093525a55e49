"""A dialog that asks for one text: an owner, a due date, a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from desktop.dialogs.fields import Completion, Field, ParagraphEdit, TextEdit, exact_text
from desktop.dialogs.framed import FramedDialog
from models.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked.

    Attributes:
        title: the question itself.
        label: the field's name.
        confirm: words of the main button.
        text: a quiet line below the title.
        value: what the field starts with.
        placeholder: an example.
        words: offered while typing.
        paragraph: whether the text may have several lines.
    """

    title: str
    label: str
    confirm: str
    text: str = ""
    value: str = ""
    placeholder: str = ""
    words: tuple[str, ...] = ()
    paragraph: bool = False


def prompt(
    parent: QWidget, themes: ThemeSource, question: Question, answered: Callable[[str], None]
) -> FramedDialog:
    """Ask for one text and hand it to `answered`.

    `answered` may raise a `UserError`: it is said below the field, and the dialog stays.

    Args:
        parent: the window that waits for the answer.
        themes: where colours come from.
        question: what is asked.
        answered: takes the text.
    """
    dialog = FramedDialog(question.title, themes, parent, text=question.text)
    dialog.set_confirm(question.confirm)
    control: TextEdit | ParagraphEdit
    if question.paragraph:
        control = ParagraphEdit(themes, placeholder=question.placeholder, style="body")
        control.setPlainText(question.value)
    else:
        control = TextEdit(themes, placeholder=question.placeholder)
        control.setText(question.value)
        control.selectAll()
        control.returnPressed.connect(dialog.confirm_button.click)
        if question.words:
            Completion(control, question.words)
    field = Field("answer", question.label, control, themes)
    dialog.body.addWidget(field)

    def take() -> None:
        typed = control.text() if isinstance(control, QLineEdit) else exact_text(control)
        try:
            answered(typed.strip())
        except UserError as error:
            field.complain(str(error))
            control.setFocus()
            return
        dialog.accept()

    dialog.confirmed.connect(take)
    control.setFocus()
    dialog.open()
    return dialog
