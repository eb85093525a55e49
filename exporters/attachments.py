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
