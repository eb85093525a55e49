"""The images that a document shows: attachments of its incident, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporters.report_context import ReportContext
    from models.incident import Incident


def picture_source(incident: Incident, context: ReportContext) -> Callable[[str], bytes | None]:
    """From the name that a text uses to the bytes; None where there is no such attachment."""
    by_name = {one.name: one.sha256 for one in incident.attachments}

    def bytes_of(name: str) -> bytes | None:
        digest = by_name.get(name) or by_name.get(unquote(name))
        if digest is None or context.attachment is None:
            return None
        return context.attachment(digest)

    return bytes_of


_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def image_type(data: bytes) -> str:
    """The media type of an image by its first bytes; empty for anything else (SVG can run code)."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), "")
