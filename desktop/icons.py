"""Icons: Lucide's SVGs recoloured from tokens and rendered at the screen's own resolution."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources.files
from desktop.tokens import load_tokens

if TYPE_CHECKING:
    from pathlib import Path

_RATIOS = (1.0, 2.0, 3.0)
_SIZES = (16, 24, 32)
_TOKEN = re.compile(r"@([a-z][a-z0-9.]*[a-z0-9])")


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resources.files.text(f"icons/{name}.svg")


@lru_cache(maxsize=512)
def _rendered(name: str, rgba: int, size: int, ratio: float) -> QPixmap:
    """A square pixmap of `size` logical pixels; cached, so a row may ask at every paint."""
    stroke = float(load_tokens()["size"]["icon.stroke"])
    return _render(_tinted(name, QColor.fromRgba(rgba), stroke), size, ratio)


def _render(svg: str, size: int, ratio: float) -> QPixmap:
    pixels = max(1, round(size * ratio))
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _tinted(name: str, color: QColor, stroke: float) -> str:
    svg = _source(name).replace("currentColor", color.name())
    return svg.replace('stroke-width="2"', f'stroke-width="{stroke:.2f}"')


def pixmap(name: str, color: QColor, *, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The icon as a pixmap of `size` logical pixels for a screen of that pixel ratio.

    Raises:
        FileNotFoundError: for an icon that does not ship (a bug).
    """
    return _rendered(name, color.rgba(), size, ratio)


def icon(name: str, color: QColor, *, disabled: QColor | None = None) -> QIcon:
    """The icon in one colour, crisp at every usual pixel ratio; greyed when given `disabled`."""
    made = QIcon()
    for size in _SIZES:
        for ratio in _RATIOS:
            made.addPixmap(pixmap(name, color, size=size, ratio=ratio))
            if disabled is not None:
                grey = pixmap(name, disabled, size=size, ratio=ratio)
                made.addPixmap(grey, QIcon.Mode.Disabled)
    return made


def spaced_icon(
    name: str, color: QColor, *, disabled: QColor, size: int, gap: int, gap_left: bool = False
) -> QIcon:
    """An icon with room beside it, because a push button sets its words too close.

    Args:
        name: a Lucide icon.
        color: of the icon.
        disabled: of the icon while the button is disabled.
        size: of the icon, in logical pixels.
        gap: the room, in logical pixels.
        gap_left: whether the words stand at the left.
    """
    made = QIcon()
    for ratio in _RATIOS:
        for ink, mode in ((color, QIcon.Mode.Normal), (disabled, QIcon.Mode.Disabled)):
            wide = QPixmap(round((size + gap) * ratio), round(size * ratio))
            wide.fill(Qt.GlobalColor.transparent)
            wide.setDevicePixelRatio(ratio)
            painter = QPainter(wide)
            drawn = pixmap(name, ink, size=size, ratio=ratio)
            painter.drawPixmap(gap if gap_left else 0, 0, drawn)
            painter.end()
            made.addPixmap(wide, mode)
    return made


def paint_icon(painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
    """Draw the icon centred in `rect`, as large as its shorter side."""
    size = round(min(rect.width(), rect.height()))
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    left = rect.x() + (rect.width() - size) / 2
    top = rect.y() + (rect.height() - size) / 2
    painter.drawPixmap(round(left), round(top), pixmap(name, color, size=size, ratio=ratio))


def tinted_file(folder: Path, name: str, color: QColor) -> Path | None:
    """The icon as a recoloured SVG file, for style sheets, which take files only.

    Returns:
        None when the folder cannot be written; the sheet then goes without that image.
    """
    text = _tinted(name, color, 3.0 if name == "check" else 2.0)
    # Another version of Afterword may draw the icon otherwise: the content is part of the name.
    target = folder / f"{name}-{zlib.crc32(text.encode()):08x}.svg"
    if target.exists():
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    except OSError:
        return None
    return target


@lru_cache(maxsize=4)
def application_icon(accent: str, paper: str) -> QIcon:
    """Afterword's own icon in the two colours of its mark (``#RRGGBB``)."""
    made = QIcon()
    for size in (16, 20, 24, 32, 48, 64, 128, 256):
        made.addPixmap(logo(accent, paper, size=size, ratio=1.0))
    return made


@lru_cache(maxsize=16)
def logo(accent: str, paper: str, *, size: int, ratio: float) -> QPixmap:
    """Afterword's mark as a pixmap of `size` logical pixels."""
    colors = {"accent.base": accent, "accent.on": paper}
    svg = _TOKEN.sub(lambda match: colors[match.group(1)], _source("afterword"))
    return _render(svg, size, ratio)


def icon_size(pixels: int) -> QSize:
    """A square QSize."""
    return QSize(pixels, pixels)
