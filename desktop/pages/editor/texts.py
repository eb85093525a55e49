"""The text sections of the form, in Markdown, with hints, links and attachments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.dialogs.fields import Field
from desktop.pages.editor.attachments_list import AttachmentsList
from desktop.pages.editor.draft import Record
from desktop.pages.editor.hint_watch import HintReader
from desktop.pages.editor.library_words import LibraryWords
from desktop.pages.editor.markdown_field import MarkdownField
from desktop.pages.editor.part import COLUMNS, FormPart
from desktop.pages.editor.spelling import SpellReader
from desktop.pages.editor.text_files import TextFiles
from models.blameless.answers import people_of, unanswered
from models.blameless.hints import Hint
from models.identifiers import new_id
from models.vocabulary import SectionKind

if TYPE_CHECKING:
    from desktop.pages.editor.draft import IncidentDraft
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.blameless.answers import KeptHint
    from models.changes import Changes
    from models.incident import Incident
    from models.library import Library

_PLACEHOLDERS = {
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


@dataclass(slots=True)
class _Section:
    """One section in the form. Its widgets are used again for a section of the next incident.

    Attributes:
        frame: heading and text.
        values: as they came; the text is in `field`.
        shown: the text that was filled in.
        found: every hint in the text, answered or not.
    """

    frame: Field
    field: MarkdownField
    id: UUID = dataclass_field(default_factory=new_id)
    values: dict[str, str] = dataclass_field(default_factory=dict)
    shown: str = ""
    found: tuple[Hint, ...] = ()

    @property
    def title(self) -> str:
        return self.values["title"] or self.values["kind"]


class TextsPart(FormPart):
    """Markdown sections, each under its own heading as it was written.

    Signals:
        hints_changed: a tuple of `SectionHint`, those that nobody has answered.
        open_incident: UUID of an incident whose key was clicked.
    """

    hints_changed = Signal(object)
    open_incident = Signal(object)

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
        self._made: list[_Section] = []
        self._sections: list[_Section] = []
        self._reader = HintReader()
        self._spelling = SpellReader()
        self._words: LibraryWords | None = None
        self._kept: tuple[KeptHint, ...] = ()
        self.attachments = AttachmentsList(themes)
        self.column.addWidget(self.attachments)
        self._files: TextFiles | None = None
        if session is not None:
            self._files = TextFiles(self.attachments, session, self)
            session.changed.connect(self._on_changed)
            self._words = LibraryWords(session, self._spelling, self)
            self._words.changed.connect(self._check_spelling)

    # ------------------------------------------------------------------ the incident

    def show_incident(self, incident: Incident) -> None:
        """Say which stored incident the texts belong to."""
        is_new = self._incident is None or self._incident.id != incident.id
        self._incident = incident
        if self._session is None:
            return
        if self._files is not None and is_new:
            self._files.show_incident(incident)
        if is_new:
            for section in self._made:
                section.field.show_incident(incident.id)
        people = frozenset(people_of(incident))
        if self._reader.know(people) and not is_new:
            self._look_again()
        if is_new:
            self._kept = ()
            self._read_kept()
            if self._words is not None:
                self._words.read()

    @property
    def kept(self) -> tuple[KeptHint, ...]:
        """The hints of this incident that a person answered."""
        return self._kept

    def find_hints(self, text: str) -> tuple[Hint, ...]:
        """Every hint in another text of the incident; for workers."""
        return self._reader.hints(text) if text else ()

    def answer_next_hint(self) -> None:
        """Open the next hint after the cursor, whichever section it stands in (Alt+Enter)."""
        if not self._sections:
            return
        focused = [one for one in self._sections if one.field.edit.hasFocus()]
        opened = [one for one in self._sections if one.field.popover.is_open()]
        here = self._sections.index((opened or focused or self._sections)[0])
        current = self._sections[here]
        begins = bool(opened or focused)
        if current.field.hint_after(current.field.next_place() if begins else 0):
            return
        current.field.popover.hide()
        for step in range(1, len(self._sections) + 1):
            other = self._sections[(here + step) % len(self._sections)]
            if other.field.hint_after(0):
                return

    # ------------------------------------------------------------------ the draft

    @override
    def fill(self, draft: IncidentDraft) -> None:
        if [one.id for one in self._sections] == [one.id for one in draft.sections]:
            for section, record in zip(self._sections, draft.sections, strict=True):
                section.values = dict(record.values)
                section.field.fill(record.values["markdown"])
                section.shown = section.field.text()
            return
        while len(self._made) < len(draft.sections):
            self.reserve()
        self._sections = self._made[: len(draft.sections)]
        self.fields.clear()
        for section, record in zip(self._sections, draft.sections, strict=True):
            self.fields[section.frame.name] = section.frame
            self._begin(section, record)
        for spare in self._made[len(draft.sections) :]:
            spare.frame.hide()
            spare.field.begin("", "")
        self._tell_hints()

    @override
    def apply(self, draft: IncidentDraft) -> IncidentDraft:
        records = []
        for section in self._sections:
            text = section.field.text()
            # What was not touched keeps the line ends it came with.
            markdown = section.values["markdown"] if text == section.shown else text
            records.append(Record({**section.values, "markdown": markdown}, section.id))
        return replace(draft, sections=tuple(records))

    @override
    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.attachments.set_read_only(read_only)
        for section in self._sections:
            section.field.edit.setReadOnly(read_only)

    def reserve(self, above: QWidget | None = None) -> None:
        """Make the widgets of one more section: building them takes longer than filling them.

        Args:
            above: where they will stand; they are polished for that place now, not when shown.
        """
        field = MarkdownField(self.themes, self._session, self._reader, self._spelling)
        name = f"section {len(self._made)}"
        frame = Field(name, "", field, self.themes, is_section=True)
        section = _Section(frame, field)
        self._made.append(section)
        frame.hide()
        if above is None:
            self.rows.add(frame, span=COLUMNS)
            self.rows.show()
        else:
            frame.setParent(above)
            for widget in (frame, *frame.findChildren(QWidget)):
                widget.ensurePolished()
        if self._incident is not None:
            field.show_incident(self._incident.id)
        field.edited.connect(self.edited)
        field.hints_found.connect(lambda hints: self._take_hints(section, hints))
        field.hint_kept.connect(self.keep_hint)
        if self._words is not None:
            field.word_added.connect(self._words.add)
        field.edit.key_pressed.connect(self.open_key)
        if self._files is not None:
            self._files.listen(field)

    def _begin(self, section: _Section, record: Record) -> None:
        """Show another section in the widgets of one."""
        section.id, section.values, section.found = record.id, dict(record.values), ()
        section.frame.set_title(section.title)
        section.field.edit.setAccessibleName(section.title)
        placeholder = _PLACEHOLDERS.get(SectionKind(section.values["kind"]), "")
        section.field.begin(section.values["markdown"], placeholder)
        section.shown = section.field.text()
        if self.rows.isAncestorOf(section.frame):
            section.frame.show()  # else the form shows it in its place

    # ------------------------------------------------------------------ hints

    def _take_hints(self, section: _Section, hints: tuple[Hint, ...]) -> None:
        section.found = hints
        section.field.show_hints(unanswered(hints, self._kept))
        self._tell_hints()

    def _tell_hints(self) -> None:
        self.hints_changed.emit(
            tuple(
                SectionHint(one.id, one.title, hint)
                for one in self._sections
                for hint in unanswered(one.found, self._kept)
            )
        )

    def _look_again(self) -> None:
        for section in self._sections:
            if section.field.watch is not None:
                section.field.watch.look()

    def _read_kept(self) -> None:
        incident = self._incident
        if self._session is not None and incident is not None:
            self._session.read(
                self,
                lambda library: library.hints.kept(incident.id),
                self._show_kept,
                replaces="kept",
            )

    def _show_kept(self, kept: tuple[KeptHint, ...]) -> None:
        if kept != self._kept:
            self._kept = kept
            self._look_again()

    @Slot(object, str)
    def keep_hint(self, hint: Hint, reason: str) -> None:
        """Have it stored that the words of a hint stay, and why."""
        incident = self._incident
        if self._session is None or incident is None:
            return

        me = self._session.handle or None

        def operation(library: Library) -> Changes:
            from models.operations.hints import keep_hint  # noqa: PLC0415  (SQLAlchemy is slow)

            passage, rule = hint.passage, hint.rule
            return keep_hint(
                library, incident.id, rule=rule, passage=passage, reason=reason, made_by=me
            )

        self._session.perform(self, operation)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._incident is not None and self._incident.id in changes.incidents:
            self._read_kept()

    @Slot()
    def _check_spelling(self) -> None:
        for section in self._sections:
            if section.field.spelling is not None:
                section.field.spelling.look_soon()

    # ------------------------------------------------------------------ keys

    @Slot(str)
    def open_key(self, key: str) -> None:
        """Ask for the incident of a key to be opened; nothing where there is none."""
        if self._session is not None:
            self._session.read(self, lambda library: library.incidents.find_id(key), self._show_id)

    def _show_id(self, found: UUID | None) -> None:
        if found is not None:
            self.open_incident.emit(found)
