"""The tables of the form: contributing factors and action items, and what all of them share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from desktop.pages.editor.part import FormPart, FormWords
from desktop.pages.editor.record_columns import RecordColumn
from desktop.pages.editor.record_rows import RowLook
from desktop.pages.editor.record_table import RecordTable
from desktop.pages.editor.timeline_times import RowNote
from models.vocabulary import ActionKind, ActionStatus, Severity, Strength

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from PySide6.QtWidgets import QWidget

    from desktop.pages.editor.draft import IncidentDraft, Record
    from desktop.pages.editor.reading import Problem
    from desktop.theme import ThemeSource

TableName = Literal["timeline", "factors", "defences", "actions"]
WordsName = Literal["services", "tags", "people"]


_SEVERE = (Severity.SEV_1, Severity.SEV_2)
_REASON = RecordColumn(
    "status_reason",
    "Why, or evidence",
    hint="https://… or a sentence",
    width=118,
    multiline=True,
)
_ASKED = RowLook(note=RowNote("What shows that it is done?", "warning"))


class TablePart(FormPart):
    """A table of records under its heading."""

    def __init__(
        self,
        title: str,
        name: TableName,
        table: RecordTable,
        themes: ThemeSource,
        *,
        words: Mapping[str, WordsName] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show `table`; `words` says in which columns which of the library's words are offered."""
        super().__init__(title, themes, parent)
        self._name: TableName = name
        self._words = dict(words or {})
        self.table = table
        self.head = QHBoxLayout()
        self.head.setSpacing(themes.current.size("space.1"))
        self.column.removeWidget(self.heading)
        self.head.addWidget(self.heading)
        self.head.addStretch(1)
        self.head.addWidget(table.add_button)
        self.column.insertLayout(0, self.head)
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
        for column, name in self._words.items():
            self.table.set_words(column, getattr(words, name))

    @override
    def finish_editing(self) -> None:
        self.table.finish_editing()

    @override
    def set_read_only(self, read_only: bool) -> None:
        self.table.set_read_only(read_only)

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


def factors_part(themes: ThemeSource) -> TablePart:
    """The contributing factors."""
    columns = (
        RecordColumn(
            "title", "Condition", hint="No performance test in staging", width=200, multiline=True
        ),
        RecordColumn(
            "text",
            "Why it was possible",
            hint="What made it so",
            multiline=True,
            is_widest=True,
            has_code=True,
        ),
        RecordColumn("tags", "Tags", hint="testing", width=92, several=True),
        RecordColumn("services", "Services", hint="payments/db", width=124, several=True),
    )
    table = RecordTable("Contributing factors", columns, themes, add_text="Add factor")
    return TablePart(
        "Contributing factors",
        "factors",
        table,
        themes,
        words={"tags": "tags", "services": "services"},
    )


class ActionsPart(TablePart):
    """The action items; the reason's column is there only while a row needs one.

    What is done for a SEV-1 or SEV-2 has to be shown to be: such a row asks for it.
    """

    def __init__(self, table: RecordTable, themes: ThemeSource) -> None:
        """Show `table`, which has the columns of `actions_part`."""
        super().__init__("Action items", "actions", table, themes, words={"owner": "people"})
        names = [one.name for one in table.model.columns]
        self._reason = names.index("status_reason")
        self._is_severe = False
        for signal in (table.model.modelReset, table.model.rowsRemoved, table.model.edited):
            signal.connect(self._on_rows_changed)
        self._on_rows_changed()

    @override
    def fill(self, draft: IncidentDraft) -> None:
        self._is_severe = draft.severity in _SEVERE
        super().fill(draft)
        self._on_rows_changed()

    @Slot(str)
    def set_severity(self, severity: str) -> None:
        """Another severity was chosen for the incident."""
        self._is_severe = severity in _SEVERE
        self._on_rows_changed()

    def _lacks_evidence(self, record: Record) -> bool:
        is_done = record.text("status") == ActionStatus.DONE
        return self._is_severe and is_done and not record.text("status_reason").strip()

    @Slot()
    def _on_rows_changed(self) -> None:
        records = self.table.records()
        self.table.model.set_looks(
            [_ASKED if self._lacks_evidence(one) else RowLook() for one in records]
        )
        wanted = any(
            one.text("status") == ActionStatus.WONT_DO
            or one.text("status_reason")
            or self._lacks_evidence(one)
            for one in records
        )
        if self.table.table.isColumnHidden(self._reason) == wanted:
            self.table.table.setColumnHidden(self._reason, not wanted)


def actions_part(
    themes: ThemeSource, *, tidy_due: Callable[[int, str], str] | None = None
) -> ActionsPart:
    """The action items.

    Args:
        themes: where colours come from.
        tidy_due: writes a typed due date out (``fri`` to 2025-03-21).
    """
    suggestions = _Suggestions()
    columns = (
        RecordColumn(
            "title",
            "Action",
            hint="What will change in the system",
            multiline=True,
            is_widest=True,
            has_code=True,
        ),
        RecordColumn("owner", "Owner", hint="@owner", width=114, is_one_line=True),
        RecordColumn("due_on", "Due", hint="fri, +2w", width=86, mono=True, tidy=tidy_due),
        RecordColumn(
            "kind",
            "Kind",
            width=72,
            choices=(("", ""), *choices(ActionKind)),
            suggest=lambda record: suggestions.of(record.text("title"))[0],
        ),
        RecordColumn(
            "strength",
            "Strength",
            width=92,
            choices=(("", ""), *choices(Strength)),
            suggest=lambda record: suggestions.of(record.text("title"))[1],
        ),
        RecordColumn(
            "tracker_key", "Tracker", hint="PAY-456", width=76, mono=True, is_one_line=True
        ),
        RecordColumn("status", "Status", width=82, choices=choices(ActionStatus)),
        _REASON,
    )
    table = RecordTable(
        "Action items",
        columns,
        themes,
        add_text="Add action item",
        defaults={"status": ActionStatus.OPEN.value},
    )
    return ActionsPart(table, themes)


class _Suggestions:
    """What titles sound like, remembered: the same title is drawn many times."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}
        self._wording: object = None

    def of(self, title: str) -> tuple[str, str]:
        found = self._known.get(title)
        if found is None:
            found = self._known[title] = self._work_out(title)
        return found

    def _work_out(self, title: str) -> tuple[str, str]:
        from models.wording import ActionWording  # noqa: PLC0415  (reads its patterns from a file)

        if not isinstance(self._wording, ActionWording):
            self._wording = ActionWording.shipped()
        return (self._wording.kind(title) or "", self._wording.strength(title) or "")


def choices(values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Values of a closed list with their words."""
    return tuple((str(one), str(one).capitalize()) for one in values)
