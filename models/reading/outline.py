"""A document's chapters: which headings belong together, and what each chapter is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from models.reading.document import BOLD_LEVEL, Line, Part, markdown_of
from models.reading.labels import Label, heading_label, line_label, unknown_heading_label
from models.reading.timeline import heading_stamp
from models.reading.wordlists import HeadingKind, heading_words
from models.vocabulary import SectionKind

_INLINE_KINDS = frozenset(
    {
        SectionKind.SUMMARY,
        SectionKind.IMPACT,
        SectionKind.ROOT_CAUSE,
        SectionKind.RESOLUTION,
        SectionKind.DETECTION,
    }
)
"""Chapters that may be one paragraph after a bold label: ``**Resolution:** …``."""

_BOLD_COLON = re.compile(r"^\s{0,3}(?:\*\*|__)")


@dataclass(slots=True)
class Chapter:
    """A heading of the postmortem's outline with everything under it.

    Attributes:
        parts: its own part, then the parts of the headings inside it that open nothing new.
        heading: what it is about.
    """

    heading: HeadingKind
    title: str
    level: int
    line: int
    parts: list[Part]

    @property
    def kind(self) -> SectionKind:
        """What it is about."""
        return self.heading.kind

    @property
    def lines(self) -> list[Line]:
        """All its lines, headings inside it written out, its own left out."""
        lines = list(self.parts[0].lines)
        for part in self.parts[1:]:
            lines.append(Line(part.line, part.written))
            lines.extend(part.lines)
        return lines

    @property
    def markdown(self) -> str:
        """Its text."""
        return markdown_of(self.lines)


@dataclass(slots=True)
class Outline:
    """A document taken apart.

    Attributes:
        title: the heading that names the document; empty when there is none.
        preamble: what stands before the first chapter.
        labels: values that headings carry.
    """

    title: str = ""
    title_line: int = 0
    preamble: list[Line] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)


def outline(parts: list[Part]) -> Outline:
    """The outline of a document's parts."""
    found = Outline()
    found.preamble.extend(parts[0].lines)
    rest = parts[1:]
    titled = title_part(parts)
    if titled is not None:
        found.title, found.title_line = titled.title, titled.line
        found.preamble.extend(titled.lines)
        rest = [part for part in rest if part is not titled]
    builder = _Builder(found)
    for place, part in enumerate(rest):
        after = rest[place + 1] if place + 1 < len(rest) else None
        builder.add(part, is_leaf=after is None or after.level <= part.level)
    found.chapters = [piece for chapter in found.chapters for piece in _with_inline(chapter)]
    found.preamble, inline = _inline_chapters(found.preamble, 2)
    found.chapters = inline + found.chapters
    return found


def title_part(parts: list[Part]) -> Part | None:
    """The part whose heading is the document's title."""
    headings = [part for part in parts if 0 < part.level < BOLD_LEVEL]
    if not headings:
        return None
    first = headings[0]
    if heading_words().kind(first.title) or heading_label(first):
        return None
    others = [part.level for part in headings[1:]]
    if first.level == 1 or not others or first.level < min(others):
        return first
    return None


class _Builder:
    """Puts parts into chapters, one after the other."""

    def __init__(self, found: Outline) -> None:
        self._found = found
        self._open: list[Chapter] = []

    def add(self, part: Part, *, is_leaf: bool) -> None:
        """Into the chapter that it belongs to, or as a new one."""
        label = heading_label(part) or (unknown_heading_label(part) if is_leaf else None)
        if label is not None:
            self._take_label(part, label)
            return
        chapters = self._found.chapters
        latest = chapters[-1] if chapters else None
        if latest and latest.kind is SectionKind.TIMELINE and heading_stamp(part.title):
            latest.parts.append(part)
            return
        while self._open and self._open[-1].level >= part.level:
            self._open.pop()
        parent = self._open[-1] if self._open else None
        heading = heading_words().kind(part.title)
        if parent is not None and (heading is None or heading == parent.heading):
            parent.parts.append(part)
            return
        chapter = Chapter(
            heading or HeadingKind(SectionKind.OTHER), part.title, part.level, part.line, [part]
        )
        self._open.append(chapter)
        chapters.append(chapter)

    def _take_label(self, part: Part, label: Label) -> None:
        self._found.labels.append(label)
        lines = part.lines if label.line == part.line else []
        if self._found.chapters:
            self._found.chapters[-1].parts[-1].lines.extend(lines)
        else:
            self._found.preamble.extend(lines)


def _with_inline(chapter: Chapter) -> list[Chapter]:
    """A timeline's chapter, and the labelled paragraphs in it that are chapters of their own."""
    if chapter.kind is not SectionKind.TIMELINE:
        return [chapter]
    last = chapter.parts[-1]
    last.lines, inline = _inline_chapters(last.lines, chapter.level)
    return [chapter, *inline]


def _inline_chapters(lines: list[Line], level: int) -> tuple[list[Line], list[Chapter]]:
    kept: list[Line] = []
    chapters: list[Chapter] = []
    taking: list[Line] | None = None
    for line in lines:
        if taking is not None and not line.blank and line_label(line.text) is None:
            taking.append(line)
            continue
        taking = None
        label = line_label(line.text) if not line.code and _BOLD_COLON.match(line.text) else None
        heading = heading_words().kind(label[0]) if label and label[1] else None
        if label is None or heading is None or heading.kind not in _INLINE_KINDS:
            kept.append(line)
            continue
        taking = [Line(line.number, label[1])]
        part = Part(level, label[0], line.text, line.number, taking)
        chapters.append(Chapter(heading, label[0], level, line.number, [part]))
    return kept, chapters
