"""Edits a query as text: facets are toggled, chips taken out, active filters read.

The query text is the one truth about what is searched; buttons only change it. Nothing heavy is
imported here: the window calls these on every click.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Literal

from search.query.lexer import Token, TokenKind, tokenise
from search.query.values import canonical
from search.query.words import field_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.results import Chip

_MANY_VALUED = {"service", "tag", "owner", "author", "reviewer", "tracker", "has"}
"""Fields that an incident can have several values of."""

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


class ChosenValues:
    """What one query filters by and leaves out; the query is read once for many values."""

    def __init__(self, query: str) -> None:
        """Read `query`."""
        self._active = _canonical_values(_plain_filters(query))
        self._excluded = _canonical_values(token for _, token in _exclusions(query))

    def is_active(self, field: str, value: str) -> bool:
        """Whether the query filters by exactly this value of a facet."""
        return _has(self._active, field, value)

    def is_excluded(self, field: str, value: str) -> bool:
        """Whether the query excludes exactly this value of a facet."""
        return _has(self._excluded, field, value)


def is_active(query: str, field: str, value: str) -> bool:
    """Whether the query filters by exactly this value of a facet."""
    return ChosenValues(query).is_active(field, value)


def toggle_filter(query: str, field: str, value: str) -> str:
    """The query with `value` of `field` added, or taken out when it was there.

    A second value of a field that is filtered already joins it with a comma, which means *or*:
    ``severity:SEV-1`` becomes ``severity:SEV-1,SEV-2``.
    """
    name = field_name(field) or field
    query = _not_excluded(query, name, value)
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
    cleared = clear_filter(_not_excluded(query, name, value), name)
    return _appended(cleared, f"{name}:{quoted(value)}")


def add_filter(query: str, field: str, value: str) -> str:
    """The query with `value` demanded beside what is demanded already, or no longer demanded.

    ``service:payments`` becomes ``service:payments service:checkout``: incidents that touched
    both. Of a field that an incident has only one value of, either will do, as `toggle_filter`
    has it: both is more than there can be.
    """
    name = field_name(field) or field
    if name not in _MANY_VALUED or is_active(query, name, value):
        return toggle_filter(query, name, value)
    return _appended(_not_excluded(query, name, value), f"{name}:{quoted(value)}")


def exclude_filter(query: str, field: str, value: str) -> str:
    """The query without incidents that have this value; with them again when it excluded them."""
    name = field_name(field) or field
    if is_excluded(query, name, value):
        return _not_excluded(query, name, value)
    if is_active(query, name, value):
        query = toggle_filter(query, name, value)
    return _appended(query, f"-{name}:{quoted(value)}")


Way = Literal["set", "add", "or", "exclude"]
"""What a click on a facet's value does: plain, with Ctrl, with Shift, with Alt."""


def choose_value(query: str, field: str, value: str, way: Way) -> str:
    """The query after a click on a value of a facet.

    A click on what is chosen takes it back: alone for ``set``, out of several for ``add`` and
    ``or``, out of what is excluded for ``exclude``.
    """
    name = field_name(field) or field
    if way == "exclude":
        return exclude_filter(query, name, value)
    if way == "add":
        return add_filter(query, name, value)
    if way == "or":
        return toggle_filter(query, name, value)
    others = sum(len(values) for one, values in active_filters(query).items() if one == name)
    if is_active(query, name, value) and others == 1:
        return toggle_filter(query, name, value)
    return set_filter(query, name, value)


def excluded_filters(query: str) -> dict[str, set[str]]:
    """Values that the query excludes, per field, spelt as `active_filters` spells them."""
    excluded: dict[str, set[str]] = {}
    for _, token in _exclusions(query):
        values = excluded.setdefault(token.field, set())
        for value in token.values:
            known = canonical(token.field, value.text)
            values.add(known if token.field in {"severity", "status"} else value.text)
    return excluded


def is_excluded(query: str, field: str, value: str) -> bool:
    """Whether the query excludes exactly this value of a facet."""
    return ChosenValues(query).is_excluded(field, value)


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


def _canonical_values(tokens: Iterable[Token]) -> dict[str, set[str]]:
    """The values of filters by the field that was typed, each in its one spelling."""
    found: dict[str, set[str]] = {}
    for token in tokens:
        values = found.setdefault(token.field, set())
        values.update(canonical(token.field, one.text) for one in token.values)
    return found


def _has(values: dict[str, set[str]], field: str, value: str) -> bool:
    # Most queries filter by nothing.
    if not values:
        return False
    wanted = canonical(field, value)
    return any(wanted in values.get(name, ()) for name in _names_of(field))


def _names_of(field: str) -> set[str]:
    """Fields that filter as this one does: the year of the facet is typed as ``in:2024`` too."""
    return {"year", "in"} if field in {"year", "in"} else {field}


def _not_excluded(query: str, field: str, value: str) -> str:
    """The query without the exclusion of this value, if there is one."""
    wanted = canonical(field, value)
    for start, token in reversed(list(_exclusions(query))):
        kept = [one for one in token.values if canonical(field, one.text) != wanted]
        if token.field in _names_of(field) and len(kept) < len(token.values):
            texts = ",".join(query[one.start : one.end] for one in kept)
            left = f"-{token.field}:{texts}" if texts else ""
            query = _tidied(query[:start], left, query[token.end :])
    return query


def _exclusions(query: str) -> Iterator[tuple[int, Token]]:
    """Excluded filters outside parentheses, with where their minus stands."""
    depth = 0
    tokens = tokenise(query)
    for before, token in itertools.pairwise(tokens):
        depth += (before.kind is TokenKind.OPEN) - (before.kind is TokenKind.CLOSE)
        if before.kind is TokenKind.NOT and token.kind is TokenKind.FILTER and depth <= 0:
            yield before.start, token


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
