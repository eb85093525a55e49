"""A chart as shapes: what every renderer draws, whatever it draws with.

Lengths are in points, y runs downwards. Colours are names of the theme's tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from exporters.charts.geometry import Box

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Block:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    token: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    token: str
    width: float = 0.5
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle, filled or only outlined."""

    x: float
    y: float
    radius: float
    token: str
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Diamond:
    """A filled square on its corner; `side` is from its centre to a corner."""

    x: float
    y: float
    side: float
    token: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text whose baseline is at `y`."""

    x: float
    y: float
    text: str
    token: str = "text.tertiary"
    anchor: Anchor = "start"
    size: float = 8.0
    strong: bool = False


Shape = Block | Stroke | Disc | Diamond | Words


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something can be asked about on a screen: what it says, and the records behind it."""

    box: Box
    words: str
    ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """All shapes, the first ones behind; the marks lie where some of them do."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...] = ()


def rough_width(text: str, size: float, strong: bool = False) -> float:
    """About how wide a text of the labels' family is, where nobody can measure it."""
    return len(text) * size * (0.6 if strong else 0.57)
