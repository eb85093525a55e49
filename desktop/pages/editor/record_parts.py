"""The tables of the form: timeline, contributing factors, defences, action items."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from typing_extensions import override

from desktop.pages.editor.part import FormPart, FormWords
from desktop.pages.editor.record_model import RecordColumn
from desktop.pages.editor.record_table import RecordTable
from models.vocabulary import (
    ActionKind,
    ActionStatus,
    DefenceOutcome,
    EventKind,
    Strength,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QWidget

    from desktop.pages.editor.draft import IncidentDraft
    from desktop.pages.editor.reading import Problem
    from desktop.theme import ThemeSource

TableName = Literal["timeline", "factors", "defences", "actions"]


class TablePart(FormPart):
    """A table of records under its heading."""

    def __init__(
        self,
        title: str,
        name: TableName,
        table: RecordTable,
        themes: ThemeSource,
        *,
        people_column: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Show `table`; in `people_column` the library's people are offered."""
        super().__init__(title, themes, parent)
        self._name: TableName = name
        self._people_column = people_column
        self.table = table
        self.column.addWidget(table)
        table.edited.connect(self.edited)
        self.setFocusProxy(table)

    @override
    def fill(self, draft: IncidentDraft) -> None:
        self.table.set_records(getattr(draft, self._name))

    @override
    def apply(self, draft: IncidentDraft) -> IncidentDraft:
        # Spelled out, so that a renamed field is found by the type checker.
        records = self.table.records()
        if self._name == "timeline":
            return replace(draft, timeline=records)
        if self._name == "factors":
            return replace(draft, factors=records)
        if self._name == "defences":
            return replace(draft, defences=records)
        return replace(draft, actions=records)

    @override
    def offer(self, words: FormWords) -> None:
        if self._people_column:
            self.table.set_words(self._people_column, words.people)

    @override
    def finish_editing(self) -> None:
        self.table.finish_editing()

    @override
    def show_problems(self, problems: list[Problem]) -> None:
        mine = [one for one in problems if one.table == self._name]
        self.table.show_problems({(one.row, one.field): one.message for one in mine})

    @override
    def focus_problem(self, problem: Problem) -> bool:
        if problem.table != self._name:
            return False
        self.table.focus_cell(problem.row, problem.field)
        return True


def timeline_part(themes: ThemeSource, tidy: Callable[[int, str], str]) -> TablePart:
    """The timeline; `tidy` writes a typed time out in full."""
    columns = (
        RecordColumn("at", "Time", hint="14:25", width=156, mono=True, tidy=tidy),
        RecordColumn("kind", "Kind", width=124, choices=_choices(EventKind)),
        RecordColumn("text", "Event", hint="What happened then", multiline=True),
    )
    table = RecordTable(
        "Timeline", columns, themes, add_text="Add event", defaults={"kind": EventKind.OTHER.value}
    )
    return TablePart("Timeline", "timeline", table, themes)


def factors_part(themes: ThemeSource) -> TablePart:
    """The contributing factors."""
    columns = (
        RecordColumn("title", "Condition", hint="No performance test in staging", width=248),
        RecordColumn("text", "Why it was so", hint="What made it possible", multiline=True),
    )
    table = RecordTable("Contributing factors", columns, themes, add_text="Add factor")
    return TablePart("Contributing factors", "factors", table, themes)


def defences_part(themes: ThemeSource) -> TablePart:
    """The defences: what worked, failed, or was luck."""
    columns = (
        RecordColumn("outcome", "Outcome", width=124, choices=_choices(DefenceOutcome)),
        RecordColumn("text", "Defence", hint="The alarm fired within two minutes", multiline=True),
    )
    table = RecordTable(
        "Defences",
        columns,
        themes,
        add_text="Add defence",
        defaults={"outcome": DefenceOutcome.WORKED.value},
    )
    return TablePart("Defences", "defences", table, themes)


def actions_part(themes: ThemeSource) -> TablePart:
    """The action items."""
    columns = (
        RecordColumn("title", "Action", hint="What will change in the system", multiline=True),
        RecordColumn("owner", "Owner", hint="@owner", width=110),
        RecordColumn("due_on", "Due", hint="fri, +2w", width=94, mono=True),
        RecordColumn("kind", "Kind", width=78, choices=(("", ""), *_choices(ActionKind))),
        RecordColumn("strength", "Strength", width=98, choices=(("", ""), *_choices(Strength))),
        RecordColumn("tracker_key", "Tracker", hint="PAY-456", width=80, mono=True),
        RecordColumn("status", "Status", width=90, choices=_choices(ActionStatus)),
        RecordColumn("status_reason", "Reason", width=84),
    )
    table = RecordTable(
        "Action items",
        columns,
        themes,
        add_text="Add action item",
        defaults={"status": ActionStatus.OPEN.value},
    )
    return TablePart("Action items", "actions", table, themes, people_column="owner")


def _choices(values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one), str(one).capitalize()) for one in values)
