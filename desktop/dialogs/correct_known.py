"""Corrects what was filed of a repeat: whether it was known when it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from desktop.dialogs.confirm_repeat import KNOWN_WORDS
from desktop.dialogs.fields import Choice, Field, TextEdit
from desktop.dialogs.framed import FramedDialog
from models.errors import UserError
from models.figures.repeats import WasKnown

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library

_WIDTH = 520


class CorrectKnownDialog(FramedDialog):
    """One choice and a note; what was filed before stays in the history.

    Signals:
        chosen: (`WasKnown`, note).
    """

    chosen = Signal(object, str)

    def __init__(
        self, themes: ThemeSource, parent: QWidget | None, key: str, held: WasKnown
    ) -> None:
        """Offer what is held now."""
        super().__init__(f"When {key} started, was it known?", themes, parent, width=_WIDTH)
        self.set_text("Counted from now on; what was filed before stays kept.")
        words = [(one.value, text) for one, text in KNOWN_WORDS.items()]
        self.verdict = Choice(words, themes)
        self.verdict.set_value(held.value)
        self.note = TextEdit(themes, placeholder="What shows it")
        self.body.addWidget(Field("known", "It was", self.verdict, themes))
        self.body.addWidget(Field("note", "Note, kept with the verdict", self.note, themes))
        self.set_confirm("File")
        self.confirmed.connect(self._on_confirmed)
        self.adjustSize()
        self.resize(_WIDTH, self.height())

    def refuse(self, error: Exception) -> None:
        """Say what was wrong; the dialog stays."""
        self.set_busy(False)
        if isinstance(error, UserError):
            self.banner.say_error(error)

    @Slot()
    def _on_confirmed(self) -> None:
        self.set_busy(True)
        self.chosen.emit(WasKnown(self.verdict.value()), self.note.text().strip())


def correct_known(
    session: LibrarySession,
    themes: ThemeSource,
    parent: QWidget,
    link_id: UUID,
    key: str,
    held: WasKnown,
    *,
    done: Callable[[], None],
) -> CorrectKnownDialog:
    """Ask what was known at a confirmed repeat, and file it.

    Args:
        session: the open library.
        themes: where colours come from.
        parent: the window that waits for the answer.
        link_id: the link that says that the incident came back.
        key: the incident's.
        held: what is filed, or else computed, now.
        done: told once it is filed.
    """
    dialog = CorrectKnownDialog(themes, parent, key, held)
    by = session.handle or None

    def perform(known: WasKnown, note: str) -> None:
        def finished(_changes: Changes) -> None:
            dialog.accept()
            done()

        session.perform(
            dialog,
            lambda library: _file(library, link_id, known, note, by),
            finished,
            failed=dialog.refuse,
        )

    dialog.chosen.connect(perform)
    dialog.open()
    return dialog


def _file(library: Library, link_id: UUID, known: WasKnown, note: str, by: str | None) -> Changes:
    from models.operations.recurrence import file_known  # noqa: PLC0415  (SQLAlchemy is slow)

    return file_known(library, link_id, known, note=note, made_by=by)
