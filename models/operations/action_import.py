"""Action items that were written down elsewhere join the incidents that they answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.changes import Changes
from models.errors import NotFoundError
from models.keys import fold
from models.store.action_saving import save_actions, touch_incidents
from models.store.loading_parts import load_actions
from models.store.tables import IncidentRecord
from models.store.words import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from models.incident import ActionItem
    from models.library import Library


def add_action_items(library: Library, incident_id: UUID, items: Sequence[ActionItem]) -> Changes:
    """Put items behind those of an incident; what is there already (`same_item`) is left alone.

    As with everything imported, when an item was created is only known if it says so itself.

    Raises:
        NotFoundError: when the incident is not in the library any more.
    """
    with library.store.writing() as write:
        connection = write.connection
        known = connection.execute(
            select(IncidentRecord.id).where(IncidentRecord.id == incident_id)
        ).scalar_one_or_none()
        if known is None:
            raise NotFoundError("This incident is not in the library any more.")
        there = list(load_actions(connection, [incident_id]).get(incident_id, ()))
        number = max((one.number for one in there), default=0)
        before = len(there)
        for item in items:
            if not any(same_item(one, item) for one in there):
                number += 1
                there.append(replace(item, number=number))
        if len(there) == before:
            return Changes()
        save_actions(write, Vocabulary(write).people, incident_id, there, imported=True)
        touch_incidents(write, [incident_id])
        write.log("incident", incident_id, "changed", incident_id=incident_id)
    return write.changes


def same_item(one: ActionItem, other: ActionItem) -> bool:
    """Whether two items of one incident are the same work: the same issue, else the same title."""
    if one.tracker_key and other.tracker_key:
        return fold(one.tracker_key) == fold(other.tracker_key)
    return fold(one.title) == fold(other.title)
