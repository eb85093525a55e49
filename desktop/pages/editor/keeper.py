"""Keeps what is typed into the editor: in this device's drafts at once, in the library soon."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from desktop.pages.editor.draft import draft_of
from desktop.pages.editor.draft_merging import merge_drafts
from desktop.pages.editor.held import hold
from desktop.pages.editor.keeping import merge_with, unchanged_by_me
from desktop.pages.editor.saving_flow import SavingFlow
from models.identifiers import new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QObject

    from desktop.pages.editor.draft import IncidentDraft
    from desktop.pages.editor.draft_merging import Choice, DraftMerge
    from desktop.pages.editor.journal import Journal
    from desktop.pages.editor.keeping import RecoveredText
    from desktop.pages.editor.save_state import SaveState
    from desktop.session import LibrarySession
    from models.incident import Incident


class DraftKeeper(SavingFlow):
    """Saves the draft of one incident, and never loses it.

    Signals (with those of `SavingFlow`):
        recovered: `RecoveredText` of an earlier run; the form shows it already, unless something
            was typed before it was found.
    """

    recovered = Signal(object)

    def __init__(
        self,
        session: LibrarySession,
        journal: Journal,
        *,
        draft: Callable[[], IncidentDraft],
        parent: QObject | None = None,
    ) -> None:
        """Keep nothing yet.

        Args:
            session: the library.
            journal: this device's drafts.
            draft: gives what stands in the form now.
            parent: Qt parent.
        """
        super().__init__(session, journal, draft=draft, parent=parent)
        self.recovering.found.connect(self._on_recovered)

    @property
    def base(self) -> Incident:
        """The incident as the library held it when it was last read or saved here."""
        return self._held.base

    @property
    def state(self) -> SaveState:
        """How well the draft is kept."""
        return self._state

    @property
    def conflict(self) -> DraftMerge | None:
        """What both changed, while nobody decided."""
        return self._held.conflict

    @property
    def failure(self) -> str:
        """Why the library cannot take anything now; empty when it can."""
        return self._held.failure

    @property
    def is_gone(self) -> bool:
        """Whether the incident was removed for good while it was open here."""
        return self._held.is_gone

    @property
    def shows_recovered(self) -> bool:
        """Whether the form shows a draft of an earlier run and nobody decided about it."""
        return self._held.is_recovered

    @property
    def is_unsaved(self) -> bool:
        """Whether something was typed that the library does not hold."""
        return self._held.is_unsaved

    def start(self, base: Incident, shown: IncidentDraft | None = None) -> None:
        """Begin to keep this incident.

        Args:
            base: the incident as the library holds it.
            shown: what the form shows: `draft_of(base)`, which is worked out without it.
        """
        if self._is_started:
            self.stop()
        self._is_started = True
        self._session.changed.connect(self._on_changed)
        shown = shown or draft_of(base, zone=self._session.zone)
        self._held = hold(base, shown, stamp=self._journal.stamp())
        self._tell()
        self.recovering.look(base.id)

    def note_edit(self) -> None:
        """Something was typed. Cheap: to be called for every keystroke."""
        held = self._held
        held.stamp = self._journal.stamp()
        held.problem = ""
        held.is_recovered = False
        if held.editing_since is None:
            held.editing_since = self._session.clock()
        self._writer.note()
        self._soon.start()
        if self._state.kind in ("saved", "saving", "not readable yet"):
            self._tell()

    def flush(self, done: Callable[[bool], None] | None = None) -> None:
        """Save now: a field was left, or something needs the library to hold all of it.

        Args:
            done: takes whether the library holds everything that stands in the form.
        """
        if done is not None:
            self._waiting.append(done)
        self._save()

    def checkpoint(self, done: Callable[[bool], None] | None = None) -> None:
        """Save now and keep a revision (Ctrl+S).

        Args:
            done: as in `flush`.
        """
        if self._held.is_recovered:
            self.note_edit()  # whoever saves by hand wants what is shown
        self._held.wants_revision = True
        self.flush(done)

    def stop(self) -> None:
        """The page is left or closed: whatever is not saved yet is handed over for saving."""
        if not self._is_started:
            return
        self._is_started = False
        self._session.changed.disconnect(self._on_changed)
        for timer in (self._soon, self._retry):
            timer.stop()
        self._writer.cancel()
        held = self._held
        if held.is_unsaved and held.may_save:
            self._saver.hand_over(self.snapshot(), keep_before=held.is_first_save)
        elif held.is_unsaved:
            self._writer.write()

    def finish(self) -> None:
        """The page goes away for good: stop, then let the drafts that are left be recovered."""
        self.stop()
        journal = self._journal
        # In the lane of saves: one that is still under way may have to write a draft.
        self._session.runner.run(
            lambda _context: journal.close(), lane="store", owner=self._session.runner, durable=True
        )

    def resolve(self, choices: Mapping[str, Choice]) -> None:
        """A person decided what both had changed; it is shown and saved.

        Args:
            choices: by `Dispute.key`.
        """
        theirs = self._held.theirs
        if self._held.conflict is None or theirs is None:
            return
        merge = merge_with(self.snapshot(), theirs)
        self._rebase(theirs, unchanged_by_me(merge), merge.settled(choices))
        self.keep_shown()

    def keep_shown(self) -> None:
        """Take what the form shows now as typed, and save it (a recovered draft, a decision)."""
        self.note_edit()
        self.flush()

    def show_recovered(self) -> None:
        """Have the form show the draft of an earlier run, put together with what is stored.

        It is not saved before somebody types or says so (`keep_shown`): one may look first.
        """
        text = self.recovering.text
        if text is None or text.merge is None or text.stored is None:
            return
        self.recovering.is_adopted = True
        sides = text.merge.sides
        if self.is_unsaved:
            # Something was typed before it was found: nothing of either is dropped.
            merge = merge_with(self.snapshot(), text.stored)
            both = merge_drafts(replace(merge.sides, theirs=text.merge.draft))
            everything = both.settled({one.key: "both" for one in both.disputes})
            self._rebase(text.stored, unchanged_by_me(merge), everything)
            self.note_edit()
        elif text.merge.disputes:
            self._rebase(text.draft.entry.base, sides.base, text.merge.draft)
            self.dispute(text.merge, text.stored)
        else:
            self._rebase(text.stored, sides.theirs, text.merge.draft)
            self._held.is_recovered = True
            self._tell()

    def show_stored(self) -> None:
        """The way back: have the form show what the library holds; the draft stays on the device.

        Only before anything of the recovered draft was saved (`shows_recovered`).
        """
        text = self.recovering.text
        if text is None or text.stored is None or text.merge is None:
            return
        self.recovering.is_adopted = False
        theirs = text.merge.sides.theirs
        self._rebase(text.stored, theirs, theirs)
        self._held.saved_stamp = self._held.stamp
        self._writer.cancel()
        self._tell()

    @Slot(object)
    def _on_recovered(self, text: RecoveredText) -> None:
        if not self.is_unsaved:
            self.show_recovered()
        self.recovered.emit(text)

    def keep_as_new(self) -> None:
        """The incident was removed for good: save the text as a new one; `saved` tells its id."""
        held = self._held
        held.is_gone, held.failure = False, ""
        held.base = replace(held.base, version=0, id=new_id(), trashed_at=None)
        self.base_changed.emit(held.base)
        self.keep_shown()
