"""Cuts a query into tokens that know where they stand.

Total: any text at all gives tokens. What is malformed is marked on the token, never raised.
Pure text, no index: the window uses it too, for editing a query by its chips and facets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from search.query.words import field_name


class TokenKind(Enum):
    """What a token is."""

    WORD = auto()
    PHRASE = auto()
    FILTER = auto()
    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class Value:
    """One value after a field's colon, with its span in the query."""

    text: str
    start: int
    end: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    Attributes:
        text: the word, the phrase without its quotes.
        start: where the token begins in the query.
        end: where it ends.
        field: for a filter, the field's own name (never an alias).
        operator: for a filter, ``<``, ``<=``, ``>``, ``>=``, ``=`` or empty.
        values: for a filter, at least one unless nothing was typed yet.
        slop: for a phrase, the words that may stand between: ``"a b"~5``.
        closed: False for a phrase whose closing quote is missing.
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    field: str = ""
    operator: str = ""
    values: tuple[Value, ...] = ()
    slop: int = 0
    closed: bool = True


QUOTES = '"“”„«»'
_SPACE = re.compile(r"\s+")
_FIELD = re.compile(r"([A-Za-z]{2,12}):")
_OPERATOR = re.compile(r"<=|>=|<|>|=")
_SLOP = re.compile(r"~(\d{1,3})")
_WORD = re.compile(rf"[^\s(){QUOTES}]+")
_VALUE = re.compile(rf"[^\s(),{QUOTES}]+")
_LIST_SEPARATOR = re.compile(r"(?:\s|,|\bOR\b|\|)+")


Names = Callable[[str], str | None]
"""The field meant by what stands before a colon; None when it is no field."""


def tokenise(query: str, names: Names = field_name) -> list[Token]:
    """All tokens of `query`, in order, spans never overlapping.

    Args:
        query: any text.
        names: which words before a colon are fields; those of incidents unless told otherwise.
    """
    tokens: list[Token] = []
    at = 0
    while at < len(query):
        space = _SPACE.match(query, at)
        if space:
            at = space.end()
            continue
        token, at = _next_token(query, at, names)
        if token is not None:
            tokens.append(token)
    return tokens


def _next_token(query: str, at: int, names: Names) -> tuple[Token | None, int]:
    character = query[at]
    if character == "(":
        return Token(TokenKind.OPEN, "(", at, at + 1), at + 1
    if character == ")":
        return Token(TokenKind.CLOSE, ")", at, at + 1), at + 1
    if character in "-!":
        return _exclusion(query, at)
    if character in QUOTES:
        return _phrase(query, at)
    found = _FIELD.match(query, at)
    name = names(found.group(1)) if found else None
    if found and name:
        return _filter(query, at, name, found.end())
    return _word(query, at)


def _exclusion(query: str, at: int) -> tuple[Token | None, int]:
    """A minus excludes only what directly follows it; alone it means nothing."""
    follows = query[at + 1 : at + 2]
    if not follows or follows.isspace() or follows in "-!)":
        return None, at + 1
    return Token(TokenKind.NOT, query[at], at, at + 1), at + 1


def _phrase(query: str, at: int) -> tuple[Token, int]:
    close = at + 1
    while close < len(query) and query[close] not in QUOTES:
        close += 1
    closed = close < len(query)
    text = query[at + 1 : close]
    end = close + 1 if closed else close
    slop = 0
    near = _SLOP.match(query, end) if closed else None
    if near:
        slop = int(near.group(1))
        end = near.end()
    return Token(TokenKind.PHRASE, text, at, end, slop=slop, closed=closed), end


def _word(query: str, at: int) -> tuple[Token | None, int]:
    found = _WORD.match(query, at)
    end = found.end() if found else at + 1
    text = query[at:end]
    kind = TokenKind.WORD
    if text in {"OR", "|", "||"}:
        kind = TokenKind.OR
    elif text == "NOT":
        kind = TokenKind.NOT
    elif text in {"AND", "&&", "&"}:
        return None, end  # words that follow each other are joined by AND anyway
    return Token(kind, text, at, end), end


def _filter(query: str, start: int, name: str, at: int) -> tuple[Token, int]:
    operator = _OPERATOR.match(query, at)
    if operator:
        at = operator.end()
    if query[at : at + 1] == "(":
        values, end = _value_group(query, at)
    else:
        values, end = _value_list(query, at)
    sign = operator.group() if operator else ""
    text = query[start:end]
    return Token(TokenKind.FILTER, text, start, end, name, sign, tuple(values)), end


def _value_list(query: str, at: int) -> tuple[list[Value], int]:
    """Values with commas between: ``SEV-1,"in review"``."""
    values: list[Value] = []
    while at < len(query):
        value, after = _value(query, at)
        if value is None:
            break
        values.append(value)
        at = after
        if query[at : at + 1] != ",":
            break
        at += 1
    return values, at


def _value_group(query: str, at: int) -> tuple[list[Value], int]:
    """Values in parentheses: ``(payments OR checkout)``."""
    values: list[Value] = []
    at += 1
    while at < len(query) and query[at] != ")":
        separator = _LIST_SEPARATOR.match(query, at)
        if separator and separator.end() > at:
            at = separator.end()
            continue
        value, after = _value(query, at)
        if value is None:
            at += 1
            continue
        values.append(value)
        at = after
    return values, min(at + 1, len(query))


def _value(query: str, at: int) -> tuple[Value | None, int]:
    if query[at : at + 1] and query[at] in QUOTES:
        token, end = _phrase(query, at)
        return Value(token.text, at, end, quoted=True), end
    found = _VALUE.match(query, at)
    if not found:
        return None, at
    return Value(found.group(), at, found.end()), found.end()
