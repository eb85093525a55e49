"""Inline Markdown: cells of tables, items of lists, emphasis and links taken off."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from models.reading.document import Line

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINK = re.compile(
    r"!?\[([^\][]{0,1000})\]\(\s?<?[^()\s<>]{0,2000}(?:\([^()\s]{0,200}\))?[^()\s<>]{0,500}>?"
    r"(?:\s\"[^\"\n]{0,300}\")?\s?\)"
)
_AUTOLINK = re.compile(r"<(https?://[^>\s]+)>")
_EMPHASIS = re.compile(
    r"(\*\*|\*|~~|`)(?=\S)(.*?)(?<=\S)\1|(?<!\w)(__|_)(?=\S)(.*?)(?<=\S)\3(?!\w)"
)
_ITEM = re.compile(r"^(\s*)([-*+•]|\d{1,3}[.)])(?:\s+(.*)|\s*)$")
_SEPARATOR = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")


def plain(text: str) -> str:
    """The text without links' addresses, emphasis and code marks, on one line."""
    text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", text))
    for _ in range(2):
        text = _EMPHASIS.sub(lambda found: found[2] or found[4] or "", text)
    return " ".join(text.split())


def cells(row: str) -> list[str]:
    r"""The cells of a table's row; ``\|`` is a bar, ``<br>`` a new line."""
    text = row.strip()
    text = text.removeprefix("|")
    parts: list[str] = []
    start = at = 0
    while (bar := text.find("|", at)) >= 0:
        at = bar + 1
        if bar > 0 and text[bar - 1] == "\\":
            continue
        parts.append(text[start:bar])
        start = at
    if text[start:].strip() or start == 0:
        parts.append(text[start:])
    return [_BREAK.sub("\n", part.replace("\\|", "|")).strip() for part in parts]


@dataclass(slots=True)
class Table:
    """A table: its heading cells and its rows, each with the number of its line."""

    head: list[str]
    rows: list[tuple[int, list[str]]]
    first: int
    lines: list[Line]


@dataclass(slots=True)
class Item:
    """An item of a list.

    Attributes:
        text: its own text, continuation lines joined by line ends.
        number: of its first line.
        nested: lines of lists and blocks inside it.
        lines: everything that belongs to it, as written.
    """

    text: str
    number: int
    lines: list[Line]
    nested: list[Line] = field(default_factory=list)
    ordered: bool = False


@dataclass(slots=True)
class Block:
    """A run of lines of one make: a table, a list, or anything else."""

    lines: list[Line]
    table: Table | None = None
    items: list[Item] | None = None


def is_table_row(line: Line) -> bool:
    """Whether a line looks like a row of a table."""
    return not line.code and line.text.lstrip().startswith("|") and line.text.count("|") >= 2


def split_blocks(lines: list[Line]) -> list[Block]:
    """Tables, lists and the rest, in order; nothing is left out."""
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        end = table_end(lines, at)
        if end > at:
            block, at = Block(lines[at:end], table=read_table(lines[at:end])), end
        elif not lines[at].code and _ITEM.match(lines[at].text):
            block, at = _list(lines, at)
        else:
            block, at = _other(lines, at)
        blocks.append(block)
    return blocks


def _bare_table_at(lines: list[Line], at: int) -> bool:
    """``Time | Event`` over ``--- | ---``: a table without bars at its edges."""
    if at + 1 >= len(lines) or lines[at].code or "|" not in lines[at].text:
        return False
    under = lines[at + 1].text
    return "|" in under and _SEPARATOR.match(under) is not None


def table_end(lines: list[Line], at: int) -> int:
    """The place after the table that begins at a line; that line's place when none begins."""
    bare = not is_table_row(lines[at])
    if bare and not _bare_table_at(lines, at):
        return at
    while at < len(lines) and not lines[at].blank and not lines[at].code:
        barred = lines[at].text.lstrip().startswith("|")
        if not (barred or (bare and "|" in lines[at].text)):
            break
        at += 1
    return at


def read_table(lines: list[Line]) -> Table:
    """The table that lines form."""
    head: list[str] = []
    body = lines
    if len(lines) > 1 and _SEPARATOR.match(lines[1].text):
        head, body = cells(lines[0].text), lines[2:]
    rows = [(line.number, cells(line.text)) for line in body if not _SEPARATOR.match(line.text)]
    return Table(head, rows, lines[0].number, lines)


def _list(lines: list[Line], at: int) -> tuple[Block, int]:
    start = at
    end = at  # just after the last line that belongs to the list
    items: list[Item] = []
    outer = _indent(lines[at])
    while at < len(lines):
        line = lines[at]
        if line.blank:
            at += 1
            continue
        gap = at > end
        marker = None if line.code else _ITEM.match(line.text)
        if marker and _indent(line) <= outer + 1:
            items.append(_item(line, marker))
        elif _indent(line) >= outer + 2 or not (gap or is_table_row(line)):
            _continue(items[-1], lines[end : at + 1], gap=gap)
        else:
            break
        at += 1
        end = at
    return Block(lines[start:end], items=items), end


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _item(line: Line, marker: re.Match[str]) -> Item:
    return Item((marker[3] or "").strip(), line.number, [line], ordered=marker[2][0].isdigit())


def _continue(item: Item, more: list[Line], *, gap: bool) -> None:
    """Lines that belong to an item: its own text goes on, or something is nested in it."""
    item.lines.extend(more)
    line = more[-1]
    if line.code or gap or item.nested or _ITEM.match(line.text):
        item.nested.extend(more)
    else:
        text = line.text.strip()
        item.text = f"{item.text}\n{text}" if item.text else text


def _other(lines: list[Line], at: int) -> tuple[Block, int]:
    start = at
    at += 1
    while at < len(lines):
        line = lines[at]
        if is_table_row(line) or _bare_table_at(lines, at):
            break
        if not line.code and _ITEM.match(line.text) and lines[at - 1].blank:
            break
        if not line.code and _ITEM.match(line.text) and line.text.lstrip()[0] in "-*+":
            break
        at += 1
    return Block(lines[start:at]), at


def dedent(lines: list[Line]) -> str:
    """The lines without the indentation that all of them share."""
    shown = [line.text for line in lines]
    widths = [len(text) - len(text.lstrip()) for text in shown if text.strip()]
    width = min(widths, default=0)
    return "\n".join(text[width:].rstrip() if text.strip() else "" for text in shown).strip("\n")
