"""Which title and key an incident gets, from the best place that names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.reading.screening import is_placeholder_title
from models.reading.severities import title_severity
from models.reading.titles import Title, clean_title, title_from_name, title_from_prose

if TYPE_CHECKING:
    from models.reading.document import Line
    from models.reading.extracts import Extract, Source
    from models.reading.fields import Fields
    from models.reading.outline import Outline
    from models.reading.results import Findings


def name_incident(
    extract: Extract,
    source: Source,
    outline: Outline,
    fields: Fields,
    prose: tuple[list[Line], list[Line]],
    findings: Findings,
) -> Title:
    """The title; a key or severity that stands in it goes to `fields` where none is stated.

    Args:
        extract: the incident's share of the file.
        source: the file.
        outline: the share taken apart.
        fields: what labels state.
        prose: the preamble's lines, and all lines that tell what happened.
        findings: where it is recorded.
    """
    title, line, confidence = _best(extract, source, outline, fields, prose, findings)
    if not fields.key and title.key:
        fields.key = title.key
        findings.found("key", title.key, line, 0.9)
    if fields.severity is None and (named := title_severity(title.text)) is not None:
        fields.severity = named
        findings.found("severity", named, line, 0.8)
    findings.found("title", title.text, line, confidence)
    return title


def _best(
    extract: Extract,
    source: Source,
    outline: Outline,
    fields: Fields,
    prose: tuple[list[Line], list[Line]],
    findings: Findings,
) -> tuple[Title, int, float]:
    preamble, told = prose
    if extract.heading is not None:
        heading = extract.heading
        return Title(extract.heading_title or heading.title), heading.line, 0.9
    if fields.title:
        return Title(fields.title, clean_title(fields.title).key), fields.title_line, 1.0
    if outline.title and not is_placeholder_title(outline.title):
        return clean_title(outline.title), outline.title_line, 1.0
    if outline.title and (below := title_from_prose(preamble[:3])):
        return Title(below), outline.title_line + 1, 0.6
    named = title_from_name(source.name)
    if named:
        findings.warn("The file has no title; it was taken from the file's name.")
        return Title(named), 0, 0.5
    said = title_from_prose([*preamble, *told])
    findings.warn("The file has no title; its first words were taken.")
    return Title(said or "Untitled incident"), preamble[0].number if preamble else 0, 0.3
