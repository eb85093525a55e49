"""The first words of a postmortem as plain text, for list rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.vocabulary import SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.incident import Incident, Section

LONGEST = 200
"""Characters, before the ellipsis."""

# More of the text than this is never looked at: a lead must not cost what the document costs.
_READ = 4_000

_FENCE = re.compile(r"^[ \t]*(```|~~~).*?(^[ \t]*\1[^\n]*$|\Z)", re.MULTILINE | re.DOTALL)
_TABLE_OR_RULE = re.compile(r"^[ \t]*(\|.*|[-*_=]{3,}[ \t]*)$", re.MULTILINE)
_LINE_START = re.compile(
    r"^[ \t]*(#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,3}[.)][ \t]+)", re.MULTILINE
)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]+)\](\([^)\n]*\)|\[[^\]\n]*\])")
_TAG = re.compile(r"<!--.*?(-->|\Z)|</?[A-Za-z][^>\n]{0,500}>", re.DOTALL)
_EMPHASIS = re.compile(r"(\*\*|__|\*|`|~~)(?=\S)(.+?)(?<=\S)\1")


def lead_of(incident: Incident) -> str:
    """The first words of the summary, else of the first section that has any."""
    for section in _by_interest(incident.sections):
        text = plain_text(section.markdown[:_READ])
        if text:
            return _cut(text)
    return ""


def plain_text(markdown: str) -> str:
    """Markdown without its marks, on one line; code blocks, tables and pictures are left out."""
    text = _FENCE.sub(" ", markdown)
    text = _TABLE_OR_RULE.sub(" ", text)
    text = _IMAGE.sub(" ", text)
    text = _TAG.sub(" ", text)
    text = _LINE_START.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _EMPHASIS.sub(r"\2", text)
    return " ".join(text.split())


def _by_interest(sections: Iterable[Section]) -> list[Section]:
    order = (SectionKind.SUMMARY, SectionKind.IMPACT, SectionKind.ROOT_CAUSE)
    return sorted(
        sections, key=lambda one: order.index(one.kind) if one.kind in order else len(order)
    )


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    head = text[: LONGEST + 1]
    at = head.rfind(" ")
    return (head[:at] if at > LONGEST // 2 else text[:LONGEST]).rstrip(" ,;:.-–") + "…"
