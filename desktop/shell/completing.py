"""Asks the index how a query goes on while it is typed, and puts in what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from search.query.lexer import TokenKind, tokenise

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.session import LibrarySession
    from desktop.shell.completion_popup import CompletionPopup
    from desktop.shell.search_field import SearchField
    from search.results import Completion

_LEAST = 2


class Completing(QObject):
    """Joins field and popup.

    By itself the list opens for fields and their values only: a list of words would lie over the
    results that one is typing for. Ctrl+Space opens it for whatever is being typed.
    """

    def __init__(self, field: SearchField, popup: CompletionPopup) -> None:
        """Listen to the popup; `edited` and `close` are called by whoever knows when."""
        super().__init__(popup)
        self._field = field
        self._popup = popup
        self._session: LibrarySession | None = None
        popup.chosen.connect(self._on_chosen)
        field.cursor_left.connect(self.close)

    def attach(self, session: LibrarySession) -> None:
        """Complete from another library."""
        self._session = session
        self.close()

    @Slot()
    def close(self) -> None:
        """Offer nothing."""
        self._popup.hide()

    def edited(self) -> None:
        """The query was typed at: offer fields and values where one is begun."""
        self._ask(wide=False)

    def take_key(self, event: QKeyEvent) -> None:
        """A key pressed in the field: accept it if the list takes it."""
        self._popup.take_key(event)

    def open(self) -> None:
        """Offer everything that could follow."""
        self._ask(wide=True)

    def _ask(self, *, wide: bool) -> None:
        session, query, cursor = self._session, self._field.text(), self._field.cursor_place()
        if session is None or not session.is_open or not (wide or _is_filter(query[:cursor])):
            self.close()
            return

        def show(offers: tuple[Completion, ...]) -> None:
            if (self._field.text(), self._field.cursor_place()) == (query, cursor):
                self._popup.offer(offers if wide else _fields_and_values(offers, query, cursor))

        session.ask_index(
            self,
            lambda lane, library: lane.complete(library, query, cursor),
            show,
            replaces="complete",
        )

    @Slot(object)
    def _on_chosen(self, offer: Completion) -> None:
        self._field.replace(offer.start, offer.end, offer.insert)


def _is_filter(before: str) -> bool:
    """Whether the cursor stands at a field's value, or at a word that may become a field."""
    tokens = tokenise(before)
    if not tokens or tokens[-1].end != len(before):
        return False
    last = tokens[-1]
    if last.kind is TokenKind.FILTER:
        return True
    return last.kind is TokenKind.WORD and len(last.text) >= _LEAST


def _fields_and_values(
    offers: tuple[Completion, ...], query: str, cursor: int
) -> tuple[Completion, ...]:
    tokens = tokenise(query[:cursor])
    if tokens and tokens[-1].kind is TokenKind.FILTER:
        return offers
    return tuple(offer for offer in offers if offer.label.endswith(":"))
