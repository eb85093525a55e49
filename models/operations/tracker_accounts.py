"""What can be done to tracker accounts. Secrets never come here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import delete, insert, select, update

from models.changes import Changes
from models.errors import BadInputError, ConflictError
from models.keys import fold
from models.store.tables import TrackerAccountRecord
from models.store.tracker_people import write_people
from models.store.words import one_line
from models.tracker_people import TrackerPeople
from models.trackers import TrackerKind

if TYPE_CHECKING:
    from uuid import UUID

    from models.library import Library
    from models.trackers import TrackerAccount

_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_PROJECT = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def save_account(library: Library, account: TrackerAccount) -> Changes:
    """Add an account, or change the one with its id.

    Raises:
        BadInputError: when name, address or project cannot be used.
        ConflictError: when somebody else changed it since it was read.
    """
    check_account(account)
    record: Any = TrackerAccountRecord.__table__
    with library.store.writing() as write:
        connection = write.connection
        values = _columns(account)
        twin = connection.execute(
            select(record.c.id).where(
                record.c.folded == values["folded"], record.c.id != account.id
            )
        ).scalar_one_or_none()
        if twin is not None:
            raise BadInputError(
                f"There is an account called “{values['name']}” already.", "Choose another name."
            )
        stored = connection.execute(
            select(record.c.version).where(record.c.id == account.id)
        ).scalar_one_or_none()
        if stored is None:
            row = {**values, "id": account.id, "version": 1}
            row |= {"created_at": write.now, "updated_at": write.now}
            connection.execute(insert(record), [row])
        else:
            _check_version(account, stored)
            connection.execute(
                update(record)
                .where(record.c.id == account.id)
                .values(**values, version=stored + 1, updated_at=write.now)
            )
        # Accounts are part of what is set for the library.
        write.log("setting", f"tracker account {account.id}", "changed")
    return write.changes


def remove_account(library: Library, id: UUID) -> Changes:
    """Forget an account, with what waits to be sent to it. Not there: nothing happens.

    Issues that were made stay where they are, and action items keep their keys.
    """
    record = TrackerAccountRecord
    with library.store.writing() as write:
        gone = write.connection.execute(delete(record).where(record.id == id))
        if not gone.rowcount:
            return Changes()
        write_people(write, id, TrackerPeople())
        write.log("setting", f"tracker account {id}", "removed")
        write.log("action item", id, "changed")
    return write.changes


def check_account(account: TrackerAccount) -> None:
    """Refuse what could not be used, or would keep a secret in the library.

    Raises:
        BadInputError: saying what to write instead.
    """
    if not one_line(account.name):
        raise BadInputError("The account needs a name.", "For example the project's.")
    _check_address(account)
    if account.kind is TrackerKind.GITHUB and not _REPOSITORY.fullmatch(account.project):
        raise BadInputError(
            f"“{account.project}” is not a repository.", "Write it as owner/repository."
        )
    if account.kind is TrackerKind.JIRA and not _PROJECT.fullmatch(account.project):
        raise BadInputError(
            f"“{account.project}” is not a Jira project key.",
            "It is what stands before the number, PAY in PAY-456.",
        )


def _check_address(account: TrackerAccount) -> None:
    try:
        parts = urlsplit(account.base_url)
        host = parts.hostname
    except ValueError:
        host = None
    if host is None or parts.scheme not in ("http", "https"):
        raise BadInputError(
            "This is not a web address.", "Give an address that starts with https://."
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise BadInputError(
            "The address holds more than a place.",
            "Leave out names, passwords and what stands after a question mark;"
            " the token has a field of its own.",
        )
    if account.kind is TrackerKind.WEBHOOK and parts.path not in ("", "/"):
        raise BadInputError(
            "A webhook's address is kept as a secret.", "Only its host is stored in the library."
        )
    if parts.scheme == "http" and not account.allow_plain_http and host not in _LOCAL:
        raise BadInputError(
            "Plain http would send the token unencrypted.",
            "Use https://, or allow plain http for this account.",
        )


def _check_version(account: TrackerAccount, stored: int) -> None:
    if account.version and account.version != stored:
        raise ConflictError(
            f"The account “{account.name}” was changed elsewhere.",
            "Look at it again, then repeat your change.",
            expected=account.version,
            found=stored,
        )


def _columns(account: TrackerAccount) -> dict[str, Any]:
    name = one_line(account.name)
    return {
        "kind": account.kind.value,
        "name": name,
        "folded": fold(name),
        "base_url": account.base_url.strip().rstrip("/"),
        "project": account.project.strip(),
        "issue_type": one_line(account.issue_type),
        "label": one_line(account.label),
        "done_status": one_line(account.done_status),
        "user_name": one_line(account.user),
        "allow_plain_http": account.allow_plain_http,
        "field_mapping": [[name.value, target] for name, target in account.fields],
        "status_mapping": [[name, status.value] for name, status in account.statuses],
    }
