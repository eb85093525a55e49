"""Two people worked on one review: what each changed is kept, and what both changed is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from models.review import Disposition, Review, ReviewedIncident, ReviewQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

_VALUES = ("title", "status", "window_months", "meeting_on", "decided_on")
_TEXTS = ("design", "summary", "decision")
_LISTS = ("services", "participants", "action_item_ids")
_BETWEEN_TEXTS = "\n\n"
_BETWEEN_NOTES = " / "


@dataclass(frozen=True, slots=True)
class MergedReview:
    """A review with the work of both.

    Attributes:
        review: of the other one's version, to be saved over it.
        both: what both changed, in words. Of texts both stand there, mine first; of the rest mine.
    """

    review: Review
    both: tuple[str, ...]


def merge_reviews(base: Review, mine: Review, theirs: Review) -> MergedReview:
    """Bring both together.

    Args:
        base: as it was when I began.
        mine: as it stands here.
        theirs: as somebody else stored it meanwhile.
    """
    both: list[str] = []
    merged: dict[str, Any] = {}
    for name in _VALUES:
        merged[name] = _one(name, base, mine, theirs, both)
    for name in _TEXTS:
        before, here, there = (getattr(one, name) for one in (base, mine, theirs))
        merged[name] = _text(before, here, there, name, _BETWEEN_TEXTS, both)
    for name in _LISTS:
        before, here, there = (getattr(one, name) for one in (base, mine, theirs))
        merged[name] = _list(before, here, there)
    merged["incidents"] = _members(
        base.incidents, mine.incidents, theirs.incidents, lambda one: one.incident_id,
        lambda old, my, their: _incident(old, my, their, both),
    )  # fmt: skip
    merged["questions"] = _members(
        base.questions, mine.questions, theirs.questions, lambda one: one.id,
        lambda old, my, their: _question(old, my, their, both),
    )  # fmt: skip
    return MergedReview(replace(theirs, **merged), tuple(dict.fromkeys(both)))


def _one(name: str, base: object, mine: object, theirs: object, both: list[str]) -> Any:
    """The value that was changed; mine where both changed it."""
    before, here, there = (getattr(one, name) for one in (base, mine, theirs))
    if here in (before, there):
        return there
    if there != before:
        both.append(f"{name.replace('_on', '').replace('_months', '')} (theirs: {there})")
    return here


def _text(base: str, mine: str, theirs: str, name: str, between: str, both: list[str]) -> str:
    """The text that was changed; one after the other where both changed it."""
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    both.append(name)
    return between.join(one for one in (mine, theirs) if one.strip())


def _list(base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> tuple[Any, ...]:
    """What either added, without what either took away."""
    gone = {one for one in base if one not in mine or one not in theirs}
    return tuple(one for one in dict.fromkeys((*mine, *theirs)) if one not in gone)


def _members(
    base: Sequence[Any],
    mine: Sequence[Any],
    theirs: Sequence[Any],
    key: Callable[[Any], UUID],
    merge: Callable[[Any, Any, Any], Any],
) -> tuple[Any, ...]:
    """The same of members that are known by a key; one that was changed is not taken away."""
    before, there = ({key(one): one for one in some} for some in (base, theirs))
    here = {key(one): one for one in mine}
    kept = []
    for identifier in dict.fromkeys((*here, *there)):
        old, my, their = (some.get(identifier) for some in (before, here, there))
        if my is not None and their is not None:
            kept.append(merge(old, my, their))
        elif (my or their) != old:
            kept.append(my or their)
    return tuple(kept)


def _incident(
    base: ReviewedIncident | None,
    mine: ReviewedIncident,
    theirs: ReviewedIncident,
    both: list[str],
) -> ReviewedIncident:
    name = mine.key or theirs.key
    old = base or replace(mine, disposition=Disposition.OPEN, note="")
    note = _text(old.note, mine.note, theirs.note, f"note of {name}", _BETWEEN_NOTES, both)
    answered = theirs
    if mine.disposition not in (old.disposition, theirs.disposition):
        answered = mine
        if theirs.disposition is not old.disposition:
            both.append(f"disposition of {name} (theirs: {theirs.disposition.value})")
    return replace(
        theirs,
        disposition=answered.disposition,
        disposed_by=answered.disposed_by,
        disposed_at=answered.disposed_at,
        note=note,
        score=mine.score,
        evidence=mine.evidence,
    )


def _question(
    base: ReviewQuestion | None, mine: ReviewQuestion, theirs: ReviewQuestion, both: list[str]
) -> ReviewQuestion:
    old = base or ReviewQuestion(text="")
    return replace(
        theirs,
        text=_text(old.text, mine.text, theirs.text, "a question", _BETWEEN_NOTES, both),
        answer=_text(old.answer, mine.answer, theirs.answer, "an answer", _BETWEEN_NOTES, both),
    )
