"""Asks whether an action item helped; what the data says is the first answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from desktop.dialogs.fields import Choice, Field, TextEdit
from desktop.dialogs.framed import FramedDialog
from desktop.notices import Notice
from models.errors import UserError
from models.vocabulary import Effectiveness

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library

_WORDS = {
    Effectiveness.EFFECTIVE: "Effective: it kept the class away",
    Effectiveness.INEFFECTIVE: "Ineffective: the class came back all the same",
    Effectiveness.UNTESTED: "Untested: ask again later",
}


class EffectivenessDialog(FramedDialog):
    """What the data says, three answers, a note.

    Signals:
        chosen: (`Effectiveness`, note).
    """

    chosen = Signal(object, str)

    def __init__(
        self,
        title: str,
        computed: Effectiveness,
        evidence: str,
        themes: ThemeSource,
        parent: QWidget | None = None,
    ) -> None:
        """Ask of the action item with that title."""
        text = f"{title}. From the data: {computed.value}, {evidence}."
        super().__init__("Did it help?", themes, parent, text=text)
        self.answer = Choice([(one.value, words) for one, words in _WORDS.items()], themes)
        self.answer.set_value(computed.value)
        self.note = TextEdit(themes, placeholder="What makes you say so")
        self.body.addWidget(Field("effectiveness", "It was", self.answer, themes))
        self.body.addWidget(Field("note", "Note, kept with the answer", self.note, themes))
        self.set_confirm("Confirm")
        self.confirmed.connect(self._on_confirmed)
        self.confirm_button.setFocus()

    def refuse(self, error: Exception) -> None:
        """Say what was wrong; the dialog stays."""
        self.set_busy(False)
        if isinstance(error, UserError):
            self.banner.say_error(error)

    @Slot()
    def _on_confirmed(self) -> None:
        self.chosen.emit(Effectiveness(self.answer.value()), self.note.text().strip())


def ask_effectiveness(
    session: LibrarySession,
    themes: ThemeSource,
    parent: QWidget,
    action_id: UUID,
    title: str,
    computed: Effectiveness,
    evidence: str,
) -> EffectivenessDialog:
    """Ask whether an action item helped, and keep the answer; the toast can take it back."""
    dialog = EffectivenessDialog(title, computed, evidence, themes, parent)

    def say(said: Effectiveness | None, note: str = "") -> None:
        def done(_changes: Changes) -> None:
            dialog.accept()
            session.notice.emit(
                Notice(f"{title}: {said.value}", action_label="Undo", action=again)
                if said
                else Notice("Taken back", "information")
            )

        session.perform(
            session if said is None else dialog,
            lambda library: _confirm(library, action_id, said, note),
            done if said else None,
            failed=dialog.refuse if said else None,
        )

    def again() -> None:
        say(None)

    def perform(said: Effectiveness, note: str) -> None:
        dialog.set_busy(True)
        say(said, note)

    dialog.chosen.connect(perform)
    dialog.open()
    return dialog


def _confirm(library: Library, action_id: UUID, said: Effectiveness | None, note: str) -> Changes:
    from models.operations.effectiveness import confirm_effectiveness  # noqa: PLC0415

    return confirm_effectiveness(library, action_id, said, note=note)
