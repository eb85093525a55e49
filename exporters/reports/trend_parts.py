"""The parts of a trend report below its measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.document import (
    Align,
    Beside,
    Block,
    Column,
    Face,
    Item,
    ItemList,
    Part,
    Register,
    ReportBlock,
    Run,
    Tone,
)
from exporters.reports.action_rows import has_slipped
from exporters.reports.cells import cell, paragraph, words
from exporters.reports.trend_charts import (
    ageing_chart,
    categories_chart,
    on_time_chart,
    period_words,
    repeat_chart,
    resolve_chart,
    severity_chart,
    shown_periods,
)
from exporters.wording import listed, minutes_in_words, whole_minutes
from models.business_days import local_date
from models.figures.categories import split_category
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from exporters.charts.definitions import Chart
    from exporters.formats import Formats
    from models.figures.classes import Classes
    from models.figures.facts import ActionFact, IncidentFact
    from models.figures.known import Known
    from models.figures.repeats import Repeat
    from models.figures.trend import Trend
    from models.recommendations import Recommendation
    from models.rows import ActionRow

MOST_OVERDUE = 8
_MOST_BARS = 6
_MOST_UNFIXED = 3  # action items named beside a repeat


def chart_parts(
    found: Trend, known: Known, classes: Classes, formats: Formats
) -> list[ReportBlock]:
    """Two charts over the whole width, then four in two columns."""
    run = shown_periods(known, found.period)
    span = f"{len(run)} {period_words(found.period, len(run))}"
    bands = formats.percents_in("95% interval, dashed target")
    return [
        *_chart(severity_chart(known, run, formats), span),
        *_chart(resolve_chart(known, run, formats), f"log scale, one mark per incident, {span}"),
        *_beside(
            _chart(on_time_chart(known, run, formats), bands),
            _chart(repeat_chart(known, classes, run, formats, window=found.window), bands),
        ),
        *_beside(
            _chart(ageing_chart(known, formats), "all that are open now"),
            _chart(categories_chart(found, _MOST_BARS, formats), "tick marks the period before"),
        ),
    ]


def _chart(chart: Chart | None, note: str) -> tuple[Part, ...]:
    return (Part(chart.title, (chart,), note),) if chart else ()


def _beside(left: tuple[Part, ...], right: tuple[Part, ...]) -> tuple[ReportBlock, ...]:
    return (Beside(left, right),) if left and right else (*left, *right)


# ---------------------------------------------------------------------------- categories


def category_parts(found: Trend, known: Known) -> list[ReportBlock]:
    """What is new, what cost users most, and which categories the chart left out."""
    sentences = []
    fresh = [
        leaf if leaf == one.category else f"{leaf} ({one.category})"
        for one in found.top_categories
        for leaf in one.new
    ]
    if fresh:
        verb = "appears" if len(fresh) == 1 else "appear"
        sentences.append(f"{listed(fresh)} {verb} for the first time in twelve months.")
    sentences += _dearest(found, known)
    rest = found.top_categories[_MOST_BARS:]
    if rest:
        counted = listed([f"{one.category} ({one.count})" for one in rest[:12]])
        sentences.append(f"Below the bars: {counted}.")
    return [Part("", (paragraph(" ".join(sentences)),))] if sentences else []


def _dearest(found: Trend, known: Known) -> list[str]:
    """The category with the most user impact, where anybody recorded any."""
    costs = []
    for one in found.top_categories:
        minutes = [_impact(known.by_id[identifier]) for identifier in one.ids]
        told = [number for number in minutes if number is not None]
        if told:
            costs.append((sum(told), one.category, len(told)))
    if not costs:
        return []
    minutes_, name, count = max(costs)
    noun = "incident" if count == 1 else "incidents"
    impact = minutes_in_words(minutes_)
    return [f"Most user impact: {name}, {impact} in {count} {noun}."]


def _impact(incident: IncidentFact) -> int | None:
    """As stated, else how long it lasted; None for what is not over."""
    if incident.stated_impact_minutes is not None:
        return incident.stated_impact_minutes
    if incident.started_at is None or incident.resolved_at is None:
        return None
    return max(whole_minutes(incident.resolved_at - incident.started_at), 0)


# ---------------------------------------------------------------------------- repeats


def repeat_part(found: Trend, known: Known, actions: Iterable[ActionRow]) -> list[Part]:
    """Each repeat, what was known of it, and what had not been fixed."""
    rate = found.repeats
    if not rate.repeats:
        return []
    columns = (
        Column("Incident", Face.SERIF),
        Column("Repeats", Face.MONO),
        Column("After", Face.SERIF),
        Column("What was known", grows=True),
    )
    titles = {one.id: one for one in actions}
    rows = tuple(
        (
            words(known.by_id[one.id].title or one.key),
            words(f"{one.of_key}\u00a0→\u00a0{one.key}"),
            words("1\u00a0day" if one.days == 1 else f"{one.days}\u00a0days"),
            (*cell(Run(one.known.value, bold=True)), *_unfixed(known, one, titles)),
        )
        for one in rate.repeats
    )
    note = f"{rate.figure.k} of {rate.figure.n}, within {found.window} months"
    return [Part("Repeat incidents", (Register(columns, rows),), note)]


def _unfixed(known: Known, repeat: Repeat, titles: dict[UUID, ActionRow]) -> tuple[Block, ...]:
    """The action items of the earlier incidents that were not done when it came again."""
    started = known.by_id[repeat.id].started_at
    assert started is not None
    day = local_date(started, known.zone)
    left = [
        item
        for earlier in repeat.earlier
        for item in known.actions_of.get(earlier, ())
        if not _done_by(item, day) and (item.created_at is None or item.created_at <= started)
    ]
    told: list[Block] = []
    for item in list(dict.fromkeys(left))[:_MOST_UNFIXED]:
        row = titles.get(item.id)
        if row is not None:
            told += words(f"A-{row.register_number} {row.title}", Tone.QUIET)
    if len(left) > _MOST_UNFIXED:
        told += words(f"and {len(left) - _MOST_UNFIXED} more", Tone.QUIET)
    return tuple(told)


def _done_by(item: ActionFact, day: date) -> bool:
    done = item.status is ActionStatus.DONE
    return done and (item.completed_on is None or item.completed_on <= day)


# ---------------------------------------------------------------------------- action items


def overdue_part(actions: Iterable[ActionRow], formats: Formats) -> list[Part]:
    """What is late, the longest first, and what was given a later date."""
    still = [one for one in actions if not one.status.is_closed]
    overdue = [one for one in still if one.overdue_days > 0]
    slipped = [one for one in still if has_slipped(one) and not one.overdue_days]
    if not overdue and not slipped:
        return []
    overdue.sort(key=lambda one: (-one.overdue_days, one.register_number))
    slipped.sort(key=lambda one: (one.original_due_on, one.register_number))
    shown = (*overdue[:MOST_OVERDUE], *slipped[: MOST_OVERDUE // 2])
    columns = (
        Column("Item", Face.MONO),
        Column("Action", Face.SERIF, grows=True),
        Column("Owner"),
        Column("First promised"),
        Column("Due", Face.SERIF),
        Column("Overdue", Face.SERIF, Align.RIGHT),
    )
    rows = tuple(_late_row(one, formats) for one in shown)
    total = len(overdue) + len(slipped)
    left = f"; {len(rows)} of {total} shown" if total > len(rows) else ""
    note = f"{len(overdue)} overdue, {len(slipped)} moved to a later date{left}"
    return [Part("Overdue and slipped action items", (Register(columns, rows),), note)]


def _late_row(one: ActionRow, formats: Formats) -> tuple[tuple[Block, ...], ...]:
    first = one.original_due_on if has_slipped(one) else None
    return (
        words(f"A-{one.register_number}"),
        words(one.title),
        words(one.owner) if one.owner else words("no owner", Tone.WARNING),
        words(formats.short_date(first, year=True) if first else ""),
        words(formats.short_date(one.due_on, year=True) if one.due_on else "–"),
        words(f"{one.overdue_days}\u00a0d" if one.overdue_days else "", Tone.DANGER),
    )


# ---------------------------------------------------------------------------- what to do


def recommendation_parts(advice: Sequence[Recommendation]) -> list[Part]:
    """What to do and because of what, and what somebody is asked to decide."""
    if not advice:
        return []
    columns = (
        Column("No.", Face.SERIF, tone=Tone.QUIET),
        Column("What to do", Face.SERIF, grows=True),
        Column("Because of"),
    )
    rows = tuple(
        (
            words(str(number)),
            (*cell(Run(f"{one.title}.", bold=True)), *words(one.why, Tone.QUIET)),
            _because(one),
        )
        for number, one in enumerate(advice, 1)
    )
    parts = [Part("Recommendations", (Register(columns, rows),), anchor="recommendations")]
    decisions = [one.decision for one in advice if one.decision]
    if decisions:
        items = tuple(Item((paragraph(one),)) for one in decisions)
        parts.append(Part("Decisions requested", (ItemList(items),)))
    return parts


def _because(one: Recommendation) -> tuple[Block, ...]:
    noun = "incident" if one.count == 1 else "incidents"
    new = ", new" if one.is_new else ""
    leaf = split_category(one.category)[1]
    return (
        *cell(Run(leaf, bold=True), Run(f", {one.count}\u00a0{noun}{new}")),
        *words(", ".join(one.keys), Tone.QUIET),
    )
