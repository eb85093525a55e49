"""A review pack as a file, in every format from one report model.

Importing this module is slow: the window does so in its background lane.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.report_files import check_suffix, library_context, write_report
from exporters.reports.review import PackMaterial, review_report, review_values
from models.reviewing.board import board
from models.vocabulary import Strength

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from desktop.report_files import WrittenReport
    from models.incident import Incident
    from models.library import Library
    from models.review import Review
    from models.rows import ActionRow

_WHAT = "a review pack"


def write_review(
    library: Library,
    review_id: UUID,
    target: Path,
    *,
    as_of: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> WrittenReport:
    """Write the pack of one review, whole or not at all, as `target`'s suffix asks.

    Args:
        library: where the review and its incidents are.
        review_id: which review.
        target: ends in .pdf, .html, .md or .json.
        as_of: the instant that it is made for: which actions are overdue.
        progress: told how many incidents are read, then how many pages are set, of how many; may
            raise to stop, nothing is written then.

    Raises:
        BadInputError: for another suffix, or when nothing can be written there.
        NotFoundError: when there is no such review.
    """
    suffix = check_suffix(target, _WHAT)
    review = library.reviews.get(review_id)
    material = PackMaterial(
        review=review,
        board=board(review, _incidents(library, review, progress)),
        actions=open_actions(library, review, as_of=as_of),
        total=library.incidents.count(),
    )
    context = library_context(library, as_of=as_of, suffix=suffix)
    report = review_report(material, context)
    return write_report(
        report,
        context,
        target,
        what=_WHAT,
        figures={"review": review_values(material)},
        progress=progress,
    )


def open_actions(library: Library, review: Review, *, as_of: datetime) -> tuple[ActionRow, ...]:
    """Open strong action items of its incidents and those that it led to, the latest due first."""
    ids = {one.incident_id for one in review.incidents}
    own = set(review.action_item_ids)
    found = [
        row
        for row in library.actions.rows(as_of=as_of)
        if not row.status.is_closed
        and (row.id in own or (row.incident_id in ids and row.strength is Strength.STRONG))
    ]
    return tuple(sorted(found, key=lambda row: (-row.overdue_days, row.register_number)))


def _incidents(
    library: Library, review: Review, progress: Callable[[int, int], None] | None
) -> list[Incident]:
    ids = [one.incident_id for one in review.incidents]
    read: list[Incident] = []
    for incident in library.incidents.documents(ids, batch=20) if ids else ():
        read.append(incident)
        if progress:
            progress(len(read), len(ids))
    return read
