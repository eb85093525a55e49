"""The text sections of the form, in Markdown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from typing_extensions import override

from desktop.dialogs.fields import ParagraphEdit, exact_text
from desktop.pages.editor.draft import Record
from desktop.pages.editor.part import COLUMNS, FormPart
from models.blameless.hints import Hint
from models.vocabulary import SectionKind

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.pages.editor.draft import IncidentDraft
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.incident import Incident

_HINTS = {
    SectionKind.SUMMARY: "What happened and what people felt, in two or three sentences.",
    SectionKind.IMPACT: "What the numbers above do not say.",
    SectionKind.ROOT_CAUSE: "Which condition in the system made it possible? Never a person.",
    SectionKind.RESOLUTION: "What ended it, and how it was known to be over.",
    SectionKind.LESSONS: "What is known now that was not known before.",
    SectionKind.NOTES: "What the people involved saw, and why what they did made sense.",
}


@dataclass(frozen=True, slots=True)
class SectionHint:
    """A blameless hint that nobody has answered yet, and the section it stands in."""

    section_id: UUID
    section_title: str
    hint: Hint


class TextsPart(FormPart):
    """Markdown sections, each under its own heading as it was written.

    Signals:
        hints_changed: a tuple of `SectionHint`, those that nobody has answered.
    """

    hints_changed = Signal(object)

    def __init__(
        self,
        themes: ThemeSource,
        session: LibrarySession | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build nothing yet: the draft says which sections there are.

        Args:
            themes: where colours come from.
            session: the library that hints, attachments and links are read from.
            parent: Qt parent.
        """
        super().__init__("Text", themes, parent)
        self._session = session
        self._incident: Incident | None = None
        self._edits: list[tuple[UUID, dict[str, str], ParagraphEdit]] = []

    def show_incident(self, incident: Incident) -> None:
        """Say which stored incident the texts belong to."""
        self._incident = incident

    def answer_next_hint(self) -> None:
        """Open the next hint after the cursor, for an answer (Alt+Enter)."""

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
