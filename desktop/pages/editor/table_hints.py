"""Blameless hints in the tables of the form: said in their rows, kept with a reason by the menu."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from desktop.dialogs.prompt import Question, prompt
from desktop.pages.editor.record_parts import TableName
from models.blameless.answers import unanswered
from models.blameless.hints import Hint
from models.errors import BadInputError
from models.vocabulary import DefenceOutcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from desktop.pages.editor.draft import IncidentDraft, Record
    from desktop.pages.editor.record_table import RecordTable
    from desktop.theme import ThemeSource
    from models.blameless.answers import KeptHint

_READ: tuple[tuple[TableName, tuple[str, ...], str, str], ...] = (
    ("timeline", ("text",), "timeline", "Timeline"),
    ("factors", ("title", "text"), "contributing factors", "Contributing factors"),
    ("defences", ("text",), DefenceOutcome.WORKED.value, "Defences"),
    ("actions", ("title",), "action items", "Action items"),
)
"""Table, its columns of prose, its name in the outline, its words."""


@dataclass(frozen=True, slots=True)
class RowHint:
    """A hint that nobody answered, in a row of a table.

    Attributes:
        place: the table's name in the outline.
        section_title: the table's words.
    """

    table: TableName
    record_id: UUID
    place: str
    section_title: str
    hint: Hint


def find_row_hints(
    draft: IncidentDraft,
    find: Callable[[str], tuple[Hint, ...]],
    kept: Iterable[KeptHint],
) -> tuple[RowHint, ...]:
    """The hints in the rows of a draft that nobody answered, table by table."""
    answers = tuple(kept)
    found: list[RowHint] = []
    for table, columns, place, title in _READ:
        records: Sequence[Record] = getattr(draft, table)
        for record in records:
            for column in columns:
                hints = unanswered(find(record.text(column)), answers)
                found += [RowHint(table, record.id, place, title, hint) for hint in hints]
    return tuple(found)


class TableHints(QObject):
    """Shows hints in their rows, and takes reasons why words stay."""

    def __init__(
        self,
        tables: Mapping[TableName, Sequence[RecordTable]],
        themes: ThemeSource,
        keep: Callable[[Hint, str], None],
        parent: QObject,
    ) -> None:
        """Show nothing yet.

        Args:
            tables: by the names that hints know them by.
            themes: where colours come from.
            keep: takes a hint and the reason why its words stay.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._tables = tables
        self._themes = themes
        self._keep = keep
        self._hints: tuple[RowHint, ...] = ()
        for some in tables.values():
            for table in some:
                table.row_actions = partial(self._actions, table)

    def show(self, hints: tuple[RowHint, ...]) -> None:
        """Say these in their rows, and no others."""
        self._hints = hints
        for name, tables in self._tables.items():
            remarks: dict[UUID, list[str]] = {}
            for one in hints:
                if one.table == name:
                    remarks.setdefault(one.record_id, []).append(one.hint.why)
            said = {key: " ".join(dict.fromkeys(words)) for key, words in remarks.items()}
            for table in tables:
                table.model.set_remarks(said)

    def _actions(
        self, table: RecordTable, record: Record
    ) -> list[tuple[str, Callable[[], object]]]:
        return [
            (f"Keep “{one.hint.text}”, with a reason…", partial(self._ask, table, one.hint))
            for one in self._hints
            if one.record_id == record.id
        ]

    def _ask(self, table: RecordTable, hint: Hint) -> None:
        def answered(reason: str) -> None:
            if not reason:
                raise BadInputError("Say why these words are not blame, in a few words.")
            self._keep(hint, reason)

        question = Question(
            title=f"Keep “{hint.text}”?",
            text=hint.rewrite,
            label="Why the words stay",
            confirm="Keep",
            placeholder="A quotation from the alert",
        )
        prompt(table.window(), self._themes, question, answered)
