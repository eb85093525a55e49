"""Somebody who types into a form that the keeper keeps: the texts, without any widget."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.pages.editor.draft import IncidentDraft, Record, draft_of
from desktop.pages.editor.keeper import DraftKeeper

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.pages.editor.journal import Journal
    from desktop.pages.editor.save_state import SaveState
    from desktop.session import LibrarySession
    from models.incident import Incident


class Typist:
    """A form as the keeper sees it, and everything that the keeper told about it."""

    def __init__(self, session: LibrarySession, journal: Journal) -> None:
        self.draft = IncidentDraft()
        self.states: list[SaveState] = []
        self.conflicts: list[Incident] = []
        self.merged: list[tuple[str, ...]] = []
        self.saved: list[Incident] = []
        self.keeper = DraftKeeper(session, journal, draft=lambda: self.draft, parent=session)
        self.keeper.state_changed.connect(self.states.append)
        self.keeper.conflicted.connect(self.conflicts.append)
        self.keeper.merged_in.connect(self.merged.append)
        self.keeper.saved.connect(self.saved.append)
        self.keeper.rebased.connect(self._on_rebased)
        self.session = session

    def open(self, incident: Incident) -> None:
        """As the page does: show it, then have it kept."""
        self.draft = draft_of(incident, zone=self.session.zone)
        self.keeper.start(incident)

    def type(self, **texts: object) -> None:
        """Change fields of the draft."""
        self.draft = replace(self.draft, **texts)  # type: ignore[arg-type]
        self.keeper.note_edit()

    def write(self, kind: str, markdown: str) -> None:
        """Change the text of a section."""
        sections = tuple(
            Record({**one.values, "markdown": markdown}, one.id)
            if one.values["kind"] == kind
            else one
            for one in self.draft.sections
        )
        self.type(sections=sections)

    def text(self, kind: str) -> str:
        """The text of a section."""
        return next(
            one.values["markdown"] for one in self.draft.sections if one.values["kind"] == kind
        )

    @property
    def state(self) -> SaveState:
        return self.keeper.state

    @property
    def kind(self) -> str:
        return self.keeper.state.kind

    def _on_rebased(self, _base: Incident, draft: IncidentDraft) -> None:
        self.draft = draft


def find(session: LibrarySession, key: str) -> Incident:
    """The stored incident with that key."""
    found: list[Incident] = []
    session.read(session, lambda library: library.incidents.by_key(key), found.append)
    return found[0]


def get(session: LibrarySession, incident_id: UUID) -> Incident:
    """The stored incident with that id."""
    found: list[Incident] = []
    session.read(session, lambda library: library.incidents.get(incident_id), found.append)
    return found[0]
