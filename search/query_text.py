"""Edits a query as text: facets are toggled, chips taken out, active filters read.

The query text is the one truth about what is searched; buttons only change it. Nothing heavy is
imported here: the window calls these on every click.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.query.lexer import Token, TokenKind, tokenise
from search.query.values import canonical
from search.query.words import field_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.results import Chip

_PLAIN_VALUE = re.compile(r"[^\s(),\"“”„«»<>=!|-][^\s(),\"“”„«»|]*")


def active_filters(query: str) -> dict[str, set[str]]:
    """Values that the query filters by, per field, without excluded and nested ones.

    Severities and statuses come back in their one spelling (``SEV-1``, ``in review``), other
    values as typed.
    """
    active: dict[str, set[str]] = {}
    for token in _plain_filters(query):
        values = active.setdefault(token.field, set())
        for value in token.values:
            known = canonical(token.field, value.text)
            values.add(known if token.field in {"severity", "status"} else value.text)
    return active


def is_active(query: str, field: str, value: str) -> bool:
    """Whether the query filters by exactly this value of a facet."""
    wanted = canonical(field, value)
    return any(
        canonical(field, one.text) == wanted
        for token in _plain_filters(query)
        if token.field in _names_of(field)
        for one in token.values
    )


def toggle_filter(query: str, field: str, value: str) -> str:
    """The query with `value` of `field` added, or taken out when it was there.

    A second value of a field that is filtered already joins it with a comma, which means *or*:
    ``severity:SEV-1`` becomes ``severity:SEV-1,SEV-2``.
    """
    name = field_name(field) or field
    wanted = canonical(name, value)
    tokens = [token for token in _plain_filters(query) if token.field in _names_of(name)]
    for token in tokens:
        kept = [one for one in token.values if canonical(name, one.text) != wanted]
        if len(kept) < len(token.values):
            texts = [query[one.start : one.end] for one in kept]
            return _replaced(query, token, f"{token.field}:{','.join(texts)}" if texts else "")
    if tokens and tokens[0].values:
        last = tokens[0]
        texts = [query[one.start : one.end] for one in last.values]
        return _replaced(query, last, f"{last.field}:{','.join([*texts, quoted(value)])}")
    return _appended(query, f"{name}:{quoted(value)}")


def set_filter(query: str, field: str, value: str) -> str:
    """The query with `value` as the only filter on `field`."""
    name = field_name(field) or field
    cleared = clear_filter(query, name)
    return _appended(cleared, f"{name}:{quoted(value)}")


def exclude_filter(query: str, field: str, value: str) -> str:
    """The query without incidents that have this value."""
    name = field_name(field) or field
    if is_active(query, name, value):
        query = toggle_filter(query, name, value)
    return _appended(query, f"-{name}:{quoted(value)}")


def clear_filter(query: str, field: str) -> str:
    """The query without any plain filter on `field`."""
    name = field_name(field) or field
    names = _names_of(name)
    for token in reversed([one for one in _plain_filters(query) if one.field in names]):
        query = _replaced(query, token, "")
    return query


def without(query: str, chip: Chip) -> str:
    """The query without the part that a chip stands for.

    A chip of an older query, whose text no longer stands where it says, changes nothing.
    """
    if query[chip.start : chip.end] != chip.text:
        return query
    return _tidied(query[: chip.start], "", query[chip.end :])


def quoted(value: str) -> str:
    """A value as it can stand in a query, in quotes where it must."""
    if _PLAIN_VALUE.fullmatch(value) and value not in {"OR", "AND", "NOT"}:
        return value
    return '"' + re.sub(r"[\"“”„«»]", " ", value).strip() + '"'


def _names_of(field: str) -> set[str]:
    """Fields that filter as this one does: the year of the facet is typed as ``in:2024`` too."""
    return {"year", "in"} if field in {"year", "in"} else {field}


def _plain_filters(query: str) -> Iterator[Token]:
    """Filters that every match must meet: not excluded, not in parentheses, no comparison."""
    depth = 0
    tokens = tokenise(query)
    if _has_alternatives(tokens):
        return
    for at, token in enumerate(tokens):
        if token.kind is TokenKind.OPEN:
            depth += 1
        elif token.kind is TokenKind.CLOSE:
            depth = max(0, depth - 1)
        excluded = at > 0 and tokens[at - 1].kind is TokenKind.NOT
        if token.kind is TokenKind.FILTER and not (depth or excluded or token.operator):
            yield token


def _has_alternatives(tokens: list[Token]) -> bool:
    """Whether an OR stands outside all parentheses, so that no single part must match."""
    depth = 0
    for token in tokens:
        if token.kind is TokenKind.OPEN:
            depth += 1
        elif token.kind is TokenKind.CLOSE:
            depth = max(0, depth - 1)
        elif token.kind is TokenKind.OR and not depth:
            return True
    return False


def _replaced(query: str, token: Token, text: str) -> str:
    return _tidied(query[: token.start], text, query[token.end :])


def _tidied(before: str, middle: str, after: str) -> str:
    """The three joined by single spaces, nothing else touched."""
    parts = (before.rstrip(), middle, after.lstrip())
    return " ".join(part for part in parts if part)


def _appended(query: str, text: str) -> str:
    base = query.strip()
    if _has_alternatives(tokenise(base)):
        base = f"({base})"
    return f"{base} {text}" if base else text
