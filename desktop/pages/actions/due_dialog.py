"""Asks when action items shall be due and, where the date slips, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from desktop.dialogs.fields import Field, ParagraphEdit, TextEdit, exact_text
from desktop.dialogs.framed import FramedDialog
from desktop.dialogs.typed_time import read_date
from desktop.pages.actions.register import short_date
from desktop.wording import count_words
from models.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource
    from models.rows import ActionRow


def slipping(rows: Sequence[ActionRow], due_on: date | None) -> list[ActionRow]:
    """Those whose date would be moved later: the original stays, and a slip is counted."""
    return [row for row in rows if due_on and row.due_on and due_on > row.due_on]


class DueDateDialog(FramedDialog):
    """A date as people type it; the reason is asked for once it is a slip.

    Signals:
        chosen: (date or None, reason).
    """

    chosen = Signal(object, str)

    def __init__(
        self,
        rows: Sequence[ActionRow],
        about: str,
        themes: ThemeSource,
        today: date,
        parent: QWidget | None = None,
        *,
        typed: str = "",
    ) -> None:
        """Ask for the items; `typed` is what was typed in place already."""
        super().__init__("Set the due date", themes, parent, text=about)
        self._rows = tuple(rows)
        self._today = today
        self.date = TextEdit(themes, placeholder="fri, +2w, 18 Mar")
        self.date.setText(typed)
        self.reason = ParagraphEdit(themes, placeholder="What stood in the way", style="body")
        self._date_field = Field("due_on", "Due; blank leaves no date", self.date, themes)
        self._reason_field = Field(
            "reason", "Why it slips, kept with the original date", self.reason, themes
        )
        self.body.addWidget(self._date_field)
        self.body.addWidget(self._reason_field)
        self.set_confirm("Set due date")
        self.date.textChanged.connect(self._on_typed)
        self.date.returnPressed.connect(self._on_return)
        self.confirmed.connect(self._on_confirmed)
        self._on_typed()
        (self.reason if typed else self.date).setFocus()

    def _read(self) -> date | None:
        return read_date(self.date.text(), today=self._today)

    @Slot()
    def _on_typed(self) -> None:
        self._date_field.clear_complaint()
        try:
            due_on = self._read()
        except BadInputError:
            due_on = None
        late = slipping(self._rows, due_on)
        self._reason_field.setVisible(bool(late))
        self._reason_field.clear_complaint()
        self.set_footnote(_footnote(late, due_on, self._today))
        self.adjustSize()

    @Slot()
    def _on_return(self) -> None:
        if self._reason_field.isVisible() and not exact_text(self.reason).strip():
            self.reason.setFocus()
        else:
            self._on_confirmed()

    @Slot()
    def _on_confirmed(self) -> None:
        try:
            due_on = self._read()
        except BadInputError as error:
            self._date_field.complain(str(error))
            self.date.setFocus()
            return
        reason = exact_text(self.reason).strip()
        if slipping(self._rows, due_on) and not reason:
            self._reason_field.complain("Say why it slips; a few words are enough.")
            self.reason.setFocus()
            return
        self.chosen.emit(due_on, reason)
        self.accept()


def _footnote(late: Sequence[ActionRow], due_on: date | None, today: date) -> str:
    if due_on is None:
        return ""
    words = short_date(due_on, today)
    if not late:
        return words
    if len(late) == 1:
        before = late[0].slips
        nth = "its first slip" if not before else f"slip {before + 1}"
        return f"{words}: {nth}"
    return f"{words}: {count_words(len(late), 'slip')}"
