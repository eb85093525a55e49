"""The line above the timeline: when it was noticed, mitigated and over, drawn to scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.dialogs.typed_time import zone_named
from desktop.wording import MONTHS, span_words
from models.vocabulary import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from PySide6.QtGui import QPaintEvent

    from desktop.pages.editor.draft import Record
    from desktop.pages.editor.timeline_times import EventLine, Moments
    from desktop.theme import ThemeSource

_HEIGHT = 54
_BAR_TOP = 20.0
_BAR = 6.0
_DOT = 4.0
_EDGE = 5.0
_GAP = 14.0
_MOST_SHIFT = 72.0
_LABEL_TOP = 36.0


@dataclass(frozen=True, slots=True)
class StripLabel:
    """Words at a place of the line, 0 to 1: ``Detected`` and ``after 2 min``."""

    share: float
    word: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """What is drawn; places are shares of the whole, 0 to 1.

    Attributes:
        segments: start, end and colour token.
        labels: the more important first.
        clocks: times of day above the line.
    """

    dots: tuple[float, ...]
    segments: tuple[tuple[float, float, str], ...]
    labels: tuple[StripLabel, ...]
    clocks: tuple[StripLabel, ...]

    @property
    def words(self) -> str:
        """The labels in the order of time, for those who do not see the line."""
        ordered = sorted(self.labels, key=lambda one: one.share)
        return ", ".join(f"{one.word} {one.rest}" for one in ordered)


def strip_of(
    records: Sequence[Record], lines: Sequence[EventLine], moments: Moments, *, zone: str
) -> Strip | None:
    """What the line shows; None while there is no span of time to draw.

    Args:
        records: rows of the timeline.
        lines: how they are shown (`event_lines`).
        moments: the incident's instants (`moments_of`).
        zone: IANA zone of the clock times.
    """
    start = moments.started
    stated = (moments.detected, moments.mitigated, moments.resolved)
    known = [one for one in (start, *stated, *(line.at for line in lines)) if one is not None]
    if start is None or not known or max(known) <= min(known):
        return None
    first, length = min(known), (max(known) - min(known)).total_seconds()

    def share(at: datetime) -> float:
        return (at - first).total_seconds() / length

    decided = next(
        (
            line.at
            for record, line in zip(records, lines, strict=True)
            if record.values.get("kind") == EventKind.DECISION and line.at is not None
        ),
        None,
    )
    named = (
        ("Recovered", moments.resolved),
        ("Detected", moments.detected),
        ("Mitigated", moments.mitigated),
        ("Decided", decided),
    )
    labels = tuple(
        StripLabel(share(at), word, f"after {span_words(round((at - start).total_seconds() / 60))}")
        for word, at in named
        if at is not None and at >= start
    )
    clocks = tuple(
        StripLabel(share(at), _clock(at, start, zone))
        for at in (start, moments.resolved, moments.mitigated)
        if at is not None
    )
    dots = sorted({share(line.at) for line in lines if line.at is not None})
    return Strip(tuple(dots), _segments(share, moments, start), labels, clocks)


def _segments(
    share: Callable[[datetime], float], moments: Moments, start: datetime
) -> tuple[tuple[float, float, str], ...]:
    """From known instant to known instant; before the start and after the end it is quiet."""
    turns = [(start, "text.primary")]
    for at, token in (
        (moments.detected, "accent.base"),
        (moments.mitigated, "chart.interval"),
        (moments.resolved, "border.default"),
    ):
        if at is not None and at >= turns[-1][0]:
            turns.append((at, token))
    places = [(0.0, "border.default"), *((share(at), token) for at, token in turns)]
    ends = [place for place, _token in places[1:]] + [1.0]
    return tuple(
        (begin, end, token) for (begin, token), end in zip(places, ends, strict=True) if end > begin
    )


def _clock(at: datetime, start: datetime, zone: str) -> str:
    local, begun = at.astimezone(zone_named(zone)), start.astimezone(zone_named(zone))
    if local.date() == begun.date():
        return f"{local:%H:%M}"
    return f"{local.day} {MONTHS[local.month - 1][:3]} {local:%H:%M}"


class TimelineStrip(QWidget):
    """The strip as a widget; hidden while there is nothing to draw."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._themes = themes
        self._strip: Strip | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("How long it took")
        themes.changed.connect(self.update)
        self.hide()

    @property
    def strip(self) -> Strip | None:
        """What it shows."""
        return self._strip

    def show_strip(self, strip: Strip | None) -> None:
        """Show another one; None hides it."""
        if strip == self._strip:
            return
        self._strip = strip
        self.setVisible(strip is not None)
        self.setAccessibleDescription(strip.words if strip else "")
        self.setToolTip(strip.words.replace(", ", "\n") if strip else "")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._strip is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter, self._strip)
        self._paint_clocks(painter, self._strip)
        self._paint_labels(painter, self._strip)
        painter.end()

    def _x(self, share: float) -> float:
        return _EDGE + share * (self.width() - 2 * _EDGE)

    def _paint_line(self, painter: QPainter, strip: Strip) -> None:
        theme = self._themes.current
        painter.setPen(Qt.PenStyle.NoPen)
        for begin, end, token in strip.segments:
            left, right = self._x(begin), self._x(end)
            painter.fillRect(QRectF(left, _BAR_TOP, right - left, _BAR), theme.color(token))
        painter.setPen(QPen(theme.color("text.primary"), 1.5))
        painter.setBrush(theme.color("bg.raised"))
        for share in strip.dots:
            painter.drawEllipse(QPointF(self._x(share), _BAR_TOP + _BAR / 2), _DOT, _DOT)

    def _paint_clocks(self, painter: QPainter, strip: Strip) -> None:
        theme = self._themes.current
        font = theme.font("meta", tabular=True)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.color("text.tertiary"))
        taken: list[tuple[float, float]] = []
        for clock in strip.clocks:
            width = metrics.horizontalAdvance(clock.word)
            left = min(max(self._x(clock.share) - width / 2, 0.0), self.width() - width)
            if all(left > right + _GAP or left + width < begin - _GAP for begin, right in taken):
                taken.append((left, left + width))
                painter.drawText(QPointF(left, metrics.ascent()), clock.word)

    def _paint_labels(self, painter: QPainter, strip: Strip) -> None:
        theme = self._themes.current
        strong, plain = theme.font("meta", weight=600), theme.font("meta")
        bold, normal = QFontMetricsF(strong), QFontMetricsF(plain)
        taken: list[tuple[float, float]] = []
        for label in strip.labels:
            head = bold.horizontalAdvance(f"{label.word} ")
            width = head + normal.horizontalAdvance(label.rest)
            left = place_label(self._x(label.share), width, self.width(), taken)
            if left is None:
                continue
            taken.append((left, left + width))
            line = _LABEL_TOP + bold.ascent()
            painter.setFont(strong)
            painter.setPen(theme.color("text.primary"))
            painter.drawText(QPointF(left, line), label.word)
            painter.setFont(plain)
            painter.setPen(theme.color("text.tertiary"))
            painter.drawText(QPointF(left + head, line), label.rest)


def place_label(
    x: float, width: float, room: float, taken: Sequence[tuple[float, float]]
) -> float | None:
    """Where a label of a point at `x` begins, clear of the others; None where it has no room.

    Args:
        x: the point.
        width: of the label.
        room: of the whole strip.
        taken: left and right edges of labels that stand there already.
    """
    wanted = min(max(x - _EDGE, 0.0), room - width)
    places = [wanted]
    for begin, end in taken:
        places += [end + _GAP, begin - _GAP - width]
    for left in sorted(places, key=lambda one: abs(one - wanted)):
        fits = 0.0 <= left <= room - width and abs(left - wanted) <= _MOST_SHIFT
        if fits and all(
            left >= right + _GAP or left + width <= begin - _GAP for begin, right in taken
        ):
            return left
    return None
