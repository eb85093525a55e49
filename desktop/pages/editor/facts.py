"""The top of the form: what the incident is called, what it touched, and who wrote about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout
from typing_extensions import override

from desktop.dialogs.fields import Choice, OpenChoice, TextEdit
from desktop.dialogs.words_field import WordsEdit
from desktop.pages.editor.fold import Fold
from desktop.pages.editor.part import FormPart, FormWords, show_text
from desktop.pages.editor.records import handle
from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.marks import Badge, SeverityPill
from desktop.widgets.painting import status_badge
from models.vocabulary import IncidentKind, Severity

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.pages.editor.draft import IncidentDraft
    from desktop.pages.editor.reading import Problem
    from desktop.theme import ThemeSource
    from models.vocabulary import PostmortemStatus

_SEVERITIES = (("", "Unknown"), *((one.value, one.value) for one in Severity))
_KINDS = (
    (IncidentKind.INCIDENT.value, "Incident"),
    (IncidentKind.DRILL.value, "Drill, not counted"),
)


def short_zone(zone: str) -> str:
    """A zone as it stands behind a time: the last part of its name."""
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")


class HeadPart(FormPart):
    """Key, severity, status and services in one line; below it the title, which is typed there."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build the line and the title."""
        super().__init__("Title", themes, parent)
        self.heading.hide()
        self._key = Label("", themes, style="key")
        self._pill = SeverityPill(themes)
        self._status = Badge(themes, status_badge(None))
        self._services = ElidedLabel("", themes, style="meta", tone="secondary")
        line = QHBoxLayout()
        line.setSpacing(themes.current.size("space.1"))
        for mark in (self._key, self._pill, self._status):
            line.addWidget(mark)
        line.addStretch(1)
        line.addWidget(self._services)
        self.column.insertLayout(0, line)
        self.headline = TextEdit(themes, style="title.doc", placeholder="What happened")
        self.headline.setObjectName("headline")
        self.add("title", "Title", self.headline, span=4).label.hide()

    @override
    def fill(self, draft: IncidentDraft) -> None:
        if self.headline.text() != draft.title:
            self.headline.setText(draft.title)
            self.headline.setCursorPosition(0)
        self.show_facts(draft)

    @override
    def apply(self, draft: IncidentDraft) -> IncidentDraft:
        return replace(draft, title=self.headline.text())

    def show_facts(self, draft: IncidentDraft) -> None:
        """Say above the title what the fields below it hold."""
        known = draft.severity in {one.value for one in Severity}
        self._key.setText(draft.key)
        self._pill.set_severity(Severity(draft.severity) if known else None)
        self._services.setText(", ".join(one.rsplit("/", 1)[-1] for one in draft.services))

    def show_status(self, status: PostmortemStatus | None) -> None:
        """Say where the document stands."""
        self._status.set_badge(status_badge(status))


class DetailsPart(FormPart):
    """What it was, what it touched, and who wrote and reviews it."""

    def __init__(self, themes: ThemeSource, *, zone: str, parent: QWidget | None = None) -> None:
        """Build the fields, folded."""
        super().__init__("Details", themes, parent)
        self.heading.hide()
        self.fold = Fold(themes, name="severity, services, category, people", button="Details")
        self.column.addWidget(self.fold)
        self.severity = Choice(_SEVERITIES, themes)
        self.kind = Choice(_KINDS, themes)
        self.key = TextEdit(themes, style="key", placeholder="INC-2025-034")
        self.category = OpenChoice(themes, placeholder="Database / Missing index")
        self._held = TextEdit(
            themes, style="key", placeholder="2025-03-17 09:00", suffix=short_zone(zone)
        )
        self._words = {
            "services": self._words_edit("Services", "payments/payment-db, Enter adds"),
            "tags": self._words_edit("Tags", "canary, Enter adds"),
            "authors": self._people_edit("Written by"),
            "reviewers": self._people_edit("Reviewed by"),
        }
        self.writes = QCheckBox("A postmortem is written")
        self.writes.setFont(themes.current.font("body"))
        self.writes.setAccessibleDescription("Without it the incident is recorded, and no more")
        self.writes.toggled.connect(self.edited)
        self._lay_out()

    def _words_edit(self, name: str, placeholder: str) -> WordsEdit:
        return WordsEdit(self.themes, name=name, placeholder=placeholder)

    def _people_edit(self, name: str) -> WordsEdit:
        return WordsEdit(
            self.themes,
            name=name,
            placeholder="@payment-lead, Enter adds",
            tidy=lambda word: handle(word) or "",
        )

    def _lay_out(self) -> None:
        rows = self.fold.rows
        self.add("severity", "Severity", self.severity, rows=rows)
        self.add("category", "Category: the failure mode", self.category, span=2, rows=rows)
        self.add("key", "Key", self.key, rows=rows)
        self.add("services", "Services", self._words["services"], span=2, rows=rows)
        self.add("tags", "Tags", self._words["tags"], span=2, rows=rows)
        self.add("authors", "Written by", self._words["authors"], span=2, rows=rows)
        self.add("reviewers", "Reviewed by", self._words["reviewers"], span=2, rows=rows)
        self.add("meeting_held_at", "Meeting held", self._held, rows=rows)
        self.add("kind", "Kind", self.kind, rows=rows)
        self.add("writes_postmortem", "Document", self.writes, span=2, rows=rows)

    @override
    def fill(self, draft: IncidentDraft) -> None:
        self.severity.set_value(draft.severity)
        show_text(self.key, draft.key)
        self.kind.set_value(draft.kind)
        if self.category.value() != draft.category:
            self.category.set_value(draft.category)
        for name, edit in self._words.items():
            words: tuple[str, ...] = getattr(draft, name)
            if edit.words() != words:
                edit.set_words(words)
        show_text(self._held, draft.times.get("meeting_held_at", ""))
        self.writes.blockSignals(True)
        self.writes.setChecked(draft.writes_postmortem)
        self.writes.blockSignals(False)
        self.show_facts(draft)

    def show_facts(self, draft: IncidentDraft) -> None:
        """Say in the folded line what the fields hold, and what is not known."""
        kind = "Drill" if draft.kind == IncidentKind.DRILL else ""
        category = draft.category.strip().replace(" / ", " › ")
        said = [
            kind,
            category or "Category unknown",
            ", ".join(draft.tags),
            f"by {', '.join(draft.authors)}" if draft.authors else "no author",
            f"reviewed by {', '.join(draft.reviewers)}" if draft.reviewers else "no reviewer",
        ]
        self.fold.set_words("  ·  ".join(one for one in said if one))

    def fix_document(self, *, fixed: bool) -> None:
        """A document that is there can be waived, but not unmade here."""
        if fixed:
            self.writes.setChecked(True)
        self.writes.setEnabled(not fixed)

    @override
    def apply(self, draft: IncidentDraft) -> IncidentDraft:
        return replace(
            draft,
            severity=self.severity.value(),
            key=self.key.text(),
            kind=self.kind.value(),
            category=self.category.value(),
            services=self._words["services"].words(),
            tags=self._words["tags"].words(),
            authors=self._words["authors"].words(),
            reviewers=self._words["reviewers"].words(),
            times={**draft.times, "meeting_held_at": self._held.text()},
            writes_postmortem=self.writes.isChecked(),
        )

    @override
    def offer(self, words: FormWords) -> None:
        self.category.set_words(words.categories)
        self._words["services"].set_known(words.services)
        self._words["tags"].set_known(words.tags)
        for name in ("authors", "reviewers"):
            self._words[name].set_known(words.people)

    @override
    def focus_problem(self, problem: Problem) -> bool:
        if not problem.table and problem.field in self.fields:
            self.fold.set_open(True)
        return super().focus_problem(problem)
