"""Draw the application's icon for Linux desktops from the one that the window uses.

Run after changing `resources/icons/afterword.svg` or the accent colour:
    .venv/bin/python packaging/make_icons.py
"""

from __future__ import annotations

import json
import os
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_HERE = Path(__file__).resolve().parent
_RESOURCES = _HERE.parent / "resources"
_TARGET = _HERE / "linux" / "icons" / "hicolor"
_NAME = "org.afterword.Afterword"
_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def _coloured_svg() -> str:
    tokens = json.loads((_RESOURCES / "theme" / "tokens.json").read_text(encoding="utf-8"))
    svg = (_RESOURCES / "icons" / "afterword.svg").read_text(encoding="utf-8")
    # Longest first: one token's name may begin another's.
    for token, colour in sorted(tokens["color"]["light"].items(), key=lambda pair: -len(pair[0])):
        svg = svg.replace(f"@{token}", colour)
    return svg


def _draw(renderer: QSvgRenderer, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def main() -> None:
    """Write every size and the scalable original."""
    application = QGuiApplication([])
    svg = _coloured_svg()
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    for size in _SIZES:
        folder = _TARGET / f"{size}x{size}" / "apps"
        folder.mkdir(parents=True, exist_ok=True)
        _draw(renderer, size).save(str(folder / f"{_NAME}.png"))
    scalable = _TARGET / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    (scalable / f"{_NAME}.svg").write_text(svg, encoding="utf-8")
    application.quit()


if __name__ == "__main__":
    main()
