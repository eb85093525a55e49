"""The form of one incident: every block in one column, in the order in which it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.pages.editor.arrangement import arrange
from desktop.pages.editor.draft import IncidentDraft
from desktop.pages.editor.form_column import FormColumn
from desktop.pages.editor.form_parts import FormParts, built
from desktop.pages.editor.outline_state import DETAILS
from desktop.pages.editor.reading import Problem
from desktop.pages.editor.section_offers import SectionOffers
from desktop.pages.editor.table_hints import TableHints
from desktop.widgets.pane import Pane
from desktop.wording import span_words
from models.vocabulary import DefenceOutcome, SectionKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from desktop.pages.editor.arrangement import Place
    from desktop.pages.editor.part import FormWords
    from desktop.pages.editor.reading import DraftReading
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource

_FIRST_COLUMNS = {"timeline": "at", "factors": "title", "defences": "text", "actions": "title"}


class IncidentForm(Pane):
    """Shows a draft and gives it back. It reads nothing and saves nothing by itself.

    Signals:
        edited: a person changed something.
        entry_changed: name of the outline's entry that is being looked at or typed into.
    """

    edited = Signal()
    entry_changed = Signal(str)

    def __init__(
        self,
        themes: ThemeSource,
        *,
        zone: str,
        clock: Callable[[], datetime],
        session: LibrarySession | None = None,
        parts: FormParts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build every block, empty.

        Args:
            themes: where colours come from.
            zone: IANA zone that times are typed and shown in.
            clock: aware UTC now.
            session: the library that texts read hints, pictures and links from.
            parts: the blocks, where they are built already; they must be whole.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._draft = IncidentDraft(timezone=zone)
        self._arranged: tuple[object, ...] = ()
        self._asked_for: set[UUID] = set()
        self._read_only = False
        self._left_at: QWidget | None = None
        self.setAccessibleName("Postmortem")
        made = parts or built(FormParts(themes, zone=zone, clock=clock, session=session))
        self.head, self.details, self.impact = made.head, made.details, made.impact
        self.timeline, self.texts, self.factors = made.timeline, made.texts, made.factors
        self.defences, self.action_items = made.defences, made.action_items
        self._blocks, self.parts = made.blocks, made.all
        for part in self.parts:
            part.edited.connect(self.edited)
        self.table_hints = TableHints(made.tables, themes, self.texts.keep_hint, self)
        self._offers = SectionOffers(themes)
        self._offers.chosen.connect(self._on_section_asked_for)
        self._column = FormColumn()
        self._column.anchor_changed.connect(self.entry_changed)
        # Its sections stand in the column themselves, between the tables.
        self.texts.setParent(self._column.content)
        self.texts.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._column)

    @override
    def keyboard_home(self) -> QWidget:
        return self.head.headline

    @property
    def is_read_only(self) -> bool:
        """Whether it can only be read."""
        return self._read_only

    def take_places(self) -> None:
        """Put the blocks where an incident will have them: moving them there takes a frame."""
        self._arrange(self._draft)

    def reserve_text(self) -> None:
        """Make the widgets of one more text section, before an incident needs them."""
        self.texts.reserve(self._column.content)

    def set_draft(self, draft: IncidentDraft) -> None:
        """Show a draft, without telling `edited`."""
        self._draft = draft
        for part in self.parts:
            part.fill(draft)
        self._arrange(draft)

    def draft(self) -> IncidentDraft:
        """What stands in the form now."""
        draft = self._draft
        for part in self.parts:
            draft = part.apply(draft)
        return draft

    def forget(self) -> None:
        """Another incident comes: what was unfolded or asked for in this one is over."""
        self._asked_for.clear()
        self._arranged = ()
        self.details.fold.set_open(False)
        self.impact.fold.set_open(False)
        self._column.scroll_to_top()

    def finish_editing(self) -> None:
        """Take what stands in an open cell of a table."""
        for part in self.parts:
            part.finish_editing()

    def offer(self, words: FormWords) -> None:
        """Offer the library's words while typing."""
        for part in self.parts:
            part.offer(words)

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read and copied only; or changed again."""
        self._read_only = read_only
        for part in self.parts:
            part.set_read_only(read_only)
        self._offers.setEnabled(not read_only)

    def show_reading(self, reading: DraftReading, read: IncidentDraft) -> None:
        """Say at the fields what is wrong, and show what follows from the others.

        Args:
            reading: what the draft meant.
            read: the draft, which may have been typed into since.
        """
        for part in self.parts:
            part.show_problems(list(reading.problems))
        incident = reading.incident
        if incident is not None:
            self.timeline.show_incident(incident)
            self.impact.show_duration(span_words(incident.duration_minutes))
            self.impact.complete(incident, read)

    def show_facts(self, draft: IncidentDraft) -> None:
        """Say in the head and in folded lines what the fields hold."""
        self.head.show_facts(draft)
        self.details.show_facts(draft)
        self.impact.show_facts(draft)

    def focus_problem(self, problem: Problem) -> bool:
        """Scroll to the field of a problem and give it the keyboard; False if there is none."""
        for part in self.parts:
            if part.focus_problem(problem):
                focus: QWidget | None = part.focusWidget()
                self._column.bring_into_view(part if focus is None else focus)
                return True
        return False

    def go_to(self, name: str, row: int = -1) -> bool:
        """Show an entry of the outline, a field, or a row of a table, and give it the keyboard.

        Args:
            name: as in `outline_state.OutlineEntry`, or a field's or table's name.
            row: a row of the table.
        """
        if name in _FIRST_COLUMNS and row >= 0:
            return self.focus_problem(
                Problem(field=_FIRST_COLUMNS[name], message="", table=name, row=row)
            )
        if name == "section" and row >= 0:
            name = next((one.name for one in arrange(self._draft.sections) if one.place == row), "")
        if name == DETAILS:
            self.details.fold.set_open(True)
            self._column.go_to(name)
            self.details.severity.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self._column.go_to(name) or self.focus_problem(Problem(field=name, message=""))

    def remember_keyboard(self) -> None:
        """Something else is shown in the form's place: know where the keyboard was."""
        self._left_at = self.focusWidget()

    def return_keyboard(self) -> None:
        """The form is shown again: the keyboard goes where it was."""
        left: QWidget | None = self._left_at
        if left is not None and isValid(left) and left.isVisible():
            left.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()

    def focus_first(self) -> None:
        """Give the keyboard to the title, behind its last word where all of it is seen."""
        line = self.head.headline
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        if line.fontMetrics().horizontalAdvance(line.text()) < line.width():
            line.end(False)

    def _arrange(self, draft: IncidentDraft) -> None:
        """Weave sections and tables into the column, where that is not so already."""
        slots = arrange(draft.sections)
        offered = [
            one
            for one in slots
            if one.is_optional and draft.sections[one.place].id not in self._asked_for
        ]
        for one in slots:
            if one.block is None and not one.is_optional:
                self._asked_for.add(draft.sections[one.place].id)
        wanted = (
            *((one.name, self._widget(one)) for one in slots),
            *(one.place for one in offered),
        )
        if wanted == self._arranged:
            return
        self._arranged = wanted
        self._lay_out(slots, offered)
        self._offers.offer(
            [(draft.sections[one.place].text("title"), one.place) for one in offered]
        )
        self.set_read_only(self._read_only)

    def _lay_out(self, slots: tuple[Place, ...], offered: list[Place]) -> None:
        anchors: dict[str, QWidget] = {DETAILS: self.head}
        widgets: list[QWidget] = [self.head]
        for slot in slots:
            widget = self._widget(slot)
            widgets.append(widget)
            if slot.block == "defences":
                anchors.update((one.value, self.defences.tables[one]) for one in DefenceOutcome)
            elif slot not in offered:
                anchors.setdefault(slot.name, widget)
        hidden = [self._widget(one) for one in offered]
        if not offered:
            hidden.append(self._offers)
        below = (self._offers, self.texts.attachments)
        self._column.lay_out([*widgets, *below], anchors, hidden)

    def _widget(self, slot: Place) -> QWidget:
        if slot.block is not None:
            return self._blocks[slot.block]
        field = self.texts.fields[f"section {slot.place}"]
        # It stands below the numbers of the same name: one heading is enough.
        field.label.setVisible(slot.kind is not SectionKind.IMPACT)
        return field

    @Slot(int)
    def _on_section_asked_for(self, place: int) -> None:
        draft = self.draft()
        self._asked_for.add(draft.sections[place].id)
        self._arrange(draft)
        self.go_to("section", place)
