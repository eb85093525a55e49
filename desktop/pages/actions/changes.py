"""Carries out what a person wants of action items: asks what is missing, performs, offers undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.dialogs.prompt import Question, prompt
from desktop.dialogs.typed_time import read_date
from desktop.notices import Notice
from desktop.pages.actions.due_dialog import DueDateDialog, slipping
from desktop.pages.actions.edits import due_date_edit, owner_edit, status_edit, strength_edit
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
    from models.vocabulary import Strength


class ActionChanges(QObject):
    """Changes to action items, asked for in the table, its menu, or the bar below it.

    Signals:
        performed: `Edit` that was carried out, wholly or in part.
    """

    performed = Signal(object)

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
                self._take_date(row, text)
            elif column is Column.STATUS:
                self.set_status([row], ActionStatus(text))
        except BadInputError as error:
            self._session.notice.emit(Notice(str(error), "error"))

    def set_status(self, rows: Sequence[ActionRow], status: ActionStatus) -> None:
        """Move items to another status; dropping asks why, being done may have to be shown."""
        if status is ActionStatus.WONT_DO:
            self.ask_reason(rows)
        elif status is ActionStatus.DONE and any(row.wants_evidence for row in rows):
            self.ask_done(rows)
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

    def ask_due_date(self, rows: Sequence[ActionRow], *, typed: str = "") -> DueDateDialog:
        """Ask when they shall be due; moved later, why."""
        today = self._today()
        dialog = DueDateDialog(rows, _about(rows), self._themes, today, self._host, typed=typed)

        def take(due_on: date | None, reason: str) -> None:
            self.perform_due_date(rows, due_on, reason)

        dialog.chosen.connect(take)
        dialog.open()
        return dialog

    def perform_due_date(
        self, rows: Sequence[ActionRow], due_on: date | None, reason: str = ""
    ) -> None:
        """Move the due date, with why it slips."""
        words = short_date(due_on, self._today()) if due_on else ""
        handle = self._session.handle
        self._perform(due_date_edit(rows, due_on, words, reason=reason, made_by=handle))

    def ask_done(self, rows: Sequence[ActionRow]) -> None:
        """Ask for evidence and mark them done; only for a severe incident's it has to be there."""
        needed = [row for row in rows if row.wants_evidence]
        label = "Evidence: a link or a sentence"
        question = Question(
            title="Mark done",
            text=f"{_about(rows)} {_severe_words(needed, rows)}".strip(),
            label=label if needed else f"{label}; may stay blank",
            placeholder="https://…",
            confirm="Mark done",
        )

        def take(text: str) -> None:
            if needed and not text:
                raise BadInputError("Say what shows that it is done: a link or a sentence.")
            self.perform_status(rows, ActionStatus.DONE, text)

        prompt(self._host, self._themes, question, take)

    def ask_evidence(self, rows: Sequence[ActionRow]) -> None:
        """Ask what shows that items which are done are; the link of an issue is proposed.

        An item that was closed by its tracker comes without: nobody was there to ask.
        """
        links = {row.tracker_url for row in rows if row.tracker_url}
        question = Question(
            title="Give the evidence",
            text=f"{_about(rows)} {_severe_words(rows, rows)}",
            label="Evidence: a link or a sentence",
            placeholder="https://…",
            value=links.pop() if len(rows) == 1 and links else "",
            confirm="Keep it",
        )

        def take(text: str) -> None:
            if not text:
                raise BadInputError("Say what shows that it is done: a link or a sentence.")
            words = "shown to be done"
            self._perform(status_edit(rows, ActionStatus.DONE, text, words=words))

        prompt(self._host, self._themes, question, take)

    def set_strength(self, rows: Sequence[ActionRow], strength: Strength | None) -> None:
        """Say how much the items change of the system."""
        self._perform(strength_edit(rows, strength))

    def ask_reason(self, rows: Sequence[ActionRow]) -> None:
        """Ask why they will not be done, and drop them."""
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

    def _take_date(self, row: ActionRow, text: str) -> None:
        """A date typed in place; one that slips asks why first."""
        due_on = read_date(text, today=self._today())
        if slipping([row], due_on):
            self.ask_due_date([row], typed=text)
        else:
            self.perform_due_date([row], due_on)

    def _today(self) -> date:
        return local(self._session.clock(), self._session.zone).date()

    def _perform(self, edit: Edit) -> None:
        if edit.rows:
            self._session.perform(self, edit.perform, lambda _changes: self._done(edit))

    def _done(self, edit: Edit) -> None:
        self._tell(edit)
        self.performed.emit(edit)

    def _tell(self, edit: Edit) -> None:
        if len(edit.skipped) == len(edit.rows):
            self._session.notice.emit(Notice(edit.notice, "warning"))
            return
        session = self._session

        def undo() -> None:
            session.perform(session, edit.undo)

        notice = Notice(edit.notice, "warning" if edit.skipped else "done", "Undo", undo)
        session.notice.emit(notice)


def _severe_words(needed: Sequence[ActionRow], rows: Sequence[ActionRow]) -> str:
    if not needed:
        return ""
    if len(rows) == 1:
        return "It answers a SEV-1 or SEV-2, so being done has to be shown."
    return f"{len(needed)} answer a SEV-1 or SEV-2, so being done has to be shown."


def _about(rows: Sequence[ActionRow]) -> str:
    if len(rows) == 1:
        return f"A-{rows[0].register_number} {rows[0].title}"
    return f"{count_words(len(rows), 'action item')}."
