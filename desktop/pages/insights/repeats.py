"""The repeats of a period: what came back, after how long, and whether it was known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.wording import count_words
from models.figures.repeats import WasKnown

if TYPE_CHECKING:
    from models.figures.known import Known
    from models.figures.trend import Trend

_SAID = {
    WasKnown.LATE: "known, fix late",
    WasKnown.UNFIXED: "known, unfixed",
    WasKnown.INEFFECTIVE: "done, did not help",
    WasKnown.NEVER_REVIEWED: "never reviewed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatRow:
    """One incident that repeats an earlier one.

    Attributes:
        id: the incident.
        of_id: the earlier one that it repeats.
        after: how long after that one it began.
        known: what had become of the earlier ones' action items.
        words: that in words.
    """

    id: UUID
    key: str
    title: str
    of_id: UUID
    of_key: str
    after: str
    known: WasKnown
    words: str

    @property
    def action(self) -> str:
        """What the row's button says: it leads to the earlier incident."""
        return self.of_key

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return f"{self.key}, {self.title}: {self.after} {self.of_key}, {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """What is shown of them.

    Attributes:
        note: how many of how many.
        remark: what could not be looked at, and why nothing is listed; empty where all was.
    """

    rows: tuple[RepeatRow, ...]
    note: str
    remark: str


def repeats_of(found: Trend, known: Known, name: str) -> Repeats:
    """The repeats of a period, the latest first.

    Args:
        found: its figures.
        known: the base.
        name: of the period, for sentences: "February".
    """
    rate = found.repeats
    rows = tuple(
        RepeatRow(
            id=one.id,
            key=one.key,
            title=known.by_id[one.id].title or one.key,
            of_id=one.of_id,
            of_key=one.of_key,
            after=f"{count_words(one.days, 'day')} after",
            known=one.known,
            words=_SAID[one.known],
        )
        for one in reversed(rate.repeats)
    )
    note = f"{rate.figure.k} of {rate.figure.n}, within {found.window} months"
    said = []
    if rate.figure.n and not rows:
        said.append(f"No incident of {name} repeats an earlier one.")
    left = rate.coverage.n - rate.coverage.k
    if left:
        noun = "has" if left == 1 else "have"
        said.append(f"{count_words(left, 'incident')} {noun} no category: nobody can tell.")
    young = len(rate.no_look_back)
    if young:
        said.append(
            f"{count_words(young, 'incident')} began in the library’s first "
            f"{count_words(found.window, 'month')}, with too little before them to look back on."
        )
    if not said and not rows:
        said.append(f"Nothing began in {name}, so nothing could come back.")
    return Repeats(rows=rows, note=note if rate.figure.n else "", remark=" ".join(said))
