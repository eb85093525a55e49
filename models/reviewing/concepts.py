"""What a text is about: DNS, failover, connection pools, in whatever words it says so.

A design and a postmortem seldom share the words that matter: the one names records and resolvers,
the other DNS. A list of concepts that ships with the product tells that both mean the same thing.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.lead import plain_text
from models.reviewing.emphasis import LONGEST_READ
from models.vocabulary import SectionKind
from resources import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.incident import Incident

_LONGEST_SUMMARY = 1_200
_HINTS_NEEDED = 2
_HINT_LETTERS = 5
"""Hints that begin alike ("deploy", "deployed") are one."""

# How clearly a text is about a concept: 0 not at all, 1 plainly. Tried on real postmortems.
_BY_WORD = 0.6
_BY_EACH = 0.2
_BY_HINTS = 0.8
_IN_TITLE_TOO = 0.5
_BELOW_TITLE = 0.6
"""What a summary or factor says counts so much beside a title or tag."""
_IN_BOTH = 0.2
_MOST = 1.2
_TOLD_IN_BREATH = 3
"""A summary that is about more concepts than this is less about each."""

_SOUGHT_TIMES = 2
_USUAL_WEIGHT = 0.8


@dataclass(frozen=True, slots=True)
class Kinship:
    """What a design and an incident are both about.

    Attributes:
        score: 0 for nothing, about 1 for everything.
        concepts: their names, what the design is about most first.
    """

    score: float
    concepts: tuple[str, ...]


class Concepts:
    """Tells what texts are about."""

    def __init__(self, text: str) -> None:
        """Read them; `text` is TOML in the form of ``resources/reviewing/concepts.toml``."""
        self._concepts = {
            one["name"]: _Concept(
                words=_pattern(one["words"]),
                hints=_pattern(one["hints"]),
                sought=one["words"][0].rstrip("*"),
                weight=float(one.get("weight", _USUAL_WEIGHT)),
            )
            for one in tomllib.loads(text)["concept"]
        }

    @classmethod
    def shipped(cls) -> Concepts:
        """Those of the product."""
        return cls(files.text("reviewing/concepts.toml"))

    def of_text(self, text: str) -> dict[str, float]:
        """How clearly a text is about each concept that it is about, up to 1."""
        found = {}
        for name, one in self._concepts.items():
            words = {word.lower() for word in one.words.findall(text)}
            hints = {word.lower()[:_HINT_LETTERS] for word in one.hints.findall(text)}
            if words:
                found[name] = min(1.0, _BY_WORD + _BY_EACH * (len(words) + len(hints)))
            elif len(hints) >= _HINTS_NEEDED:
                found[name] = min(_BY_HINTS, _BY_EACH * len(hints))
        return found

    def of_design(self, title: str, design: str) -> dict[str, float]:
        """The same of a design; what its title names counts half as much again."""
        found = self.of_text(f"{title} . {design[:LONGEST_READ]}")
        for name in self.of_text(title):
            found[name] = found.get(name, 0.0) + _IN_TITLE_TOO
        return found

    def of_incident(self, incident: Incident) -> dict[str, float]:
        """The same of an incident: its title and tags, then its summary and factors."""
        named = self.of_text(" . ".join((incident.title, incident.category or "", *incident.tags)))
        told = self.of_text(_told(incident))
        damped = _BELOW_TITLE * min(1.0, (_TOLD_IN_BREATH / max(1, len(told))) ** 0.5)
        return {
            name: min(
                _MOST,
                max(named.get(name, 0.0), told.get(name, 0.0) * damped)
                + (_IN_BOTH if name in named and name in told else 0.0),
            )
            for name in {**named, **told}
        }

    def sought(self, design: Mapping[str, float]) -> str:
        """Words to seek beside the text of a design that is about these."""
        words = [self._concepts[name].sought for name in design]
        return " . ".join(word for word in words for _ in range(_SOUGHT_TIMES))

    def kinship(self, design: Mapping[str, float], incident: Incident) -> Kinship:
        """What a design (see `of_design`) and an incident are both about."""
        theirs = self.of_incident(incident)
        ours = {name: worth * self._concepts[name].weight for name, worth in design.items()}
        whole = sum(worth**2 for worth in ours.values()) ** 0.5
        shared = sorted((name for name in ours if name in theirs), key=lambda name: -ours[name])
        score = sum(ours[name] * theirs[name] * self._concepts[name].weight for name in shared)
        return Kinship(score / whole if whole else 0.0, tuple(shared))


@dataclass(frozen=True, slots=True)
class _Concept:
    words: re.Pattern[str]
    hints: re.Pattern[str]
    sought: str
    weight: float


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Any of the words; a star is any ending, a space any gap."""
    forms = (re.escape(one).replace(r"\*", r"\w*").replace(r"\ ", r"[\s_-]+") for one in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


def _told(incident: Incident) -> str:
    return " . ".join(_tellings(incident))


def _tellings(incident: Incident) -> Iterable[str]:
    summary = incident.section(SectionKind.SUMMARY)
    first = summary or next(iter(incident.sections), None)
    if first is not None:
        yield plain_text(first.markdown[:_LONGEST_SUMMARY])
    yield from (one.title for one in incident.contributing_factors)
