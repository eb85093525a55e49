"""Reads a query into a tree, with the chips that show what was understood.

Grammar, loosest first: ``OR`` between alternatives; words and filters one after the other, which
must all match; ``-`` (or ``NOT``) before what must not; parentheses. Total: what cannot be read as
meant is searched as words, and `Parsed.note` says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING

from search.fields import SECTION_PARTS, WEIGHTS, mask_of
from search.query.conditions import Moment, Understood, condition_of
from search.query.lexer import TokenKind, tokenise
from search.query.tree import Both, Either, Everything, Node, Phrase, Without, Words
from search.query.words import FIELDS, FieldKind
from search.results import Chip

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from search.query.lexer import Token, Value

LONGEST_QUERY = 2_000
"""Characters; what comes after is left out."""
MOST_TOKENS = 64
DEEPEST = 12

_LONGEST_PLAIN = 120
"""Short enough to hold no more words than `MOST_TOKENS`."""
_PLAIN = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_OPERATORS = {"OR", "AND", "NOT"}
_SOMETHING = re.compile(r"[^\W_]")
_FUZZY = re.compile(r"(.*[^~])~([12])?")
_UNKNOWN_FIELD = re.compile(r"([A-Za-z]{2,}):([^:/\d\\].*)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as understood.

    Attributes:
        root: the tree.
        chips: its filters, phrases and exclusions outside parentheses.
        note: what was not understood; empty mostly.
        words: plain words that must or may match, for corrections and marking.
    """

    root: Node
    chips: tuple[Chip, ...]
    note: str
    words: tuple[Words, ...]


def parse(query: str, *, as_of: datetime, zone: tzinfo = UTC, typing: bool = False) -> Parsed:
    """Read any text at all as a query.

    Args:
        query: as typed.
        as_of: the present instant.
        zone: where days and years begin.
        typing: whether the query is still being typed: then the last word matches longer words
            too, and an unfinished filter at the end is left out silently.
    """
    if len(query) <= _LONGEST_PLAIN and _PLAIN.fullmatch(query):
        plain = _plain(query, typing=typing)
        if plain is not None:
            return plain
    return _Parser(query[:LONGEST_QUERY], Moment(as_of, zone), typing).read()


def _plain(query: str, *, typing: bool) -> Parsed | None:
    """A query of nothing but words, as nearly all are, without the grammar; None when it is not."""
    words: list[Words] = []
    at = 0
    for text in query.split(" "):
        if text in _OPERATORS:
            return None
        end = at + len(text)
        words.append(Words(text, at, end, prefix=typing and end == len(query)))
        at = end + 1
    found = tuple(words)
    return Parsed(found[0] if len(found) == 1 else Both(found), (), "", found)


class _Parser:
    """One reading of one query."""

    def __init__(self, query: str, moment: Moment, typing: bool) -> None:
        self._query = query
        self._moment = moment
        self._typing = typing
        tokens = tokenise(query)
        self._tokens = tokens[:MOST_TOKENS]
        self._at = 0
        self._depth = 0
        self._excluding = False
        self._chips: list[Chip] = []
        self._notes: list[str] = []
        self._words: list[Words] = []
        if len(tokens) > MOST_TOKENS:
            self._notes.append(f"Only the first {MOST_TOKENS} parts of the query are used.")

    def read(self) -> Parsed:
        """The whole query; a closing parenthesis too many is skipped."""
        alternatives: list[Node] = []
        while self._at < len(self._tokens):
            node = self._alternatives()
            if node is not None:
                alternatives.append(node)
            if self._at < len(self._tokens):  # only an unmatched ")" stops short of the end
                self._at += 1
                self._note("A closing parenthesis has no partner.")
        root = _both(alternatives)
        if root is None and self._query.strip() and not self._notes and not self._typing:
            self._notes.append("Only words and numbers can be searched for.")
        notes = " ".join(dict.fromkeys(self._notes))
        return Parsed(root or Everything(), tuple(self._chips), notes, tuple(self._words))

    def _alternatives(self) -> Node | None:
        found: list[Node] = []
        while True:
            node = self._sequence()
            if node is not None:
                found.append(node)
            if self._kind() is not TokenKind.OR:
                break
            self._at += 1
        if not found:
            return None
        return found[0] if len(found) == 1 else Either(tuple(found))

    def _sequence(self) -> Node | None:
        found: list[Node] = []
        while self._kind() not in {None, TokenKind.OR, TokenKind.CLOSE}:
            node = self._item()
            if node is not None:
                found.append(node)
        return _both(found)

    def _item(self) -> Node | None:
        start = self._tokens[self._at].start
        excluded = False
        while self._kind() is TokenKind.NOT:
            excluded = not excluded
            self._at += 1
        if self._kind() in {None, TokenKind.OR, TokenKind.CLOSE}:
            return None
        operand = self._tokens[self._at].start
        before, chips = self._excluding, len(self._chips)
        self._excluding = before != excluded
        node = self._group() if self._kind() is TokenKind.OPEN else self._single()
        self._excluding = before
        if node is None or not excluded:
            return node
        self._exclude_chip(start, operand, chips)
        return Without(node)

    def _group(self) -> Node | None:
        opening = self._tokens[self._at]
        self._at += 1
        if self._depth >= DEEPEST:
            self._note("Parentheses are nested too deeply.")
            return None
        self._depth += 1
        node = self._alternatives()
        self._depth -= 1
        end = self._tokens[self._at - 1].end
        if self._kind() is TokenKind.CLOSE:
            end = self._tokens[self._at].end
            self._at += 1
        else:
            self._note("A parenthesis is not closed.")
        if node is not None and not self._depth:
            text = self._query[opening.start : end]
            label = text.removeprefix("(").removesuffix(")").strip()
            self._chips.append(Chip(label, text, opening.start, end))
        return node

    def _single(self) -> Node | None:
        token = self._tokens[self._at]
        self._at += 1
        if token.kind is TokenKind.PHRASE:
            return self._phrase(token)
        if token.kind is TokenKind.FILTER:
            return self._filter(token)
        return self._word(token)

    def _phrase(self, token: Token) -> Node | None:
        if not token.closed:
            self._note("A quotation mark is not closed.")
        if not _SOMETHING.search(token.text):
            return None
        text = token.text.strip()
        self._chip(token, f"“{text}”" + (f" within {token.slop} words" if token.slop else ""))
        return Phrase(text, slop=token.slop, prefix=self._is_typed(token) and not token.closed)

    def _word(self, token: Token) -> Node | None:
        unknown = _UNKNOWN_FIELD.fullmatch(token.text)
        if unknown:
            self._note(f"“{unknown.group(1)}:” is not a field; searched as words.")
            middle = token.start + len(unknown.group(1))
            pieces = (
                (unknown.group(1), token.start, middle),
                (unknown.group(2), middle + 1, token.end),
            )
            return _both([node for piece in pieces if (node := self._words_node(*piece))])
        return self._words_node(token.text, token.start, token.end)

    def _words_node(self, text: str, start: int, end: int) -> Words | None:
        """A word with its wishes: ``pay*``, ``conf*map``, ``paymnt~``."""
        typed = self._typing and end == len(self._query)
        fuzzy = _FUZZY.fullmatch(text)
        if fuzzy:
            distance = int(fuzzy.group(2) or (1 if len(fuzzy.group(1)) < 6 else 2))
            node = Words(fuzzy.group(1), start, end, fuzzy=distance)
        elif text.endswith("*") and "*" not in text[:-1]:
            node = Words(text[:-1], start, end, prefix=True)
        elif "*" in text:
            node = Words(text, start, end, pattern=True)
        else:
            node = Words(text, start, end, prefix=typed)
        if not _SOMETHING.search(node.text):
            return None
        if not self._excluding:
            self._words.append(node)
        return node

    def _filter(self, token: Token) -> Node | None:
        unfinished = self._is_typed(token)
        if not token.values:
            if not unfinished:
                self._note(f"{token.field}: needs a value.")
            return None
        if FIELDS[token.field] is FieldKind.TEXT:
            return self._text_filter(token)
        read = condition_of(token, self._moment)
        if isinstance(read, Understood):
            self._chip(token, read.label)
            return read.node
        if unfinished:
            return None
        self._note(f"{read.why} Searched as words.")
        nodes = [self._words_node(one.text, one.start, one.end) for one in token.values]
        name = self._words_node(token.field, token.start, token.values[0].start - 1)
        return _both([node for node in [name, *nodes] if node])

    def _text_filter(self, token: Token) -> Node | None:
        parts = SECTION_PARTS[token.field]
        mask = mask_of(parts)
        found = [node for value in token.values if (node := self._text_value(value, mask))]
        if not found:
            return None
        shown = ", ".join(f"“{one.text}”" if one.quoted else one.text for one in token.values)
        self._chip(token, f"{WEIGHTS[parts[0]].words.capitalize()}: {shown}")
        return found[0] if len(found) == 1 else Either(tuple(found))

    def _text_value(self, value: Value, mask: int) -> Node | None:
        if value.quoted:
            return Phrase(value.text, mask) if _SOMETHING.search(value.text) else None
        node = self._words_node(value.text, value.start, value.end)
        return replace(node, mask=mask) if node else None

    def _exclude_chip(self, start: int, operand: int, chips: int) -> None:
        """What is excluded gets one chip, in place of the chips of what it excludes."""
        if self._depth:
            return
        end = self._tokens[self._at - 1].end
        inner = self._chips[chips:]
        label = inner[-1].label if inner else self._query[operand:end]
        label = label[:1].lower() + label[1:] if inner else label
        self._chips[chips:] = [Chip(f"Not {label}", self._query[start:end], start, end)]

    def _chip(self, token: Token, label: str) -> None:
        if not self._depth:
            text = self._query[token.start : token.end]
            self._chips.append(Chip(label, text, token.start, token.end))

    def _is_typed(self, token: Token) -> bool:
        return self._typing and token.end == len(self._query)

    def _kind(self) -> TokenKind | None:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else None

    def _note(self, text: str) -> None:
        """Remember what was not understood; while typing, an open end is nobody's mistake."""
        if not self._typing:
            self._notes.append(text)


def _both(nodes: list[Node]) -> Node | None:
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 else Both(tuple(nodes))
