"""Moving a postmortem to another status from the reading pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.notices import Notice
from models.errors import BadInputError, UserError
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from desktop.session import LibrarySession
    from models.changes import Changes
    from models.incident import Incident
    from models.library import Library


def change_status(
    session: LibrarySession,
    owner: QObject,
    incident: Incident,
    status: PostmortemStatus,
    *,
    reason: str,
    edit: Callable[[], None],
) -> None:
    """Do it as whoever works on this device, and say so.

    Args:
        session: the library.
        owner: waits for the answer.
        incident: as it was read.
        status: the one that its postmortem gets.
        reason: why; needed for reopening and for waiving.
        edit: opens the editor, which shows what is left where publishing is refused.
    """
    me = session.handle or None

    def work(library: Library) -> Changes:
        from models.operations.incidents import set_status  # noqa: PLC0415  (SQLAlchemy)

        version = incident.version
        return set_status(library, incident.id, status, version=version, reason=reason, made_by=me)

    def done(_changes: Changes) -> None:
        words = "published" if status is PostmortemStatus.FINAL else f"is now {status.value}"
        session.notice.emit(Notice(f"{incident.key} {words}"))
        if status is PostmortemStatus.FINAL:
            session.published.emit(incident.id)

    def refused(error: Exception) -> None:
        if status is PostmortemStatus.FINAL and isinstance(error, BadInputError):
            said = f"{incident.key} cannot be published yet: the editor shows what is left"
            session.notice.emit(Notice(said, "warning", "Open", edit))
        elif isinstance(error, UserError):
            session.notice.emit(Notice(str(error), "error"))

    session.perform(owner, work, done, failed=refused)
