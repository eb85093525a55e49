"""The first sentence of a review pack: how many incidents bear on the design, and what is open."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exporters.wording import listed, opened
from models.review import Disposition

if TYPE_CHECKING:
    from models.review import Review

_WORDS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_SAID = (
    (Disposition.ADDRESSED, "addressed"),
    (Disposition.ACCEPTED_RISK, "accepted as a risk"),
    (Disposition.NOT_APPLICABLE, "out of scope"),
)


def number_word(number: int) -> str:
    """``six``; figures above twelve."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"


def plural(number: int, one: str, many: str = "") -> str:
    """The noun that goes with a number."""
    return one if number == 1 else many or f"{one}s"


def lead_sentence(review: Review) -> str:
    """What somebody takes away who reads nothing else."""
    total = len(review.incidents)
    if not total:
        return (
            "No past incident was found for this design. That does not mean that it is safe: only "
            "that nothing like it was recorded."
        )
    counts = Counter(one.disposition for one in review.incidents)
    bear = "bears" if total == 1 else "bear"
    first = f"{opened(number_word(total))} past {plural(total, 'incident')} {bear} on this design."
    answered = [f"{number_word(counts[one])} {said}" for one, said in _SAID if counts[one]]
    is_are = "is" if total - counts[Disposition.OPEN] == 1 else "are"
    if answered and len(answered) == 1:
        said = opened(answered[0].replace(" ", f" {is_are} ", 1)) + "."
    elif answered:
        said = f"{opened(listed(answered))}."
    else:
        said = ""
    open_ = counts[Disposition.OPEN]
    if open_:
        verb = "is" if open_ == 1 else "are"
        rest = f"{opened(number_word(open_))} {verb} still open{_shared(review)}."
    else:
        rest = "None is open."
    return " ".join(filter(None, (first, said, rest)))


def _shared(review: Review) -> str:
    """What the open ones have in common, where all were found for the same word."""
    open_ = [set(one.evidence) for one in review.incidents if one.disposition is Disposition.OPEN]
    common = set.intersection(*open_) if len(open_) > 1 else set()
    return f", and all of them touch {listed(sorted(common)[:2])}" if common else ""
