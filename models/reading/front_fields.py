"""Anyone's front matter as labelled values; what no field holds is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from uuid import UUID

from models.incident import Impact, LinkView
from models.reading.labels import Label, is_placeholder, known_field
from models.reading.yaml_tree import Mapping, Node, Scalar, Sequence, flow, texts
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from models.reading.front_matter import FrontMatter

_WHOLE = frozenset({"users_affected", "failed_transactions", "user_impact_minutes"})
_DECIMAL = frozenset({"revenue", "error_budget_consumed_percent"})
_ANSWERS = frozenset({"slo_violated", "data_loss", "security", "manual_rollback"})
_TEXTS = frozenset({"currency", "slo"})
_YES = frozenset({"true", "yes", "on", "y", "1"})
_NO = frozenset({"false", "no", "off", "n", "0"})


@dataclass(slots=True)
class FrontFields:
    """What a front matter says, sorted by how it is read on."""

    labels: list[Label] = field(default_factory=list)
    summary: str = ""
    summary_line: int = 0
    impact: Impact = field(default_factory=Impact)
    impact_line: int = 0
    links: tuple[LinkView, ...] = ()
    id: UUID | None = None
    id_line: int = 0
    extra: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_front(front: FrontMatter) -> FrontFields:
    """Sort the entries of a front matter."""
    found = FrontFields()
    for key, node in front.entries:
        _take(found, key, node)
    return found


def _take(found: FrontFields, key: str, node: Node) -> None:
    word = key.strip().lower()
    if word == "afterword":
        return
    if word == "summary" and isinstance(node, Scalar) and node.value:
        found.summary, found.summary_line = node.value.strip(), node.line
    elif word == "impact" and isinstance(node, Mapping):
        found.impact, found.impact_line = read_impact_mapping(node), node.line
    elif word == "links" and isinstance(node, Sequence) and (links := read_links(node)):
        found.links = links
    elif word == "id" and (made := _uuid(node)) is not None:
        found.id, found.id_line = made, node.line
    elif word == "categories":
        _categories(found, key, node)
    else:
        value = ", ".join(texts(node))
        field_name = known_field(key)
        if field_name and value and not is_placeholder(value):
            found.labels.append(Label(key, value, node.line, field_name))
        elif value or not field_name:
            found.extra.append((key, flow(node)))


def _categories(found: FrontFields, key: str, node: Node) -> None:
    names = texts(node)
    if len(names) == 1:
        found.labels.append(Label(key, names[0], node.line, "category"))
    elif names:
        found.labels.append(Label(key, ", ".join(names), node.line, "tags"))
        found.warnings.append(
            "The file names several categories; an incident has one, so they were kept as tags."
        )


def _uuid(node: Node) -> UUID | None:
    if not isinstance(node, Scalar) or node.value is None:
        return None
    try:
        return UUID(node.value)
    except ValueError:
        return None


def read_impact_mapping(node: Mapping) -> Impact:
    """The ``impact`` block as Afterword writes it; values that do not fit are left out."""
    values: dict[str, object] = {}
    for key, value in node.entries:
        if key == "estimated":
            known = _WHOLE | _DECIMAL | _ANSWERS | _TEXTS
            values["estimated"] = frozenset(texts(value)) & known
            continue
        read = _impact_value(key, value.value) if isinstance(value, Scalar) else None
        if read is not None:
            values[key] = read
    return Impact(**values)  # type: ignore[arg-type]


def _impact_value(key: str, text: str | None) -> object | None:
    if text is None or key in _TEXTS:
        return text
    if key in _ANSWERS:
        word = text.lower()
        return word in _YES if word in _YES | _NO else None
    return _number(key, text) if key in _WHOLE | _DECIMAL else None


def _number(key: str, text: str) -> int | Decimal | None:
    try:
        number = Decimal(text.replace("_", ""))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    if key in _WHOLE:
        whole = abs(number) < 10**18 and number == number.to_integral_value()
        return int(number) if whole else None
    return number


def read_links(node: Sequence) -> tuple[LinkView, ...]:
    """The ``links`` block: other incidents by key, with kind, reason and direction."""
    links: list[LinkView] = []
    for item in node.items:
        if not isinstance(item, Mapping):
            continue
        values = {key: one.value for key, one in item.entries if isinstance(one, Scalar)}
        kinds = [kind for kind in LinkKind if kind.value == values.get("kind")]
        if values.get("to") is not None and kinds:
            links.append(
                LinkView(
                    key=values["to"] or "",
                    kind=kinds[0],
                    reason=values.get("reason") or "",
                    outgoing=(values.get("outgoing") or "true") not in _NO,
                )
            )
    return tuple(links)
