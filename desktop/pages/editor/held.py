"""What the keeper knows of the incident that it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from desktop.pages.editor.draft import IncidentDraft
from desktop.pages.editor.draft_merging import DraftMerge
from desktop.pages.editor.save_state import Situation
from models.incident import Incident

_REVISE_AFTER = timedelta(minutes=10)


@dataclass(slots=True, kw_only=True)
class Held:
    """Everything that belongs to one incident and changes while it is edited.

    Attributes:
        base: the incident as the library held it when it was last read or saved here.
        shown: the texts of the form when they said the same as `base`.
        stamp: of the newest edit.
        saved_stamp: of the newest edit that the library holds.
        saved_at: when the library last took something.
        theirs: what is stored now, while a conflict waits for a person.
        conflict: what both changed, while nobody decided.
        problem: why the library cannot take the draft as it stands.
        failure: why the library cannot take anything now.
        is_gone: it was removed for good.
        is_recovered: the form shows a draft of an earlier run and nobody decided about it.
        is_first_save: nothing was saved since editing began.
        wants_revision: the next save keeps a revision.
        editing_since: when the first edit after the last revision was made.
        has_heard: somebody else wrote, and it was not read yet.
        wants_save: a save was asked for while something else was under way.
    """

    base: Incident
    shown: IncidentDraft
    stamp: int
    saved_stamp: int
    saved_at: datetime | None
    theirs: Incident | None = None
    conflict: DraftMerge | None = None
    problem: str = ""
    failure: str = ""
    is_gone: bool = False
    is_recovered: bool = False
    is_first_save: bool = True
    wants_revision: bool = False
    editing_since: datetime | None = None
    has_heard: bool = False
    wants_save: bool = False

    @property
    def is_unsaved(self) -> bool:
        """Whether something was typed that the library does not hold."""
        return self.stamp > self.saved_stamp

    @property
    def may_save(self) -> bool:
        """Whether nothing waits for a person's decision first."""
        return self.conflict is None and not self.is_gone and not self.is_recovered

    def is_due_for_revision(self, now: datetime) -> bool:
        """Whether somebody has been editing for so long that a revision is kept."""
        return self.editing_since is not None and now - self.editing_since >= _REVISE_AFTER

    def note_saved(self, now: datetime, *, revised: bool) -> None:
        """The library took something; with `revised` it kept a revision too."""
        self.is_first_save = False
        if revised:
            self.wants_revision = False
            self.editing_since = now if self.is_unsaved else None

    def situation(
        self,
        *,
        now: datetime,
        zone: str,
        is_team: bool,
        saving: Literal["no", "yes", "slow"],
        device_failure: str,
        recovered_from: datetime | None,
    ) -> Situation:
        """All that the save state follows from."""
        return Situation(
            now=now,
            zone=zone,
            is_team=is_team,
            is_unsaved=self.is_unsaved,
            is_saving=saving != "no",
            is_waiting=saving == "slow",
            in_conflict=self.conflict is not None,
            recovered_from=recovered_from if self.is_recovered else None,
            problem=self.problem,
            failure=self.failure,
            device_failure=device_failure,
            saved_at=self.saved_at,
        )


def hold(base: Incident, shown: IncidentDraft, *, stamp: int) -> Held:
    """What is known when editing begins: the form shows what the library holds."""
    return Held(
        base=base,
        shown=shown,
        stamp=stamp,
        saved_stamp=stamp,
        saved_at=base.updated_at,
    )
