"""What the keeper has done off the interface thread: reading, keeping, saving, catching up.

Plain functions over frozen values: nothing here knows a widget or a thread.
"""

from __future__ import annotations

import errno
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.pages.editor.draft import IncidentDraft, Record, draft_of
from desktop.pages.editor.draft_merging import DraftMerge, Sides, merge_drafts
from desktop.pages.editor.journal import Draft, JournalEntry
from desktop.pages.editor.reading import DraftReading, read_draft
from models.changes import Changes
from models.errors import ConflictError, NotFoundError
from models.incident import Incident

if TYPE_CHECKING:
    from desktop.pages.editor.journal import Journal
    from models.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What stands in the form at one moment, and what it was typed onto.

    Attributes:
        stamp: of the newest edit in it (`Journal.stamp`).
        draft: the texts.
        base: the incident as it was last read or saved.
        shown: the texts of the form when they said the same as `base`.
        now: the moment.
        library_id: of the library; None while that is not known.
        location: of the library.
    """

    stamp: int
    draft: IncidentDraft
    base: Incident
    shown: IncidentDraft
    now: datetime
    library_id: UUID | None
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A save that was committed.

    Attributes:
        changes: what it changed.
        stored: the incident as the library holds it now.
        version: that it has, unless somebody saved between writing and reading.
    """

    changes: Changes
    stored: Incident
    version: int


def keep_draft(journal: Journal, snapshot: Snapshot) -> None:
    """Write the draft to this device.

    Raises:
        OSError: when it cannot be written.
    """
    if snapshot.library_id is None:
        return
    entry = JournalEntry(
        library_id=snapshot.library_id,
        base=snapshot.base,
        draft=snapshot.draft,
        written_at=snapshot.now,
        location=snapshot.location,
    )
    journal.write(entry, snapshot.stamp)


def read_snapshot(snapshot: Snapshot) -> DraftReading:
    """What the draft means as an incident."""
    return read_draft(snapshot.draft, snapshot.base, now=snapshot.now)


def save_draft(
    library: Library,
    incident: Incident,
    *,
    keep_before: bool = False,
    keep_after: bool = False,
    note: str = "",
    made_by: str | None = None,
) -> Saved:
    """Save to the library, and read what it made of it.

    Raises:
        UserError: as `models.operations.revisions.save_with_revisions` does.
    """
    from models.operations.revisions import save_with_revisions  # noqa: PLC0415  (SQLAlchemy)

    changes = save_with_revisions(
        library, incident, before=keep_before, after=keep_after, note=note, made_by=made_by
    )
    stored = library.incidents.get(incident.id)
    return Saved(changes=changes, stored=stored, version=incident.version + 1)


def keep_changed(
    library: Library, incident_id: UUID, *, note: str = "", made_by: str | None = None
) -> Changes:
    """Keep what is stored as a revision, unless the newest one says the same.

    Raises:
        UserError: as `models.operations.revisions.keep_changed_revision` does.
    """
    from models.operations.revisions import keep_changed_revision  # noqa: PLC0415  (SQLAlchemy)

    return keep_changed_revision(library, incident_id, note=note, made_by=made_by)


def is_same(incident: Incident, stored: Incident) -> bool:
    """Whether saving would change nothing (the zone of the form's times is not typed)."""
    return replace(incident, timezone=stored.timezone) == stored


def merge_with(snapshot: Snapshot, theirs: Incident) -> DraftMerge:
    """What stands in the form, put together with what is stored now."""
    zone = snapshot.draft.timezone
    return merge_drafts(
        Sides(
            shown=snapshot.shown,
            mine=snapshot.draft,
            base=draft_of(snapshot.base, zone=zone),
            theirs=draft_of(theirs, zone=zone),
        )
    )


def hand_over(
    library: Library,
    journal: Journal,
    snapshot: Snapshot,
    before: Saved | None,
    *,
    keep_before: bool,
) -> Changes:
    """Save what stands in a form that is being closed, with nobody left to ask.

    It goes to this device first. What the library cannot take as it stands, or what somebody else
    changed as well, stays there and is offered at the next opening.

    Args:
        library: where to.
        journal: this device's drafts.
        snapshot: what stands in the form.
        before: a save of the same form that ended meanwhile.
        keep_before: as `save_draft` takes it.

    Raises:
        UserError: when it cannot be saved; it is on this device then.
    """
    with suppress(OSError):
        keep_draft(journal, snapshot)
    if before is not None:
        snapshot = replace(snapshot, base=before.stored)
    incident = read_snapshot(snapshot).incident
    if incident is None:
        return Changes()
    changes = Changes()
    if not is_same(incident, snapshot.base):
        try:
            changes = save_draft(library, incident, keep_before=keep_before).changes
        except ConflictError:
            theirs = library.incidents.get(incident.id)
            merge = merge_with(snapshot, theirs)
            merged = read_draft(merge.draft, theirs, now=snapshot.now).incident
            if merge.disputes or merged is None:
                return Changes()
            if not is_same(merged, theirs):
                changes = save_draft(library, merged, keep_before=keep_before).changes
    if snapshot.library_id is not None:
        journal.forget(snapshot.library_id, incident.id, snapshot.stamp)
    return changes


def unchanged_by_me(merge: DraftMerge) -> IncidentDraft:
    """What the form would show after a merge if nothing had been typed into it."""
    sides = merge.sides
    return merge_drafts(replace(sides, mine=sides.shown)).draft


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveredText:
    """A draft of this device that the library does not hold.

    Attributes:
        draft: as it was written, and its file.
        stored: the incident as it is in the library; None when it was removed for good.
        merge: the draft put together with what is stored; None when nothing is.
    """

    draft: Draft
    stored: Incident | None
    merge: DraftMerge | None

    @property
    def written_at(self) -> datetime:
        """When it was typed."""
        return self.draft.entry.written_at


def recover(draft: Draft, library: Library, *, zone: str) -> RecoveredText | None:
    """What a draft has beyond the library; None when the library holds all of it."""
    entry = draft.entry
    try:
        stored = library.incidents.get(entry.base.id)
    except NotFoundError:
        return RecoveredText(draft=draft, stored=None, merge=None)
    mine = entry.draft
    reading = read_draft(mine, entry.base, now=entry.written_at)
    if reading.incident is not None:
        # As the library shows it: `14:25` that was saved as a full time is no difference.
        mine = draft_of(reading.incident, zone=zone)
    shown = draft_of(entry.base, zone=mine.timezone)
    theirs = draft_of(stored, zone=mine.timezone)
    merge = merge_drafts(Sides(shown=shown, mine=mine, base=shown, theirs=theirs))
    if not merge.disputes and says_the_same(merge.draft, theirs):
        return None
    return RecoveredText(draft=draft, stored=stored, merge=merge)


def says_the_same(one: IncidentDraft, other: IncidentDraft) -> bool:
    """Whether two drafts say the same, whatever ids their blank rows have."""
    return _content(one) == _content(other)


def _content(draft: IncidentDraft) -> tuple[object, ...]:
    found: list[object] = []
    for field in fields(draft):
        value = getattr(draft, field.name)
        if isinstance(value, tuple):
            found.append([_row(one) for one in value if not _is_blank(one)])
        elif field.name != "writes_postmortem":
            found.append(value if isinstance(value, (str, bool)) else dict(value))
    return tuple(found)


def _row(value: object) -> object:
    return dict(value.values) if isinstance(value, Record) else value


def _is_blank(value: object) -> bool:
    if not isinstance(value, Record):
        return False
    return not value.text("markdown") if "markdown" in value.values else value.is_blank


_ERRNO_WORDS = {
    errno.ENOSPC: "the disk of this device is full",
    errno.EDQUOT: "the disk of this device is full",
    errno.EFBIG: "the disk of this device is full",
    errno.EROFS: "the folder for drafts cannot be written",
    errno.EACCES: "the folder for drafts cannot be written",
    errno.EPERM: "the folder for drafts cannot be written",
}


def why_not_kept(error: Exception) -> str:
    """Why the draft could not be written to this device, as half a sentence."""
    number = error.errno if isinstance(error, OSError) else None
    if number in _ERRNO_WORDS:
        return _ERRNO_WORDS[number]
    detail = getattr(error, "strerror", None) or "the folder for drafts failed"
    return str(detail)[:1].lower() + str(detail)[1:]
