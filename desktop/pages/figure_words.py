"""Figures in the words of the screen: k/n, interval, and what they say of their target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from models.figures.figure import Aim, Figure, Reading

if TYPE_CHECKING:
    from models.figures.figure import Target

Scale = tuple[float, float]


@dataclass(frozen=True, slots=True)
class StripValues:
    """What a strip shows: a value, its interval, its target; None where there is none."""

    value: float | None
    low: float | None = None
    high: float | None = None
    target: float | None = None

    @classmethod
    def of(cls, figure: Figure) -> StripValues:
        """Those of a figure."""
        target = figure.target.value if figure.target else None
        return cls(figure.value, figure.low, figure.high, target)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWords:
    """What a figure says of its target.

    Attributes:
        icon: a Lucide icon.
        token: colour of icon and words.
    """

    text: str
    icon: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTile:
    """One figure as a tile.

    Attributes:
        number: large; `rest` follows it quietly ("/12").
        note: what it is made of.
        scale: ends of the strip below it.
        query: finds the incidents behind it; empty for none.
        explanation: how it is counted.
    """

    title: str
    number: str
    rest: str
    note: str
    strip: StripValues
    scale: Scale
    reading: ReadingWords
    query: str = ""
    explanation: str = ""

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return f"{self.title}: {self.number}{self.rest}, {self.note}. {self.reading.text}"


_READINGS = {
    Reading.MET: ("check", "success.text"),
    Reading.MISSED: ("x", "danger.text"),
    Reading.CANT_TELL: ("circle-question-mark", "text.secondary"),
    Reading.NO_DATA: ("minus", "text.tertiary"),
}
_NOTHING = "—"


def percent(share: float) -> str:
    """``78%``; never 0% or 100% unless it is."""
    rounded = round(share * 100)
    if rounded == 100 and share < 1:
        return ">99%"
    if rounded == 0 and share > 0:
        return "<1%"
    return f"{rounded}%"


def interval_words(low: float | None, high: float | None) -> str:
    """``55–91%`` of a proportion; empty where there is none."""
    if low is None or high is None:
        return ""
    return f"{round(low * 100)}–{round(high * 100)}%"


def decimal_words(value: float) -> str:
    """``3.5``, ``6``: one decimal at most."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def target_words(target: Target, kind: Literal["share", "days"]) -> str:
    """``≥ 80%``, ``≤ 5``."""
    value = percent(target.value) if kind == "share" else decimal_words(target.value)
    return value if target.value == 1.0 and kind == "share" else f"{target.aim.value} {value}"


def reading_of(figure: Figure, kind: Literal["share", "days"]) -> ReadingWords:
    """What a figure says of its target, as a tile says it."""
    reading = figure.reading or Reading.NO_DATA
    icon, token = _READINGS[reading]
    target = target_words(figure.target, kind) if figure.target else ""
    if reading is Reading.MISSED and target == "100%":
        words = f"{figure.n - figure.k} short of {target}"
    elif reading is Reading.MISSED:
        side = "Below" if figure.target and figure.target.aim is Aim.AT_LEAST else "Above"
        words = f"{side} target {target}"
    elif reading is Reading.MET:
        words = f"Meets target {target}"
    elif reading is Reading.CANT_TELL:
        words = f"Target {target}: can't tell"
    else:
        words = f"Target {target}"
    return ReadingWords(text=words, icon=icon, token=token)


def share_tile(title: str, figure: Figure, *, none: str, explanation: str = "") -> FigureTile:
    """A proportion as a tile: the percentage large, k of n and the interval below it.

    Args:
        title: what it is.
        figure: the proportion.
        none: said where n is 0.
        explanation: how it is counted.
    """
    has_value = figure.value is not None
    interval = interval_words(figure.low, figure.high)
    note = f"{figure.k} of {figure.n}, interval {interval}" if interval else none
    return FigureTile(
        title=title,
        number=percent(figure.value) if figure.value is not None else _NOTHING,
        rest="",
        note=note if has_value else none,
        strip=StripValues.of(figure),
        scale=(0.0, 1.0),
        reading=reading_of(figure, "share"),
        explanation=explanation,
    )


def completion_tile(figure: Figure, *, explanation: str = "") -> FigureTile:
    """Postmortem completion: k/n large, because every single one is required."""
    return FigureTile(
        title="Postmortem completion",
        number=str(figure.k) if figure.n else _NOTHING,
        rest=f"/{figure.n}" if figure.n else "",
        note="required and published" if figure.n else "none was due",
        strip=StripValues.of(figure),
        scale=(0.0, 1.0),
        reading=reading_of(figure, "share"),
        explanation=explanation,
    )


def days_tile(title: str, figure: Figure, *, none: str, explanation: str = "") -> FigureTile:
    """A median of business days as a tile."""
    target = figure.target.value if figure.target else 0.0
    top = max(2 * target, figure.high or 0.0, figure.value or 0.0, 1.0)
    has_value = figure.value is not None
    # Kaplan and Meier's curve may never come down to one half: then most are still waiting.
    waiting = "more than half are not published" if figure.n else none
    return FigureTile(
        title=title,
        number=decimal_words(figure.value) if figure.value is not None else _NOTHING,
        rest="",
        note="business days, median" if has_value else waiting,
        strip=StripValues.of(figure),
        scale=(0.0, top),
        reading=reading_of(figure, "days"),
        explanation=explanation,
    )
