"""Moves the day on which it is asked whether a finished action item helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.dialogs.prompt import Question, prompt
from desktop.dialogs.typed_time import read_date
from desktop.notices import Notice
from desktop.wording import day_words, local

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.dialogs.framed import FramedDialog
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library


def ask_check_date(
    session: LibrarySession, themes: ThemeSource, parent: QWidget, action_id: UUID, title: str
) -> FramedDialog:
    """Ask for the day, and set it; blank is for never.

    Args:
        session: the open library.
        themes: where colours come from.
        parent: the window that waits for the answer.
        action_id: an action item that is done.
        title: its title.
    """
    today = local(session.clock(), session.zone).date()
    question = Question(
        title="When shall it be asked whether it helped?",
        text=title,
        label="Day, such as 30 Jun or +90d; blank for never",
        placeholder=f"{today.isoformat()}",
        confirm="Set the day",
    )

    def take(text: str) -> None:
        day = read_date(text, today=today)
        words = f"Asked on {day_words(day)} whether it helped" if day else "Not asked any more"
        session.perform(
            parent,
            lambda library: _set(library, action_id, day),
            lambda _changes: session.notice.emit(Notice(f"{words}: {title}")),
        )

    return prompt(parent, themes, question, take)


def _set(library: Library, action_id: UUID, day: date | None) -> Changes:
    from models.operations.effectiveness import set_check_date  # noqa: PLC0415  (SQLAlchemy)

    return set_check_date(library, action_id, day)
