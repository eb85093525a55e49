"""What the editor needs from the library before it can show an incident."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.pages.editor.draft import IncidentDraft, draft_of
from desktop.pages.editor.part import FormWords
from models.incident import Incident

if TYPE_CHECKING:
    from uuid import UUID

    from models.library import Library


@dataclass(frozen=True, slots=True)
class EditorContents:
    """An incident, the form's texts for it, and the library's words to be offered."""

    incident: Incident
    draft: IncidentDraft
    words: FormWords


def read_contents(library: Library, id: UUID, *, zone: str) -> EditorContents:
    """Read the incident and every word. Runs in the store lane.

    Args:
        library: read from.
        id: of the incident.
        zone: in which the form shows times.

    Raises:
        NotFoundError: when the incident is gone.
    """
    incident = library.incidents.get(id)
    return EditorContents(incident, draft_of(incident, zone=zone), read_words(library))


def read_words(library: Library) -> FormWords:
    """The library's services, categories, tags and people."""
    words = library.vocabulary
    return FormWords(
        services=tuple(one.name for one in words.services()),
        categories=tuple(one.name for one in words.categories()),
        tags=tuple(one.name for one in words.tags()),
        people=tuple(one.name for one in words.people()),
    )
