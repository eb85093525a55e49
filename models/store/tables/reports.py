"""What reports keep: the words that people add to them."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.store.tables.base import MadeBy, Record


class ReportNoteRecord(Record):
    """A person's own words for one report, "trend 2025-02"; the last ones written count."""

    __tablename__ = "report_notes"

    report: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    made_by: Mapped[MadeBy]
    made_at: Mapped[datetime]
