"""The work behind the window's commands for trackers. Slow to import: workers do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop.trackers.preview_dialog import PreviewRow
from exporters.trackers.assigning import assignee_words
from exporters.trackers.connecting import open_tracker
from exporters.trackers.planning import plan_issues
from exporters.trackers.pulling import PullReport, pull
from exporters.trackers.sending import SendReport, send_outbox
from exporters.trackers.telling import Told, tell_waiting
from exporters.trackers.telling import tell as tell_now
from models.changes import Changes
from models.operations.tracker_sync import resolve_conflict
from models.trackers import TrackerAccount

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from desktop.tasks import TaskContext
    from desktop.trackers.secrets import SecretStore
    from exporters.trackers.push import Tracker
    from models.library import Library
    from models.trackers import SyncConflict


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePlan:
    """What can be made of an incident's action items, and where."""

    key: str
    accounts: list[TrackerAccount]
    rows: list[PreviewRow]


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What an exchange did: sent, told webhooks, and, where it was to ask, brought here."""

    sent: SendReport
    pulled: PullReport | None
    told: tuple[Told, ...] = ()


def exchange(
    library: Library,
    secrets: SecretStore,
    context: TaskContext,
    *,
    only: tuple[UUID, ...] | None,
    ask: bool,
) -> SyncReport:
    """Send what waits (of these action items alone, if any are named), then perhaps ask."""

    def connect(account: TrackerAccount) -> Tracker:
        return open_tracker(account, secrets.get(account.id))

    told = tell_waiting(library, lambda account: secrets.get(account.id))
    sent = send_outbox(
        library, connect, only=only, progress=context.report, cancelled=context.cancelled
    )
    if not ask or sent.cancelled:
        return SyncReport(sent, None, told)
    pulled = pull(library, connect, progress=context.report, cancelled=context.cancelled)
    return SyncReport(sent, pulled, told)


def plan(library: Library, incident_id: UUID) -> IssuePlan:
    """What could be made of an incident's action items.

    Raises:
        NotFoundError: when the incident is not in the library any more.
    """
    incident = library.incidents.get(incident_id)
    owners = {one.id: one.owner or "" for one in incident.action_items}
    accounts = [one for one in library.trackers.accounts() if one.has_issues]
    people = {one.id: library.trackers.people(one.id) for one in accounts}
    rows = [
        PreviewRow(
            action_id=one.action_id,
            number=one.number,
            title=one.issue.title,
            owner=owners.get(one.action_id, ""),
            due_on=one.issue.due_on,
            body=one.issue.body,
            note=one.reason or one.warning,
            sendable=not one.reason,
            assigned={
                to.id: assignee_words(to.kind, people[to.id], owners.get(one.action_id))
                for to in accounts
                if not one.reason
            },
        )
        for one in plan_issues(library, incident_id)
    ]
    return IssuePlan(key=incident.key, accounts=accounts, rows=rows)


def offer(library: Library, incident_id: UUID) -> tuple[str, str]:
    """What can be sent of a postmortem that was just published: words, and the window's command.

    Both are empty where no account is set up, or nothing is left to send.
    """
    found = plan(library, incident_id)
    sendable = sum(row.sendable for row in found.rows)
    if found.accounts and sendable:
        items = "action item has" if sendable == 1 else "action items have"
        return f"{found.key} published; {sendable} {items} no issue yet", "create-issues:"
    if any(not one.has_issues for one in library.trackers.accounts()):
        return f"{found.key} published", "tell-team:"
    return "", ""


def decide(library: Library, chosen: Iterable[tuple[SyncConflict, str]]) -> Changes:
    """Let the chosen sides ("here", "there") hold, each in a transaction of its own."""
    changes = Changes()
    for conflict, side in chosen:
        keep: Literal["here", "there"] = "here" if side == "here" else "there"
        resolved = resolve_conflict(library, conflict.action_id, conflict.field, keep)
        changes = changes.merged(resolved)
    return changes


def tell(library: Library, secrets: SecretStore, account: TrackerAccount, message: str) -> Told:
    """Send a message to a webhook; what does not get through now waits.

    Raises:
        TrackerError: when it did not arrive and waiting helps nothing.
    """
    return tell_now(library, lambda one: secrets.get(one.id), account, message)
