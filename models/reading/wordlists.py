"""The word lists in ``resources/reading``, loaded once when the first file is read."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.vocabulary import DefenceOutcome, EventKind, SectionKind
from resources import files

_EMPHASIS = re.compile(r"[*_`~]+")
_LINK = re.compile(r"!?\[([^\][]{0,200})\]\([^()]{0,200}\)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\][]*\]")
_NUMBERING = re.compile(r"^\s*(?:step\s+)?\d{1,2}\s*[.):-]\s+", re.IGNORECASE)
_LONGEST = 300
"""Characters of a heading or label that are looked at."""
_SNAKE = re.compile(r"(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])")
_EDGES = re.compile(r"^[^\w<\[(#]+|[\s:?!.,;–—-]+$")
_SPACES = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class HeadingKind:
    """What a heading opens; `outcome` only with `SectionKind.DEFENCES`."""

    kind: SectionKind
    outcome: DefenceOutcome | None = None


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """How headings are recognised."""

    exact: dict[str, HeadingKind]
    starts: tuple[tuple[str, HeadingKind], ...]
    ends: tuple[tuple[str, HeadingKind], ...]

    def kind(self, heading: str) -> HeadingKind | None:
        """What the heading opens; None for one that nobody knows."""
        word = heading_word(heading)
        found = self.exact.get(word)
        if found is None and word:
            found = next((kind for start, kind in self.starts if _begins(word, start)), None)
        if found is None and word:
            found = next((kind for end, kind in self.ends if word.endswith(f" {end}")), None)
        return found


@dataclass(frozen=True, slots=True)
class EventRule:
    """One row of the table that gives timeline events their kind."""

    kind: EventKind
    pattern: re.Pattern[str]


def heading_word(heading: str) -> str:
    """A heading in the form in which headings are compared."""
    text = _LINK.sub(r"\1", heading[:_LONGEST])
    text = _EMPHASIS.sub("", text)
    text = _NUMBERING.sub("", text)
    bare = _BRACKETS.sub("", text).strip()
    text = (bare or text).lower().replace("’", "'").replace("&", " and ")
    text = text.replace("didn't", "did not").replace("doesn't", "does not").replace("/", " / ")
    text = _EDGES.sub("", _EDGES.sub("", text))
    return _SPACES.sub(" ", text).strip()


def label_word(label: str) -> str:
    """A label or column heading in the form in which those are compared."""
    text = _SNAKE.sub(" ", _LINK.sub(r"\1", label[:_LONGEST]))
    text = _EMPHASIS.sub("", text).strip().strip(":").strip()
    return _SPACES.sub(" ", text.lower().replace("’", "'").replace("post-mortem", "postmortem"))


def _begins(word: str, start: str) -> bool:
    return word.startswith(start) and (len(word) == len(start) or not word[len(start)].isalnum())


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files.text(f"reading/{name}.toml"))


@cache
def heading_words() -> HeadingWords:
    """The synonyms of headings."""
    exact: dict[str, HeadingKind] = {}
    starts: list[tuple[str, HeadingKind]] = []
    ends: list[tuple[str, HeadingKind]] = []
    for name, words in _table("headings").items():
        section, _, outcome = name.partition(" ")
        kind = (
            HeadingKind(SectionKind.DEFENCES, DefenceOutcome(outcome))
            if section == "defences"
            else HeadingKind(SectionKind(name))
        )
        exact.update((heading_word(word), kind) for word in words.get("exact", ()))
        starts.extend((heading_word(word), kind) for word in words.get("starts", ()))
        ends.extend((heading_word(word), kind) for word in words.get("ends", ()))
    return HeadingWords(exact, tuple(starts), tuple(ends))


@cache
def label_fields() -> dict[str, str]:
    """Label in comparable form → name of the field."""
    return {label_word(word): field for field, words in _table("labels").items() for word in words}


@cache
def vocabulary() -> dict[str, Any]:
    """Words for severities, states, kinds; names of columns; placeholders of templates."""
    return _table("vocabulary")


@cache
def column_names(field: str) -> frozenset[str]:
    """The headings that a column of that meaning may have."""
    return frozenset(label_word(word) for word in vocabulary()["columns"][field])


@cache
def first_words(name: str) -> frozenset[str]:
    """The words of ``vocabulary.toml``'s table `name` ("imperatives", "finished")."""
    return frozenset(vocabulary()[name]["words"])


@cache
def approximate_pattern() -> re.Pattern[str]:
    """Finds a word or sign that makes the number after it an estimate."""
    words = vocabulary()["approximately"]["words"]
    alternatives = "|".join(
        re.escape(word) if not word[0].isalpha() else rf"\b{re.escape(word)}" for word in words
    )
    return re.compile(alternatives, re.IGNORECASE)


@cache
def incident_pattern() -> re.Pattern[str]:
    """Finds a word that prose about an incident would use."""
    words = "|".join(re.escape(word) for word in vocabulary()["incident_words"]["words"])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@cache
def month_numbers() -> dict[str, int]:
    """Name of a month in lower case → 1–12."""
    return {
        word: int(number) for number, words in _table("dates")["months"].items() for word in words
    }


@cache
def weekday_names() -> tuple[str, ...]:
    """Names of weekdays in lower case, longest first."""
    return tuple(sorted(_table("dates")["weekdays"]["names"], key=len, reverse=True))


@cache
def zone_table() -> dict[str, Any]:
    """The table of time zones as people write them."""
    return _table("zones")


@cache
def event_rules() -> tuple[EventRule, ...]:
    """The rules that give timeline events their kind, in the order they are tried."""
    return tuple(
        EventRule(EventKind(rule["kind"]), re.compile("|".join(rule["patterns"]), re.IGNORECASE))
        for rule in _table("event_kinds")["rule"]
    )
