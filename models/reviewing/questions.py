"""Questions to ask of a design, made of what the incidents found for it had in common."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.review import ReviewQuestion
from models.reviewing.board import covers
from models.vocabulary import DefenceOutcome
from resources import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.incident import Incident
    from models.review import Review
    from models.reviewing.board import Board

MOST = 8
_MOST_OF_DEFENCES = 2
_LONGEST_QUOTE = 100
_TIMES = {1: "once", 2: "twice", 3: "three times", 4: "four times", 5: "five times"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is said of a category, and what is asked."""

    thing: str
    ask: str


class Patterns:
    """Patterns by category, read from what ships."""

    def __init__(self, text: str) -> None:
        """Read them; `text` is TOML in the form of ``resources/reviewing/questions.toml``."""
        told = tomllib.loads(text)
        self._fallback = Pattern(told["fallback"]["thing"], told["fallback"]["ask"])
        self._by_name = {
            str(name).casefold(): Pattern(one["thing"], one["ask"])
            for one in told["category"]
            for name in one["names"]
        }

    @classmethod
    def shipped(cls) -> Patterns:
        """Those of the product."""
        return cls(files.text("reviewing/questions.toml"))

    def of(self, category: str) -> Pattern:
        """The pattern of a category: of the whole, of its second level, of its first."""
        levels = [one.strip() for one in category.split(" / ")]
        for name in (category, *reversed(levels)):
            found = self._by_name.get(name.casefold())
            if found is not None:
                return found
        told = levels[-1]
        fallback = self._fallback
        return Pattern(
            fallback.thing.replace("{category}", told), fallback.ask.replace("{category}", told)
        )


def generate_questions(review: Review, seen: Board, patterns: Patterns) -> list[ReviewQuestion]:
    """Questions to ask of the design, the most often paid for first.

    Each says what happened how often, and asks what the design does about it; `source` names the
    incidents.
    """
    made = [*_of_categories(review, seen.incidents, patterns), *_of_defences(seen)]
    return made[:MOST]


def new_questions(
    review: Review, seen: Board, patterns: Patterns, before: Iterable[str]
) -> tuple[ReviewQuestion, ...]:
    """Questions that new incidents raise and that do not stand there yet.

    What a person removed does not come back until another incident raises it.

    Args:
        review: with the incidents as they are now.
        seen: what they show.
        patterns: what is asked.
        before: keys of the incidents that the review had before.
    """
    known = set(before)
    sources = {one.source for one in review.questions}
    texts = {one.text for one in review.questions}
    return tuple(
        one
        for one in generate_questions(review, seen, patterns)
        if one.source not in sources
        and one.text not in texts
        and not known.issuperset(one.source.split(", "))
    )


def _of_categories(
    review: Review, incidents: Sequence[Incident], patterns: Patterns
) -> Iterator[ReviewQuestion]:
    groups: dict[str, list[Incident]] = {}
    for one in incidents:
        if one.category:
            groups.setdefault(one.category, []).append(one)
    for category, group in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        pattern = patterns.of(category)
        where = _where(review.services, group)
        times = _TIMES.get(len(group), f"{len(group)} times")
        said = f"{pattern.thing} hit {where} {times}." if where else f"{pattern.thing}: {times}."
        yield ReviewQuestion(text=f"{said} {pattern.ask}", source=_keys(group))


def _where(services: Sequence[str], group: Sequence[Incident]) -> str:
    """The service of the review that most of the incidents touched, else any."""
    touched = [path for one in group for path in dict.fromkeys(one.services)]
    ours = [path for path in touched if covers(services, path)]
    counts = Counter(path.rsplit("/", 1)[-1] for path in ours or touched)
    return counts.most_common(1)[0][0] if counts else ""


def _of_defences(seen: Board) -> Iterator[ReviewQuestion]:
    asked = {
        DefenceOutcome.FAILED: "Did not work: “{text}”. What does this design have in its place?",
        DefenceOutcome.LUCKY: "It was luck: “{text}”. What does this design have in its place?",
    }
    for outcome, words in asked.items():
        told = [one for one in seen.defences if one.outcome is outcome]
        for one in told[:_MOST_OF_DEFENCES]:
            text = words.replace("{text}", _short(one.text))
            yield ReviewQuestion(text=text, source=one.key)


def _short(text: str) -> str:
    line = text.strip().rstrip(".")
    if len(line) <= _LONGEST_QUOTE:
        return line
    return f"{line[:_LONGEST_QUOTE].rsplit(' ', 1)[0]}…"


def _keys(group: Sequence[Incident]) -> str:
    return ", ".join(one.key for one in group)
