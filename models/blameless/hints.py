"""Finding the places where a text blames a person (DESIGN section 4, Blameless hints).

The practice: "Blameless does not mean no accountability. It means systems are accountable, not
people." A hint never blocks anybody; it explains and offers another way to say it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.blameless.masking import mask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.blameless.rules import Rule, RuleBook

_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)]|#|\|))|\|")
_WORD = re.compile(r"@?[\w][\w.'’-]*")
# A relative clause or a parenthesis may stand between a person and the verb.
_ASIDE = re.compile(r"(?:,[^,]{1,60},|\([^)]{1,60}\)|\bwho \w+(?: \w+){0,5})\s*$")
# "… that the dates were ignored" says nothing of the person before it.
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|get|got)\s+$", re.IGNORECASE)
_CLAUSE_BREAK = re.compile(r"[;:—–]|,(?=\s*(?:and|but|so|which|because|since|while|when|as)\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One place that blames a person.

    Attributes:
        start: offset of the first character in the text.
        end: offset after the last.
        line: from 1.
        column: from 1.
        text: the words as written.
        rule: which rule found it.
        why: why this gets in the way of learning.
        rewrite: how to say it instead.
        passage: the sentence, list item or table cell around it, its blanks made even; an answer
            to the hint holds as long as this stays as it is.
    """

    start: int
    end: int
    line: int
    column: int
    text: str
    rule: str
    why: str
    rewrite: str
    passage: str = ""


class BlamelessReader:
    """Reads texts with one rule book, knowing the people that an incident names."""

    def __init__(self, rules: RuleBook, people: Iterable[str] = ()) -> None:
        """Take the rules and the handles or names ("@alex-kim", "Alex") that stand for people."""
        self._rules = rules
        self._names = frozenset(name for person in people for name in _name_forms(person))

    def hints(self, text: str) -> tuple[Hint, ...]:
        """Every hint in a Markdown text, in order; overlapping ones give way to the earlier."""
        masked = mask(text)
        found = sorted(
            (hint for rule in self._rules.rules for hint in self._apply(rule, text, masked)),
            key=lambda hint: (hint.start, -hint.end),
        )
        kept: list[Hint] = []
        for hint in found:
            if not kept or hint.start >= kept[-1].end:
                kept.append(hint)
        return tuple(kept)

    def _apply(self, rule: Rule, text: str, masked: str) -> Iterable[Hint]:
        for match in rule.pattern.finditer(masked):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            begin, end = _sentence(masked, start, match.end())
            if rule.clears and rule.clears.search(masked[begin:end]):
                continue
            subject = self._subject(masked[begin:start])
            if rule.needs_person and subject is None:
                continue
            passage = " ".join(text[begin:end].split())
            yield _hint(rule, text, start, match.end(), subject, passage)

    def _subject(self, before: str) -> str | None:
        """The person that the words before a match end with; None when it is anything else."""
        clause = _CLAUSE_BREAK.split(before)[-1]
        if _PASSIVE.search(clause):
            return None
        clause = _ASIDE.sub("", clause).rstrip(" ,*_")
        words = _WORD.findall(clause)
        while words and words[-1].lower() in self._rules.adverbs:
            words.pop()
        if not words or not _only_words_follow(clause, words[-1]):
            return None
        return self._person(words)

    def _person(self, words: list[str]) -> str | None:
        last = words[-1].strip("'’.")
        lowered = last.lower()
        if last.startswith("@") or lowered in self._names:
            return last
        if lowered in self._rules.pronouns:
            return last if last == "I" else lowered
        if lowered in self._rules.nouns:
            return f"the {lowered}"
        return None


def _only_words_follow(clause: str, word: str) -> bool:
    """Whether the clause ends with `word`, or only the adverbs just dropped come after it."""
    return re.fullmatch(r"[\w\s'’-]*", clause[clause.rfind(word) + len(word) :]) is not None


def _name_forms(person: str) -> Iterable[str]:
    name = person.strip().lstrip("@").lower()
    if name:
        yield name
        # "alex-kim" is called Alex; a role handle such as "payment-lead" is not called Payment.
        first = re.split(r"[\s.]", name)[0]
        if first != name:
            yield first


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence, list item or table cell around a match."""
    begin = 0
    for stop in _SENTENCE_END.finditer(text, max(0, start - 600), start):
        begin = stop.end()
    after = _SENTENCE_END.search(text, end)
    return begin, after.start() if after else len(text)


def _hint(rule: Rule, text: str, start: int, end: int, subject: str | None, passage: str) -> Hint:
    line_start = text.rfind("\n", 0, start) + 1
    words = text[start:end]
    names = {"match": " ".join(words.split()), "subject": subject or "the person"}
    return Hint(
        start=start,
        end=end,
        line=text.count("\n", 0, start) + 1,
        column=start - line_start + 1,
        text=words,
        rule=rule.name,
        why=rule.why.format(**names),
        rewrite=rule.rewrite.format(**names),
        passage=passage,
    )
