"""Messages to a webhook that a person sent and that did not get through yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from models.identifiers import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingMessage:
    """One message, as it was read and sent by a person; nothing changes it afterwards.

    Attributes:
        account_id: the webhook's account.
        text: in Slack's markup.
        attempts: how often it was tried since it waits.
        not_before: another Afterword is at it, or the service asked for a pause.
        problem: what went wrong last, in plain words.
    """

    account_id: UUID
    text: str
    queued_at: datetime
    attempts: int = 0
    not_before: datetime | None = None
    problem: str = ""
    id: UUID = field(default_factory=new_id)

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "id": str(self.id),
            "account_id": str(self.account_id),
            "text": self.text,
            "queued_at": self.queued_at.isoformat(),
            "attempts": self.attempts,
            "not_before": self.not_before.isoformat() if self.not_before else None,
            "problem": self.problem,
        }

    @classmethod
    def from_json(cls, value: Any) -> WaitingMessage | None:
        """From what was stored; None for what has another shape."""
        try:
            pause = value["not_before"]
            return cls(
                id=UUID(value["id"]),
                account_id=UUID(value["account_id"]),
                text=str(value["text"]),
                queued_at=datetime.fromisoformat(value["queued_at"]),
                attempts=int(value["attempts"]),
                not_before=datetime.fromisoformat(pause) if pause else None,
                problem=str(value["problem"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
