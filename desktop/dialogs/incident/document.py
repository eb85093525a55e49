"""The text sections of the form, and the tables between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from typing_extensions import override

from desktop.dialogs.fields import ParagraphEdit, exact_text
from desktop.dialogs.incident.draft import Record
from desktop.dialogs.incident.part import COLUMNS, FormPart, FormWords
from desktop.dialogs.record_model import RecordColumn
from desktop.dialogs.record_table import RecordTable
from models.vocabulary import (
    ActionKind,
    ActionStatus,
    DefenceOutcome,
    EventKind,
    SectionKind,
    Strength,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.dialogs.incident.draft import IncidentDraft
    from desktop.dialogs.incident.reading import Problem
    from desktop.theme import ThemeSource

TableName = Literal["timeline", "factors", "defences", "actions"]
_HINTS = {
    SectionKind.SUMMARY: "What happened and what people felt, in two or three sentences.",
    SectionKind.IMPACT: "What the numbers above do not say.",
    SectionKind.ROOT_CAUSE: "Which condition in the system made it possible? Never a person.",
    SectionKind.RESOLUTION: "What ended it, and how it was known to be over.",
    SectionKind.LESSONS: "What is known now that was not known before.",
    SectionKind.NOTES: "What the people involved saw, and why what they did made sense.",
}


class TextsPart(FormPart):
    """Markdown sections, each under its own heading as it was written."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build nothing yet: the draft says which sections there are."""
        super().__init__("Text", themes, parent)
        self._edits: list[tuple[UUID, dict[str, str], ParagraphEdit]] = []

    @override
    def fill(self, draft: IncidentDraft) -> None:
        if [identifier for identifier, _v, _e in self._edits] == [one.id for one in draft.sections]:
            edits = [edit for _identifier, _values, edit in self._edits]
            self._edits.clear()
            for edit, record in zip(edits, draft.sections, strict=True):
                edit.setPlainText(record.values["markdown"])
                self._edits.append((record.id, dict(record.values), edit))
            return
        for field in self.fields.values():
            self.grid.removeWidget(field)
            field.deleteLater()
        self.fields.clear()
        self._edits.clear()
        for place, record in enumerate(draft.sections):
            values = dict(record.values)
            kind = SectionKind(values["kind"])
            edit = ParagraphEdit(self.themes, placeholder=_HINTS.get(kind, ""))
            edit.setPlainText(values["markdown"])
            self.add(f"section {place}", values["title"] or kind.value, edit, span=COLUMNS)
            self._edits.append((record.id, values, edit))

    @override
    def apply(self, draft: IncidentDraft) -> IncidentDraft:
        records = []
        for identifier, values, edit in self._edits:
            # What was not touched keeps the line ends it came with.
            touched = edit.document().isModified()
            markdown = exact_text(edit) if touched else values["markdown"]
            records.append(Record({**values, "markdown": markdown}, identifier))
        return replace(draft, sections=tuple(records))


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
