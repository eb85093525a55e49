"""A printed page as values: what stands where, for showing it before it is printed.

Distances are points from the page's upper left corner; colours are "#rrggbb".
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageText:
    """Characters of one cut from a baseline's beginning on, in the order in which they stand.

    Attributes:
        cut: "Inter-SemiBold", or the path of a font of this machine.
    """

    x: float
    y: float
    text: str
    cut: str
    size: float
    color: str
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class PageStroke:
    """A straight line; `dashes` are the lengths of dash and gap."""

    x: float
    y: float
    to_x: float
    to_y: float
    width: float
    color: str
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBox:
    """A rectangle, round at its corners by `radius`; an empty colour draws nothing."""

    x: float
    y: float
    width: float
    height: float
    radius: float
    fill: str
    border: str
    line: float


@dataclass(frozen=True, slots=True)
class PageDisc:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str
    border: str
    line: float


@dataclass(frozen=True, slots=True)
class PageCorners:
    """A filled polygon."""

    corners: tuple[tuple[float, float], ...]
    fill: str


@dataclass(frozen=True, slots=True)
class PageImage:
    """An image as PNG bytes, scaled into a rectangle."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


PageShape = PageText | PageStroke | PageBox | PageDisc | PageCorners | PageImage


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page: its paper and what is drawn on it, the first shapes behind."""

    width: float
    height: float
    shapes: tuple[PageShape, ...]
