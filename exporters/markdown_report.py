"""A report as Markdown: the same blocks as the PDF, for wikis, tickets and mails."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

from exporters.charts.definitions import Chart
from exporters.document import (
    Beside,
    Block,
    FigureBand,
    Heading,
    ItemList,
    Lead,
    Masthead,
    NewPage,
    Note,
    Paragraph,
    Part,
    PartBlock,
    Register,
    Report,
    ReportBlock,
    Run,
    Runs,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKUP = re.compile(r"([\\`*_\[\]<>|#&~])")


def report_as_markdown(report: Report) -> str:
    """The whole file, as text. What a user wrote is escaped, so that it stays text."""
    at = report.as_of.astimezone(UTC)
    told = [part for block in report.blocks for part in _block(block)]
    told += [
        "---",
        f"As of {at:%Y-%m-%d %H:%M:%S} UTC. {_escaped(report.statement)}".rstrip(),
        f"Data fingerprint sha256 `{report.fingerprint}`{_escaped(report.provenance)}",
    ]
    return "\n\n".join(filter(None, told)) + "\n"


def _block(block: ReportBlock) -> Iterator[str]:
    match block:
        case Masthead(title=title, dateline=dateline):
            yield f"# {_escaped(title)}"
            yield _escaped(dateline)
        case FigureBand(figures=figures):
            yield "\n".join(f"- {_escaped(one.label)}: {_escaped(one.value)}" for one in figures)
        case Lead(blocks=blocks):
            yield from map(_text, blocks)
        case Part():
            yield from _part(block)
        case Beside(left=left, right=right):
            for part in (*left, *right):
                yield from _part(part)
        case Note(runs=runs):
            yield _runs(runs)
        case NewPage():
            yield "---"


def _part(part: Part) -> Iterator[str]:
    if part.title:
        yield f"## {_escaped(part.title)}"
    if part.note:
        yield _escaped(part.note)
    for block in part.blocks:
        yield _part_block(block)


def _part_block(block: PartBlock) -> str:
    if isinstance(block, Register):
        return _register(block)
    return _chart(block) if isinstance(block, Chart) else _text(block)


def _chart(chart: Chart) -> str:
    """Its sentence and its table: a text has no other way to draw."""
    heads, rows = chart.table.heads, chart.table.rows
    rules = ["---", *["---:"] * (len(heads) - 1)]
    lines = [[_escaped(cell) for cell in row] for row in (heads, *rows)]
    lines.insert(1, rules)
    table = "\n".join(f"| {' | '.join(row)} |" for row in lines)
    return f"{_escaped(chart.says)}\n\n{table}"


def _register(register: Register) -> str:
    head = [_escaped(column.label) for column in register.columns]
    rules = ["---:" if column.align == "right" else "---" for column in register.columns]
    rows = [[" ".join(map(_text, cell)) for cell in row] for row in register.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rules, *rows))


def _text(block: Block) -> str:
    match block:
        case Paragraph(runs=runs):
            return _runs(runs)
        case Heading(level=level, runs=runs):
            return f"{'#' * min(level + 2, 6)} {_runs(runs)}"
        case ItemList(items=items):
            return "\n".join(f"- {' '.join(map(_text, item.blocks))}" for item in items)
        case _:
            return _escaped(plain((block,)))


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    """A run with its styles; blanks at its ends stay outside, where marks are no marks."""
    inner = run.text.strip()
    if not inner:
        return run.text
    start = run.text.index(inner)
    before, after = run.text[:start], run.text[start + len(inner) :]
    if run.code and "`" not in inner and "|" not in inner:
        told = f"`{' '.join(inner.splitlines())}`"
    else:
        told = _escaped(inner)
    mark = ("**" if run.bold else "") + ("*" if run.italic else "") + ("~~" if run.struck else "")
    told = f"{mark}{told}{mark[::-1]}"
    if run.link:
        address = run.link.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
        told = f"[{told}]({address})"
    return f"{before}{told}{after}"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.splitlines()))
