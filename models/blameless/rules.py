"""The blameless rules, read from ``resources/blameless/rules.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

from resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way of blaming.

    Attributes:
        pattern: what to look for.
        needs_person: whether the words before the match must name a person.
        clears: a pattern that, in the same sentence, makes the match harmless; None for none.
        why: the explanation; ``{match}`` and ``{subject}`` are filled in.
        rewrite: how to say it instead; the same fields.
    """

    name: str
    pattern: re.Pattern[str]
    needs_person: bool
    clears: re.Pattern[str] | None
    why: str
    rewrite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """All rules, and the words that make a subject a person."""

    rules: tuple[Rule, ...]
    nouns: frozenset[str]
    pronouns: frozenset[str]
    adverbs: frozenset[str]

    @classmethod
    def shipped(cls) -> RuleBook:
        """The rules that ship with Afterword."""
        return cls.from_toml(files.text("blameless/rules.toml"))

    @classmethod
    def from_toml(cls, text: str) -> RuleBook:
        """Rules from TOML; raises `tomllib.TOMLDecodeError`, `KeyError` or `re.error` if bad."""
        data = tomllib.loads(text)
        people = data["people"]
        return cls(
            rules=tuple(_rule(one) for one in data["rules"]),
            nouns=frozenset(people["nouns"]),
            pronouns=frozenset(people["pronouns"]),
            adverbs=frozenset(people["adverbs"]),
        )


def _rule(data: dict[str, str]) -> Rule:
    clears = data.get("clears")
    return Rule(
        name=data["name"],
        pattern=_compiled(data["pattern"]),
        needs_person=data["subject"] == "human",
        clears=_compiled(clears) if clears else None,
        why=data["why"],
        rewrite=data["rewrite"],
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern in which a blank also stands for the end of a line: texts are often wrapped."""
    return re.compile(pattern.replace(" ", r"(?:[ \t]+|[ \t]*\n[ \t]*)"), re.IGNORECASE)
