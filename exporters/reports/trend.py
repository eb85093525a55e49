"""What the trend report of a period says to people who were not there."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from exporters.document import (
    Align,
    Beside,
    Block,
    Column,
    Face,
    Item,
    ItemList,
    Lead,
    Masthead,
    Note,
    Paragraph,
    Part,
    Register,
    Report,
    ReportBlock,
    Run,
    Tone,
)
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
from exporters.reports.trend_measures import measures, minutes_words, short_label
from exporters.wording import long_date, short_date
from models.figures.change import Arrow, Compared
from models.figures.json_shape import metrics_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from exporters.charts.definitions import Chart
    from exporters.report_context import ReportContext
    from models.figures.classes import Classes
    from models.figures.known import Known
    from models.figures.trend import Trend
    from models.rows import ActionRow

MOST_OVERDUE = 8
_MOST_CATEGORIES = 8
_MOST_BARS = 6
_MOST_TOLD = 4  # changes in the first sentence; the table has the rest
_HIGHEST_LEVEL = 5
_MEASURED = "intervals are 95%, times are medians, time to postmortem in business days"
_DEFINITIONS = (
    "Intervals are 95%: exact Poisson for counts, Wilson for proportions, from the order of the "
    "values for medians of six or more.",
    "“Could be chance” means that a difference at least as large is to be expected, by chance "
    "alone, in at least one of ten such comparisons; with few incidents a month only large changes "
    "can be told from chance.",
    "Time to postmortem runs from resolution to publication in business days; postmortems that are "
    "not published yet still wait and are counted as waiting.",
    "Action items are on time when they were done by the date that was first promised; a later "
    "date does not make them so. Action items completed are those created in the period and done "
    "by now.",
    "A target is met when the whole interval meets it, missed when the value itself misses it; "
    "between the two nobody can tell. Where every single one is asked for, the value decides.",
)  # fmt: skip


def trend_report(
    found: Trend,
    known: Known,
    classes: Classes,
    context: ReportContext,
    *,
    actions: Sequence[ActionRow] = (),
) -> Report:
    """The report of a period, from figures that were computed once.

    Args:
        found: the figures, as `metrics_json` prints them.
        known: what they were computed from; gives titles and the size of the library.
        classes: of the same base.
        context: the same instant as the figures'.
        actions: the register; its overdue items are printed, the longest overdue first.
    """
    overdue = sorted(
        (one for one in actions if one.overdue_days > 0),
        key=lambda one: (-one.overdue_days, one.register_number),
    )
    label = found.period.label
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
        statement=_statement(found, known, context),
        fingerprint=_fingerprint(found, overdue),
        generated_by=context.generated_by,
        blocks=tuple(_blocks(found, known, classes, overdue)),
    )


def _fingerprint(found: Trend, overdue: Sequence[ActionRow]) -> str:
    """SHA-256 over the canonical JSON of the figures and the overdue items."""
    items = [(one.register_number, one.title, one.owner, str(one.due_on)) for one in overdue]
    canonical = json.dumps(
        [metrics_json(found), items], sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _statement(found: Trend, known: Known, context: ReportContext) -> str:
    same_year = found.period.start.year == found.period.last.year
    first = short_date(found.period.start, year=not same_year)
    last = short_date(found.period.last, year=True)
    number = len(known.incidents) + len(known.unplaced)
    noun = "incident" if number == 1 else "incidents"
    policy = f", policy v{context.policy_version}" if context.policy_version else ""
    return (
        f"Filters: none, all incidents started {first} to {last} "
        f"({known.zone}). Library of {number} {noun}{policy}."
    )


def _blocks(
    found: Trend, known: Known, classes: Classes, overdue: Sequence[ActionRow]
) -> list[ReportBlock]:
    blocks: list[ReportBlock] = [
        Masthead("", None, "", f"Incident trends, {found.period.label}", _dateline(found, known)),
        Lead((Paragraph((Run(lead_sentence(found, known)),)),)),
    ]
    if not known.reaches(found.period):
        return blocks + [Note((Run(one),)) for one in _left_out(found)]
    blocks.append(Part("Measures", (measures(found),), _MEASURED))
    blocks += _charts(found, known, classes)
    blocks += _categories(found)
    blocks += _repeats(found, known)
    blocks += _overdue(overdue)
    blocks.append(_maturity(found))
    notes = ItemList(tuple(Item((Paragraph((Run(one),)),)) for one in _definitions(found)))
    blocks.append(Part("How to read this report", (notes,)))
    return blocks


def _dateline(found: Trend, known: Known) -> str:
    sentences = []
    if found.has_previous:
        sentences.append(f"Compared with {found.previous.label}.")
    if found.period.end > known.today:
        sentences.append(f"Not over yet: as of {long_date(known.today)}.")
    return " ".join(sentences)


# ---------------------------------------------------------------------------- the sentence


def lead_sentence(found: Trend, known: Known) -> str:
    """What a hurried reader takes away; only changes beyond chance are called changes."""
    label = found.period.label
    if known.first_start is None:
        return "The library holds no incident with a start, so there is nothing to report."
    if not known.reaches(found.period):
        return f"There is nothing to report of {label}: the library’s history begins later."
    number = found.incidents.now.value
    noun = "incident" if number == 1 else "incidents"
    previous = found.incidents.previous
    if previous is None:
        return f"{label} had {number} {noun}; there is no earlier period to compare with."
    counted = f"{label} had {number} {noun} against {previous.value} in {found.previous.label}"
    sure = _sure_changes(found)
    if not sure:
        return f"{counted}; no difference is more than chance alone produces."
    told = ", ".join(sure[:_MOST_TOLD])
    more = len(sure) - _MOST_TOLD
    if more > 0:
        differ = "difference is" if more == 1 else "differences are"
        return f"{counted}; {told}, and {more} more {differ} beyond chance."
    return f"{counted}; {told}, and every other difference is within chance."


def _sure_changes(found: Trend) -> list[str]:
    """Every change of the table that is more than chance, the weightiest first."""
    said = ["the change in their number is more than chance"] if _is_sure(found.incidents) else []
    waiting = found.time_to_postmortem
    if _is_sure(waiting) and waiting.previous and waiting.previous.value is not None:
        gap = (waiting.now.value or 0.0) - waiting.previous.value
        side = "sooner" if gap < 0 else "later"
        said.append(f"postmortems were published {abs(gap):.3g} business days {side}")
    for name, times in (
        ("time to resolve", found.time_to_resolve),
        ("time to mitigate", found.time_to_mitigate),
        ("time to detect", found.time_to_detect),
    ):
        if _is_sure(times) and times.previous and times.previous.median is not None:
            before = minutes_words(times.previous.median)
            now = minutes_words(times.now.median or 0.0)
            said.append(f"the median {name} went from {before} to {now}")
    for name, share in (
        ("postmortem completion", found.postmortem_completion),
        ("postmortems on time", found.postmortem_on_time),
        ("action items on time", found.action_item_completion),
        ("action items completed", found.action_items_completed),
        ("the repeat incident rate", found.repeat_incident_rate),
    ):
        if _is_sure(share) and share.now.value is not None:
            said.append(f"{name} {_verb(share)} to {share.now.value:.0%}")
    counts = {severity.value: one for severity, one in found.by_severity.items()}
    counts |= {"incidents of unknown severity": found.unknown_severity}
    counts |= {"action items created": found.action_items_created}
    for name, count in counts.items():
        if _is_sure(count) and count.previous is not None:
            said.append(f"{name} {_verb(count)} from {count.previous.value} to {count.now.value}")
    return said


def _verb(compared: Compared[Any]) -> str:
    return "rose" if compared.change.arrow is Arrow.UP else "fell"


def _is_sure(compared: Compared[Any]) -> bool:
    change = compared.change
    return change.could_be_chance is False and change.arrow in (Arrow.UP, Arrow.DOWN)


# ---------------------------------------------------------------------------- the parts


def _charts(found: Trend, known: Known, classes: Classes) -> list[ReportBlock]:
    """Two charts over the whole width, then four in two columns."""
    run = shown_periods(known, found.period)
    span = f"{len(run)} {period_words(found.period)}"
    bands = "95% interval, dashed target"
    return [
        *_chart(severity_chart(known, run), f"by severity, {span}"),
        *_chart(resolve_chart(known, run), f"log scale, one mark per incident, {span}"),
        Beside(
            _chart(on_time_chart(known, run), bands),
            _chart(repeat_chart(known, classes, run, window=found.window), bands),
        ),
        Beside(
            _chart(ageing_chart(known), "all that are open now"),
            _chart(categories_chart(found, _MOST_BARS), "tick marks the period before"),
        ),
    ]


def _chart(chart: Chart | None, note: str) -> tuple[Part, ...]:
    return (Part(chart.title, (chart,), note),) if chart else ()


def _categories(found: Trend) -> list[Part]:
    shown = found.top_categories[:_MOST_CATEGORIES]
    if not shown:
        return []
    columns = (
        Column("Category", Face.SERIF, grows=True),
        Column(short_label(found.period), Face.SERIF, Align.RIGHT),
        Column(short_label(found.previous), Face.SERIF, Align.RIGHT, Tone.QUIET),
        Column("New in twelve months"),
    )
    rows = tuple(
        (
            _cell(one.category),
            (Paragraph((Run(str(one.count), bold=True),)),),
            _cell("–" if one.previous is None else str(one.previous)),
            _cell(", ".join(one.new)),
        )
        for one in shown
    )
    rest = len(found.top_categories) - len(shown)
    return [Part("Top categories", (Register(columns, rows),), f"{rest} more" if rest else "")]


def _repeats(found: Trend, known: Known) -> list[Part]:
    rate = found.repeats
    if not rate.repeats:
        return []
    columns = (
        Column("Incident", Face.SERIF, grows=True),
        Column("Repeats", Face.MONO),
        Column("After", Face.SERIF),
        Column("Actions of the earlier one"),
    )
    rows = tuple(
        (
            _cell(known.by_id[one.id].title or one.key),
            _cell(f"{one.of_key} → {one.key}"),
            _cell("1\u00a0day" if one.days == 1 else f"{one.days}\u00a0days"),
            _cell(one.known.value),
        )
        for one in rate.repeats
    )
    note = f"{rate.figure.k} of {rate.figure.n}, within {found.window} months"
    return [Part("Repeat incidents", (Register(columns, rows),), note)]


def _overdue(overdue: Sequence[ActionRow]) -> list[Part]:
    if not overdue:
        return []
    columns = (
        Column("Item", Face.MONO),
        Column("Action", Face.SERIF, grows=True),
        Column("Owner"),
        Column("Due", Face.SERIF),
        Column("Overdue", Face.SERIF, Align.RIGHT),
    )
    rows = tuple(
        (
            _cell(f"A-{one.register_number}"),
            _cell(one.title),
            _cell(one.owner) if one.owner else _cell("no owner", Tone.WARNING),
            _cell(short_date(one.due_on, year=True) if one.due_on else "–"),
            _cell(f"{one.overdue_days}\u00a0d", Tone.DANGER),
        )
        for one in overdue[:MOST_OVERDUE]
    )
    note = f"the {len(rows)} longest overdue of {len(overdue)}"
    told = note if len(overdue) > len(rows) else ""
    return [Part("Overdue action items", (Register(columns, rows),), told)]


def _maturity(found: Trend) -> Part:
    level = found.maturity
    said = f"Level {level.level} of {_HIGHEST_LEVEL}, {level.name}."
    if not level.missing:
        return Part("Maturity", (Paragraph((Run(said),)),))
    wanted = tuple(
        Item((Paragraph((Run(f"{one.text} ({one.evidence}).".replace(" %", "%")),)),))
        for one in level.missing
    )
    opening = f"{said} Level {level.level + 1} still needs:"
    return Part("Maturity", (Paragraph((Run(opening),)), ItemList(wanted)))


def _definitions(found: Trend) -> list[str]:
    repeat = (
        "A repeat is an incident that a person linked to an earlier one, or of the same category "
        f"and service, resolved within the {found.window} months before it; classified incidents "
        "with that much history behind them are its base."
    )
    return [*_DEFINITIONS, repeat, *_left_out(found)]


def _left_out(found: Trend) -> list[str]:
    parts = [
        f"{number} {one if number == 1 else many}"
        for number, one, many in (
            (found.drills, "drill", "drills"),
            (found.duplicates, "duplicate", "duplicates"),
            (found.unplaced, "incident without a start", "incidents without a start"),
        )
        if number
    ]
    return [f"Left out: {', '.join(parts)}."] if parts else []


def _cell(words: str, tone: Tone = Tone.NORMAL) -> tuple[Block, ...]:
    return (Paragraph((Run(words, tone=tone),)),) if words else ()
