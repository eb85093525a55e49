"""Labelled values: ``**Key:** value`` lines, two-column tables, headings that carry a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.reading.markup import Block, Table, plain, split_blocks
from models.reading.wordlists import heading_words, label_fields, label_word

if TYPE_CHECKING:
    from models.reading.document import Line, Part

_BOLD = re.compile(
    r"^\s*(?:[-*+•]\s+)?(?:[^\w\s*_`\[<]{1,3}\s*)?"
    r"(\*\*|__)\s*([^*_]{1,80}?)\s*(:?)\s*\1\s*(:?)[ \t]*(.*)$"
)
_PLAIN = re.compile(r"^\s*(?:[-*+•]\s+)?([A-Za-z][\w /#&()'’.-]{0,48}?)\s?:(?:\s+(.+)|\s*)$")
_BLANKS = frozenset(
    {"", "-", "–", "—", "n/a", "na", "tbd", "todo", "?", "...", "…", "none yet", "tba", "xxx"}
)
_OF_TIME = frozenset(
    {
        "date",
        "authors",
        "status",
        "severity",
        "duration",
        "services",
        "reviewers",
        "timezone",
        "user_impact",
        "started",
        "resolved",
        "detected",
        "category",
        "tags",
        "key",
    }
)
"""Fields whose label may be a heading with the value in the lines below it."""


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled value.

    Attributes:
        written: the label as it stands in the file.
        field: the name of the field that it means, or empty.
        bold: whether its dress makes it a label beyond doubt.
    """

    written: str
    value: str
    line: int
    field: str = ""
    bold: bool = True


def is_placeholder(value: str) -> bool:
    """Whether a value is what templates leave for a person to fill in."""
    bare = value.strip().strip("`*_").strip().lower()
    return (
        bare in _BLANKS
        or (bare[:1] == "<" and bare[-1:] == ">" and "://" not in bare)
        or (bare[:1] == "[" and bare[-1:] == "]" and "](" not in bare)
    )


def line_label(text: str) -> tuple[str, str, bool] | None:
    """Label, value and whether it is bold, of a line that is one labelled value."""
    if ":" not in text:
        return None
    bold = _BOLD.match(text)
    if bold and (bold[3] or bold[4]):
        return bold[2].strip(), bold[5].strip(), True
    if text.lstrip().startswith(("http", "|", "#", ">", "`")):
        return None
    bare = _PLAIN.match(text)
    return (bare[1].strip(), (bare[2] or "").strip(), False) if bare else None


def known_field(label: str) -> str:
    """The field that a label names; empty when nobody knows it."""
    word = label_word(label)
    found = label_fields().get(word)
    if found is None and "(" in word:
        found = label_fields().get(re.sub(r"\s*\([^)]*\)", "", word).strip())
    return found or ""


def labels_in(lines: list[Line], *, mostly_known: bool = True) -> tuple[list[Label], list[Line]]:
    """The labels of a run of lines, and the lines that are none.

    A plain ``Key: value`` counts only where the key is known; a bold one always.

    Args:
        lines: any lines.
        mostly_known: at least half of a table's labels must be known, else one is enough.
    """
    labels: list[Label] = []
    rest: list[Line] = []
    for block in split_blocks(lines):
        if block.table is not None:
            found = table_labels(block.table, mostly_known=mostly_known)
            labels.extend(found)
            if not found:
                rest.extend(block.lines)
            continue
        _from_lines(block, labels, rest)
    return labels, rest


def _from_lines(block: Block, labels: list[Label], rest: list[Line]) -> None:
    """Labels fill whole lines; what follows a label on lines of its own is no value."""
    for line in block.lines:
        found = None if line.code or line.blank else line_label(line.text)
        if found is None:
            rest.append(line)
            continue
        written, value, bold = found
        field = known_field(written)
        if not field and (not bold or len(value) > 80 or heading_words().kind(written)):
            rest.append(line)
        elif is_placeholder(value):
            if not field:
                rest.append(line)
        else:
            labels.append(Label(written, value, line.number, field, bold))


def table_labels(table: Table, *, mostly_known: bool = True) -> list[Label]:
    """The labelled values of a table of metrics; none for another table.

    Two columns, or four with two labels a row.
    """
    widths = {len(cells) for _, cells in table.rows}
    if not table.rows or max(widths) > 4 or len(table.head) > 4:
        return []
    labels: list[Label] = []
    rows = table.rows
    if table.head and known_field(table.head[0]):
        rows = [(table.first, table.head), *rows]
    for number, cells in rows:
        for place in range(0, len(cells) - 1, 2):
            written, value = plain(cells[place]).rstrip(":").strip(), cells[place + 1].strip()
            if written and not is_placeholder(value):
                labels.append(Label(written, value, number, known_field(written)))
    known = sum(1 for label in labels if label.field)
    return labels if known and (known * 2 >= len(labels) or not mostly_known) else []


def unknown_heading_label(part: Part) -> Label | None:
    """A heading that says something under a label nobody knows, with nothing below it."""
    written, colon, value = part.title.partition(":")
    if not colon or any(not line.blank for line in part.lines):
        return None
    short = 0 < len(written.strip()) <= 40 and 0 < len(value.strip()) <= 80
    if not short or is_placeholder(value) or heading_words().kind(written):
        return None
    return Label(written.strip(), value.strip(), part.line)


def heading_label(part: Part) -> Label | None:
    """The value that a heading carries: ``## Date: July 1, 2020``, or ``### Date`` and a line."""
    written, colon, value = part.title.partition(":")
    if colon and value.strip() and (field := known_field(written)):
        return (
            None
            if is_placeholder(value)
            else Label(written.strip(), value.strip(), part.line, field)
        )
    field = known_field(part.title)
    if field not in _OF_TIME or heading_words().kind(part.title):
        return None
    lines = [line for line in part.lines if not line.blank]
    if not 0 < len(lines) <= 6 or any(line.code for line in lines) or len(lines[0].text) > 200:
        return None
    text = ", ".join(line.text.strip().lstrip("-*+ ") for line in lines)
    return None if is_placeholder(text) else Label(part.title, text, lines[0].number, field)
