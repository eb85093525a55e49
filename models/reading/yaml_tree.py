"""YAML as plain text values with line numbers, safe against hostile input.

Built from parser events without recursion: no tags are followed, no types are guessed, depth and
size are limited, and aliases are not expanded, so a few bytes cannot become gigabytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

_DEEPEST = 12
_MOST = 5_000
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Scalar:
    """A text; None for an empty or null value."""

    value: str | None
    line: int
    plain: bool = False


@dataclass(slots=True)
class Sequence:
    """A list."""

    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values in their order; keys that are no text are left out."""

    line: int
    entries: list[tuple[str, Node]] = field(default_factory=list)
    pending: str | None = None

    def get(self, key: str) -> Node | None:
        """The last value of that key."""
        return next((value for name, value in reversed(self.entries) if name == key), None)


Node = Scalar | Sequence | Mapping


class YamlProblemError(Exception):
    """The text is no YAML, or more of it than a front matter may be."""


def parse_yaml(text: str, first_line: int) -> Node | None:
    """The document in a text; None when it is empty.

    Raises:
        YamlProblemError: when it cannot be read; says why.
    """
    root: list[Node] = []
    open_nodes: list[Sequence | Mapping] = []
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    count = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            count += 1
            if count > _MOST or len(open_nodes) > _DEEPEST:
                raise YamlProblemError("it is too large or too deeply nested")
            _take(event, first_line, root, open_nodes)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + first_line}" if mark else ""
        raise YamlProblemError(
            f"{getattr(error, 'problem', None) or 'it is no YAML'}{where}"
        ) from error
    return root[0] if root else None


def _take(
    event: yaml.Event, first_line: int, root: list[Node], open_nodes: list[Sequence | Mapping]
) -> None:
    if isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
        open_nodes.pop()
        return
    node = _node(event, first_line)
    if node is None:
        return
    if open_nodes:
        _put(open_nodes[-1], node)
    else:
        root.append(node)
    if not isinstance(node, Scalar):
        open_nodes.append(node)


def _node(event: yaml.Event, first_line: int) -> Node | None:
    line = event.start_mark.line + first_line if event.start_mark else first_line
    if isinstance(event, yaml.ScalarEvent):
        plain = event.style in (None, "")
        value = None if plain and event.value in _NULLS else event.value
        return Scalar(value, line, plain)
    if isinstance(event, yaml.AliasEvent):
        return Scalar(f"*{event.anchor}", line)
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(line)
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping(line)
    return None


def _put(parent: Sequence | Mapping, node: Node) -> None:
    if isinstance(parent, Sequence):
        parent.items.append(node)
    elif parent.pending is None:
        parent.pending = (node.value or "") if isinstance(node, Scalar) else "?"
    else:
        parent.entries.append((parent.pending, node))
        parent.pending = None


def texts(node: Node | None) -> list[str]:
    """A node as a list of texts: its items, or itself."""
    if isinstance(node, Sequence):
        return [
            one.value for one in node.items if isinstance(one, Scalar) and one.value is not None
        ]
    if isinstance(node, Scalar) and node.value is not None:
        return [node.value]
    return []


def flow(node: Node) -> str:
    """A node as one line of text, for keeping what no field holds."""
    if isinstance(node, Scalar):
        return node.value or ""
    if isinstance(node, Sequence):
        return "[" + ", ".join(flow(one) for one in node.items) + "]"
    return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in node.entries) + "}"
