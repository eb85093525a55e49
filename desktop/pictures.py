"""Pictures of postmortems, decoded beside the interface and no larger than they are shown."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from models.incident import AttachmentInfo
    from models.library import Library

WIDEST = 560
"""Logical pixels: the column of the reading pane."""

LARGEST_FILE = 20_000_000
"""Bytes of a picture that is still shown."""

_MOST_PIXELS = 40_000_000
_MOST = 60
_SHOWN = re.compile(r'<img src="attachment:([^"]+)"')
_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def pictures_of(
    library: Library, incident_id: UUID, html: str, known: Mapping[str, QImage] | None = None
) -> dict[str, QImage]:
    """The pictures that a document shows, by their attachments' names. Run it in a worker.

    Args:
        library: where the incident's attachments are; nothing is read from anywhere else.
        incident_id: whose attachments.
        html: what `exporters.html.render_markdown` made.
        known: pictures that were read before.
    """
    # Names are written with or without their odd characters encoded; here they are without.
    names = list(dict.fromkeys(unquote(unescape(name)) for name in _SHOWN.findall(html)))[:_MOST]
    if not names:
        return {}
    by_name = {one.name: one for one in library.attachments.of(incident_id)}
    found: dict[str, QImage] = {}
    for name in names:
        if known is not None and name in known:
            found[name] = known[name]
            continue
        info = by_name.get(name)
        if info is not None and is_picture(info):
            image = decoded(library.attachments.read(info.sha256))
            if not image.isNull():
                found[name] = image
    return found


def is_picture(info: AttachmentInfo) -> bool:
    """Whether an attachment can be shown in a document."""
    return info.media_type in _TYPES and info.size <= LARGEST_FILE


def decoded(data: bytes, *, widest: int = WIDEST) -> QImage:
    """A picture scaled down to `widest` logical pixels, sharp on a screen of twice the density.

    Null for what is no picture, is damaged, or would fill the memory.
    """
    from exporters.attachments import image_type  # noqa: PLC0415  (models only; kept off the start)

    # By its first bytes it is one of four kinds; Qt then takes it for that kind too.
    if not image_type(data):
        return QImage()
    # A reader over a buffer would be an object made in a worker. Qt refuses on its own what would
    # take more than 256 MB.
    image = QImage.fromData(data)
    if image.width() * image.height() > _MOST_PIXELS:
        return QImage()
    if image.width() > 2 * widest:
        image = image.scaledToWidth(2 * widest, Qt.TransformationMode.SmoothTransformation)
    if image.width() > widest:
        image.setDevicePixelRatio(image.width() / widest)
    return image
