"""The table of a trend report: each figure beside that of the period before, and its reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exporters.document import Align, Block, Column, Face, Paragraph, Register, Run, Tone
from exporters.formats import ENGLISH, Formats
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


def long_label(period: Period, formats: Formats) -> str:
    """``February 2025``, ``Q1 2025``, ``3 Feb – 14 Mar 2025``."""
    if period.unit is Unit.DAYS:
        return formats.span(period.start, period.last)
    return period.label


def short_label(period: Period, formats: Formats = ENGLISH) -> str:
    """``Feb 2025``; the whole label of what is no month."""
    label = long_label(period, formats)
    if period.unit is not Unit.MONTH:
        return label
    month, year = label.split()
    return f"{month[:3]}{_TIED}{year}"


def _head(period: Period, formats: Formats, of_days: str) -> str:
    """What stands above a period's figures; two ranges of days are too long for it."""
    return of_days if period.unit is Unit.DAYS else short_label(period, formats)


def measures(trend: Trend, formats: Formats = ENGLISH) -> Register:
    """All figures of a trend as one register, the practice's own rows among them."""
    number = Column("", Face.SERIF, Align.RIGHT)
    interval = Column("interval", Face.SANS, tone=Tone.QUIET)
    columns = (
        Column("Measure", Face.SERIF, grows=True),
        Column(_head(trend.period, formats, "This period"), number.face, number.align),
        interval,
        Column(_head(trend.previous, formats, "Before"), number.face, number.align),
        interval,
        Column("Target"),
        Column("Change", Face.SANS, Align.RIGHT),
    )
    return Register(columns, tuple(_Rows(formats).rows(trend)))


_Row = tuple[tuple[Block, ...], ...]


class _Rows:
    """The rows of the table, their numbers written in one way."""

    def __init__(self, formats: Formats) -> None:
        self._formats = formats

    def rows(self, trend: Trend) -> Iterator[_Row]:
        """The incidents, how long they took, the postmortems, the action items, the repeats."""
        row, count, share = self._row, self._count, self._share
        yield row("Incidents", trend.incidents, count, better=Arrow.DOWN)
        for severity in Severity:
            counts = trend.by_severity[severity]
            occurs = counts.now.value or (counts.previous and counts.previous.value)
            if severity.rank <= _RARE or occurs:
                yield row(f"{_INDENT}{severity.value}", counts, count, better=Arrow.DOWN)
        if trend.unknown_severity.now.value:
            yield row(f"{_INDENT}Severity unknown", trend.unknown_severity, count)
        for name, times in (
            ("Time to detect", trend.time_to_detect),
            ("Time to mitigate", trend.time_to_mitigate),
            ("Time to resolve", trend.time_to_resolve),
        ):
            yield row(name, times, self._median, better=Arrow.DOWN, change=median_change(times))
        yield row("MTTR average", trend.time_to_resolve, self._mean, better=Arrow.DOWN)
        yield row("Time to postmortem", trend.time_to_postmortem, self._days, better=Arrow.DOWN)
        yield row("Postmortem completion", trend.postmortem_completion, share, better=Arrow.UP)
        yield row("Postmortems on time", trend.postmortem_on_time, share, better=Arrow.UP)
        yield row("Action items on time", trend.action_item_completion, share, better=Arrow.UP)
        yield row("Action items created", trend.action_items_created, count)
        yield row("Action items completed", trend.action_items_completed, share, better=Arrow.UP)
        yield row("Repeat incident rate", trend.repeat_incident_rate, share, better=Arrow.DOWN)

    def _row(
        self,
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
        told = _target(compared.now, self._formats) if target is not None else ()
        return (
            _cell(Run(name.replace(" ", _TIED))),
            _cell(Run(now.text, bold=True)),
            _cell(Run(now.interval)),
            _cell(Run(before.text)),
            _cell(Run(before.interval)),
            _cell(*told),
            _cell(_change(change or compared.change, better, self._formats)),
        )

    def _count(self, count: Count) -> _Value:
        number = self._formats.number
        ends = (number(f"{end:.0f}") for end in (count.low, count.high))
        return _Value(number(count.value), "–".join(ends))

    def _share(self, figure: Figure) -> _Value:
        if figure.low is None or figure.high is None:
            return _Value()
        interval = self._formats.percents(f"{figure.low * 100:.0f}–{figure.high * 100:.0f}")
        number = self._formats.number
        return _Value(f"{number(figure.k)}/{number(figure.n)}", interval)

    def _days(self, figure: Figure) -> _Value:
        if figure.value is None:
            return _Value()
        interval = ""
        if figure.low is not None and figure.high is not None:
            interval = f"{self._three(figure.low)}–{self._three(figure.high)}"
        return _Value(f"{self._three(figure.value)}{_TIED}days", interval)

    def _three(self, value: float) -> str:
        """With three digits, or all before the point."""
        return self._formats.number(f"{value:.0f}" if value >= 100 else f"{value:.3g}")

    def _median(self, times: Times) -> _Value:
        if times.median is None:
            return _Value()
        told = minutes_words(times.median, self._formats)
        if times.low is None or times.high is None:
            return _Value(told)
        size = _unit(times.median)[0]
        ends = (self._formats.number(_amount(end, size)) for end in (times.low, times.high))
        return _Value(told, "–".join(ends))

    def _mean(self, times: Times) -> _Value:
        return _Value() if times.mean is None else _Value(minutes_words(times.mean, self._formats))


def _cell(*runs: Run) -> tuple[Block, ...]:
    told = tuple(run for run in runs if run.text)
    return (Paragraph(told),) if told else ()


def minutes_words(minutes: float, formats: Formats = ENGLISH) -> str:
    """``52 min``, ``12.5 h``, ``4.2 d``."""
    size, unit = _unit(minutes)
    return f"{formats.number(_amount(minutes, size))}{_TIED}{unit}"


def _unit(minutes: float) -> tuple[float, str]:
    """One unit for a value and its interval: minutes, hours from ten on, days from three on."""
    if minutes < 10 * _HOUR:
        return 1.0, "min"
    return (_HOUR, "h") if minutes < 3 * _DAY else (_DAY, "d")


def _amount(minutes: float, size: float) -> str:
    return f"{minutes:.0f}" if size == 1.0 else f"{minutes / size:.1f}".removesuffix(".0")


def _target(figure: Figure, formats: Formats) -> tuple[Run, ...]:
    assert figure.target is not None
    assert figure.reading is not None
    target = figure.target
    # A target of 1 or less is a share; the only other one is a number of business days.
    amount = formats.share(target.value) if target.value <= 1 else f"{target.value:g}"
    aim = "" if target.value == 1.0 else f"{target.aim.value}{_TIED}"
    words, tone = _READINGS[figure.reading]
    return Run(f"{aim}{amount}{_TIED}"), Run(words.replace(" ", _TIED), tone=tone)


def _change(change: Change, better: Arrow | None, formats: Formats) -> Run:
    if change.arrow is None:
        return Run("")
    if change.arrow is Arrow.SAME:
        return Run("no change", tone=Tone.QUIET)
    words = change.arrow.value
    if change.percent is not None:
        words += f"{_TIED}{formats.percents(formats.number(f'{abs(change.percent):.0f}'))}"
    remark = f", {change.remark}" if change.remark else ""
    words = f"{words}{remark}".replace(" ", _TIED)
    if not change.is_sure:
        return Run(words, tone=Tone.QUIET)
    if better is None:
        return Run(words, bold=True)
    tone = Tone.SUCCESS if change.arrow is better else Tone.DANGER
    return Run(words, bold=True, tone=tone)
