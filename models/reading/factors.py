"""Contributing factors and defences: lists whose entries have a title, and paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.incident import ContributingFactor, Defence
from models.reading.document import Line, Part, markdown_of
from models.reading.labels import is_placeholder
from models.reading.markup import Item, dedent, split_blocks

if TYPE_CHECKING:
    from models.vocabulary import DefenceOutcome

_TITLED = re.compile(
    r"^(\*\*|__)(?P<title>.+?)\s*(?P<colon>:?)\s*\1\s*(?P<sep>[:–—-]?)\s*(?P<text>.*)$", re.DOTALL
)
_MARKER = re.compile(r"^(?:✅|❌|✔️?|✖️?|⚠️?|👍|👎|🍀|[+])\s*")
_LONG = 160


@dataclass(slots=True)
class Listed:
    """What the entries of a chapter say; `prose` is the rest of it."""

    factors: list[tuple[ContributingFactor, int]] = field(default_factory=list)
    defences: list[tuple[Defence, int]] = field(default_factory=list)
    prose: list[Line] = field(default_factory=list)


def read_factors(parts: list[Part]) -> Listed:
    """The contributing factors of a chapter: every entry of its lists."""
    found = Listed()
    for place, part in enumerate(parts):
        if place:
            found.prose.append(Line(part.line, part.written))
        for block in split_blocks(part.lines):
            for item in block.items or ():
                factor = _factor(item)
                if factor is not None:
                    found.factors.append((factor, item.number))
            if block.items is None:
                found.prose.extend(block.lines)
    return found


def factors_in_cause(lines: list[Line], *, plural: bool) -> list[tuple[ContributingFactor, int]]:
    """Factors listed inside a text about the root cause, which keeps its text.

    Entries with a bold title, numbered or not; every entry where the heading says "causes".
    """
    found: list[tuple[ContributingFactor, int]] = []
    for block in split_blocks(lines):
        for item in block.items or ():
            titled = _TITLED.match(item.text)
            if plural or (titled and (titled["colon"] or titled["sep"])):
                factor = _factor(item)
                if factor is not None:
                    found.append((factor, item.number))
    return found


def read_defences(parts: list[Part], outcome: DefenceOutcome) -> Listed:
    """The defences of a chapter: the entries of its lists, else its paragraphs."""
    found = Listed()
    blocks = [(part, split_blocks(part.lines)) for part in parts]
    listed = any(block.items for _, one in blocks for block in one)
    for place, (part, one) in enumerate(blocks):
        if place:
            found.prose.append(Line(part.line, part.written))
        for block in one:
            if block.items is not None:
                _entries(found, block.items, outcome)
            elif block.table is not None or listed:
                found.prose.extend(block.lines)
            else:
                _paragraphs(found, block.lines, outcome)
    return found


def _entries(found: Listed, items: list[Item], outcome: DefenceOutcome) -> None:
    for item in items:
        text = _MARKER.sub("", _whole(item))
        if not is_placeholder(text):
            found.defences.append((Defence(outcome=outcome, text=text), item.number))


def _paragraphs(found: Listed, lines: list[Line], outcome: DefenceOutcome) -> None:
    run: list[Line] = []
    for line in [*lines, Line(0, "")]:
        if not line.blank or line.code:
            run.append(line)
            continue
        text = _MARKER.sub("", markdown_of(run).strip())
        if text and not is_placeholder(text):
            found.defences.append((Defence(outcome=outcome, text=text), run[0].number))
        run = []


def _whole(item: Item) -> str:
    nested = dedent(item.nested)
    return f"{item.text}\n{nested}" if nested else item.text


def _factor(item: Item) -> ContributingFactor | None:
    text = _whole(item).strip()
    if is_placeholder(text):
        return None
    titled = _TITLED.match(text)
    if titled and (titled["colon"] or titled["sep"] or not titled["text"]):
        return ContributingFactor(title=titled["title"].strip(), text=titled["text"].strip())
    first, _, rest = text.partition("\n")
    if len(first) > _LONG:
        sentence = re.match(r"(.{20,160}?[.;:])\s+(?=\S)", first)
        if sentence:
            return ContributingFactor(
                title=sentence[1].rstrip(".;:"), text=text[sentence.end() :].strip()
            )
    return ContributingFactor(title=first.strip(), text=rest.strip())
