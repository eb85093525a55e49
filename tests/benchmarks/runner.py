"""Runs the suites, prints their tables, and keeps RESULTS.md: `afterword bench`."""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import json
import os
import platform
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.measurement import Measurement

SUITES = ("start", "search", "store", "figures", "pdf", "actions", "editor", "window", "switch")
_RESULTS = Path(__file__).with_name("RESULTS.md")
_TITLE = (
    "# Measured\n\n"
    "Written by `afterword bench`; each suite says when and on which machine it was run last.\n"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; returns 1 when a promise is not kept."""
    parser = argparse.ArgumentParser(prog="afterword bench")
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=", ".join(SUITES))
    parser.add_argument("--sizes", default="1000,10000", help="incidents, separated by commas")
    parser.add_argument("--documents", dest="sizes", help="the same as --sizes")
    parser.add_argument(
        "--peers", action="store_true", help="search: tantivy and Xapian too, where installed"
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-write", action="store_true", help="leave RESULTS.md as it is")
    options = parser.parse_args(arguments)
    unknown = set(options.suites) - set(SUITES)
    if unknown:
        parser.error(f"no suite {', '.join(sorted(unknown))}; there are {', '.join(SUITES)}")
    sizes = [int(size) for size in options.sizes.split(",")]
    measured: dict[str, list[Measurement]] = {}
    for suite in options.suites or SUITES:
        sys.stderr.write(f"Measuring {suite} …\n")
        module = importlib.import_module(f"tests.benchmarks.{suite}_bench")
        wishes = {"peers": True} if suite == "search" and options.peers else {}
        measured[suite] = module.measure(sizes, **wishes)
        if not options.json:
            sys.stdout.write(f"\n{suite}\n{text_table(measured[suite])}\n")
            sys.stdout.flush()
        if not options.no_write:
            write_results(_RESULTS, suite, measured[suite])
    if options.json:
        sys.stdout.write(json.dumps(_as_json(measured), indent=2) + "\n")
    missed = [one for rows in measured.values() for one in rows if one.met is False]
    for one in missed:
        sys.stderr.write(f"Not kept at {one.size:,}: {one.what} ≤ {one.target:g} {one.unit}\n")
    return int(bool(missed))


def _as_json(measured: dict[str, list[Measurement]]) -> dict[str, object]:
    suites = {
        suite: [{**dataclasses.asdict(one), "met": one.met} for one in rows]
        for suite, rows in measured.items()
    }
    return {"machine": machine(), "suites": suites}


def machine() -> str:
    """The machine in one line: processor, cores, memory, system, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found.group(1).strip() if found else platform.machine()


def text_table(rows: Sequence[Measurement]) -> str:
    """The rows as aligned text, which is a Markdown table too."""
    lines: list[tuple[str, ...]] = [
        ("what", "incidents", "p50", "p95", "p99", "unit", "samples", "target", "met")
    ]
    lines += [_cells(row) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    )


def _cells(row: Measurement) -> tuple[str, ...]:
    met = {None: "", True: "yes", False: "NO"}[row.met]
    return (
        row.what,
        f"{row.size:,}" if row.size else "",
        _number(row.p50),
        _number(row.p95),
        "" if row.p99 is None else _number(row.p99),
        row.unit,
        str(row.samples),
        "" if row.target is None else f"≤ {row.target:g}",
        met,
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def write_results(path: Path, suite: str, rows: Sequence[Measurement]) -> None:
    """Replace the suite's part of the results, keep the others."""
    text = path.read_text(encoding="utf-8") if path.exists() else _TITLE
    head, *parts = re.split(r"(?m)^(?=## )", text)
    kept = {part.split("\n", 1)[0].removeprefix("## "): part.rstrip() + "\n" for part in parts}
    when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    kept[suite] = f"## {suite}\n\n{when}, {machine()}\n\n{text_table(rows)}\n"
    ordered = [kept[name] for name in sorted(kept)]
    path.write_text(head.rstrip() + "\n\n" + "\n".join(ordered), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
