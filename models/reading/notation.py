"""The marks in which Afterword's own Markdown carries what the practice's template cannot show.

A reader of the file sees the template; everything else stands in front matter or in comments:

- ``<!-- afterword: {"kind": "other"} -->`` below a heading says what the heading cannot,
- ``<!-- afterword: text T -->`` … ``<!-- afterword: end T -->`` frame a section's text that would
  otherwise be taken for structure; ``coded`` instead of ``text`` says that it is coded,
- in cells, list entries and coded texts, ``<br>`` is a line end, ``&#10;`` the character 10.

The writer (`exporters.markdown`) and the reader (`models.reading.written`) share this module, so
that neither can drift from the other.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.vocabulary import DefenceOutcome, SectionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

VERSION = "1"

TITLES: dict[SectionKind, str] = {
    SectionKind.IMPACT: "Impact",
    SectionKind.TIMELINE: "Timeline",
    SectionKind.FACTORS: "Contributing Factors",
    SectionKind.ACTIONS: "Action Items",
}
"""The practice's headings of the blocks that hold records."""

DEFENCE_TITLES: dict[DefenceOutcome, str] = {
    DefenceOutcome.WORKED: "What Worked Well",
    DefenceOutcome.FAILED: "What Didn't Work",
    DefenceOutcome.LUCKY: "Where We Got Lucky",
}

ACTION_COLUMNS = ("#", "Action", "Owner", "Due Date", "Jira")
"""The practice's columns; the ones below are added where an item needs them."""

EXTRA_ACTION_COLUMNS = (
    "Status",
    "Completed",
    "Kind",
    "Strength",
    "Original Due Date",
    "Slips",
    "Reason",
    "Created",
)

FRONT_KEYS = (
    "afterword",
    "id",
    "key",
    "title",
    "severity",
    "status",
    "kind",
    "started",
    "detected",
    "acknowledged",
    "mitigated",
    "resolved",
    "meeting_held",
    "published",
    "timezone",
    "services",
    "category",
    "tags",
    "authors",
    "reviewers",
    "impact",
    "links",
    "waived_reason",
    "template",
    "defence_order",
    "extra",
)
"""The keys of the front matter that Afterword knows, in the order in which it writes them."""

RECORD_KINDS = frozenset(
    {SectionKind.TIMELINE, SectionKind.FACTORS, SectionKind.DEFENCES, SectionKind.ACTIONS}
)

FIGURES = "<!-- afterword: figures -->"
"""Stands before bullets that only show what the front matter says of the impact."""

NOTHING = "<!-- -->"
"""An empty text, where no text at all would mean that there is none."""

_ENTITY = re.compile(r"&(?:#(\d{1,7})|amp);")
_AMBIGUOUS = re.compile(r"&(?=#\d{1,7};|amp;)")
_BREAK = re.compile(r"<(?=br\s*/?>|!--)", re.IGNORECASE)
_DECODED_BREAK = re.compile(r"<br>")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_OPENING = re.compile(r"^<!-- afterword: (text|coded) ([0-9a-z]+) -->$")
_NOTE = re.compile(r"^\s*<!-- afterword: (\{.*\}) -->$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
_MARK = "<!-- afterword:"


def encode(text: str, *, newline: str = "<br>") -> str:
    """A text as it may stand in a cell or an entry, where `decode` gives it back exactly.

    Args:
        text: anything.
        newline: what a line end becomes; a line end keeps it.
    """
    text = _AMBIGUOUS.sub("&amp;", text)
    text = _BREAK.sub("&#60;", text)
    text = _CONTROL.sub(lambda found: f"&#{ord(found[0])};", text)
    if text[:1] in (" ", "\n"):
        text = f"&#{ord(text[0])};{text[1:]}"
    if text[-1:] in (" ", "\n"):
        text = f"{text[:-1]}&#{ord(text[-1])};"
    return text.replace("\n", newline)


def encode_cell(text: str | None) -> str:
    """A text as a table's cell; nothing for None, a mark for an empty text."""
    if text is None:
        return ""
    if not text:
        return NOTHING
    return encode(text).replace("\\|", "&#92;|").replace("|", "\\|")


def decode(text: str) -> str:
    """What `encode` was given."""
    text = _DECODED_BREAK.sub("\n", text)
    return _ENTITY.sub(lambda found: _character(found[1]) if found[1] else "&", text)


def _character(number: str) -> str:
    return chr(int(number)) if int(number) < 0x110000 else f"&#{number};"


def decode_cell(text: str) -> str | None:
    """What `encode_cell` was given; the cell's spaces are taken off, its bars are not escaped."""
    return None if not text else "" if text == NOTHING else decode(text)


def split_cells(row: str) -> list[str]:
    """The cells of a row as `decode_cell` takes them."""
    text = row.strip().removeprefix("|").removesuffix("|")
    parts = re.split(r"(?<!\\)\|", text)
    return [part.strip(" ").replace("\\|", "|") for part in parts]


def note(values: dict[str, object]) -> str:
    """A comment that carries values no one needs to see."""
    written = json.dumps(values, ensure_ascii=True).replace("--", "-\\u002d")
    written = written.replace(">", "\\u003e")
    return f"<!-- afterword: {written} -->"


def read_note(line: str) -> dict[str, object] | None:
    """The values of a `note`; None for another line."""
    found = _NOTE.match(line)
    if found is None:
        return None
    try:
        values = json.loads(found[1])
    except ValueError:
        return None
    return values if isinstance(values, dict) else None


def frame(text: str) -> list[str]:
    """A text between two comments, line by line."""
    coded = _CONTROL.search(text.replace("\t", "")) is not None or _is_open_comment(text)
    token = "1"
    while f"end {token} -->" in text:
        token = str(int(token) + 1)
    shown = encode(text, newline="\n") if coded else text
    kind = "coded" if coded else "text"
    return [
        f"<!-- afterword: {kind} {token} -->",
        *shown.split("\n"),
        f"<!-- afterword: end {token} -->",
    ]


def _is_open_comment(text: str) -> bool:
    return text.rfind("<!--") > text.rfind("-->")


@dataclass(frozen=True, slots=True)
class Framed:
    """A framed text, and the line after its frame."""

    text: str
    after: int


def read_frame(lines: Sequence[str], at: int) -> Framed | None:
    """The framed text that begins at that line; None when none does or it never ends."""
    opening = _OPENING.match(lines[at])
    if opening is None:
        return None
    closing = f"<!-- afterword: end {opening[2]} -->"
    for end in range(at + 1, len(lines)):
        if lines[end] == closing:
            text = "\n".join(lines[at + 1 : end])
            return Framed(decode(text) if opening[1] == "coded" else text, end + 1)
    return None


def heading_lines(lines: Sequence[str]) -> tuple[list[int], bool]:
    """Where second-level headings stand outside code and frames, and whether code stays open."""
    found: list[int] = []
    fence = ""
    at = 0
    while at < len(lines):
        line = lines[at]
        framed = read_frame(lines, at) if not fence and line.startswith(_MARK) else None
        if framed is not None:
            at = framed.after
            continue
        mark = _FENCE.match(line)
        if mark and fence:
            fence = "" if mark[1].startswith(fence) and not mark[2].strip() else fence
        elif mark and not (mark[1][0] == "`" and "`" in mark[2]):
            fence = mark[1]
        elif not fence and line.startswith("## "):
            found.append(at)
        at += 1
    return found, fence != ""


def is_plain(text: str) -> bool:
    """Whether a section's text can stand as it is, without a frame."""
    if not text or text != text.strip() or _MARK in text or _is_open_comment(text):
        return False
    if _CONTROL.search(text.replace("\t", "")):
        return False
    lines = text.split("\n")
    if is_separator(lines[0]) or is_separator(lines[-1]):
        return False
    headings, unclosed = heading_lines(lines)
    return not headings and not unclosed


def is_separator(line: str) -> bool:
    """Whether a line is the rule between two blocks."""
    return line.strip() == "---"


def entry_lines(first: str, text: str, indent: str) -> list[str]:
    """An entry of a list: `first` and the text beside it, its further lines indented.

    A text that would end the entry or leave a code block open is coded onto one line.
    """
    shown = encode(text, newline="\n").split("\n")
    lines = [first + shown[0], *(indent + line if line else "" for line in shown[1:])]
    headings, unclosed = heading_lines(lines)
    if headings or unclosed or _MARK in text:
        return [first + encode(text)]
    return lines
