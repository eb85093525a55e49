"""The defences of the form, under what they were: worked well, went wrong, luck."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.pages.editor.draft import Record
from desktop.pages.editor.part import FormPart, FormWords
from desktop.pages.editor.record_columns import RecordColumn
from desktop.pages.editor.record_table import RecordTable
from desktop.widgets.labels import Label
from models.vocabulary import DefenceOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.pages.editor.draft import IncidentDraft
    from desktop.pages.editor.reading import Problem
    from desktop.theme import ThemeSource

TITLES = {
    DefenceOutcome.WORKED: "What worked well",
    DefenceOutcome.FAILED: "What went wrong",
    DefenceOutcome.LUCKY: "Where we got lucky",
}
_HINTS = {
    DefenceOutcome.WORKED: "The alarm fired within two minutes",
    DefenceOutcome.FAILED: "The canary saw no errors",
    DefenceOutcome.LUCKY: "It was noon, and everybody was at their desk",
}


class DefencesPart(FormPart):
    """One table for each outcome; the author's order across them is kept."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build the three tables, empty."""
        super().__init__("Defences", themes, parent)
        self.tables = {outcome: self._make_table(outcome, themes) for outcome in DefenceOutcome}
        self._order: tuple[str, ...] = ()
        for outcome, table in self.tables.items():
            self._add_group(outcome, table)
        self.setFocusProxy(self.table)

    @property
    def table(self) -> RecordTable:
        """The first of the tables."""
        return self.tables[DefenceOutcome.WORKED]

    def _make_table(self, outcome: DefenceOutcome, themes: ThemeSource) -> RecordTable:
        columns = (
            RecordColumn(
                "text",
                "Defence",
                hint=_HINTS[outcome],
                multiline=True,
                is_widest=True,
                has_code=True,
            ),
            RecordColumn("tags", "Tags", hint="alert", width=116, several=True),
            RecordColumn("services", "Services", hint="payments/db", width=156, several=True),
        )
        table = RecordTable(
            TITLES[outcome], columns, themes, add_text="Add", defaults={"outcome": outcome.value}
        )
        table.more_actions = tuple(
            (f"Move to “{title}”", "", partial(self._move_to, outcome, other))
            for other, title in TITLES.items()
            if other is not outcome
        )
        table.edited.connect(self.edited)
        return table

    def _add_group(self, outcome: DefenceOutcome, table: RecordTable) -> None:
        self.column.addWidget(Label(TITLES[outcome], self.themes, style="label", tone="secondary"))
        table.add_button.setParent(self)
        table.add_button.hide()  # the blank row is enough for each of three short lists
        self.column.addWidget(table)
        if outcome is not DefenceOutcome.WORKED:
            table.table.horizontalHeader().hide()

    @override
    def fill(self, draft: IncidentDraft) -> None:
        groups: dict[str, list[Record]] = {one.value: [] for one in DefenceOutcome}
        self._order = tuple(_outcome(one) for one in draft.defences)
        for record in draft.defences:
            groups[_outcome(record)].append(record)
        for outcome, table in self.tables.items():
            table.set_records(groups[outcome.value])

    @override
    def apply(self, draft: IncidentDraft) -> IncidentDraft:
        records = {one.value: table.records() for one, table in self.tables.items()}
        return replace(draft, defences=woven(records, self._order))

    def _move_to(self, here: DefenceOutcome, there: DefenceOutcome) -> None:
        table = self.tables[here]
        row = table.current_row()
        if 0 <= row < len(table.records()):
            record = table.records()[row]
            moved = Record({**record.values, "outcome": there.value}, record.id)
            table.model.remove(row)
            self.tables[there].model.add(moved)

    @override
    def offer(self, words: FormWords) -> None:
        for table in self.tables.values():
            table.set_words("tags", words.tags)
            table.set_words("services", words.services)

    @override
    def finish_editing(self) -> None:
        for table in self.tables.values():
            table.finish_editing()

    @override
    def set_read_only(self, read_only: bool) -> None:
        for table in self.tables.values():
            table.set_read_only(read_only)

    @override
    def show_problems(self, problems: list[Problem]) -> None:
        mine = [one for one in problems if one.table == "defences"]
        found: dict[DefenceOutcome, dict[tuple[int, str], str]] = {one: {} for one in self.tables}
        for problem in mine:
            outcome, row = self._place(problem.row)
            found[outcome][(row, problem.field)] = problem.message
        for outcome, table in self.tables.items():
            table.show_problems(found[outcome])

    @override
    def focus_problem(self, problem: Problem) -> bool:
        if problem.table != "defences":
            return False
        outcome, row = self._place(problem.row)
        column = "text" if problem.field == "outcome" else problem.field
        self.tables[outcome].focus_cell(row, column)
        return True

    def _place(self, row: int) -> tuple[DefenceOutcome, int]:
        """Which table a row of the draft stands in, and where."""
        records = {one.value: table.records() for one, table in self.tables.items()}
        whole = woven(records, self._order)
        if not 0 <= row < len(whole):
            return DefenceOutcome.WORKED, 0
        outcome = _outcome(whole[row])
        return DefenceOutcome(outcome), [one.id for one in records[outcome]].index(whole[row].id)


def woven(groups: Mapping[str, Sequence[Record]], order: Iterable[str]) -> tuple[Record, ...]:
    """Records of all groups in one sequence that has the groups alternate as before.

    Args:
        groups: records by outcome, each group in its own order.
        order: outcomes as they followed each other; what goes beyond stands at the end.
    """
    waiting = {name: deque(records) for name, records in groups.items()}
    found = [waiting[name].popleft() for name in order if waiting.get(name)]
    for rest in waiting.values():
        found += rest
    return tuple(found)


def _outcome(record: Record) -> str:
    text = record.text("outcome")
    return text if text in {one.value for one in DefenceOutcome} else DefenceOutcome.WORKED.value
