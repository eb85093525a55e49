"""What is asked, in a form that each engine puts into its own language; and what it is asked on."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from time import gmtime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHOWN = 20
"""Hits asked for, each with its key and its title, as a page of results shows them."""


FACETS = ("service", "category", "tag", "status", "year")
"""Counted beside the severity where facets are asked for, as Afterword counts them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One query.

    Attributes:
        kind: the class it is measured in.
        text: in Afterword's own language.
        words: what is sought.
        how: all of the words; side by side; the last one a beginning; spelt like it.
        like: for a misspelt word those that Afterword takes it for, given to engines that cannot
            find them by themselves.
        edits: how many letters may differ.
        names: ``service=payments``: all must be carried.
        severities: ranks, any of them.
        after: started at or after, in seconds since 1970.
        not_status: a status that must not be.
        sort: the order.
    """

    kind: str
    text: str
    words: tuple[str, ...] = ()
    how: str = "all"
    like: tuple[str, ...] = ()
    edits: int = 0
    names: tuple[str, ...] = ()
    severities: tuple[int, ...] = ()
    after: int = 0
    not_status: str = ""
    sort: str = "relevance"


@dataclass(frozen=True, slots=True)
class Text:
    """One incident as the peers get it: the words that Afterword indexes, and its facts."""

    key: str
    title: str
    body: str
    names: tuple[str, ...]
    severity: int
    status: str
    started: int

    def facet(self, name: str) -> list[str]:
        """What the incident counts under in one of `FACETS`."""
        if name == "status":
            return [self.status or "none"]
        if name == "year":
            return [str(gmtime(self.started).tm_year)] if self.started else []
        return [one.partition("=")[2] for one in self.names if one.startswith(f"{name}=")]


def write_lines(path: Path, items: Iterator[Text] | list[Question]) -> None:
    """One JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for item in items:
            file.write(json.dumps(dataclasses.asdict(item)) + "\n")


def read_texts(path: Path) -> Iterator[Text]:
    """What `write_lines` wrote."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            values = json.loads(line)
            yield Text(**{**values, "names": tuple(values["names"])})


def read_questions(path: Path) -> list[Question]:
    """What `write_lines` wrote."""
    with path.open(encoding="utf-8") as file:
        return [_question(json.loads(line)) for line in file]


def _question(values: dict[str, object]) -> Question:
    fixed = {name: tuple(one) if isinstance(one, list) else one for name, one in values.items()}
    return Question(**fixed)  # type: ignore[arg-type]
