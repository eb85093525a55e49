"""A report as JSON: the same blocks as the PDF, every text, table and chart as values."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

from exporters.charts.definitions import Chart
from exporters.document import (
    Beside,
    FigureBand,
    Lead,
    Masthead,
    NewPage,
    Note,
    Part,
    PartBlock,
    Register,
    plain,
    plain_runs,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporters.document import Report, ReportBlock


def report_values(report: Report) -> dict[str, Any]:
    """The report as JSON values; texts are plain characters without styles."""
    at = report.as_of.astimezone(UTC)
    return {
        "title": report.title,
        "kind": report.kind,
        "status": report.status,
        "library": report.library_name,
        "as_of": at.isoformat().replace("+00:00", "Z"),
        "statement": report.statement,
        "definitions": report.definitions,
        "fingerprint": report.fingerprint,
        "generated_by": report.generated_by,
        "language": report.language,
        "blocks": [one for block in report.blocks for one in _block(block)],
    }


def report_as_json(report: Report) -> str:
    """The same as text, indented, ending with a line feed."""
    return json.dumps(report_values(report), indent=2, ensure_ascii=False) + "\n"


def _block(block: ReportBlock) -> Iterator[dict[str, Any]]:
    match block:
        case Masthead():
            yield {
                "type": "masthead",
                "key": block.key,
                "severity": block.severity.value if block.severity else None,
                "services": block.services,
                "title": block.title,
                "dateline": block.dateline,
            }
        case FigureBand(figures=figures):
            told = [{"label": one.label, "value": f"{one.mark} {one.value}".strip()}
                    for one in figures]  # fmt: skip
            yield {"type": "figures", "figures": told}
        case Lead(blocks=blocks):
            yield {"type": "lead", "text": plain(blocks)}
        case Note(runs=runs):
            yield {"type": "note", "text": plain_runs(runs)}
        case Part():
            yield _part(block)
        case Beside(left=left, right=right):
            yield from map(_part, (*left, *right))
        case NewPage():
            return


def _part(part: Part) -> dict[str, Any]:
    content = list(map(_content, part.blocks))
    return {"type": "part", "title": part.title, "note": part.note, "content": content}


def _content(block: PartBlock) -> dict[str, Any]:
    if isinstance(block, Chart):
        return {"type": "chart"} | block.data()
    if isinstance(block, Register):
        return {
            "type": "table",
            "columns": [column.label for column in block.columns],
            "rows": [[plain(cell) for cell in row] for row in block.rows],
        }
    return {"type": "text", "text": plain((block,))}
