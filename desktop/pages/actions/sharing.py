"""One action item that answers several incidents: another one is added, or taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from desktop.dialogs.prompt import Question, prompt
from desktop.notices import Notice
from desktop.pages.actions.register import number_text
from models.changes import Changes
from models.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.dialogs.framed import FramedDialog
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library
    from models.rows import ActionRow

_BETWEEN = "  "


@dataclass(frozen=True, slots=True)
class SharedItem:
    """What has to be known of an item to share it."""

    id: UUID
    name: str
    incident_keys: tuple[str, ...]

    @classmethod
    def of(cls, row: ActionRow) -> SharedItem:
        """The same of a row of the register."""
        return cls(row.id, number_text(row), row.incident_keys or (row.incident_key,))


class ActionSharing(QObject):
    """Asks which incident, links and unlinks; each can be undone."""

    def __init__(self, session: LibrarySession, themes: ThemeSource, host: QWidget) -> None:
        """Ask over `host`."""
        super().__init__(host)
        self._session = session
        self._themes = themes
        self._host = host

    def ask(self, items: Sequence[SharedItem]) -> None:
        """Ask which further incident the items answer."""
        as_of = self._session.clock()
        answered = set(items[0].incident_keys) if len(items) == 1 else set()

        def offer(words: list[str]) -> None:
            self._prompt(items, words)

        self._session.read(
            self,
            lambda library: [
                f"{one.key}{_BETWEEN}{one.title}"
                for one in library.incidents.listing(as_of=as_of)
                if one.key not in answered
            ],
            offer,
        )

    def link(self, items: Sequence[SharedItem], key: str) -> None:
        """Let them answer that incident too."""
        words = f"{_names(items)} {'answers' if len(items) == 1 else 'answer'} {key} too"
        self._perform(items, key, words, forward=_answer, back=_stop)

    def unlink(self, item: SharedItem, key: str) -> None:
        """Let it answer that incident no more."""
        words = f"{item.name} answers {key} no more"
        self._perform([item], key, words, forward=_stop, back=_answer)

    def _prompt(self, items: Sequence[SharedItem], words: list[str]) -> FramedDialog:
        question = Question(
            title=f"Which incident does {_names(items)} answer too?",
            text="One piece of work may keep several incidents from happening again.",
            label="Incident",
            placeholder="Key, or words of the title",
            words=tuple(words),
            confirm="Link",
        )

        def take(text: str) -> None:
            if not text:
                raise BadInputError("Name an incident.")
            self.link(items, text.split(_BETWEEN, 1)[0].strip())

        return prompt(self._host, self._themes, question, take)

    def _perform(
        self,
        items: Sequence[SharedItem],
        key: str,
        words: str,
        *,
        forward: Callable[[Library, UUID, UUID], Changes],
        back: Callable[[Library, UUID, UUID], Changes],
    ) -> None:
        session = self._session
        touched: list[UUID] = []

        def do(library: Library) -> Changes:
            changes, incident = Changes(), library.incidents.by_key(key).id
            for item in items:
                made = forward(library, item.id, incident)
                if made.last:
                    touched.append(item.id)
                changes = changes.merged(made)
            return changes

        def undo_in(library: Library) -> Changes:
            changes, incident = Changes(), library.incidents.by_key(key).id
            for id in touched:
                changes = changes.merged(back(library, id, incident))
            return changes

        def undo() -> None:
            session.perform(session, undo_in)

        def done(_changes: Changes) -> None:
            if touched:
                session.notice.emit(Notice(words, "done", "Undo", undo))
            else:
                session.notice.emit(Notice(f"Nothing changed: it answers {key} already"))

        session.perform(self, do, done)


def _names(items: Sequence[SharedItem]) -> str:
    return items[0].name if len(items) == 1 else f"{len(items)} action items"


def _answer(library: Library, action_id: UUID, incident_id: UUID) -> Changes:
    from models.operations.actions import answer_incident  # noqa: PLC0415  (SQLAlchemy is slow)

    return answer_incident(library, action_id, incident_id)


def _stop(library: Library, action_id: UUID, incident_id: UUID) -> Changes:
    from models.operations.actions import stop_answering  # noqa: PLC0415  (SQLAlchemy is slow)

    return stop_answering(library, action_id, incident_id)
