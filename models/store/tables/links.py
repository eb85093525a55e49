"""Links between incidents, with those that were taken back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.store.tables.base import Id, MadeBy, Record
from models.vocabulary import LinkKind


class LinkRecord(Record):
    """What a person said about an ordered pair of incidents.

    `pair` is both ids in sorted order and is filled for verdicts (recurrence of, same class, not
    related) alone: a pair has one live verdict, whichever way round it was given.
    """

    __tablename__ = "links"

    id: Mapped[Id]
    from_id: Mapped[UUID] = mapped_column(
        ForeignKey("incidents.id", ondelete="CASCADE"), index=True
    )
    to_id: Mapped[UUID] = mapped_column(ForeignKey("incidents.id", ondelete="CASCADE"), index=True)
    kind: Mapped[LinkKind]
    pair: Mapped[str | None]
    reason: Mapped[str]
    made_by: Mapped[MadeBy]
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("from_id <> to_id", name="two_incidents"),
        Index(
            "uq_links_live",
            "from_id",
            "to_id",
            "kind",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
        Index(
            "uq_links_verdict",
            "pair",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )
