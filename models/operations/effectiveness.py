"""Saying whether an action item helped."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.errors import BadInputError, NotFoundError
from models.store.action_saving import change_action, stored_actions, today_in_library
from models.store.settings import CHECK_DAYS, read_setting
from models.vocabulary import ActionStatus, Effectiveness

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from models.changes import Changes
    from models.library import Library


def confirm_effectiveness(
    library: Library, action_id: UUID, said: Effectiveness | None, *, note: str = ""
) -> Changes:
    """Say that an item that is done helped, did not, or could not be tried; None takes it back.

    What could not be tried is asked again after as many days as the setting says.

    Raises:
        NotFoundError: when it is not in the library.
        BadInputError: when it is not done.
    """
    with library.store.writing() as write:
        row = stored_actions(write.connection, [action_id]).get(action_id)
        if row is None:
            raise NotFoundError("This action item is not in the library any more.")
        if row.status is not ActionStatus.DONE:
            raise BadInputError(
                f"The action item “{row.title}” is not done, so it cannot have helped yet."
            )
        values: dict[str, object] = {
            "effectiveness": said.value if said else None,
            "effectiveness_note": note,
        }
        if said is Effectiveness.UNTESTED:
            days = int(read_setting(write.connection, CHECK_DAYS))
            values["check_on"] = today_in_library(write) + timedelta(days=days)
        change_action(write, row, values)
    return write.changes


def set_check_date(library: Library, action_id: UUID, check_on: date | None) -> Changes:
    """Ask earlier, later, or with None never whether an item helped.

    Raises:
        NotFoundError: when it is not in the library.
    """
    with library.store.writing() as write:
        row = stored_actions(write.connection, [action_id]).get(action_id)
        if row is None:
            raise NotFoundError("This action item is not in the library any more.")
        change_action(write, row, {"check_on": check_on})
    return write.changes
