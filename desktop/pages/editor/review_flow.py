"""The way of a postmortem to its readers: review, approval, publication, waiver, reopening."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.dialogs.prompt import Question, prompt
from desktop.dialogs.typed_time import format_instant, read_instant
from desktop.notices import Notice
from models.errors import BadInputError, UserError
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.incident import Incident
    from models.library import Library


class ReviewFlow(QObject):
    """Carries out what the inspector offers, on one incident, as whoever works on this device.

    Everything that judges a text waits until the library holds what stands in the form.

    Signals:
        flush_first: a callable to run then.
        refused: why something was not done, in words.
        published: the postmortem is final now.
    """

    flush_first = Signal(object)
    refused = Signal(str)
    published = Signal()

    def __init__(self, session: LibrarySession, themes: ThemeSource, host: QWidget) -> None:
        """Work on nothing yet; dialogs open over `host`."""
        super().__init__(host)
        self._session = session
        self._themes = themes
        self._host = host
        self._incident: Incident | None = None

    def set_incident(self, incident: Incident | None) -> None:
        """Work on this one, as it stands in the form."""
        self._incident = incident

    def as_somebody(self, then: Callable[[str], None]) -> None:
        """Do something as whoever works here; asks once who that is."""
        if self._session.handle:
            then(self._session.handle)
            return

        def take(typed: str) -> None:
            if not typed.strip(" @"):
                raise BadInputError("A handle has letters.", "Write it like @platform-lead.")
            self._session.set_handle(typed)
            then(self._session.handle)

        question = Question(
            title="Who are you?",
            label="Your handle, as documents name you",
            confirm="Continue",
            text="Kept on this device. What you approve, set aside or publish is kept under it.",
            placeholder="@platform-lead",
        )
        prompt(self._host, self._themes, question, take)

    def ask_reviewer(self) -> None:
        """Ask who is to review it."""
        incident = self._incident
        if incident is None:
            return

        def take(handle: str) -> None:
            if not handle.strip(" @"):
                raise BadInputError("A handle has letters.", "Write it like @platform-lead.")
            tidy = handle if handle.startswith("@") else f"@{handle}"
            self._after_saving(partial(_ask_reviewer, incident.id, tidy))

        def show(people: tuple[str, ...]) -> None:
            question = Question(
                title="Who shall review it?",
                label="Handle",
                confirm="Ask",
                text="Afterword sends nothing: tell them yourself.",
                placeholder="@platform-lead",
                words=people,
            )
            prompt(self._host, self._themes, question, take)

        self._session.read(self, _people, show)

    def approve(self, digest: str) -> None:
        """Approve the text with that digest, as the person who reads it here."""
        incident = self._incident
        if incident is not None:
            self.as_somebody(
                lambda me: self._after_saving(partial(_approve, incident.id, me, digest))
            )

    def take_back_approval(self, handle: str) -> None:
        """Take an approval back."""
        incident = self._incident
        if incident is not None:
            self._perform(partial(_take_back, incident.id, handle))

    def set_aside(self, check: str, text: str, *, over: QWidget | None = None) -> None:
        """Ask why a check is set aside, and keep that."""
        incident = self._incident
        if incident is None:
            return

        def ask_why(me: str) -> None:
            def take(reason: str) -> None:
                if not reason:
                    raise BadInputError("A reason is needed.", "It is kept with the postmortem.")
                self._perform(partial(_set_aside, incident.id, check, reason, me))

            question = Question(
                title="Publish without this?",
                label="Reason",
                confirm="Set aside",
                text=f"{text}. The reason is kept with the postmortem.",
                paragraph=True,
            )
            prompt(over or self._host, self._themes, question, take)

        self.as_somebody(ask_why)

    def ask_again(self, override_id: UUID) -> None:
        """Ask for a check again that was set aside."""
        self._perform(partial(_ask_again, override_id))

    def record_meeting(self) -> None:
        """Ask when the meeting was held; an empty answer says that it was not."""
        incident = self._incident
        if incident is None:
            return
        zone, now = self._session.zone, self._session.clock()
        held = incident.postmortem.meeting_held_at if incident.postmortem else None

        def take(typed: str) -> None:
            at = read_instant(typed, zone=zone, now=now) if typed else None
            if at is not None and at > now:
                raise BadInputError("That is still to come.", "Record it once it was held.")
            self._after_saving(partial(_record_meeting, incident.id, at))

        question = Question(
            title="When was the meeting held?",
            label=f"Date and time ({zone})",
            confirm="Record",
            text="Leave it empty if there was none.",
            value=format_instant(held or now.replace(second=0, microsecond=0), zone),
            placeholder="2025-03-17 10:00",
        )
        prompt(self._host, self._themes, question, take)

    def publish(self) -> None:
        """Make it final; the store refuses while a check is neither met nor set aside."""
        self._set_status(PostmortemStatus.FINAL, "", self._on_published)

    def ask_for_review(self) -> None:
        """Put it into review."""
        self._set_status(PostmortemStatus.IN_REVIEW, "", self._tell("is in review"))

    def back_to_draft(self) -> None:
        """Take it out of review."""
        self._set_status(PostmortemStatus.DRAFT, "", self._tell("is a draft again"))

    def waive(self) -> None:
        """Ask why no postmortem will be written."""
        self._with_reason(
            Question(
                title="Waive the postmortem?",
                label="Why will nobody write it?",
                confirm="Waive it",
                text="The incident stays, and counts as waived in every figure.",
                paragraph=True,
            ),
            PostmortemStatus.WAIVED,
            "is waived",
        )

    def reopen(self) -> None:
        """Ask why a final or waived postmortem is changed again."""
        waived = self._incident is not None and self._incident.status is PostmortemStatus.WAIVED
        text = (
            "It becomes a draft."
            if waived
            else "It becomes a draft. What was published is kept as a revision."
        )
        self._with_reason(
            Question(
                title="Reopen the postmortem?",
                label="What has to be changed, and why?",
                confirm="Reopen it",
                text=text,
                paragraph=True,
            ),
            PostmortemStatus.DRAFT,
            "is a draft again",
        )

    def _with_reason(self, question: Question, status: PostmortemStatus, said: str) -> None:
        def take(reason: str) -> None:
            if not reason:
                raise BadInputError("A reason is needed.", "It is kept with the postmortem.")
            self._set_status(status, reason, self._tell(said))

        prompt(self._host, self._themes, question, take)

    def _set_status(
        self, status: PostmortemStatus, reason: str, done: Callable[[Changes], None]
    ) -> None:
        incident = self._incident
        if incident is None:
            return

        def go(me: str) -> None:
            work = partial(_set_status, incident.id, status, reason, me)
            self._after_saving(work, done)

        self.as_somebody(go)

    def _on_published(self, _changes: Changes) -> None:
        self.published.emit()
        self._tell("published")(_changes)
        if self._incident is not None:
            self._session.published.emit(self._incident.id)

    def _tell(self, said: str) -> Callable[[Changes], None]:
        key = self._incident.key if self._incident is not None else ""
        return lambda _changes: self._session.notice.emit(Notice(f"{key} {said}", "done"))

    def _after_saving(
        self,
        work: Callable[[Library], Changes],
        done: Callable[[Changes], None] | None = None,
    ) -> None:
        self.flush_first.emit(lambda: self._perform(work, done))

    def _perform(
        self,
        work: Callable[[Library], Changes],
        done: Callable[[Changes], None] | None = None,
    ) -> None:
        self._session.perform(self, work, done, failed=self._refuse)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.refused.emit(str(error))


def _people(library: Library) -> tuple[str, ...]:
    return tuple(one.name for one in library.vocabulary.people())


def _ask_reviewer(id: UUID, handle: str, library: Library) -> Changes:
    from models.operations.publishing import ask_reviewer  # noqa: PLC0415  (SQLAlchemy)

    return ask_reviewer(library, id, handle)


def _approve(id: UUID, handle: str, digest: str, library: Library) -> Changes:
    from models.operations.publishing import approve  # noqa: PLC0415  (SQLAlchemy)

    return approve(library, id, handle, seen=digest)


def _take_back(id: UUID, handle: str, library: Library) -> Changes:
    from models.operations.publishing import take_back_approval  # noqa: PLC0415  (SQLAlchemy)

    return take_back_approval(library, id, handle)


def _set_aside(id: UUID, check: str, reason: str, me: str, library: Library) -> Changes:
    from models.operations.publishing import override_check  # noqa: PLC0415  (SQLAlchemy)

    return override_check(library, id, check, reason=reason, made_by=me)


def _ask_again(id: UUID, library: Library) -> Changes:
    from models.operations.publishing import withdraw_override  # noqa: PLC0415  (SQLAlchemy)

    return withdraw_override(library, id)


def _record_meeting(id: UUID, at: datetime | None, library: Library) -> Changes:
    from models.operations.publishing import record_meeting  # noqa: PLC0415  (SQLAlchemy)

    return record_meeting(library, id, at)


def _set_status(
    id: UUID, status: PostmortemStatus, reason: str, me: str, library: Library
) -> Changes:
    from models.operations.incidents import set_status  # noqa: PLC0415  (SQLAlchemy)

    return set_status(library, id, status, version=None, reason=reason, made_by=me)
