"""Logos as files hold them, made fit to be printed on every page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from models.errors import BadInputError

if TYPE_CHECKING:
    from pathlib import Path

_MOST_FILE_BYTES = 10_000_000
_MOST_PIXELS = 40_000_000
_WIDEST, _TALLEST = 900, 240  # pixels; a header is 18 points high, which is plenty at 300 dpi


def read_logo(path: Path) -> bytes:
    """The image in a file as PNG, scaled down to what a header needs.

    The image is decoded and written anew, so that nothing but its pixels stays. SVG is refused: it
    can run code and load from outside.

    Raises:
        BadInputError: when there is no PNG, JPEG, GIF or WebP in it, or none that fits.
    """
    from PIL import Image  # noqa: PLC0415  (slow to import, and only when asked for)

    try:
        with path.open("rb") as file:
            data = file.read(_MOST_FILE_BYTES + 1)
    except OSError as error:
        raise BadInputError(f"{path.name} cannot be read.", "Choose another file.") from error
    refusal = BadInputError(
        f"{path.name} is no image that can be printed.", "Choose a PNG or JPEG file."
    )
    if len(data) > _MOST_FILE_BYTES:
        raise refusal
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as opened:
            wide, tall = opened.size
            if not 0 < wide * tall <= _MOST_PIXELS:
                raise refusal
            image = opened.convert("RGBA")
    except BadInputError:
        raise
    except Exception as error:  # Pillow raises whatever the bytes lead it into
        raise refusal from error
    image.thumbnail((_WIDEST, _TALLEST))
    made = io.BytesIO()
    image.save(made, "PNG", optimize=True)
    return made.getvalue()
