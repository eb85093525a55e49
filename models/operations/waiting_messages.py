"""What can be done with messages that wait for their webhook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.changes import Changes
from models.store.waiting_messages import MESSAGES, read_messages, write_messages
from models.waiting_messages import WaitingMessage

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import timedelta
    from uuid import UUID

    from models.library import Library
    from models.trackers import TrackerAccount


def queue_message(
    library: Library,
    account: TrackerAccount,
    text: str,
    *,
    problem: str,
    pause: timedelta | None = None,
) -> Changes:
    """Keep a message that did not get through; it is sent as it is, whenever that works.

    Args:
        library: where it waits.
        account: the webhook's.
        text: as a person sent it.
        problem: why it did not get through.
        pause: how long to leave it alone; None for not at all.
    """
    with library.store.writing() as write:
        made = WaitingMessage(
            account_id=account.id,
            text=text,
            queued_at=write.now,
            not_before=write.now + pause if pause else None,
            problem=problem,
        )
        write_messages(write, [*read_messages(write.connection), made])
        write.log("setting", MESSAGES, "changed")
    return write.changes


def claim_message(library: Library, id: UUID, *, pause: timedelta) -> bool:
    """Take a message for oneself until `pause` is over; False when it is gone or not to be sent."""
    with library.store.writing() as write:
        waiting = read_messages(write.connection)
        found = next((one for one in waiting if one.id == id), None)
        if found is None or (found.not_before is not None and found.not_before > write.now):
            return False
        taken = replace(found, attempts=found.attempts + 1, not_before=write.now + pause)
        write_messages(write, [taken if one.id == id else one for one in waiting])
    return True


def put_back_message(
    library: Library, id: UUID, *, problem: str, pause: timedelta | None = None
) -> None:
    """Say why a message did not get through this time, and how long to leave it alone."""
    with library.store.writing() as write:
        until = write.now + pause if pause else None
        waiting = [
            replace(one, problem=problem, not_before=until) if one.id == id else one
            for one in read_messages(write.connection)
        ]
        write_messages(write, waiting)


def drop_messages(library: Library, ids: Collection[UUID]) -> Changes:
    """Let messages wait no more: they were sent, or nobody wants them sent."""
    with library.store.writing() as write:
        waiting = read_messages(write.connection)
        left = [one for one in waiting if one.id not in ids]
        if len(left) == len(waiting):
            return Changes()
        write_messages(write, left)
        write.log("setting", MESSAGES, "changed")
    return write.changes
