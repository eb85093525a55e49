"""The form of one incident: an outline at the left, all blocks in one column at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.typed_time import format_instant, read_instant
from desktop.pages.editor.draft import TIMES, IncidentDraft
from desktop.pages.editor.facts import FactsPart, PeoplePart, TimesPart
from desktop.pages.editor.impact import ImpactPart
from desktop.pages.editor.record_parts import (
    actions_part,
    defences_part,
    factors_part,
    timeline_part,
)
from desktop.pages.editor.texts import TextsPart
from desktop.widgets.labels import Rule
from desktop.widgets.scrolling import scrolling
from desktop.wording import span_words
from models.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desktop.pages.editor.part import FormPart, FormWords
    from desktop.pages.editor.reading import DraftReading, Problem
    from desktop.theme import ThemeSource

OUTLINE_WIDTH = 204
FORM_WIDTH = 896  # wider than the mockup's 752: the table of action items has eight columns
_PADDING = 28
_PART_GAP = 28


class IncidentForm(QWidget):
    """Shows a draft and gives it back. It reads nothing and saves nothing by itself.

    Signals:
        edited: a person changed something.
        field_left: name of a field that a person has left.
        title_entered: Enter was pressed in the title.
    """

    edited = Signal()
    field_left = Signal(str)
    title_entered = Signal()

    def __init__(
        self,
        themes: ThemeSource,
        *,
        zone: str,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        """Build every block, empty.

        Args:
            themes: where colours come from.
            zone: IANA zone that times are typed and shown in.
            clock: aware UTC now.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._themes = themes
        self._zone = zone
        self._clock = clock
        self._draft = IncidentDraft(timezone=zone)
        self.parts = self._make_parts()
        for part in self.parts:
            part.edited.connect(self.edited)
            part.left.connect(self.field_left)
        self.facts.title_entered.connect(self.title_entered)
        self._outline = self._make_outline()
        self._scroll = self._make_column()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._outline)
        row.addWidget(Rule("upright"))
        row.addWidget(self._scroll, 1)

    def _make_parts(self) -> tuple[FormPart, ...]:
        themes, zone = self._themes, self._zone
        self.facts = FactsPart(themes)
        self.times = TimesPart(themes, zone=zone)
        self.people = PeoplePart(themes, zone=zone)
        self.impact = ImpactPart(themes)
        self.timeline = timeline_part(themes, self._tidy_event_time)
        self.texts = TextsPart(themes)
        self.factors = factors_part(themes)
        self.defences = defences_part(themes)
        self.action_items = actions_part(themes)
        return (
            self.facts,
            self.times,
            self.impact,
            self.timeline,
            self.texts,
            self.factors,
            self.defences,
            self.action_items,
            self.people,
        )

    def set_draft(self, draft: IncidentDraft) -> None:
        """Show a draft, without telling `edited`."""
        self._draft = draft
        for part in self.parts:
            part.fill(draft)

    def draft(self) -> IncidentDraft:
        """What stands in the form now."""
        draft = self._draft
        for part in self.parts:
            draft = part.apply(draft)
        return draft

    def finish_editing(self) -> None:
        """Take what stands in an open cell of a table."""
        for part in self.parts:
            part.finish_editing()

    def offer(self, words: FormWords) -> None:
        """Offer the library's words while typing."""
        for part in self.parts:
            part.offer(words)

    def show_reading(self, reading: DraftReading, *, only: set[str] | None = None) -> None:
        """Say at the fields what is wrong, and show what follows from the times.

        Args:
            reading: what the draft meant.
            only: names of the fields to speak of; None for all.
        """
        problems = [one for one in reading.problems if only is None or one.field in only]
        for part in self.parts:
            part.show_problems(problems)
        incident = reading.incident
        minutes = incident.duration_minutes if incident else None
        self.times.show_duration(span_words(minutes))
        if incident is not None:
            texts = {name: format_instant(getattr(incident, name), self._zone) for name in TIMES}
            self.times.complete(texts)

    def focus_problem(self, problem: Problem) -> None:
        """Scroll to the field of a problem and give it the keyboard."""
        for part in self.parts:
            if part.focus_problem(problem):
                self._scroll.ensureWidgetVisible(part)
                focus = part.focusWidget()
                if focus is not None:
                    self._scroll.ensureWidgetVisible(focus)
                return

    def focus_first(self) -> None:
        """Give the keyboard to the first field."""
        self.facts.severity.setFocus()

    def _make_outline(self) -> QListWidget:
        outline = QListWidget()
        outline.setObjectName("canvas")
        outline.setAccessibleName("Parts of the form")
        outline.setFixedWidth(OUTLINE_WIDTH)
        outline.setFont(self._themes.current.font("body"))
        outline.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        height = self._themes.current.size("control")
        for part in self.parts:
            item = QListWidgetItem(part.title)
            item.setSizeHint(QSize(0, height))
            outline.addItem(item)
        outline.setViewportMargins(
            self._themes.current.size("space.1"), self._themes.current.size("space.2"), 0, 0
        )
        outline.itemClicked.connect(self._on_part_chosen)
        outline.itemActivated.connect(self._on_part_chosen)
        return outline

    def _make_column(self) -> QScrollArea:
        body = QWidget()
        body.setObjectName("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(_PADDING, _PADDING // 2, _PADDING, _PADDING)
        column.setSpacing(_PART_GAP)
        for part in self.parts:
            column.addWidget(part)
        column.addStretch(1)
        scroll = scrolling(body)
        scroll.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        return scroll

    @Slot()
    def _on_part_chosen(self) -> None:
        part = self.parts[self._outline.currentRow()]
        bar = self._scroll.verticalScrollBar()
        bar.setValue(part.y() - _PADDING // 2)
        first = next(iter(part.fields.values()), None)
        target = first.control if first is not None else part
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        """Mark in the outline what is being looked at."""
        middle = value + self._scroll.viewport().height() // 3
        row = max((place for place, part in enumerate(self.parts) if part.y() <= middle), default=0)
        self._outline.setCurrentRow(row)

    def _tidy_event_time(self, row: int, text: str) -> str:
        """A row's time in full, read against the row before it or the incident's start."""
        near = None
        records = self.timeline.table.records()
        before = records[row - 1].text("at") if 0 < row <= len(records) else ""
        try:
            start = self.times.apply(self._draft).times.get("started_at", "")
            now = self._clock()
            near = read_instant(before or start, zone=self._zone, now=now)
            return format_instant(
                read_instant(text, zone=self._zone, now=now, near=near), self._zone
            )
        except BadInputError:
            return text
