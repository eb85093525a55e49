"""Drafts on this device: what was typed and is not in the library yet, as files that survive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from desktop.pages.editor.draft import IncidentDraft
    from models.incident import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One draft that the library may not hold.

    Attributes:
        library_id: of the library that it belongs to.
        base: the incident that it was typed onto, as it was read from the library.
        draft: what stood in the form.
        written_at: when.
        location: where that library was.
    """

    library_id: UUID
    base: Incident
    draft: IncidentDraft
    written_at: datetime
    location: str = ""


class Journal:
    """The folder of drafts; safe to use from several threads, and beside other processes."""

    def __init__(self, folder: Path) -> None:
        """Over a folder, which is made with the first draft.

        Args:
            folder: `desktop.configuration.drafts_folder()`, unless a test says otherwise.
        """
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where the drafts lie."""
        return self._folder
