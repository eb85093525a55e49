"""How long a postmortem takes to become a PDF."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exporters.pdf.postmortem import write_postmortem_pdf
from exporters.report_context import ReportContext
from models.demo.building import build_demo_incidents
from tests.benchmarks.measurement import Measurement, from_samples, time_calls
from tests.search.generated import incidents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.incident import Incident

_AS_OF = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


def measure(sizes: Sequence[int]) -> list[Measurement]:
    """The demo's longest postmortem, and one of 1,000 words; the library's size plays no part."""
    del sizes
    longest = max(build_demo_incidents(_AS_OF), key=_words)
    generated = next(iter(incidents(1)))
    return [
        _measured("demo library's longest postmortem", longest),
        _measured("generated postmortem of 1,000 words", generated),
    ]


def _words(incident: Incident) -> int:
    return sum(len(section.markdown) for section in incident.sections)


def _measured(what: str, incident: Incident) -> Measurement:
    context = ReportContext(library_name="Benchmark", as_of=_AS_OF)
    with tempfile.TemporaryDirectory(prefix="afterword-bench-") as name:
        target = Path(name) / "postmortem.pdf"
        samples = time_calls(
            lambda: write_postmortem_pdf(incident, target, context=context), 20, warm_up=2
        )
    return from_samples(what, samples)
