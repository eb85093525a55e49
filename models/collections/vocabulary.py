"""The words that incidents are tied to, and how often each is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select, union

from models.rows import NamedCount
from models.store.tables import (
    ActionItemRecord,
    CategoryRecord,
    IncidentActionRecord,
    IncidentRecord,
    IncidentServiceRecord,
    IncidentTagRecord,
    PersonRecord,
    PostmortemPersonRecord,
    ServiceRecord,
    TagRecord,
)

if TYPE_CHECKING:
    from sqlalchemy import Select

    from models.store.store import Store

_LIVE = IncidentRecord.trashed_at.is_(None)


class Vocabulary:
    """Words in their order, each with the number of incidents outside the trash that name it.

    Words that nothing names yet are there with 0; a service counts without what lies below it.
    """

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def services(self) -> list[NamedCount]:
        """Paths of the service tree."""
        link = IncidentServiceRecord
        return self._counts(
            select(ServiceRecord.path, func.count(IncidentRecord.id))
            .outerjoin(link, link.service_id == ServiceRecord.id)
            .outerjoin(IncidentRecord, and_(IncidentRecord.id == link.incident_id, _LIVE))
            .group_by(ServiceRecord.id, ServiceRecord.path, ServiceRecord.folded)
        )

    def categories(self) -> list[NamedCount]:
        """Failure modes of both levels, "Database" before "Database / Missing index"."""
        return self._counts(
            select(CategoryRecord.path, func.count(IncidentRecord.id))
            .outerjoin(IncidentRecord, and_(IncidentRecord.category_id == CategoryRecord.id, _LIVE))
            .where(CategoryRecord.retired_at.is_(None))
            .group_by(CategoryRecord.id, CategoryRecord.path, CategoryRecord.folded)
        )

    def tags(self) -> list[NamedCount]:
        """Free words on incidents."""
        link = IncidentTagRecord
        return self._counts(
            select(TagRecord.name, func.count(IncidentRecord.id))
            .outerjoin(link, link.tag_id == TagRecord.id)
            .outerjoin(IncidentRecord, and_(IncidentRecord.id == link.incident_id, _LIVE))
            .group_by(TagRecord.id, TagRecord.name, TagRecord.folded)
        )

    def people(self) -> list[NamedCount]:
        """Handles, with the incidents that they wrote, reviewed, or own an action item of."""
        writer, link = PostmortemPersonRecord, IncidentActionRecord
        named = union(
            select(writer.person_id, writer.incident_id),
            select(ActionItemRecord.owner_id, link.incident_id).join(
                link, link.action_item_id == ActionItemRecord.id
            ),
        ).subquery()
        person_id, incident_id = named.c
        return self._counts(
            select(PersonRecord.handle, func.count(IncidentRecord.id))
            .outerjoin(named, person_id == PersonRecord.id)
            .outerjoin(IncidentRecord, and_(IncidentRecord.id == incident_id, _LIVE))
            .group_by(PersonRecord.id, PersonRecord.handle, PersonRecord.folded)
        )

    def _counts(self, query: Select[*tuple[Any, ...]]) -> list[NamedCount]:
        with self._store.reading() as connection:
            found = [
                NamedCount(name=name, count=count) for name, count in connection.execute(query)
            ]
        # In Python: the two engines do not agree on the order of letters.
        return sorted(found, key=lambda one: one.name.casefold().replace(" / ", "\0"))
