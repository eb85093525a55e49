"""The table of a trend report: each figure beside that of the period before, and its reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exporters.document import Align, Block, Column, Face, Paragraph, Register, Run, Tone
from models.figures.change import Arrow, Change, Compared, median_change
from models.figures.figure import Reading
from models.figures.periods import Unit
from models.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.figures.figure import Count, Figure, Times
    from models.figures.periods import Period
    from models.figures.trend import Trend

NOTHING = "–"
_INDENT = "\u00a0\u00a0\u00a0"
_TIED = "\u00a0"
_HOUR = 60.0
_DAY = 24 * _HOUR
_RARE = 4  # severities behind this rank are printed only where they occur
_READINGS = {
    Reading.MET: ("✓ met", Tone.SUCCESS),
    Reading.MISSED: ("✕ missed", Tone.DANGER),
    Reading.CANT_TELL: ("can't tell", Tone.QUIET),
    Reading.NO_DATA: ("no data", Tone.QUIET),
}


@dataclass(frozen=True, slots=True)
class _Value:
    """A figure in words and its interval, which may be unknown."""

    text: str = NOTHING
    interval: str = ""


def short_label(period: Period) -> str:
    """``Feb 2025``; the whole label of what is no month."""
    label = period.label
    if period.unit is not Unit.MONTH:
        return label
    month, year = label.split()
    return f"{month[:3]}{_TIED}{year}"


def measures(trend: Trend) -> Register:
    """All figures of a trend as one register, the practice's own rows among them."""
    number = Column("", Face.SERIF, Align.RIGHT)
    interval = Column("interval", Face.SANS, tone=Tone.QUIET)
    columns = (
        Column("Measure", Face.SERIF, grows=True),
        Column(short_label(trend.period), number.face, number.align),
        interval,
        Column(short_label(trend.previous), number.face, number.align),
        interval,
        Column("Target"),
        Column("Change", Face.SANS, Align.RIGHT),
    )
    return Register(columns, tuple(_rows(trend)))


_Row = tuple[tuple[Block, ...], ...]


def _rows(trend: Trend) -> Iterator[_Row]:
    yield _row("Incidents", trend.incidents, _count, better=Arrow.DOWN)
    for severity in Severity:
        counts = trend.by_severity[severity]
        occurs = counts.now.value or (counts.previous and counts.previous.value)
        if severity.rank <= _RARE or occurs:
            yield _row(f"{_INDENT}{severity.value}", counts, _count, better=Arrow.DOWN)
    if trend.unknown_severity.now.value:
        yield _row(f"{_INDENT}Severity unknown", trend.unknown_severity, _count)
    for name, times in (
        ("Time to detect", trend.time_to_detect),
        ("Time to mitigate", trend.time_to_mitigate),
        ("Time to resolve", trend.time_to_resolve),
    ):
        yield _row(name, times, _median, better=Arrow.DOWN, change=median_change(times))
    yield _row("MTTR average", trend.time_to_resolve, _mean, better=Arrow.DOWN)
    waiting = trend.time_to_postmortem
    yield _row("Time to postmortem", waiting, _days, better=Arrow.DOWN)
    yield _row("Postmortem completion", trend.postmortem_completion, _share, better=Arrow.UP)
    yield _row("Postmortems on time", trend.postmortem_on_time, _share, better=Arrow.UP)
    yield _row("Action items on time", trend.action_item_completion, _share, better=Arrow.UP)
    yield _row("Action items created", trend.action_items_created, _count)
    yield _row("Action items completed", trend.action_items_completed, _share, better=Arrow.UP)
    yield _row("Repeat incident rate", trend.repeat_incident_rate, _share, better=Arrow.DOWN)


def _row(
    name: str,
    compared: Compared[Any],
    words: Callable[[Any], _Value],
    *,
    better: Arrow | None = None,
    change: Change | None = None,
) -> _Row:
    """One row; `better` is the arrow that is good news."""
    now = words(compared.now)
    before = words(compared.previous) if compared.previous is not None else _Value()
    target = getattr(compared.now, "target", None)
    told = _target(compared.now) if target is not None else ()
    return (
        _cell(Run(name.replace(" ", _TIED))),
        _cell(Run(now.text, bold=True)),
        _cell(Run(now.interval)),
        _cell(Run(before.text)),
        _cell(Run(before.interval)),
        _cell(*told),
        _cell(_change(change or compared.change, better)),
    )


def _cell(*runs: Run) -> tuple[Block, ...]:
    told = tuple(run for run in runs if run.text)
    return (Paragraph(told),) if told else ()


def _count(count: Count) -> _Value:
    return _Value(str(count.value), f"{count.low:.0f}–{count.high:.0f}")


def _share(figure: Figure) -> _Value:
    if figure.low is None or figure.high is None:
        return _Value()
    interval = f"{figure.low * 100:.0f}–{figure.high * 100:.0f}%"
    return _Value(f"{figure.k}/{figure.n}", interval)


def _days(figure: Figure) -> _Value:
    if figure.value is None:
        return _Value()
    ends = figure.low is not None and figure.high is not None
    interval = f"{figure.low:.3g}–{figure.high:.3g}" if ends else ""
    return _Value(f"{figure.value:.3g}{_TIED}days", interval)


def _median(times: Times) -> _Value:
    if times.median is None:
        return _Value()
    if times.low is None or times.high is None:
        return _Value(minutes_words(times.median))
    size = _unit(times.median)[0]
    interval = f"{_amount(times.low, size)}–{_amount(times.high, size)}"
    return _Value(minutes_words(times.median), interval)


def _mean(times: Times) -> _Value:
    return _Value() if times.mean is None else _Value(minutes_words(times.mean))


def minutes_words(minutes: float) -> str:
    """``52 min``, ``12.5 h``, ``4.2 d``."""
    size, unit = _unit(minutes)
    return f"{_amount(minutes, size)}{_TIED}{unit}"


def _unit(minutes: float) -> tuple[float, str]:
    """One unit for a value and its interval: minutes, hours from ten on, days from three on."""
    if minutes < 10 * _HOUR:
        return 1.0, "min"
    return (_HOUR, "h") if minutes < 3 * _DAY else (_DAY, "d")


def _amount(minutes: float, size: float) -> str:
    return f"{minutes:.0f}" if size == 1.0 else f"{minutes / size:.1f}".removesuffix(".0")


def _target(figure: Figure) -> tuple[Run, ...]:
    assert figure.target is not None
    assert figure.reading is not None
    target = figure.target
    # A target of 1 or less is a share; the only other one is a number of business days.
    amount = f"{target.value:.0%}" if target.value <= 1 else f"{target.value:g}"
    aim = "" if target.value == 1.0 else f"{target.aim.value}{_TIED}"
    words, tone = _READINGS[figure.reading]
    return Run(f"{aim}{amount}{_TIED}"), Run(words.replace(" ", _TIED), tone=tone)


def _change(change: Change, better: Arrow | None) -> Run:
    if change.arrow is None:
        return Run("")
    if change.arrow is Arrow.SAME:
        return Run("no change", tone=Tone.QUIET)
    size = "" if change.percent is None else f"{_TIED}{abs(change.percent):.0f}%"
    words = f"{change.arrow.value}{size}"
    remark = f", {change.remark}" if change.remark else ""
    words = f"{words}{remark}".replace(" ", _TIED)
    if not change.is_sure:
        return Run(words, tone=Tone.QUIET)
    if better is None:
        return Run(words, bold=True)
    tone = Tone.SUCCESS if change.arrow is better else Tone.DANGER
    return Run(words, bold=True, tone=tone)
