"""The history of one service: everything that happened to it, and what is still open."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exporters.charts.definitions import Bars, BarValue, Chart, ChartTable
from exporters.document import (
    Align,
    Beside,
    Block,
    Column,
    Face,
    Figure,
    FigureBand,
    Lead,
    Masthead,
    Note,
    Part,
    Register,
    Report,
    ReportBlock,
    Run,
    Tone,
)
from exporters.reports.action_rows import action_table
from exporters.reports.cells import cell, paragraph, words
from exporters.reports.fingerprints import fingerprint_of
from exporters.reports.trend_charts import (
    ageing_chart,
    period_words,
    resolve_chart,
    severity_chart,
    shown_periods,
)
from exporters.reports.trend_measures import minutes_words
from exporters.wording import minutes_in_words
from models.figures.categories import split_category
from models.figures.durations import Milestone, time_to
from models.figures.periods import Period, add_months
from models.vocabulary import IncidentKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporters.formats import Formats
    from exporters.report_context import ReportContext
    from models.figures.known import Known
    from models.rows import ActionRow, IncidentRow

_MOST_CATEGORIES = 8
_SERIOUS = (Severity.SEV_1, Severity.SEV_2)
SILENCE = (
    "That no incident is recorded does not mean that none happened, nor that this service is safe."
)


def service_report(
    service: str,
    incidents: Sequence[IncidentRow],
    actions: Sequence[ActionRow],
    known: Known,
    context: ReportContext,
) -> Report:
    """Everything recorded of one service and the parts below it.

    Args:
        service: its path.
        incidents: those that touched it.
        actions: that answer them.
        known: facts of just these incidents.
        context: the circumstances.
    """
    newest = sorted(
        incidents, key=lambda one: (one.started_at is not None, one.started_at, one.key),
        reverse=True,
    )  # fmt: skip
    open_ = [one for one in actions if not one.status.is_closed]
    open_.sort(key=lambda one: (-one.overdue_days, one.due_on is None, one.due_on,
                                one.register_number))  # fmt: skip
    noun = "incident" if len(incidents) == 1 else "incidents"
    return Report(
        title=f"History of {service}",
        kind="Service history",
        running=f"Service history, {service}",
        status="",
        library_name=context.library_name,
        author="",
        subject=service,
        keywords=("service history", service),
        as_of=context.as_of,
        statement=f"Filters: service {service} and what is below it. "
        f"{context.formats.number(len(incidents))} {noun}.",
        fingerprint=fingerprint_of(
            [
                service,
                [[one.key, one.version, one.title] for one in newest],
                [[one.register_number, one.version, one.status] for one in open_],
            ]
        ),
        generated_by=context.generated_by,
        formats=context.formats,
        blocks=tuple(_blocks(service, newest, open_, known, context)),
    )


def _blocks(
    service: str,
    incidents: Sequence[IncidentRow],
    open_: Sequence[ActionRow],
    known: Known,
    context: ReportContext,
) -> Iterator[ReportBlock]:
    today = context.local(context.as_of).date()
    yield Masthead(
        "", None, "", service, f"Everything recorded as of {context.formats.long_date(today)}."
    )
    if not incidents:
        yield Lead((paragraph(f"No incident is recorded for {service}."),))
        yield Note((Run(SILENCE),))
        return
    yield _band(incidents, open_, known, context)
    yield Lead((paragraph(_sentence(service, incidents, open_, context)),))
    yield from _charts(known, context.formats)
    yield Part("Incidents", (_table(incidents, context),), "the newest first")
    if open_:
        yield Part(
            "Open action items", (action_table(open_, formats=context.formats),), str(len(open_))
        )
    yield Note((Run("Drills and duplicates are listed, and left out of figures and charts."),))


def _band(
    incidents: Sequence[IncidentRow],
    open_: Sequence[ActionRow],
    known: Known,
    context: ReportContext,
) -> FigureBand:
    today = context.local(context.as_of).date()
    year = Period.between(add_months(today, -12), today)
    resolve = time_to(known, year, Milestone.RESOLVED)
    late = sum(one.overdue_days > 0 for one in open_)
    serious = sum(one.severity in _SERIOUS for one in incidents)
    told = "–" if resolve.median is None else minutes_words(resolve.median, context.formats)
    number = context.formats.number
    return FigureBand(
        (
            Figure("Incidents", number(len(incidents))),
            Figure("SEV-1 and SEV-2", number(serious)),
            Figure("In twelve months", number(len(known.started_in(year)))),
            Figure("Median to resolve, twelve months", told),
            Figure("Open actions", number(len(open_))),
            Figure("Overdue", number(late), Tone.DANGER if late else Tone.NORMAL),
        )
    )


def _sentence(
    service: str,
    incidents: Sequence[IncidentRow],
    open_: Sequence[ActionRow],
    context: ReportContext,
) -> str:
    noun = "incident" if len(incidents) == 1 else "incidents"
    dated = [one.started_at for one in incidents if one.started_at]
    since = f" since {context.formats.long_date(context.local(min(dated)).date())}" if dated else ""
    told = f"{service} had {context.formats.number(len(incidents))} {noun}{since}"
    common = Counter(one.category for one in incidents if one.category).most_common(1)
    if common and common[0][1] > 1:
        category, count = common[0]
        told += f"; {count} of them were “{split_category(category)[1]}”"
    if not open_:
        return f"{told}. No action item is open."
    verb = "item is" if len(open_) == 1 else "items are"
    return f"{told}. {len(open_)} action {verb} open."


def _charts(known: Known, formats: Formats) -> Iterator[ReportBlock]:
    if not known.incidents:
        return
    run = shown_periods(known, Period.holding(known.today))
    span = f"{len(run)} {period_words(run[-1], len(run))}"
    months = severity_chart(known, run, formats)
    yield Part(months.title, (months,), span)
    dots = resolve_chart(known, run, formats)
    yield Part(dots.title, (dots,), f"log scale, one mark per incident, {span}")
    ageing, kinds = ageing_chart(known, formats), _categories(known, formats)
    sides = [Part(one.title, (one,)) for one in (ageing, kinds) if one]
    if len(sides) == 2:
        yield Beside((sides[0],), (sides[1],))
    else:
        yield from sides


def _categories(known: Known, formats: Formats) -> Chart | None:
    counts = Counter(split_category(one.category)[1] for one in known.incidents if one.category)
    if not counts:
        return None
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    shown = ordered[:_MOST_CATEGORIES]
    left = len(ordered) - len(shown)
    return Chart(
        name="categories",
        title="What kind of failures",
        says=f"{shown[0][0]} leads with {shown[0][1]}; {left} more kinds are not shown."
        if left
        else f"{shown[0][0]} leads with {shown[0][1]}.",
        plot=Bars(bars=tuple(BarValue(name, count) for name, count in shown)),
        table=ChartTable(
            heads=("Category", "Incidents"),
            rows=tuple((name, formats.number(count)) for name, count in ordered),
        ),
    )


def _table(incidents: Sequence[IncidentRow], context: ReportContext) -> Register:
    columns = (
        Column("Incident", Face.MONO),
        Column("Severity"),
        Column("What happened", Face.SERIF, grows=True),
        Column("Started", Face.SERIF),
        Column("Lasted", Face.SERIF, Align.RIGHT),
        Column("Postmortem"),
    )
    return Register(columns, tuple(_row(one, context) for one in incidents))


def _row(one: IncidentRow, context: ReportContext) -> tuple[tuple[Block, ...], ...]:
    start = one.started_at
    day = context.local(start).date() if start else None
    drill = "drill" if one.kind is IncidentKind.DRILL else ""
    told = ", ".join(filter(None, (split_category(one.category)[1] if one.category else "", drill)))
    minutes = one.duration_minutes
    lasted = "not over" if minutes is None else minutes_in_words(max(minutes, 0))
    return (
        words(one.key),
        cell(Run(one.severity.value if one.severity else "unknown", pill=one.severity)),
        (*words(one.title or "Untitled incident"), *words(told, Tone.QUIET)),
        words(context.formats.short_date(day, year=True) if day else "unknown"),
        words(lasted),
        words(one.status.value if one.status else "none", Tone.QUIET),
    )  # fmt: skip
