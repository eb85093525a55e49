"""Emptying the outbox: one issue after the other, each once, whatever happens in between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from exporters.trackers.assigning import Assigner
from exporters.trackers.failures import (
    BadCredentialsError,
    ForbiddenAddressError,
    MissingSecretError,
    NoSuchIssueError,
    NotAllowedError,
    OddAnswerError,
    RateLimitedError,
    RefusedError,
    ServiceTroubleError,
    TrackerError,
    UnreachableError,
)
from exporters.trackers.planning import issue_for
from exporters.trackers.push import make
from models.errors import NotFoundError
from models.operations.tracker_outbox import (
    claim,
    put_back,
    queue_changes,
    renew,
    withdraw,
)
from models.operations.tracker_sync import record_issue
from models.tracker_merging import pushable
from models.trackers import OutboxVerb, SyncedField, SyncedValues
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from exporters.trackers.push import Tracker
    from exporters.trackers.values import NewIssue, TrackerIssue
    from models.incident import ActionItem, Incident
    from models.library import Library
    from models.tracker_people import TrackerPeople
    from models.trackers import OutboxEntry, TrackedAction, TrackerAccount

    Connect = Callable[[TrackerAccount], Tracker]

CLAIM = timedelta(seconds=90)
"""How long an entry is left alone once somebody took it.

Longer than the longest request (25 s, three times tried) so that, when the one who took it was
killed, its last request has arrived or failed before anybody looks for the issue by its marker.
"""

Outcome = Literal["created", "updated", "waiting", "failed"]

# These say something about the account, not about one issue: the rest of its entries wait too.
_ABOUT_ACCOUNT = (
    BadCredentialsError,
    ForbiddenAddressError,
    MissingSecretError,
    NotAllowedError,
    RateLimitedError,
    ServiceTroubleError,
    UnreachableError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of one entry of the outbox.

    Attributes:
        key: of the issue; empty while there is none.
        outcome: `waiting` entries go out with a later push, `failed` ones need somebody's help
            first; neither is lost.
        problem: why, in plain words.
        note: what was left out of what was sent; empty mostly.
    """

    action_id: UUID
    title: str
    account: str
    outcome: Outcome
    key: str = ""
    url: str = ""
    problem: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendReport:
    """What became of the outbox."""

    items: tuple[Sent, ...] = ()
    cancelled: bool = False

    def count(self, outcome: Outcome) -> int:
        """How many came to that end."""
        return sum(one.outcome == outcome for one in self.items)


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far sending or asking is."""

    done: int
    total: int
    text: str


def send_outbox(
    library: Library,
    connect: Connect,
    *,
    only: Collection[UUID] | None = None,
    progress: Callable[[SyncProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SendReport:
    """Send what waits, changes that were made here since the last sync among them.

    Args:
        library: whose outbox.
        connect: opens an account's tracker; may raise `TrackerError`.
        only: send for these action items alone.
        progress: told before each entry.
        cancelled: asked before each entry; the rest stays in the outbox.
    """
    queue_changes(library)
    entries = [one for one in library.trackers.outbox() if only is None or one.action_id in only]
    sender = _Sender(library, connect, len(entries), progress, cancelled)
    for account in library.trackers.accounts():
        sender.send(account, [one for one in entries if one.account_id == account.id])
    return SendReport(items=tuple(sender.items), cancelled=sender.stopped)


class _Sender:
    def __init__(
        self,
        library: Library,
        connect: Connect,
        total: int,
        progress: Callable[[SyncProgress], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self.items: list[Sent] = []
        self.stopped = False
        self._library = library
        self._connect = connect
        self._total = total
        self._progress = progress
        self._cancelled = cancelled

    def send(self, account: TrackerAccount, entries: Sequence[OutboxEntry]) -> None:
        if not entries:
            return
        try:
            with self._connect(account) as tracker:
                self._send_all(account, tracker, entries)
        except TrackerError as error:  # of opening it: nothing was sent
            for entry in entries:
                self._put_back(entry, error)

    def _send_all(
        self, account: TrackerAccount, tracker: Tracker, entries: Sequence[OutboxEntry]
    ) -> None:
        rest: Iterator[OutboxEntry] = iter(entries)
        for entry in rest:
            if self._cancelled is not None and self._cancelled():
                self.stopped = True
                return
            if self._progress is not None:
                told = SyncProgress(len(self.items), self._total, entry.title)
                self._progress(told)
            if not claim(self._library, entry.id, pause=CLAIM):
                self._leave(entry)
                continue
            try:
                self._send_one(account, tracker, entry)
            except _TakenError:
                self._leave(entry)
            except NotFoundError:
                withdraw(self._library, [entry.action_id])  # the item was removed meanwhile
            except TrackerError as error:
                self._put_back(entry, error)
                if isinstance(error, _ABOUT_ACCOUNT):
                    for one in rest:
                        self._put_back(one, error)

    def _leave(self, entry: OutboxEntry) -> None:
        """Somebody else is at it, or it was sent already."""
        if any(one.id == entry.id for one in self._library.trackers.outbox()):
            self._add(entry, "waiting", problem=entry.problem or _TAKEN)

    def _send_one(self, account: TrackerAccount, tracker: Tracker, entry: OutboxEntry) -> None:
        if entry.verb is OutboxVerb.UPDATE:
            self._update(account, tracker, entry)
        else:
            self._create(account, tracker, entry)

    def _create(self, account: TrackerAccount, tracker: Tracker, entry: OutboxEntry) -> None:
        incident, item = self._item(entry)
        if item.tracker_key:
            withdraw(self._library, [item.id])
            return
        new = issue_for(incident, item)
        if item.status.is_closed:
            # Nobody needs an issue any more, unless an earlier try made one.
            found = tracker.find(new.marker)
            if found is None:
                withdraw(self._library, [item.id])
                return
            issue, note, owner = found, "", item.owner
        else:
            issue, note, owner = self._make(account, tracker, new, item.owner, entry)
        sent = SyncedValues(
            status=ActionStatus.OPEN if item.status.is_closed else item.status,
            owner=owner,
            due_on=item.due_on,
        )
        record_issue(self._library, account, item.id, issue, sent=sent)
        self._add(entry, "created", key=issue.key, url=issue.url, note=note)

    def _make(
        self,
        account: TrackerAccount,
        tracker: Tracker,
        new: NewIssue,
        owner: str | None,
        entry: OutboxEntry,
    ) -> tuple[TrackerIssue, str, str | None]:
        """The issue, what was left out of it, and the owner that the tracker was told of.

        An owner who could not be looked up just now is told with the next exchange.
        """
        found = tracker.find(new.marker)
        if found is not None:
            return found, "", None
        assigner = Assigner(self._library, account, tracker)
        person, note = None, ""
        if owner:
            try:
                person = assigner.person(owner)
            except OddAnswerError:
                owner, note = None, f"{owner} is assigned with the next sync."
        # Looking may have taken longer than the claim lasts: whoever took it since makes it.
        if not renew(self._library, entry.id, attempts=entry.attempts + 1, pause=CLAIM):
            raise _TakenError
        if person is None:
            return make(tracker, new), note, owner
        if not person.is_assignable:
            return make(tracker, new), assigner.unknown(person), owner
        issue = make(tracker, replace(new, assignee=person.account))
        return issue, assigner.took(person, issue), owner

    def _update(self, account: TrackerAccount, tracker: Tracker, entry: OutboxEntry) -> None:
        known = self._library.trackers.tracked_item(account, entry.action_id)
        if known is None:
            withdraw(self._library, [entry.action_id])
            return
        # What changed there first: what changed on both sides is for a person to decide.
        self._read(account, tracker, known, sent=None)
        known = self._library.trackers.tracked_item(account, entry.action_id)
        people = self._library.trackers.people(account.id)
        fields = _to_send(account, known, people) if known else ()
        if known is None or not fields:
            withdraw(self._library, [entry.action_id])
            return
        _tell(tracker, known, fields)
        note = ""
        if SyncedField.OWNER in fields:
            note = self._assign(account, tracker, known)
        self._read(account, tracker, known, sent=known.here)
        self._add(entry, "updated", key=known.key, note=note)

    def _assign(self, account: TrackerAccount, tracker: Tracker, known: TrackedAction) -> str:
        """Tell whose it is now; why that could not be, in words, else empty.

        Raises:
            TrackerError: when it may go better later.
        """
        owner = known.here.owner
        if not owner:
            tracker.assign(known.key, "")
            return ""
        assigner = Assigner(self._library, account, tracker)
        person = assigner.person(owner)
        if not person.is_assignable:
            return assigner.unknown(person)
        try:
            tracker.assign(known.key, person.account)
        except (RefusedError, NotAllowedError):
            return assigner.refused(person)
        issues = tracker.read([known.key])
        return assigner.took(person, issues[0]) if issues else ""

    def _read(
        self,
        account: TrackerAccount,
        tracker: Tracker,
        known: TrackedAction,
        *,
        sent: SyncedValues | None,
    ) -> None:
        issues = tracker.read([known.key])
        if not issues:
            raise NoSuchIssueError(
                f"{account.kind.shown} has no {known.key}, or hides it from this account.",
                "If it was removed, clear the key of the action item.",
            )
        record_issue(self._library, account, known.action_id, issues[0], sent=sent)

    def _item(self, entry: OutboxEntry) -> tuple[Incident, ActionItem]:
        """The item with the first incident outside the trash that it answers."""
        for answered in self._library.actions.answered_by(entry.action_id):
            incident = self._library.incidents.get(answered)
            for item in incident.action_items:
                if item.id == entry.action_id and incident.trashed_at is None:
                    return incident, item
        raise NotFoundError("This action item is not in the library any more.")

    def _put_back(self, entry: OutboxEntry, error: TrackerError) -> None:
        problem = str(error)
        put_back(self._library, entry.id, problem=problem, pause=_pause(error))
        self._add(entry, "waiting" if error.can_retry else "failed", problem=problem)

    def _add(
        self,
        entry: OutboxEntry,
        outcome: Outcome,
        *,
        key: str = "",
        url: str = "",
        problem: str = "",
        note: str = "",
    ) -> None:
        self.items.append(
            Sent(
                action_id=entry.action_id,
                title=entry.title,
                account=entry.account_name,
                outcome=outcome,
                key=key,
                url=url,
                problem=problem,
                note=note,
            )
        )


class _TakenError(Exception):
    """The claim ran out, and somebody else has the entry now."""


_TAKEN = "Another Afterword is sending it, or was interrupted while it did; try again in a minute."


def _pause(error: TrackerError) -> timedelta | None:
    if isinstance(error, UnreachableError) and error.was_sent:
        return CLAIM
    if isinstance(error, RateLimitedError) and error.retry_after:
        return timedelta(seconds=error.retry_after)
    return None


def _to_send(
    account: TrackerAccount, known: TrackedAction, people: TrackerPeople
) -> tuple[SyncedField, ...]:
    if known.link is None:
        return ()
    fields = pushable(account.kind, known.here, known.link.here, people)
    return tuple(name for name in fields if name not in known.link.conflicts)


def _tell(tracker: Tracker, known: TrackedAction, fields: Sequence[SyncedField]) -> None:
    if SyncedField.DUE_ON in fields:
        tracker.set_due(known.key, known.here.due_on)
    if SyncedField.STATUS not in fields:
        return
    if known.here.status.is_closed:
        tracker.close(known.key, done=known.here.status is ActionStatus.DONE)
    else:
        tracker.reopen(known.key)
