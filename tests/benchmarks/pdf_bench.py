"""How long documents take to become PDFs, and how much memory the long ones need."""

from __future__ import annotations

import tempfile
import tracemalloc
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from exporters.pdf.pages import report_as_pdf
from exporters.pdf.postmortem import write_postmortem_pdf
from exporters.report_context import PageSize, ReportContext
from exporters.reports.register import register_report
from exporters.reports.review import PackMaterial, review_report
from exporters.reports.trend import TrendMaterial, trend_report
from models.demo.building import build_demo_incidents
from models.figures.classes import Classes
from models.figures.known import Known
from models.figures.periods import Period
from models.figures.trend import trend
from models.policy import Policy
from models.review import Disposition, Review, ReviewedIncident
from models.reviewing.board import board
from models.rows import ActionRow
from models.vocabulary import ActionStatus, Severity, Strength
from tests.benchmarks.figures_bench import make_facts
from tests.benchmarks.measurement import Measurement, from_samples, time_calls
from tests.search.generated import incidents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporters.document import Report
    from exporters.pdf.pages import PdfResult
    from models.incident import Incident

_AS_OF = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
_CONTEXT = ReportContext(library_name="Benchmark", as_of=_AS_OF)
_MONTH = Period.month(2025, 2)
_ROWS = 2000  # of the register that fills about a hundred pages
_CITED = 48  # incidents of the pack that fills about a hundred pages


def measure(sizes: Sequence[int]) -> list[Measurement]:
    """Postmortems, a long register and a long pack, of no certain library; trends by its size."""
    longest = max(build_demo_incidents(_AS_OF), key=_words)
    generated = next(iter(incidents(1)))
    return [
        _measured("demo library's longest postmortem", longest),
        _measured("generated postmortem of 1,000 words", generated),
        *_measured_register(),
        *_measured_pack(longest),
        *(row for size in sizes for row in _measured_trend(size)),
    ]


def _words(incident: Incident) -> int:
    return sum(len(section.markdown) for section in incident.sections)


def _measured(what: str, incident: Incident) -> Measurement:
    with tempfile.TemporaryDirectory(prefix="afterword-bench-") as name:
        target = Path(name) / "postmortem.pdf"
        samples = time_calls(
            lambda: write_postmortem_pdf(incident, target, context=_CONTEXT), 20, warm_up=2
        )
    return from_samples(what, samples)


def _measured_register() -> list[Measurement]:
    rows = [_row(number) for number in range(_ROWS)]
    report = register_report(rows, _CONTEXT)
    pages = report_as_pdf(report, PageSize.A4, _no_picture)[1].pages
    what = f"register of {_ROWS:,} items, {pages} pages"
    call = partial(report_as_pdf, report, PageSize.A4, _no_picture)
    return [from_samples(what, time_calls(call, 3)), _peak(what, call)]


def _measured_pack(cited: Incident) -> list[Measurement]:
    """A review pack of about a hundred pages: a page for each incident that it cites."""
    known = [
        replace(cited, id=UUID(int=number), key=f"INC-2025-{number:03d}")
        for number in range(1, _CITED + 1)
    ]
    review = Review(
        title="A design that touches everything",
        services=cited.services,
        incidents=tuple(
            ReviewedIncident(
                incident_id=one.id,
                key=one.key,
                title=one.title,
                severity=one.severity,
                evidence=one.services,
                disposition=tuple(Disposition)[place % 4],
                note="Answered in the second step of the design.",
            )
            for place, one in enumerate(known)
        ),
    )

    def whole() -> tuple[bytes, PdfResult]:
        material = PackMaterial(
            review=review, board=board(review, known), actions=(), total=len(known)
        )
        return report_as_pdf(review_report(material, _CONTEXT), PageSize.A4, _no_picture)

    what = f"review pack of {_CITED} incidents, {whole()[1].pages} pages"
    return [from_samples(what, time_calls(whole, 3)), _peak(what, whole)]


def _measured_trend(size: int) -> list[Measurement]:
    known = Known(make_facts(size), as_of=_AS_OF, policy=Policy.shipped())
    classes = Classes(known)

    def make() -> Report:
        found = trend(known, classes, _MONTH)
        return trend_report(TrendMaterial(found=found, known=known, classes=classes), _CONTEXT)

    def whole() -> object:
        return report_as_pdf(make(), PageSize.A4, _no_picture)

    return [
        from_samples("trend report: figures and blocks", time_calls(make, 3), size=size),
        from_samples("trend report as PDF, all of it", time_calls(whole, 3), size=size),
        _peak("trend report as PDF, all of it", whole, size=size),
    ]


def _peak(what: str, call: Callable[[], object], *, size: int = 0) -> Measurement:
    """The most memory that Python's own allocations needed on top, in one call."""
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return from_samples(f"{what}: memory", [peak], size=size, unit="MB")


def _row(number: int) -> ActionRow:
    due = date(2025, 1, 1) + timedelta(days=number % 300)
    return ActionRow(
        id=UUID(int=number),
        register_number=number,
        number=1,
        title=f"Show the rendered difference of change {number} before it is rolled out",
        owner=f"@team-{number % 40}" if number % 11 else None,
        due_on=due,
        original_due_on=due - timedelta(days=7 * (number % 3)),
        status=ActionStatus.OPEN,
        completed_on=None,
        kind=None,
        strength=tuple(Strength)[number % 3],
        tracker_key=f"PLAT-{number}",
        overdue_days=max((_AS_OF.date() - due).days, 0),
        incident_id=UUID(int=number // 6),
        incident_key=f"INC-2025-{number // 6}",
        incident_title="Generated",
        incident_severity=Severity.SEV_2,
        services=("payments/payment-db",),
        version=1,
    )


def _no_picture(_name: str) -> bytes | None:
    return None
