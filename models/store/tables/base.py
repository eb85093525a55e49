"""What every table shares: names of constraints, and the column type for each Python type."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from sqlalchemy import BigInteger, Date, ForeignKey, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase, mapped_column

from models.store.types import ExactDecimal, PlainText, UtcInstant, Word
from models.vocabulary import (
    ActionKind,
    ActionStatus,
    DefenceOutcome,
    EventKind,
    IncidentKind,
    LinkKind,
    PostmortemStatus,
    SectionKind,
    Severity,
    Strength,
)

# Constraints get names so that a migration can speak of them on both engines.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Id = Annotated[UUID, mapped_column(Uuid(), primary_key=True)]
IncidentId = Annotated[
    UUID, mapped_column(Uuid(), ForeignKey("incidents.id", ondelete="CASCADE"), index=True)
]
OwningIncidentId = Annotated[
    UUID, mapped_column(Uuid(), ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True)
]
ServiceId = Annotated[
    UUID,
    mapped_column(
        Uuid(), ForeignKey("services.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
]
TagId = Annotated[
    UUID,
    mapped_column(Uuid(), ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True, index=True),
]
MadeBy = Annotated[UUID | None, mapped_column(Uuid(), ForeignKey("people.id", ondelete="SET NULL"))]


class Record(DeclarativeBase):
    """One table. Rows never leave `models`; frozen values do."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {  # noqa: RUF012 - declared by SQLAlchemy as it is
        str: PlainText(),
        int: BigInteger(),
        datetime: UtcInstant(),
        date: Date(),
        Decimal: ExactDecimal(),
        Severity: Word(Severity),
        IncidentKind: Word(IncidentKind),
        PostmortemStatus: Word(PostmortemStatus),
        EventKind: Word(EventKind),
        DefenceOutcome: Word(DefenceOutcome),
        ActionStatus: Word(ActionStatus),
        ActionKind: Word(ActionKind),
        Strength: Word(Strength),
        LinkKind: Word(LinkKind),
        SectionKind: Word(SectionKind),
    }
