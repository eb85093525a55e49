"""The first blocks of the form: what it was, when it was, and who wrote about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox
from typing_extensions import override

from desktop.dialogs.fields import Choice, OpenChoice, TextEdit
from desktop.dialogs.words_field import WordsEdit
from desktop.pages.editor.draft import TIMES
from desktop.pages.editor.part import FormPart, FormWords
from desktop.pages.editor.records import handle
from models.vocabulary import IncidentKind, Severity

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.pages.editor.draft import IncidentDraft
    from desktop.theme import ThemeSource

_SEVERITIES = (("", "Unknown"), *((one.value, one.value) for one in Severity))
_KINDS = (
    (IncidentKind.INCIDENT.value, "Incident"),
    (IncidentKind.DRILL.value, "Drill, not counted"),
)
_TIME_LABELS = {
    "started_at": "Started",
    "detected_at": "Detected",
    "acknowledged_at": "Acknowledged",
    "mitigated_at": "Mitigated",
    "resolved_at": "Resolved",
}


def _short_zone(zone: str) -> str:
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")


class FactsPart(FormPart):
    """Severity and title first: they alone make a draft.

    Signals:
        title_entered: Enter was pressed in the title.
    """

    title_entered = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build the fields."""
        super().__init__("Incident", themes, parent)
        self.severity = Choice(_SEVERITIES, themes)
        self.headline = TextEdit(themes, placeholder="Payment Service Outage")
        self.key = TextEdit(themes, style="key", placeholder="INC-2025-034")
        self.kind = Choice(_KINDS, themes)
        self.category = OpenChoice(themes, placeholder="Database / Missing index")
        self.services = WordsEdit(
            themes, name="Services", placeholder="payments/payment-service, Enter adds"
        )
        self.tags = WordsEdit(themes, name="Tags", placeholder="canary, Enter adds")
        self.add("severity", "Severity", self.severity)
        self.add("title", "Title: what happened", self.headline, span=3)
        self.add("key", "Key", self.key)
        self.add("kind", "Kind", self.kind)
        self.add("category", "Category: the failure mode", self.category, span=2)
        self.add("services", "Services", self.services, span=2)
        self.add("tags", "Tags", self.tags, span=2)
        self.headline.returnPressed.connect(self.title_entered)

    @override
    def fill(self, draft: IncidentDraft) -> None:
        self.severity.set_value(draft.severity)
        self.headline.setText(draft.title)
        self.key.setText(draft.key)
        self.kind.set_value(draft.kind)
        self.category.set_value(draft.category)
        self.services.set_words(draft.services)
        self.tags.set_words(draft.tags)

    @override
    def apply(self, draft: IncidentDraft) -> IncidentDraft:
        return replace(
            draft,
            severity=self.severity.value(),
            title=self.headline.text(),
            key=self.key.text(),
            kind=self.kind.value(),
            category=self.category.value(),
            services=self.services.words(),
            tags=self.tags.words(),
        )

    @override
    def offer(self, words: FormWords) -> None:
        self.category.set_words(words.categories)
        self.services.set_known(words.services)
        self.tags.set_known(words.tags)


class TimesPart(FormPart):
    """When: `14:25` is understood against the start, in the library's zone."""

    def __init__(self, themes: ThemeSource, *, zone: str, parent: QWidget | None = None) -> None:
        """Build a field per instant; times are read in `zone`."""
        super().__init__("Times", themes, parent)
        self._zone = zone
        self._edits: dict[str, TextEdit] = {}
        for name in TIMES:
            hint = "2025-03-15 14:23" if name == "started_at" else "14:25"
            edit = TextEdit(themes, style="key", placeholder=hint, suffix=_short_zone(zone))
            edit.setToolTip(f"A time such as 14:25, or a date and a time. {zone}")
            self.add(name, _TIME_LABELS[name], edit)
            self._edits[name] = edit
        self.duration = TextEdit(themes, suffix="computed")
        self.duration.setReadOnly(True)
        self.duration.setPlaceholderText("unknown")
        self.add("duration", "Start to resolution", self.duration)

    def show_duration(self, words: str) -> None:
        """Show how long it took; empty where it is not known."""
        self.duration.setText(words)

    def complete(self, texts: dict[str, str]) -> None:
        """Write times out in full once they were understood, except where someone is typing."""
        for name, text in texts.items():
            edit = self._edits.get(name)
            if edit is not None and not edit.hasFocus() and edit.text() != text:
                edit.setText(text)

    @override
    def fill(self, draft: IncidentDraft) -> None:
        for name, edit in self._edits.items():
            edit.setText(draft.times.get(name, ""))

    @override
    def apply(self, draft: IncidentDraft) -> IncidentDraft:
        times = {name: edit.text() for name, edit in self._edits.items()}
        return replace(draft, timezone=self._zone, times={**draft.times, **times})


class PeoplePart(FormPart):
    """Who wrote it, who reviews it, when it was talked about, and whether there is a document."""

    def __init__(self, themes: ThemeSource, *, zone: str, parent: QWidget | None = None) -> None:
        """Build the fields."""
        super().__init__("Postmortem", themes, parent)
        self._people = {}
        for name, label in (("authors", "Authors"), ("reviewers", "Reviewers")):
            edit = WordsEdit(
                themes,
                name=label,
                placeholder="@payment-lead, Enter adds",
                tidy=lambda word: handle(word) or "",
            )
            self.add(name, label, edit, span=2)
            self._people[name] = edit
        self._held = TextEdit(
            themes,
            style="key",
            placeholder="2025-03-17 09:00",
            suffix=_short_zone(zone),
        )
        self.add("meeting_held_at", "Meeting held", self._held)
        self.writes = QCheckBox("Write a postmortem about it")
        self.writes.setFont(themes.current.font("body"))
        self.writes.setAccessibleDescription("Without it the incident is recorded, and no more")
        self.writes.toggled.connect(self.edited)
        self.add("writes_postmortem", "Document", self.writes, span=3)

    @override
    def fill(self, draft: IncidentDraft) -> None:
        self._people["authors"].set_words(draft.authors)
        self._people["reviewers"].set_words(draft.reviewers)
        self._held.setText(draft.times.get("meeting_held_at", ""))
        self.writes.blockSignals(True)
        self.writes.setChecked(draft.writes_postmortem)
        self.writes.blockSignals(False)

    def fix_document(self) -> None:
        """The incident has a document already; it can be waived, but not unmade here."""
        self.writes.setChecked(True)
        self.writes.setEnabled(False)

    @override
    def apply(self, draft: IncidentDraft) -> IncidentDraft:
        return replace(
            draft,
            authors=self._people["authors"].words(),
            reviewers=self._people["reviewers"].words(),
            times={**draft.times, "meeting_held_at": self._held.text()},
            writes_postmortem=self.writes.isChecked(),
        )

    @override
    def offer(self, words: FormWords) -> None:
        for edit in self._people.values():
            edit.set_known(words.people)
