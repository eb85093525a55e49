"""Which incidents a postmortem names by their keys."""

from sqlalchemy.orm import Mapped, mapped_column

from models.store.tables.base import OwningIncidentId, Record


class MentionRecord(Record):
    """A key that stands in the texts of an incident, written at each save.

    The key is kept and not an id: it may be written before the other incident is recorded.
    """

    __tablename__ = "mentions"

    incident_id: Mapped[OwningIncidentId]
    key_folded: Mapped[str] = mapped_column(primary_key=True, index=True)
