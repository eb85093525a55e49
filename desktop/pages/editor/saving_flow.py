"""The way of a draft into the library: saving, trying again, catching up with others.

`DraftKeeper` is the door to it; this is what happens behind.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.pages.editor.catching_up import CatchingUp
from desktop.pages.editor.draft import IncidentDraft
from desktop.pages.editor.held import hold
from desktop.pages.editor.journal_writer import JournalWriter
from desktop.pages.editor.keeping import Snapshot, says_the_same, unchanged_by_me
from desktop.pages.editor.recovering import Recovering
from desktop.pages.editor.retry_timer import RetryTimer
from desktop.pages.editor.save_state import SaveState, describe
from desktop.pages.editor.store_saver import Outcome, StoreSaver, Wish
from models.errors import NotFoundError
from models.incident import Incident

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.editor.draft_merging import DraftMerge
    from desktop.pages.editor.journal import Journal
    from desktop.session import LibrarySession
    from models.changes import Changes

_SAVE_AFTER_MS = 1000


class SavingFlow(QObject):
    """One save, or one reading of what others saved, at a time; the next follows by itself.

    Signals:
        state_changed: `SaveState`.
        conflicted: `Incident` as stored now, when mine and theirs changed the same thing.
        rebased: (`Incident`, `IncidentDraft`): the base is now that one, and the form is to show
            that draft: somebody else's changes were put together with what stands here, or a
            draft was recovered.
        saved: `Incident` as stored.
        base_changed: `Incident`: read the draft against this one from now on; the form stays.
        merged_in: what came from somebody else, as a tuple of words.
        gone: the incident was removed for good while it was open.

    Attributes:
        recovering: the draft of an earlier run, if any.
    """

    state_changed = Signal(object)
    conflicted = Signal(object)
    rebased = Signal(object, object)
    saved = Signal(object)
    base_changed = Signal(object)
    merged_in = Signal(object)
    gone = Signal()

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
        super().__init__(parent)
        self._session = session
        self._journal = journal
        self._draft = draft
        self._state = SaveState("saved", None, "", "")
        self._waiting: list[Callable[[bool], None]] = []
        self._is_started = False
        self._held = hold(Incident(key="", title=""), IncidentDraft(), stamp=0)
        self._saver = StoreSaver(session, journal, self)
        self._saver.slow.connect(self._tell)
        self._others = CatchingUp(session, self.snapshot, self)
        self._writer = JournalWriter(journal, session.runner, self.snapshot, self)
        self._writer.outcome_changed.connect(self._tell)
        self.recovering = Recovering(session, journal, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SAVE_AFTER_MS)
        self._soon.timeout.connect(self._save)
        self._retry = RetryTimer(self)
        self._retry.timeout.connect(self._try_again)

    def snapshot(self) -> Snapshot:
        """What stands in the form now, with what it was typed onto."""
        held = self._held
        return Snapshot(
            stamp=held.stamp,
            draft=self._draft(),
            base=held.base,
            shown=held.shown,
            now=self._session.clock(),
            library_id=self._session.facts.id,
            location=self._session.location,
        )

    def dispute(self, merge: DraftMerge, theirs: Incident) -> None:
        """Have a person decide what both changed; until then the text is kept on this device."""
        self._held.conflict, self._held.theirs = merge, theirs
        if self._held.is_unsaved:
            self._writer.write()
        self._answer(held_by_library=False)
        self._tell()
        self.conflicted.emit(theirs)

    @Slot()
    def _save(self) -> None:
        held = self._held
        self._soon.stop()
        if self._saver.is_busy or self._others.is_busy:
            held.wants_save = True
            return
        held.wants_save = False
        if not held.may_save:
            self._answer(held_by_library=False)
            return
        if not held.is_unsaved and not held.wants_revision:
            self._answer(held_by_library=True)
            return
        snapshot = self.snapshot()
        recovered = self.recovering.text
        wish = Wish(
            before=held.is_first_save,
            after=held.wants_revision or held.is_due_for_revision(snapshot.now),
            settles=(recovered.draft,) if recovered and self.recovering.is_adopted else (),
        )
        self._saver.save(snapshot, wish, lambda outcome: self._on_outcome(snapshot, wish, outcome))
        self._tell()

    def _on_outcome(self, snapshot: Snapshot, wish: Wish, outcome: Outcome) -> None:
        if snapshot.base.id != self._held.base.id:
            pass  # of an incident that is not kept any more
        elif outcome.kind in ("saved", "same"):
            self._on_saved(snapshot, wish, outcome)
        elif outcome.kind == "conflict":
            self._held.wants_save = True
            self._catch_up()
        else:
            self._on_not_saved(snapshot, outcome)
        self._tell()

    def _on_saved(self, snapshot: Snapshot, wish: Wish, outcome: Outcome) -> None:
        held = self._held
        held.problem = held.failure = ""
        self._retry.succeeded()
        held.saved_stamp, held.saved_at, held.shown = snapshot.stamp, snapshot.now, snapshot.draft
        if not held.is_unsaved:
            self._writer.cancel()
        if wish.settles:
            self.recovering.settle()
        saved = outcome.saved
        if saved is not None:
            held.note_saved(snapshot.now, revised=wish.after)
            if saved.stored.version == saved.version:
                held.base, held.has_heard = saved.stored, False
            else:  # somebody saved right after
                held.base = replace(outcome.incident or snapshot.base, version=saved.version)
                held.has_heard = True
            self.base_changed.emit(held.base)
            self.saved.emit(held.base)
        self._go_on()

    def _on_not_saved(self, snapshot: Snapshot, outcome: Outcome) -> None:
        if outcome.kind in ("not readable", "refused"):
            self._held.problem = outcome.text
        else:
            self._fail(outcome.text, is_gone=outcome.kind == "gone", again=outcome.kind == "failed")
        if self._writer.kept_stamp < snapshot.stamp:
            self._writer.write()
        self._answer(held_by_library=False)
        if self._held.has_heard:
            self._catch_up()

    def _fail(self, text: str, *, is_gone: bool, again: bool) -> None:
        self._held.failure = text
        if again:
            self._retry.later()
        if is_gone:
            self._held.is_gone = True
            self.gone.emit()

    def _go_on(self) -> None:
        """After something ended: what was asked for meanwhile."""
        held = self._held
        if held.has_heard:
            self._catch_up()
        elif held.wants_save or (held.is_unsaved and self._waiting):
            self._save()
        elif held.is_unsaved:
            self._soon.start()
        else:
            self._answer(held_by_library=True)

    def _catch_up(self) -> None:
        if self._saver.is_busy or self._others.is_busy:
            self._held.has_heard = True
            return
        self._held.has_heard = False
        self._others.start(self._on_caught_up, self._on_not_caught_up)

    def _on_caught_up(self, theirs: Incident, merge: DraftMerge) -> None:
        held = self._held
        if theirs.id != held.base.id:
            return
        if theirs == held.base and held.conflict is None:
            self._go_on()
        elif merge.disputes:
            self.dispute(merge, theirs)
        else:
            was_recovered = held.is_recovered
            self._rebase(theirs, unchanged_by_me(merge), merge.draft)
            held.is_recovered = was_recovered
            if merge.taken:
                self.merged_in.emit(merge.taken)
            self._go_on()
        self._tell()

    def _on_not_caught_up(self, error: Exception) -> None:
        is_gone = isinstance(error, NotFoundError)
        self._held.has_heard = not is_gone
        self._fail(str(error), is_gone=is_gone, again=not is_gone)
        self._answer(held_by_library=False)
        self._tell()

    def _rebase(self, base: Incident, shown: IncidentDraft, draft: IncidentDraft) -> None:
        held = self._held
        held.base, held.shown = base, shown
        held.conflict = held.theirs = None
        held.is_recovered = False
        self.base_changed.emit(base)
        if not says_the_same(draft, self._draft()):
            self.rebased.emit(base, draft)

    def _answer(self, *, held_by_library: bool) -> None:
        waiting, self._waiting = self._waiting, []
        for done in waiting:
            done(held_by_library)

    @Slot()
    def _try_again(self) -> None:
        held = self._held
        if held.is_unsaved and self._writer.failure:
            self._writer.write()
        if held.has_heard:
            self._catch_up()
        else:
            self._save()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._held.base.id in changes.incidents:
            self._catch_up()

    @Slot()
    def _tell(self) -> None:
        state = describe(
            self._held.situation(
                now=self._session.clock(),
                zone=self._session.zone,
                is_team="://" in self._session.location,
                saving="slow" if self._saver.is_slow else "yes" if self._saver.is_busy else "no",
                device_failure=self._writer.failure,
                recovered_from=self.recovering.written_at,
            )
        )
        if replace(state, at=None) != replace(self._state, at=None) or state.kind == "saved":
            self._state = state
            self.state_changed.emit(state)
