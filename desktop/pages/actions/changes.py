"""Carries out what a person wants of action items: asks what is missing, performs, offers undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.dialogs.prompt import Question, prompt
from desktop.dialogs.typed_time import read_date
from desktop.notices import Notice
from desktop.pages.actions.edits import due_date_edit, owner_edit, status_edit
from desktop.pages.actions.register import Column, short_date
from desktop.pages.editor.records import handle
from desktop.wording import count_words, local
from models.errors import BadInputError
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from desktop.pages.actions.edits import Edit
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.rows import ActionRow


class ActionChanges(QObject):
    """Changes to action items, asked for in the table, its menu, or the bar below it."""

    def __init__(self, session: LibrarySession, themes: ThemeSource, host: QWidget) -> None:
        """Ask over `host`."""
        super().__init__(host)
        self._session = session
        self._themes = themes
        self._host = host

    def take_typed(self, row: ActionRow, column: Column, text: str) -> None:
        """Carry out an inline edit; what cannot be read is said and changes nothing."""
        try:
            if column is Column.OWNER:
                self._perform(owner_edit([row], handle(text)))
            elif column is Column.DUE:
                self._perform(self._due_edit([row], text))
            elif column is Column.STATUS:
                self.set_status([row], ActionStatus(text))
        except BadInputError as error:
            self._session.notice.emit(Notice(str(error), "error"))

    def set_status(self, rows: Sequence[ActionRow], status: ActionStatus) -> None:
        """Move items to another status; dropping them asks why."""
        if status is ActionStatus.WONT_DO:
            self._ask_reason(rows)
        else:
            self.perform_status(rows, status, "")

    def perform_status(self, rows: Sequence[ActionRow], status: ActionStatus, reason: str) -> None:
        """Move items to another status with its reason."""
        self._perform(status_edit(rows, status, reason))

    def ask_owner(self, rows: Sequence[ActionRow], people: tuple[str, ...]) -> None:
        """Ask whose they shall be; `people` are offered."""
        question = Question(
            title="Set the owner",
            text=_about(rows),
            label="Owner; blank leaves nobody",
            placeholder="@payment-lead",
            value=rows[0].owner or "" if len(rows) == 1 else "",
            words=people,
            confirm="Set owner",
        )

        def take(text: str) -> None:
            self._perform(owner_edit(rows, handle(text)))

        prompt(self._host, self._themes, question, take)

    def ask_due_date(self, rows: Sequence[ActionRow]) -> None:
        """Ask when they shall be due."""
        question = Question(
            title="Set the due date",
            text=f"{_about(rows)} A later date counts as a slip.",
            label="Due; blank leaves no date",
            placeholder="fri, +2w, 18 Mar",
            confirm="Set due date",
        )

        def take(text: str) -> None:
            self._perform(self._due_edit(rows, text))

        prompt(self._host, self._themes, question, take)

    def ask_done(self, rows: Sequence[ActionRow]) -> None:
        """Ask for evidence, which may stay blank, and mark them done."""
        question = Question(
            title="Mark done",
            text=_about(rows),
            label="Evidence: a link or a sentence; may stay blank",
            placeholder="https://…",
            confirm="Mark done",
        )

        def take(text: str) -> None:
            self.perform_status(rows, ActionStatus.DONE, text)

        prompt(self._host, self._themes, question, take)

    def _ask_reason(self, rows: Sequence[ActionRow]) -> None:
        question = Question(
            title=f"Drop {count_words(len(rows), 'action item')}?",
            text="The reason is kept with it.",
            label="Why it will not be done",
            confirm="Won't do",
            paragraph=True,
        )

        def take(reason: str) -> None:
            if not reason:
                raise BadInputError("Say why it will not be done.")
            self.perform_status(rows, ActionStatus.WONT_DO, reason)

        prompt(self._host, self._themes, question, take)

    def _due_edit(self, rows: Sequence[ActionRow], text: str) -> Edit:
        today = self._today()
        due_on = read_date(text, today=today)
        return due_date_edit(rows, due_on, short_date(due_on, today) if due_on else "")

    def _today(self) -> date:
        return local(self._session.clock(), self._session.zone).date()

    def _perform(self, edit: Edit) -> None:
        if edit.rows:
            self._session.perform(self, edit.perform, lambda _changes: self._tell(edit))

    def _tell(self, edit: Edit) -> None:
        if len(edit.skipped) == len(edit.rows):
            self._session.notice.emit(Notice(edit.notice, "warning"))
            return
        session = self._session

        def undo() -> None:
            session.perform(session, edit.undo)

        notice = Notice(edit.notice, "warning" if edit.skipped else "done", "Undo", undo)
        session.notice.emit(notice)


def _about(rows: Sequence[ActionRow]) -> str:
    if len(rows) == 1:
        return f"A-{rows[0].register_number} {rows[0].title}"
    return f"{count_words(len(rows), 'action item')}."
