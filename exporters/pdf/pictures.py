"""Images that are kept with an incident, on the page."""

from __future__ import annotations

import io

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable
from typing_extensions import override

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_MOST_PIXELS = 40_000_000


class Picture(Flowable):
    """An image, no larger than it is at 144 dots an inch, the column, or a third of a page."""

    _TALLEST = 260.0

    def __init__(self, image: ImageReader) -> None:
        super().__init__()
        self._image = image
        self.spaceBefore = 4
        self.spaceAfter = 8

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Scaled to the column."""
        wide, tall = self._image.getSize()
        scale = min(0.5, aW / wide, self._TALLEST / tall)
        self.width, self.height = wide * scale, tall * scale
        return self.width, self.height

    def draw(self) -> None:
        """The image."""
        self.canv.drawImage(self._image, 0, 0, self.width, self.height, mask="auto")


def readable_image(data: bytes) -> ImageReader | None:
    """The image in `data`, or None when it is none, is damaged, or would fill the memory."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            wide, tall = opened.size
            if not 0 < wide * tall <= _MOST_PIXELS:
                return None
            opened.load()
        return ImageReader(io.BytesIO(data))
    except Exception:  # noqa: BLE001 - Pillow raises whatever the bytes lead it into
        return None
