"""A Markdown text as numbered lines and as parts under headings; comments are no content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from models.reading.wordlists import heading_words

BOLD_LEVEL = 7
"""The level of a bold line that serves as a heading: below every real one."""

_ATX = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*)|([^#\s\d].*))?$")
_CLOSING_MARKS = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_SETEXT = re.compile(r"^ {0,3}(={2,}|-{3,})[ \t]*$")
_FENCE = re.compile(r"^\s{0,12}(?:[-*+>]\s+|\d+[.)]\s+)?(`{3,}|~{3,})(.*)$")
_BOLD = re.compile(r"^\s{0,3}(?:\*\*|__)([^*_`]{2,80}?)(?:\*\*|__)\s*:?\s*$")
_BLOCK_START = re.compile(
    r"^\s{0,3}(?:#|[-*+]\s|\d+[.)]\s|\||>|```|~~~|\*\*[^*]+:\*\*|\*\*[^*]+\*\*:)"
)


class Line(NamedTuple):
    """One line of a file.

    Attributes:
        number: in the file, from 1.
        text: without its end; comments are blanked.
        code: whether it lies inside a fenced code block, fences included.
    """

    number: int
    text: str
    code: bool = False

    @property
    def blank(self) -> bool:
        """Whether it shows nothing."""
        return not self.text or self.text.isspace()


@dataclass(slots=True)
class Part:
    """A heading and the lines up to the next one; level 0 is the text before any heading.

    Attributes:
        title: the heading's text.
        written: the heading as it stands in the file, to be put back into a section's text.
        line: its number.
    """

    level: int
    title: str
    written: str
    line: int
    lines: list[Line]


def read_lines(text: str, first: int = 1) -> list[Line]:
    """The text's lines, comments blanked and code marked; `first` numbers the first of them."""
    lines: list[Line] = []
    fence = ""
    commented = False
    for number, raw in enumerate(text.split("\n"), first):
        if fence:
            lines.append(Line(number, raw, code=True))
            closing = _FENCE.match(raw)
            if closing and closing[1].startswith(fence) and not closing[2].strip():
                fence = ""
            continue
        shown, commented = (
            (raw, False) if not commented and "<!--" not in raw else _uncommented(raw, commented)
        )
        opening = _FENCE.match(shown)
        if opening and not (opening[1][0] == "`" and "`" in opening[2]):
            fence = opening[1]
        lines.append(Line(number, shown, code=bool(fence)))
    return lines


def _uncommented(raw: str, commented: bool) -> tuple[str, bool]:
    kept: list[str] = []
    at = 0
    while at <= len(raw):
        if commented:
            end = raw.find("-->", at)
            if end < 0:
                break
            at, commented = end + 3, False
        start = raw.find("<!--", at)
        if start < 0:
            kept.append(raw[at:])
            break
        kept.append(raw[at:start])
        at, commented = start + 4, True
    return "".join(kept).rstrip(), commented


def split_parts(lines: list[Line]) -> list[Part]:
    """The parts of a text, in order; the first is what stands before any heading."""
    parts = [Part(0, "", "", lines[0].number if lines else 1, [])]
    at = 0
    while at < len(lines):
        heading = _heading(lines, at)
        if heading is None:
            parts[-1].lines.append(lines[at])
            at += 1
            continue
        level, title, used = heading
        written = "\n".join(line.text for line in lines[at : at + used])
        parts.append(Part(level, title, written, lines[at].number, []))
        at += used
    return parts


def _heading(lines: list[Line], at: int) -> tuple[int, str, int] | None:
    """Level, text and number of lines of a heading that starts here."""
    line = lines[at]
    if line.code or line.blank:
        return None
    atx = _ATX.match(line.text) if "#" in line.text[:4] else None
    if atx:
        if atx[3] is not None and len(atx[1]) == 1:
            return None  # "#hashtag"
        title = _CLOSING_MARKS.sub("", (atx[2] or atx[3] or "").strip())
        return len(atx[1]), title.strip(), 1
    setext = _setext(lines, at)
    if setext is not None:
        return setext
    bold = _BOLD.match(line.text) if line.text.lstrip()[:2] in ("**", "__") else None
    if bold and heading_words().kind(bold[1]) is not None:
        return BOLD_LEVEL, bold[1].strip().rstrip(":"), 1
    return None


def _setext(lines: list[Line], at: int) -> tuple[int, str, int] | None:
    line = lines[at]
    if at + 1 >= len(lines) or lines[at + 1].code:
        return None
    under = _SETEXT.match(lines[at + 1].text)
    if under is None or len(line.text) > 160 or _BLOCK_START.match(line.text):
        return None
    if at > 0 and not lines[at - 1].blank:
        return None
    return (1 if under[1][0] == "=" else 2), line.text.strip(), 2


def markdown_of(lines: list[Line]) -> str:
    """The lines as Markdown, without blank lines and rules at either end."""
    texts = [line.text.rstrip() for line in lines]
    start, end = 0, len(texts)
    while start < end and _is_edge(texts[start]):
        start += 1
    while end > start and _is_edge(texts[end - 1]):
        end -= 1
    return "\n".join(texts[start:end])


_RULE = re.compile(r"^\s{0,3}(?:-{3,}|\*{3,}|_{3,}|(?:- ){2,}-|(?:\* ){2,}\*)\s*$")


def is_rule(text: str) -> bool:
    """Whether a line is a thematic break."""
    return _RULE.match(text) is not None


def _is_edge(text: str) -> bool:
    return not text or text.isspace() or is_rule(text)
