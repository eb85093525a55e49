"""What the trend report of a period says to people who were not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporters.document import Lead, Masthead, Note, Paragraph, Part, Report, ReportBlock, Run
from exporters.reports.fingerprints import fingerprint_of
from exporters.reports.trend_appendix import DEFINITIONS_VERSION, appendix, left_out, maturity_part
from exporters.reports.trend_measures import long_label, measures
from exporters.reports.trend_parts import (
    category_parts,
    chart_parts,
    overdue_part,
    recommendation_parts,
    repeat_part,
)
from exporters.reports.trend_sentence import lead_sentence
from exporters.rich_text.parsing import MarkdownReader
from models.figures.classes import Classes
from models.figures.json_shape import metrics_json
from models.figures.known import Known
from models.figures.periods import Unit
from models.figures.trend import Trend
from models.recommendations import NamedFactor, recommendations
from models.rows import ActionRow

if TYPE_CHECKING:
    from exporters.formats import Formats
    from exporters.report_context import ReportContext
    from models.figures.periods import Period
    from models.recommendations import Recommendation

_MEASURED = "intervals are 95%, times are medians, time to postmortem in business days"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendMaterial:
    """What a trend report is made of; all of it was read and computed at one instant.

    Attributes:
        found: the figures, as `metrics_json` prints them.
        known: what they were computed from.
        classes: of the same base.
        actions: the register.
        factors: of the incidents that `models.recommendations.looked_at` names.
        words: what the author added, as Markdown; empty for nothing.
        filters: which incidents were looked at, where not all were: "service payments".
    """

    found: Trend
    known: Known
    classes: Classes
    actions: tuple[ActionRow, ...] = ()
    factors: tuple[NamedFactor, ...] = ()
    words: str = ""
    filters: str = ""


def note_name(period: Period) -> str:
    """The name under which a library keeps the author's words for a period's report."""
    if period.unit is Unit.DAYS:
        return f"trend {period.start.isoformat()}..{period.last.isoformat()}"
    if period.unit is Unit.MONTH:
        return f"trend {period.start:%Y-%m}"
    quarter = f"-Q{(period.start.month + 2) // 3}" if period.unit is Unit.QUARTER else ""
    return f"trend {period.start.year}{quarter}"


def trend_report(material: TrendMaterial, context: ReportContext) -> Report:
    """The report of a period, from figures that were computed once for `context.as_of`."""
    found = material.found
    label = long_label(found.period, context.formats)
    advice = recommendations(
        material.known,
        found.period,
        actions=material.actions,
        factors=material.factors,
        say_day=context.formats.long_date,
    )
    return Report(
        title=f"Incident trends, {label}",
        kind="Incident trend report",
        running=f"Incident trend report, {label}",
        status="",
        library_name=context.library_name,
        author="",
        subject=label,
        keywords=("incident trends", label),
        as_of=context.as_of,
        statement=_statement(material, context.formats),
        fingerprint=_fingerprint(material, advice),
        generated_by=context.generated_by,
        formats=context.formats,
        blocks=tuple(_blocks(material, advice, context.formats)),
        definitions=_definitions(context),
    )


def _definitions(context: ReportContext) -> str:
    policy = f", policy v{context.policy_version}" if context.policy_version else ""
    return f"definitions v{DEFINITIONS_VERSION}{policy}"


def _fingerprint(material: TrendMaterial, advice: tuple[Recommendation, ...]) -> str:
    """SHA-256 over the canonical JSON of everything that the report is made of."""
    items = [
        (one.register_number, one.title, one.owner, str(one.due_on), str(one.original_due_on))
        for one in material.actions
        if not one.status.is_closed
    ]
    # Without the sentences, whose days and numbers are written as the library sets it.
    said = [(one.title, one.category, one.keys, one.action, one.decision) for one in advice]
    starts = [(one.key, str(one.started_at)) for one in material.known.incidents]
    return fingerprint_of([metrics_json(material.found), items, said, starts, material.words])


def _statement(material: TrendMaterial, formats: Formats) -> str:
    found, known = material.found, material.known
    start, end = found.period.start, found.period.last
    span = formats.span(start, end)
    number = len(known.incidents) + len(known.unplaced)
    noun = "incident" if number == 1 else "incidents"
    filters = material.filters or "all incidents"
    return (
        f"Filters: {filters} started {span} ({known.zone}), repeats within "
        f"{found.window} months. {formats.number(number)} {noun}."
    )


def _blocks(
    material: TrendMaterial, advice: tuple[Recommendation, ...], formats: Formats
) -> list[ReportBlock]:
    found, known = material.found, material.known
    blocks: list[ReportBlock] = [
        Masthead(
            "",
            None,
            "",
            f"Incident trends, {long_label(found.period, formats)}",
            _dateline(found, known, formats),
        ),
        Lead((Paragraph((Run(lead_sentence(found, known, formats)),)),)),
    ]
    if material.words.strip():
        blocks.append(Part("In the author’s words", MarkdownReader().blocks(material.words)))
    if not known.reaches(found.period):
        return blocks + [Note((Run(one),)) for one in left_out(found)]
    blocks.append(Part("Measures", (measures(found, formats),), formats.percents_in(_MEASURED)))
    blocks += chart_parts(found, known, material.classes, formats)
    blocks += category_parts(found, known)
    blocks += repeat_part(found, known, material.actions)
    blocks += overdue_part(material.actions, formats)
    blocks += recommendation_parts(advice)
    blocks.append(maturity_part(found, formats))
    blocks.append(appendix(found, formats))
    return blocks


def _dateline(found: Trend, known: Known, formats: Formats) -> str:
    sentences = []
    if found.has_previous:
        sentences.append(f"Compared with {long_label(found.previous, formats)}.")
    if found.period.end > known.today:
        sentences.append(f"Not over yet: as of {formats.long_date(known.today)}.")
    return " ".join(sentences)
