"""Markdown out: the practice's own template, with front matter for what it does not show.

`models.reading.reader.read_markdown` reads such a file back field by field. Not carried are what a
store fills in (version, created, updated, trashed, register numbers, attachments, a link's display
fields) and the ids of records inside the incident. How the rest is carried:
`models.reading.notation`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.markdown_blocks import blocks_of
from exporters.markdown_front_matter import front_matter
from exporters.markdown_times import local_time, zone_of

if TYPE_CHECKING:
    from models.incident import Incident

_RULE = "---"


def write_markdown(incident: Incident) -> str:
    """The incident as a Markdown file, LF line ends, ending with one."""
    blocks = ["\n".join(_header(incident)), *("\n".join(lines) for lines in blocks_of(incident))]
    body = f"\n\n{_RULE}\n\n".join(blocks)
    return f"{front_matter(incident)}\n{body}\n"


def _header(incident: Incident) -> list[str]:
    """The title and the labelled lines under it; they show what the front matter holds."""
    word = "Postmortem" if incident.postmortem else "Incident"
    lines = [f"# {word}: {_one_line(incident.title)}"]
    labelled = [(label, value) for label, value in _labels(incident) if value]
    if labelled:
        lines.append("")
    lines.extend(f"**{label}:** {_one_line(value)}" for label, value in labelled)
    return lines


def _labels(incident: Incident) -> list[tuple[str, str]]:
    postmortem = incident.postmortem
    started = incident.started_at
    return [
        ("Incident ID", incident.key),
        ("Date", started.astimezone(zone_of(incident)).date().isoformat() if started else ""),
        ("Severity", incident.severity.value if incident.severity else ""),
        ("Duration", _duration(incident)),
        ("Written by", ", ".join(postmortem.authors) if postmortem else ""),
        ("Reviewed by", ", ".join(postmortem.reviewers) if postmortem else ""),
        ("Status", postmortem.status.value.upper() if postmortem else ""),
    ]


def _duration(incident: Incident) -> str:
    """Minutes and the window: ``47 minutes (14:23 – 15:10 UTC)``."""
    minutes, started, resolved = (
        incident.duration_minutes,
        incident.started_at,
        incident.resolved_at,
    )
    if minutes is None or started is None or resolved is None:
        return ""
    zone = zone_of(incident)
    days = {started.astimezone(zone).date(), resolved.astimezone(zone).date()}
    start, end = (local_time(at, zone, dated=len(days) > 1) for at in (started, resolved))
    return f"{minutes} minutes ({start} – {end} {zone})"


def _one_line(text: str) -> str:
    """A text that cannot break out of its line; the exact one stands in the front matter."""
    shown = "".join(one if one.isprintable() else " " for one in text)
    return " ".join(shown.replace("<!--", "<! --").split())
