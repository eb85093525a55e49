"""Reads a query for action items: the search's language, evaluated over rows without an index.

Grammar, loosest first: ``OR`` between alternatives; words and filters one after the other, which
must all match; ``-`` (or ``NOT``) before what must not; parentheses. Total: what cannot be read as
meant is searched as words, and `ActionQuery.note` says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.actions.conditions import Filtered, filter_of
from search.actions.words import action_field_name
from search.query.lexer import TokenKind, tokenise
from search.results import Chip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from uuid import UUID

    from models.rows import ActionRow
    from search.query.lexer import Token

    Test = Callable[[ActionRow], bool]
    Texts = dict[UUID, str]

LONGEST_QUERY = 2_000
MOST_TOKENS = 64
DEEPEST = 12
_UNKNOWN_FIELD = re.compile(r"([A-Za-z]{2,}):([^:/\d\\].*)")
_SOMETHING = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class ActionQuery:
    """A query as understood.

    Attributes:
        chips: its filters, phrases and exclusions outside parentheses.
        note: what was not understood; empty mostly.
    """

    test: Test | None
    chips: tuple[Chip, ...]
    note: str

    def matches(self, row: ActionRow) -> bool:
        """Whether an action item is meant; an empty query means every one."""
        return self.test is None or self.test(row)

    def rows(self, rows: Iterable[ActionRow]) -> list[ActionRow]:
        """Those that are meant, in the order given."""
        test = self.test
        return list(rows) if test is None else [row for row in rows if test(row)]


def read_action_query(query: str, *, today: date, texts: Texts | None = None) -> ActionQuery:
    """Read any text at all as a query for action items.

    Args:
        query: as typed.
        today: the day in the library's zone that ``due:`` counts from. Whether a row is overdue
            the row itself says.
        texts: keeps what was made of rows to look for words in; the same for the same rows.
    """
    return _Reader(query[:LONGEST_QUERY], today, {} if texts is None else texts).read()


class _Reader:
    """One reading of one query."""

    def __init__(self, query: str, today: date, texts: Texts) -> None:
        self._query = query
        self._today = today
        self._texts = texts
        tokens = tokenise(query, action_field_name)
        self._tokens = tokens[:MOST_TOKENS]
        self._at = 0
        self._depth = 0
        self._chips: list[Chip] = []
        self._notes: list[str] = []
        if len(tokens) > MOST_TOKENS:
            self._notes.append(f"Only the first {MOST_TOKENS} parts of the query are used.")

    def read(self) -> ActionQuery:
        """The whole query; a closing parenthesis too many is skipped."""
        found: list[Test] = []
        while self._at < len(self._tokens):
            test = self._alternatives()
            if test is not None:
                found.append(test)
            if self._at < len(self._tokens):
                self._at += 1
                self._notes.append("A closing parenthesis has no partner.")
        return ActionQuery(_all(found), tuple(self._chips), " ".join(dict.fromkeys(self._notes)))

    def _alternatives(self) -> Test | None:
        found: list[Test] = []
        while True:
            test = self._sequence()
            if test is not None:
                found.append(test)
            if self._kind() is not TokenKind.OR:
                break
            self._at += 1
        if len(found) < 2:
            return found[0] if found else None
        return lambda row: any(test(row) for test in found)

    def _sequence(self) -> Test | None:
        found: list[Test] = []
        while self._kind() not in {None, TokenKind.OR, TokenKind.CLOSE}:
            test = self._item()
            if test is not None:
                found.append(test)
        return _all(found)

    def _item(self) -> Test | None:
        start = self._tokens[self._at].start
        excluded = False
        while self._kind() is TokenKind.NOT:
            excluded = not excluded
            self._at += 1
        if self._kind() in {None, TokenKind.OR, TokenKind.CLOSE}:
            return None
        chips = len(self._chips)
        test = self._group() if self._kind() is TokenKind.OPEN else self._single()
        if test is None or not excluded:
            return test
        self._exclude_chip(start, chips)
        inner = test
        return lambda row: not inner(row)

    def _group(self) -> Test | None:
        opening = self._tokens[self._at]
        self._at += 1
        if self._depth >= DEEPEST:
            self._notes.append("Parentheses are nested too deeply.")
            return None
        self._depth += 1
        test = self._alternatives()
        self._depth -= 1
        end = self._tokens[self._at - 1].end
        if self._kind() is TokenKind.CLOSE:
            end = self._tokens[self._at].end
            self._at += 1
        if test is not None:
            text = self._query[opening.start : end]
            self._chip(opening.start, end, text.removeprefix("(").removesuffix(")").strip())
        return test

    def _single(self) -> Test | None:
        token = self._tokens[self._at]
        self._at += 1
        if token.kind is TokenKind.FILTER:
            return self._filter(token)
        if token.kind is TokenKind.PHRASE:
            if not _SOMETHING.search(token.text):
                return None
            self._chip(token.start, token.end, f"“{token.text.strip()}”")
            return self._words(token.text)
        unknown = _UNKNOWN_FIELD.fullmatch(token.text)
        if unknown:
            self._notes.append(f"“{unknown.group(1)}:” is not a field; searched as words.")
            return _all(
                [one for part in unknown.groups() if (one := self._words(part)) is not None]
            )
        return self._words(token.text)

    def _filter(self, token: Token) -> Test | None:
        if not any(value.text.strip() for value in token.values):
            return None  # nothing typed after the colon yet
        if token.field == "title":
            words = [one.text for one in token.values]
            self._chip(token.start, token.end, f"Title: {', '.join(words)}")
            folded = [_pattern(one) for one in words]
            return lambda row: any(one.search(row.title.casefold()) for one in folded)
        read = filter_of(token, self._today)
        if isinstance(read, Filtered):
            self._chip(token.start, token.end, read.label)
            return read.test
        self._notes.append(read.why)
        return None

    def _words(self, text: str) -> Test | None:
        """A row that has a word beginning so; the words of a phrase stand together."""
        folded = " ".join(text.casefold().rstrip("*").split())
        if not _SOMETHING.search(folded):
            return None
        pattern, texts = _pattern(folded), self._texts

        def test(row: ActionRow) -> bool:
            found = texts.get(row.id)
            if found is None:
                found = texts[row.id] = _text_of(row)
            return folded in found and pattern.search(found) is not None

        return test

    def _exclude_chip(self, start: int, chips: int) -> None:
        """What is excluded gets one chip, in place of the chips of what it excludes."""
        if self._depth:
            return
        end = self._tokens[self._at - 1].end
        inner = self._chips[chips:]
        label = inner[-1].label if inner else self._query[start:end].lstrip("-!")
        del self._chips[chips:]
        self._chip(start, end, f"Not {label[:1].lower()}{label[1:]}")

    def _chip(self, start: int, end: int, label: str) -> None:
        if not self._depth:
            self._chips.append(Chip(label, self._query[start:end], start, end))

    def _kind(self) -> TokenKind | None:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else None


def _text_of(row: ActionRow) -> str:
    parts = (
        row.title,
        f"a-{row.register_number}",
        *(row.incident_keys or (row.incident_key,)),
        row.incident_title,
        row.owner or "",
        row.tracker_key or "",
        *row.services,
    )
    return " ".join(" ".join(parts).casefold().split())


def _pattern(text: str) -> re.Pattern[str]:
    """At the beginning of a word; a text that begins with a mark may stand anywhere."""
    folded = text.casefold().rstrip("*")
    edge = r"(?<![^\W_])" if folded[:1].isalnum() else ""
    return re.compile(edge + re.escape(folded))


def _all(tests: list[Test]) -> Test | None:
    if len(tests) < 2:
        return tests[0] if tests else None
    return lambda row: all(test(row) for test in tests)
