"""The reading pane's document: an incident as sanitised rich text, made outside the interface.

All text of a user is escaped or goes through `exporters.html.render_markdown`, which sanitises.
Colours and sizes are classes; `document_css` gives them their look, so a change of theme needs
no new document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from desktop.pages.library.document_facts import action_table, details_table, fact_band
from desktop.pictures import pictures_of
from desktop.wording import clock_words, day_of, local
from models.incident import Incident
from models.mentions import KEY, KeyedIncident
from models.vocabulary import DefenceOutcome, SectionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import datetime
    from uuid import UUID

    from desktop.theme import Theme
    from models.incident import Section
    from models.library import Library

LINK_SCHEME = "incident"
_TAGS = re.compile(r"(<[^>]*>)")
_HEADINGS = re.compile(r"<(/?)h[1-6]>")
_PICTURE = '<p class="picture"><img '
_RECORD_KINDS = (
    SectionKind.TIMELINE,
    SectionKind.FACTORS,
    SectionKind.DEFENCES,
    SectionKind.ACTIONS,
)
_RANKS = {kind: rank for rank, kind in enumerate(SectionKind)}
_OUTCOMES = {
    DefenceOutcome.WORKED: "What worked",
    DefenceOutcome.FAILED: "What failed",
    DefenceOutcome.LUCKY: "Where we were lucky",
}


@dataclass(frozen=True, slots=True)
class ReaderDocument:
    """What the reading pane shows of one incident.

    Attributes:
        incident: the aggregate.
        html: the document, sanitised.
        pictures: the attachments that it shows, by name, decoded.
        mentioned_by: other incidents whose texts name this one's key.
    """

    incident: Incident
    html: str
    pictures: Mapping[str, QImage] = field(default_factory=dict)
    mentioned_by: tuple[KeyedIncident, ...] = ()


def read_document(library: Library, id: UUID, *, as_of: datetime, zone: str) -> ReaderDocument:
    """Read an incident and set it as rich text. Heavy: run it in a lane.

    Raises:
        NotFoundError: when it is gone.
    """
    from exporters.html import render_markdown  # noqa: PLC0415  (imports markdown and nh3)

    incident = library.incidents.get(id)
    shared = library.actions.shared_with(id) if incident.action_items else {}
    html = document_html(incident, as_of=as_of, zone=zone, render=render_markdown, shared=shared)
    named = set(KEY.findall(_TAGS.sub(" ", html))) - {incident.key}
    known = {key for key in named if library.incidents.find_id(key) is not None}
    return ReaderDocument(
        incident,
        link_keys(html, known),
        pictures_of(library, id, html),
        library.mentions.of(id),
    )


def document_html(
    incident: Incident,
    *,
    as_of: datetime,
    zone: str,
    render: Callable[[str], str],
    shared: Mapping[UUID, tuple[str, ...]] | None = None,
) -> str:
    """The whole document: title, facts, sections in their own order, records in their places.

    Args:
        incident: what it is about.
        as_of: what is overdue is overdue then.
        zone: IANA name of the zone that times are shown in.
        render: sets Markdown as HTML.
        shared: by action items, the keys of the other incidents that they answer.
    """
    parts = [f'<p class="title">{escape(incident.title)}</p>', fact_band(incident, zone)]
    for kind, section in _ordered(incident):
        heading = section.title if section is not None else _RECORD_TITLES[kind]
        parts.append(f'<p class="heading">{escape(heading)}</p>')
        if section is not None and section.markdown.strip():
            parts.append(body_html(render(section.markdown)))
        if kind is SectionKind.ACTIONS:
            parts.append(action_table(incident, local(as_of, zone).date(), shared or {}))
        else:
            parts.append(_records(kind, incident, zone=zone, render=render))
    if not incident.sections and not incident.timeline:
        parts.append(
            '<p class="quiet">Nothing is written about this incident yet. '
            "Open it in the editor to begin.</p>"
        )
    parts.append(details_table(incident, zone))
    return "\n".join(part for part in parts if part)


def body_html(html: str) -> str:
    """A rendered text as the reading pane shows it.

    Qt enlarges headings whatever the style sheet says, and clips a picture to the height of a
    line: headings become paragraphs of their own class, and so do pictures.
    """
    plain = _HEADINGS.sub(lambda found: "</p>" if found[1] else '<p class="part">', html)
    return f'<div class="body">{plain.replace("<p><img ", _PICTURE)}</div>'


def link_keys(html: str, known: Collection[str]) -> str:
    """Make the keys of other incidents into links, outside of links and code."""
    if not known:
        return html
    pieces = _TAGS.split(html)
    inside = 0
    for place, piece in enumerate(pieces):
        if piece.startswith("<"):
            inside += _opens(piece)
        elif not inside:
            pieces[place] = KEY.sub(lambda match: _key_link(match.group(), known), piece)
    return "".join(pieces)


def document_css(theme: Theme) -> str:
    """How the classes of a document look in a theme."""
    body, doc = theme.font("body.doc"), theme.font("title.doc")
    serif = body.families()[0]
    sans = theme.font("body").families()[0]
    mono = theme.font("key").families()[0]
    ink, quiet = theme.hex("text.primary"), theme.hex("text.tertiary")
    line = theme.line_height
    fixed = "-qt-line-height-type: fixed"
    return f"""
body, p, li, td, th {{ color: {ink}; }}
.title {{ font-family: '{serif}'; font-size: {doc.pixelSize()}px; font-weight: 600;
  line-height: {line("title.doc")}px; {fixed}; margin: 0 0 14px 0; }}
.heading {{ font-family: '{sans}'; font-size: {theme.font("section").pixelSize()}px;
  font-weight: 600; margin: 20px 0 6px 0; }}
.body p, .body li {{ font-family: '{serif}'; font-size: {body.pixelSize()}px;
  line-height: {line("body.doc")}px; {fixed}; margin: 0 0 8px 0; }}
.body p.part {{ font-family: '{sans}'; font-size: {theme.font("section").pixelSize()}px;
  line-height: {line("section")}px; {fixed}; font-weight: 600; margin: 12px 0 4px 0; }}
.body p.picture {{ line-height: 100%; -qt-line-height-type: proportional; margin: 8px 0; }}
.body td, .body th {{ font-family: '{sans}'; font-size: {theme.font("body").pixelSize()}px;
  padding: 3px 8px 3px 0; border-bottom: 1px solid {theme.hex("border.subtle")}; }}
.body blockquote p {{ color: {theme.hex("text.secondary")}; }}
pre {{ white-space: pre-wrap; }}
code, pre {{ font-family: '{mono}'; font-size: {theme.font("key").pixelSize()}px;
  background-color: {theme.hex("bg.sunken")}; }}
a {{ color: {theme.hex("accent.text")}; text-decoration: none; }}
.quiet {{ font-family: '{sans}'; font-size: {theme.font("body").pixelSize()}px; color: {quiet}; }}
.fact {{ border-top: 1px solid {theme.hex("border.default")};
  border-bottom: 1px solid {theme.hex("border.default")}; padding: 9px 12px 9px 0; }}
.name {{ font-family: '{sans}'; font-size: {theme.font("meta").pixelSize()}px; color: {quiet}; }}
.value {{ font-family: '{sans}'; font-size: {theme.font("body").pixelSize()}px; font-weight: 500; }}
.bad {{ font-family: '{sans}'; font-size: {theme.font("body").pixelSize()}px; font-weight: 500;
  color: {theme.hex("danger.text")}; }}
.cell {{ font-family: '{sans}'; font-size: {theme.font("body").pixelSize()}px;
  padding: 5px 10px 5px 0; border-bottom: 1px solid {theme.hex("border.subtle")}; }}
.cell p {{ font-family: '{sans}'; font-size: {theme.font("body").pixelSize()}px; margin: 0; }}
.time {{ font-family: '{mono}'; font-size: {theme.font("key").pixelSize()}px; color: {quiet};
  padding: 5px 10px 5px 0; border-bottom: 1px solid {theme.hex("border.subtle")}; }}
.kind {{ font-family: '{sans}'; font-size: {theme.font("meta").pixelSize()}px; color: {quiet};
  padding: 5px 10px 5px 0; border-bottom: 1px solid {theme.hex("border.subtle")}; }}
"""


def _ordered(incident: Incident) -> Iterator[tuple[SectionKind, Section | None]]:
    """The sections as their author put them, and records without a section where they belong."""
    order: list[tuple[SectionKind, Section | None]] = [
        (section.kind, section) for section in incident.sections
    ]
    present = {kind for kind, _section in order}
    for kind in _RECORD_KINDS:
        if kind in present or not _has_records(kind, incident):
            continue
        before = [at for at, (one, _s) in enumerate(order) if _RANKS[one] < _RANKS[kind]]
        order.insert(before[-1] + 1 if before else 0, (kind, None))
    shown: set[SectionKind] = set()
    for kind, section in order:
        # Two sections of one kind: the records follow the first.
        yield (kind if kind not in shown else SectionKind.OTHER), section
        shown.add(kind)


def _has_records(kind: SectionKind, incident: Incident) -> bool:
    return bool(
        {
            SectionKind.TIMELINE: incident.timeline,
            SectionKind.FACTORS: incident.contributing_factors,
            SectionKind.DEFENCES: incident.defences,
            SectionKind.ACTIONS: incident.action_items,
        }[kind]
    )


def _records(
    kind: SectionKind,
    incident: Incident,
    *,
    zone: str,
    render: Callable[[str], str],
) -> str:
    if kind is SectionKind.TIMELINE:
        return _timeline(incident, zone, render)
    if kind is SectionKind.FACTORS:
        return _factors(incident, render)
    if kind is SectionKind.DEFENCES:
        return _defences(incident, render)
    return ""


def _timeline(incident: Incident, zone: str, render: Callable[[str], str]) -> str:
    rows, day = [], ""
    for event in incident.timeline:
        at = clock_words(event.at, zone)
        today = day_of(event.at, zone)
        if today != day and (day or _spans_days(incident, zone)):
            rows.append(f'<tr><td colspan="3" class="kind">{escape(today)}</td></tr>')
        day = today
        rows.append(
            f'<tr><td class="time" width="52">{at}</td>'
            f'<td class="kind" width="104">{escape(event.kind.value.capitalize())}</td>'
            f'<td class="cell">{_inline(render(event.text))}</td></tr>'
        )
    return _table(rows)


def _spans_days(incident: Incident, zone: str) -> bool:
    return len({day_of(event.at, zone) for event in incident.timeline}) > 1


def _factors(incident: Incident, render: Callable[[str], str]) -> str:
    items = [
        f"<li><b>{escape(factor.title)}</b>"
        + (f"<br/>{_inline(render(factor.text))}" if factor.text.strip() else "")
        + "</li>"
        for factor in incident.contributing_factors
    ]
    return f'<div class="body"><ol>{"".join(items)}</ol></div>' if items else ""


def _defences(incident: Incident, render: Callable[[str], str]) -> str:
    parts = []
    for outcome, words in _OUTCOMES.items():
        items = [one for one in incident.defences if one.outcome is outcome]
        if items:
            lines = "".join(f"<li>{_inline(render(one.text))}</li>" for one in items)
            parts.append(f'<p class="quiet">{words}</p><div class="body"><ul>{lines}</ul></div>')
    return "".join(parts)


def _table(rows: list[str]) -> str:
    if not rows:
        return ""
    return f'<table width="100%" cellspacing="0" cellpadding="0">{"".join(rows)}</table>'


def _inline(html: str) -> str:
    """One paragraph without its wrapping, so that it can stand in a cell or an item."""
    text = html.strip()
    if text.startswith("<p>") and text.endswith("</p>") and text.count("<p>") == 1:
        return text[3:-4]
    return text


def _opens(tag: str) -> int:
    name = tag.strip("<>/ ").split()[0].lower() if tag.strip("<>/ ") else ""
    if name not in ("a", "pre", "code"):
        return 0
    return -1 if tag.startswith("</") else 1


def _key_link(key: str, known: Collection[str]) -> str:
    return f'<a href="{LINK_SCHEME}:{key}">{key}</a>' if key in known else key


_RECORD_TITLES = {
    SectionKind.TIMELINE: "Timeline",
    SectionKind.FACTORS: "Contributing factors",
    SectionKind.DEFENCES: "Defences",
    SectionKind.ACTIONS: "Action items",
}
