"""Messages that wait for their webhook, inside a transaction. A setting of the library holds them.

They are few, and gone once they are sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.store.settings import read_setting, write_setting
from models.waiting_messages import WaitingMessage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

    from models.store.store import WriteTransaction

MESSAGES = "waiting_messages"


def read_messages(connection: Connection) -> list[WaitingMessage]:
    """What waits, in the order asked for."""
    stored = read_setting(connection, MESSAGES)
    values = stored if isinstance(stored, list) else []
    read = [WaitingMessage.from_json(one) for one in values]
    return [one for one in read if one is not None]


def write_messages(write: WriteTransaction, messages: Sequence[WaitingMessage]) -> None:
    """Let these wait and no others."""
    values = [one.to_json() for one in messages]
    write_setting(write.connection, MESSAGES, values or None, write.now)
