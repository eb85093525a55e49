"""The tree that a query is read into: frozen nodes, no index in them."""

from __future__ import annotations

from dataclasses import dataclass

from search.fields import EVERYWHERE


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every incident: the empty query."""


@dataclass(frozen=True, slots=True)
class Words:
    """One run of text as typed: a word, or an identifier that gives several.

    Attributes:
        text: as typed, without what follows here as attributes.
        start: where it stands in the query.
        end: offset just past it.
        mask: the parts that it must stand in.
        prefix: True while it is being typed, or for ``pay*``: longer words match too.
        fuzzy: how many letters may differ; 0 for none.
        pattern: True when `text` holds ``*`` inside: ``conf*map``.
    """

    text: str
    start: int = 0
    end: int = 0
    mask: int = EVERYWHERE
    prefix: bool = False
    fuzzy: int = 0
    pattern: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together.

    Attributes:
        text: the words as typed.
        slop: how many other words may stand between; in any order when above 0.
        prefix: True while the last word is being typed.
    """

    text: str
    mask: int = EVERYWHERE
    slop: int = 0
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """Carries one of several names: ``service:payments,checkout``."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """A fact is one of several numbers (severity rank, status, year)."""

    field: str
    column: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """A fact lies between two numbers, `low` included and `high` not; None is open."""

    field: str
    column: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Has:
    """All bits of `flags` are set."""

    field: str
    flags: int


@dataclass(frozen=True, slots=True)
class Both:
    """All children match."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one child matches."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """The child does not match."""

    child: Node


Condition = Named | OneOf | Between | Has
Node = Everything | Words | Phrase | Condition | Both | Either | Without
