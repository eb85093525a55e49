"""A decided review that is opened again because of what happened since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.review import ReviewedIncident, ReviewStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.review import NewIncident, Review


def reopened(review: Review, news: Sequence[NewIncident]) -> Review:
    """The review open again, with what happened since in front; what was decided stays written."""
    known = {one.incident_id for one in review.incidents}
    fresh = tuple(
        ReviewedIncident(
            incident_id=one.incident_id,
            evidence=evidence(one),
            key=one.key,
            title=one.title,
            severity=one.severity,
            started_at=one.started_at,
        )
        for one in news
        if one.incident_id not in known
    )
    return replace(
        review,
        status=ReviewStatus.REOPENED,
        decided_on=None,
        incidents=(*fresh, *review.incidents),
    )


def evidence(new: NewIncident) -> tuple[str, ...]:
    """Why it concerns the review, in words."""
    services = tuple(path.rsplit("/", 1)[-1] for path in new.services)
    since = ("since the decision",)
    if new.accepted:
        return (*services, *since, f"risk accepted with {', '.join(new.accepted)}")
    return (*services, *since)
