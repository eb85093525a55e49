"""The YAML block at the top of a file, ours or anyone's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from models.reading.yaml_tree import Mapping, Node, Scalar, YamlProblemError, parse_yaml

_LONGEST = 256 * 1024
_OPENING = re.compile(r"\A﻿?\s*^---[ \t]*$\n", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_PAIR = re.compile(r"^([A-Za-z_][\w -]{0,60}?)[ \t]*:(?:[ \t]+(.*))?$")


@dataclass(slots=True)
class FrontMatter:
    """What stands between the two rules.

    Attributes:
        entries: key, value and nothing else, in order.
        warning: empty, or how it was read in spite of being broken.
    """

    entries: list[tuple[str, Node]] = field(default_factory=list)
    warning: str = ""

    def get(self, key: str) -> Node | None:
        """The last value of that key."""
        return next((value for name, value in reversed(self.entries) if name == key), None)

    def text(self, key: str) -> str | None:
        """The value of that key when it is a text."""
        node = self.get(key)
        return node.value if isinstance(node, Scalar) else None


def split_front_matter(text: str) -> tuple[FrontMatter | None, str, int]:
    """The front matter, the text after it, and the number of that text's first line."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return None, text, 1
    raw = text[opening.end() : closing.start()]
    first = text.count("\n", 0, opening.end()) + 1
    body_first = first + raw.count("\n") + 1
    body = text[closing.end() :].removeprefix("\n")
    found = _parse(raw, first)
    return (found, body, body_first) if found is not None else (None, text, 1)


def _parse(raw: str, first: int) -> FrontMatter | None:
    """None where the block is no front matter at all: two rules around prose."""
    if len(raw) > _LONGEST:
        return None
    try:
        node = parse_yaml(raw, first)
    except YamlProblemError as problem:
        pairs = _pairs(raw, first)
        if not pairs:
            return None
        return FrontMatter(
            pairs, f"The front matter is not valid YAML ({problem}); it was read line by line."
        )
    if node is None:
        return FrontMatter()
    return FrontMatter(node.entries) if isinstance(node, Mapping) else None


def _pairs(raw: str, first: int) -> list[tuple[str, Node]]:
    pairs: list[tuple[str, Node]] = []
    for number, line in enumerate(raw.split("\n"), first):
        found = _PAIR.match(line)
        if found:
            value = (found[2] or "").strip().strip("\"'")
            pairs.append((found[1], Scalar(value or None, number)))
    return pairs
