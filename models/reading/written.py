"""A file that Afterword wrote, read back field by field; what people changed in it, leniently."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from models.incident import Postmortem, Section
from models.reading.bearings import default_bearings
from models.reading.chapters import Contents, read_chapter
from models.reading.document import read_lines, split_parts
from models.reading.labels import line_label
from models.reading.notation import (
    FIGURES,
    NOTHING,
    RECORD_KINDS,
    decode,
    heading_lines,
    is_separator,
    read_frame,
    read_note,
)
from models.reading.outline import Chapter
from models.reading.results import Findings, ReadIncident
from models.reading.severities import read_severity
from models.reading.wordlists import HeadingKind, heading_words
from models.reading.written_front import defence_order, read_written_front
from models.reading.written_records import Records, read_records
from models.vocabulary import DefenceOutcome, SectionKind

if TYPE_CHECKING:
    from models.incident import Defence, Incident
    from models.reading.front_matter import FrontMatter

_TITLE = re.compile(r"^# ")


@dataclass(slots=True)
class _Block:
    """A second-level heading and what stands under it."""

    title: str
    line: int
    lines: list[str]
    first: int


@dataclass(slots=True)
class _Content:
    """A block taken apart.

    Attributes:
        heading: what it is about.
        marked: a note says that it is a section, whether it has text or not.
        text: of its frame; None without a frame.
        outside: the other lines, with the numbers of the first.
    """

    heading: HeadingKind
    marked: bool = False
    text: str | None = None
    outside: list[str] = field(default_factory=list)
    first: int = 1


def read_written(front: FrontMatter, body: str, first_line: int) -> ReadIncident:
    """The incident of a file that Afterword wrote."""
    findings = Findings()
    incident = read_written_front(front, findings)
    lines = body.split("\n")
    starts, _ = heading_lines(lines)
    reader = _Reader(incident, findings)
    reader.header(lines[: starts[0]] if starts else lines, first_line)
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(lines)
        title = lines[start][3:]
        block = _Block(
            "" if title == NOTHING else decode(title),
            first_line + start,
            lines[start + 1 : end],
            first_line + start + 1,
        )
        reader.block(block)
    return reader.finish(defence_order(front))


class _Reader:
    """Goes through the blocks of a text."""

    def __init__(self, incident: Incident, findings: Findings) -> None:
        self._incident = incident
        self._findings = findings
        self._records = Records()
        self._sections: list[Section] = []

    def header(self, lines: list[str], first: int) -> None:
        """What stands above the blocks only shows the front matter; anything else is kept."""
        kept: list[str] = []
        for line in lines:
            label = line_label(line)
            if label is not None and label[2]:
                self._compare(label[0], label[1])
            elif line.strip() and not is_separator(line) and not _TITLE.match(line):
                kept.append(line)
        if kept:
            text = "\n".join(kept)
            self._sections.append(
                Section(kind=SectionKind.OTHER, title="Introduction", markdown=text)
            )
            self._findings.found("section", "other: Introduction", first, 0.9)

    def block(self, block: _Block) -> None:
        """Read a block's text and records."""
        content = _take_apart(block)
        left = content.outside
        if content.heading.kind in RECORD_KINDS:
            left = self._read_records(block, content)
        elif content.heading.kind is SectionKind.IMPACT:
            left = _without_figures(left)
        rest = "\n".join(_trimmed(left))
        text = content.text if content.text is not None else rest
        if content.text is not None and rest.strip():
            text = f"{content.text}\n\n{rest}"
        if text or content.marked or content.text is not None:
            section = Section(kind=content.heading.kind, title=block.title, markdown=text)
            self._sections.append(section)
            self._findings.found("section", f"{section.kind}: {section.title}", block.line, 1.0)

    def finish(self, order: list[DefenceOutcome]) -> ReadIncident:
        """The incident with everything that the text holds."""
        records = self._records
        postmortem = self._incident.postmortem
        if self._sections:
            postmortem = replace(postmortem or Postmortem(), sections=tuple(self._sections))
        for name, values in (
            ("timeline", records.events),
            ("contributing_factors", records.factors),
            ("defences", records.defences),
            ("action_items", records.actions),
        ):
            if values:
                self._findings.found(name, len(values), records.lines.get(name, 0), 1.0)
        incident = replace(
            self._incident,
            timeline=tuple(records.events),
            contributing_factors=tuple(records.factors),
            defences=tuple(_ordered(records.defences, order)),
            action_items=tuple(records.actions),
            postmortem=postmortem,
        )
        return ReadIncident(incident, tuple(self._findings.fields), tuple(self._findings.warnings))

    def _read_records(self, block: _Block, content: _Content) -> list[str]:
        left = read_records(
            content.heading, content.outside, content.first, self._incident, self._records
        )
        found = left is not None
        if left is None:
            left = content.outside
        if found or content.marked or content.text is not None or not any(left):
            return left
        return self._read_leniently(block, content)

    def _read_leniently(self, block: _Block, content: _Content) -> list[str]:
        """Records in another form than Afterword's: somebody edited them by hand."""
        parts = split_parts(read_lines("\n".join(content.outside), content.first))
        chapter = Chapter(content.heading, block.title, 2, block.line, parts)
        bearings = default_bearings(self._incident.timezone)
        if self._incident.started_at is not None:
            day = self._incident.started_at.astimezone(bearings.zone.info).date()
            bearings = bearings.with_day(day, "the front matter", 1.0, 0)
        contents = Contents()
        sections = read_chapter(chapter, bearings, contents)
        self._records.events.extend(event.event() for event in contents.events)
        self._records.factors.extend(factor for factor, _ in contents.factors)
        self._records.defences.extend(defence for defence, _ in contents.defences)
        self._records.actions.extend(action.item for action in contents.actions)
        for text in contents.warnings:
            self._findings.warn(text)
        return "\n\n".join(section.markdown for section in sections).split("\n")

    def _compare(self, label: str, value: str) -> None:
        """Say where the lines under the title differ from the front matter, which holds."""
        name = label.strip().lower()
        severity = read_severity(value) if name == "severity" else None
        if severity is not None and severity[0] is not self._incident.severity:
            self._findings.warn(
                f"The text says severity {value}, the front matter {self._incident.severity};"
                " the front matter holds."
            )
        status = self._incident.status
        if name == "status" and status is not None and value.strip().lower() != status.value:
            self._findings.warn(
                f"The text says status {value}, the front matter {status}; the front matter holds."
            )


def _take_apart(block: _Block) -> _Content:
    lines = _trimmed(block.lines)
    first = block.first + next((at for at, line in enumerate(block.lines) if line.strip()), 0)
    content = _Content(
        heading_words().kind(block.title) or HeadingKind(SectionKind.OTHER), first=first
    )
    at = 0
    values = read_note(lines[0]) if lines else None
    if values is not None:
        at = 1
        _apply_note(content, values)
    while at < len(lines):
        framed = read_frame(lines, at)
        if framed is None:
            content.outside.append(lines[at])
            at += 1
            continue
        content.text = framed.text if content.text is None else f"{content.text}\n\n{framed.text}"
        at = framed.after
    return content


def _apply_note(content: _Content, values: dict[str, object]) -> None:
    kind, outcome = values.get("kind"), values.get("outcome")
    kinds = {one.value: one for one in SectionKind}
    outcomes = {one.value: one for one in DefenceOutcome}
    if isinstance(kind, str) and kind in kinds:
        content.marked = True
        known = content.heading.outcome if kinds[kind] is content.heading.kind else None
        content.heading = HeadingKind(kinds[kind], known)
    if isinstance(outcome, str) and outcome in outcomes:
        content.heading = HeadingKind(SectionKind.DEFENCES, outcomes[outcome])


def _trimmed(lines: list[str]) -> list[str]:
    """Without blank lines at either end and without the rule before the next block."""
    start, end = 0, len(lines)
    while end > start and not lines[end - 1].strip():
        end -= 1
    if end > start and is_separator(lines[end - 1]):
        end -= 1
        while end > start and not lines[end - 1].strip():
            end -= 1
    while start < end and not lines[start].strip():
        start += 1
    return lines[start:end]


def _without_figures(lines: list[str]) -> list[str]:
    """Without the bullets that only show the front matter's figures."""
    kept: list[str] = []
    skipping = False
    for line in lines:
        if line == FIGURES:
            skipping = True
        elif skipping and line.startswith("- "):
            continue
        else:
            skipping = False
            kept.append(line)
    return kept


def _ordered(defences: list[Defence], order: list[DefenceOutcome]) -> list[Defence]:
    """The defences in the order of outcomes that was written down, if it still fits them.

    Where none was, they are grouped: what worked, what failed, what was luck.
    """
    if sorted(order) != sorted(one.outcome for one in defences):
        return [one for outcome in DefenceOutcome for one in defences if one.outcome is outcome]
    pools = {outcome: [one for one in defences if one.outcome is outcome] for outcome in order}
    return [pools[outcome].pop(0) for outcome in order]
