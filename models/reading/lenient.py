"""Other people's postmortems: one document's parts put together into one incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.identifiers import new_id
from models.incident import (
    ActionItem,
    ContributingFactor,
    Defence,
    Impact,
    Incident,
    LinkView,
    Postmortem,
    Section,
)
from models.reading.bearings import (
    Bearings,
    is_zone_statement,
)
from models.reading.chapters import Contents, read_chapter
from models.reading.document import Line, markdown_of
from models.reading.fields import Fields, read_fields, report_impact
from models.reading.front_fields import FrontFields
from models.reading.impact_reader import read_impact_prose
from models.reading.labels import Label, labels_in
from models.reading.moments import Evidence, Moments, settle
from models.reading.naming import name_incident
from models.reading.orientation import document_bearings, inner_labels, told_lines
from models.reading.outline import Chapter, Outline, outline
from models.reading.prose import prose_instant, prose_recovery, prose_window
from models.reading.results import Findings, ReadIncident
from models.vocabulary import IncidentKind, PostmortemStatus, SectionKind

if TYPE_CHECKING:
    from uuid import UUID

    from models.reading.extracts import Extract, Source
    from models.reading.titles import Title

_UNNAMED = "Introduction"
_WHOLE = "Narrative"


def read_extract(extract: Extract, source: Source) -> ReadIncident:
    """The incident that a share of a file tells of."""
    return _Assembler(extract, source).assemble()


class _Assembler:
    """Reads one incident step by step: labels, bearings, fields, chapters, times."""

    def __init__(self, extract: Extract, source: Source) -> None:
        self._extract = extract
        self._source = source
        self._findings = Findings()
        self._outline: Outline = outline(extract.parts)
        self._contents = Contents()
        self._sections: list[Section] = []

    def assemble(self) -> ReadIncident:
        """Everything together."""
        front = self._source.front if self._extract.heading is None else FrontFields()
        top, prose = self._top_labels(front)
        told = told_lines(self._outline, prose)
        bearings = document_bearings(self._extract, self._source, self._outline, top, told)
        inner = inner_labels(self._outline)
        fields = read_fields([*top, *inner], bearings, self._findings)
        title = name_incident(
            self._extract, self._source, self._outline, fields, (prose, told), self._findings
        )
        window, instant = prose_window(told, bearings), prose_instant(told, bearings)
        recovery = prose_recovery(told, bearings)
        self._read_sections(front, prose, bearings)
        fields.impact = self._impact(fields, front)
        moments = settle(
            Evidence(
                fields,
                self._contents.events,
                window,
                instant,
                recovery,
                self._contents.bearings or bearings,
            ),
            self._findings,
        )
        self._say_zone(bearings)
        incident = self._incident(title, fields, moments, front, top)
        return ReadIncident(
            incident,
            tuple(self._findings.fields),
            tuple(self._findings.warnings),
            self._extract.ordinal,
        )

    def _top_labels(self, front: FrontFields) -> tuple[list[Label], list[Line]]:
        """Labels that stand above all chapters, and the preamble's lines that are none."""
        for text in front.warnings:
            self._findings.warn(text)
        own, prose = labels_in(self._outline.preamble)
        return [*front.labels, *self._outline.labels, *own], prose

    def _read_sections(self, front: FrontFields, prose: list[Line], bearings: Bearings) -> None:
        if front.summary:
            self._keep(SectionKind.SUMMARY, "Summary", front.summary, front.summary_line)
        self._introduce(prose)
        contents = self._contents
        for chapter in self._outline.chapters:
            self._sections.extend(read_chapter(chapter, bearings, contents))
        if self._extract.shared:
            shared = outline(self._extract.shared)
            told = markdown_of(shared.preamble)
            if told:
                title = shared.title or _UNNAMED
                line = shared.title_line or shared.preamble[0].number
                self._keep(SectionKind.OTHER, title, told, line)
            for chapter in shared.chapters:
                self._sections.extend(read_chapter(chapter, bearings, contents))
            self._findings.warn(
                "Sections that the incidents of this file share are kept with the first."
            )
        for text in contents.warnings:
            self._findings.warn(text)
        self._report_records()

    def _introduce(self, prose: list[Line]) -> None:
        """The text above all chapters, as a section."""
        shown = [line for line in prose if line.code or not is_zone_statement(line.text)]
        text = markdown_of(shown)
        if not text or text.rstrip(".") == self._findings_title():
            return
        chapters: list[Chapter] = self._outline.chapters
        summarised = bool(self._sections) or any(
            one.kind is SectionKind.SUMMARY for one in chapters
        )
        kind = SectionKind.OTHER if summarised else SectionKind.SUMMARY
        title = _UNNAMED if chapters or self._extract.heading else _WHOLE
        if kind is SectionKind.SUMMARY and title is _UNNAMED:
            title = "Summary"
        line = next(one.number for one in shown if not one.blank)
        self._keep(kind, title, text, line)

    def _keep(self, kind: SectionKind, title: str, text: str, line: int) -> None:
        section = Section(kind=kind, title=title, markdown=text)
        self._sections.append(section)
        self._contents.section_lines[section.id] = line

    def _findings_title(self) -> str:
        return next((one.value for one in self._findings.fields if one.name == "title"), "")

    def _report_records(self) -> None:
        contents, found = self._contents, self._findings.found
        events = contents.events
        if events:
            found(
                "timeline",
                f"{len(events)} events",
                events[0].line,
                min(one.confidence for one in events),
            )
        if contents.factors:
            found(
                "contributing_factors",
                len(contents.factors),
                contents.factors[0][1],
                contents.factor_confidence,
            )
        if contents.defences:
            found("defences", len(contents.defences), contents.defences[0][1], 0.9)
        if contents.actions:
            first = contents.actions[0]
            found(
                "action_items",
                len(contents.actions),
                first.line,
                min(one.confidence for one in contents.actions),
            )
        for section in self._sections:
            found(
                "section",
                f"{section.kind}: {section.title}",
                contents.section_lines.get(section.id, 0),
                1.0,
            )

    def _impact(self, fields: Fields, front: FrontFields) -> Impact:
        impact = report_impact(front.impact, fields.impact, front.impact_line, 1.0, Findings())
        for chapter in self._outline.chapters:
            if chapter.kind in (SectionKind.IMPACT, SectionKind.SUMMARY, SectionKind.RESOLUTION):
                told = read_impact_prose(
                    "\n".join(line.text for line in chapter.lines if not line.code)
                )
                impact = report_impact(impact, told, chapter.line, 0.6, self._findings)
        return impact

    def _say_zone(self, bearings: Bearings) -> None:
        zone = (self._contents.bearings or bearings).zone
        stated = (self._contents.bearings or bearings).stated
        if stated:
            self._findings.found("timezone", zone.name, 0, zone.confidence)
        elif any(event.timed and not event.zoned for event in self._contents.events):
            self._findings.warn(f"No time zone is stated; clock times were read as {zone.name}.")

    def _incident(
        self, title: Title, fields: Fields, moments: Moments, front: FrontFields, top: list[Label]
    ) -> Incident:
        contents = self._contents
        published, met = fields.when.get("published"), fields.when.get("meeting_held")
        kept = [
            (one.written, one.value) for one in fields.unused if any(one is label for label in top)
        ]
        zone = contents.bearings.zone.name if contents.bearings else self._source.zone
        actions: tuple[ActionItem, ...] = tuple(one.item for one in contents.actions)
        factors: tuple[ContributingFactor, ...] = tuple(one for one, _ in contents.factors)
        defences: tuple[Defence, ...] = tuple(one for one, _ in contents.defences)
        links: tuple[LinkView, ...] = front.links
        identity: UUID = front.id or new_id()
        if front.id is not None:
            self._findings.found("id", front.id, front.id_line, 1.0)
        return Incident(
            key=fields.key,
            title=title.text,
            severity=fields.severity,
            kind=fields.kind or IncidentKind.INCIDENT,
            started_at=moments.started.at if moments.started else None,
            detected_at=moments.detected.at if moments.detected else None,
            acknowledged_at=moments.acknowledged.at if moments.acknowledged else None,
            mitigated_at=moments.mitigated.at if moments.mitigated else None,
            resolved_at=moments.resolved.at if moments.resolved else None,
            timezone=zone,
            services=fields.services,
            category=fields.category,
            tags=fields.tags,
            impact=fields.impact,
            timeline=tuple(event.event() for event in contents.events),
            contributing_factors=factors,
            defences=defences,
            action_items=actions,
            postmortem=Postmortem(
                status=fields.status or PostmortemStatus.DRAFT,
                sections=tuple(self._sections),
                authors=fields.authors,
                reviewers=fields.reviewers,
                meeting_held_at=met.at if met else None,
                published_at=published.at if published else None,
            ),
            links=links,
            extra=(*front.extra, *kept),
            id=identity,
        )
