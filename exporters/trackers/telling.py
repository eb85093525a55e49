"""Getting messages to their webhooks: now, or later what did not get through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from exporters.trackers.failures import (
    MissingSecretError,
    RateLimitedError,
    TrackerError,
    UnreachableError,
)
from exporters.trackers.webhook import send_to
from models.operations.waiting_messages import (
    claim_message,
    drop_messages,
    put_back_message,
    queue_message,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.library import Library
    from models.trackers import TrackerAccount

    SecretOf = Callable[[TrackerAccount], str | None]

_CLAIM = timedelta(seconds=90)
_NEVER = timedelta(days=36_500)
_LATER = timedelta(hours=1)
_DOUBT = "It may have arrived all the same: look there before it is sent again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one message.

    Attributes:
        outcome: `waiting` ones go out as soon as that works, `held` ones need a person's look.
        problem: why it did not get through; empty for one that did.
    """

    id: UUID | None
    account: str
    outcome: Literal["sent", "waiting", "held"]
    problem: str = ""


def tell(library: Library, secret_of: SecretOf, account: TrackerAccount, text: str) -> Told:
    """Send a message; where it cannot get through now, it waits in the library.

    Raises:
        TrackerError: when waiting helps nothing, or it may have arrived; nothing is kept.
    """
    try:
        send_to(account, secret_of(account), text)
    except TrackerError as error:
        if not error.can_retry or isinstance(error, MissingSecretError):
            raise
        if _may_have_arrived(error):
            raise UnreachableError(str(error), _DOUBT, was_sent=True) from None
        queue_message(library, account, text, problem=str(error), pause=_pause(error))
        return Told(id=None, account=account.name, outcome="waiting", problem=str(error))
    return Told(id=None, account=account.name, outcome="sent")


def tell_waiting(library: Library, secret_of: SecretOf) -> tuple[Told, ...]:
    """Send what waits and may be sent now, each once.

    One that may have arrived is held: a person looks whether it did, then drops it or sends anew.
    """
    accounts = {one.id: one for one in library.trackers.accounts()}
    told = []
    for message in library.trackers.messages():
        account = accounts.get(message.account_id)
        if account is None:
            drop_messages(library, {message.id})  # its webhook was removed
            continue
        if not claim_message(library, message.id, pause=_CLAIM):
            continue
        try:
            send_to(account, secret_of(account), message.text)
        except TrackerError as error:
            told.append(_kept(library, message.id, account.name, error))
            continue
        drop_messages(library, {message.id})
        told.append(Told(id=message.id, account=account.name, outcome="sent"))
    return tuple(told)


def _kept(library: Library, id: UUID, account: str, error: TrackerError) -> Told:
    if error.can_retry and not _may_have_arrived(error):
        put_back_message(library, id, problem=str(error), pause=_pause(error))
        return Told(id=id, account=account, outcome="waiting", problem=str(error))
    doubt = f" {_DOUBT}" if _may_have_arrived(error) else ""
    problem = f"{error}{doubt}"
    put_back_message(library, id, problem=problem, pause=_NEVER if doubt else _LATER)
    return Told(id=id, account=account, outcome="held", problem=problem)


def _may_have_arrived(error: TrackerError) -> bool:
    return isinstance(error, UnreachableError) and error.was_sent


def _pause(error: TrackerError) -> timedelta | None:
    if isinstance(error, RateLimitedError) and error.retry_after:
        return timedelta(seconds=error.retry_after)
    return None
