"""What people add to reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert

from models.errors import BadInputError
from models.store.tables import ReportNoteRecord
from models.store.words import Vocabulary

if TYPE_CHECKING:
    from models.changes import Changes
    from models.library import Library

_LONGEST_NAME = 200
_LONGEST_TEXT = 20_000


def keep_report_note(
    library: Library, report: str, text: str, *, made_by: str | None = None
) -> Changes:
    """Keep a person's own words for a report; nothing but blanks takes them away.

    Args:
        library: where they are kept, for everybody.
        report: which one: `note_name` of `exporters.reports.trend` for a trend.
        text: Markdown.
        made_by: handle of who wrote them.

    Raises:
        BadInputError: for words that are too long, or a report without a name.
    """
    if not report.strip() or len(report) > _LONGEST_NAME:
        raise BadInputError("There is no such report to write words for.")
    if len(text) > _LONGEST_TEXT:
        raise BadInputError(
            f"The words for the report have {len(text):,} characters.",
            f"Keep them within {_LONGEST_TEXT:,}.",
        )
    with library.store.writing() as write:
        write.connection.execute(delete(ReportNoteRecord).where(ReportNoteRecord.report == report))
        if text.strip():
            person = Vocabulary(write).people.ids([made_by])[made_by] if made_by else None
            row = {"report": report, "text": text, "made_by": person, "made_at": write.now}
            write.connection.execute(insert(ReportNoteRecord), [row])
        write.log("report", report, "noted" if text.strip() else "cleared")
    return write.changes
