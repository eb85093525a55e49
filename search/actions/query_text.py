"""Edits a query for action items as text: what a chip stands for comes and goes.

The query text is the one truth about what is shown; chips only change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.actions.words import action_field_name
from search.query.lexer import Token, TokenKind, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator


def has_term(query: str, term: str) -> bool:
    """Whether every action item shown must meet `term`, one filter such as ``overdue:yes``."""
    wanted = _meaning(tokenise(term, action_field_name)[0])
    return any(_meaning(token) == wanted for token in _plain(query))


def toggle_term(query: str, term: str) -> str:
    """The query with `term` demanded beside what is demanded already, or no longer demanded."""
    wanted = _meaning(tokenise(term, action_field_name)[0])
    for token in _plain(query):
        if _meaning(token) == wanted:
            return _tidied(query[: token.start], query[token.end :])
    base = query.strip()
    if _has_alternatives(tokenise(base, action_field_name)):
        base = f"({base})"
    return f"{base} {term}" if base else term


def without_field(query: str, field: str) -> str:
    """The query without any plain filter on `field`."""
    for token in reversed([one for one in _plain(query) if one.field == field]):
        query = _tidied(query[: token.start], query[token.end :])
    return query


def _meaning(token: Token) -> tuple[str, str, tuple[str, ...]]:
    values = tuple(sorted(value.text.strip().casefold() for value in token.values))
    return token.field, token.operator, values


def _plain(query: str) -> Iterator[Token]:
    """Filters that every match must meet: not excluded, not in parentheses."""
    depth = 0
    tokens = tokenise(query, action_field_name)
    if _has_alternatives(tokens):
        return
    for at, token in enumerate(tokens):
        depth += (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE)
        excluded = at > 0 and tokens[at - 1].kind is TokenKind.NOT
        if token.kind is TokenKind.FILTER and depth <= 0 and not excluded:
            yield token


def _has_alternatives(tokens: list[Token]) -> bool:
    depth = 0
    for token in tokens:
        depth += (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE)
        if token.kind is TokenKind.OR and depth <= 0:
            return True
    return False


def _tidied(before: str, after: str) -> str:
    return " ".join(part for part in (before.rstrip(), after.lstrip()) if part)
