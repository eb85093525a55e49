"""What a template says in comments is there to be read while writing; it is not yet a text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.incident import Incident

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def without_guidance(markdown: str) -> str:
    """The text without comments, and without the space around what is left."""
    return _COMMENT.sub("", markdown).strip()


def without_unanswered(incident: Incident) -> Incident:
    """The incident as it leaves the library: what a template asks and nobody answered stays here.

    A section with an answer keeps its comments: they may be the author's own.
    """
    document = incident.postmortem
    if document is None or all(is_written(one.markdown) for one in document.sections):
        return incident
    sections = tuple(
        one if is_written(one.markdown) else replace(one, markdown="") for one in document.sections
    )
    return replace(incident, postmortem=replace(document, sections=sections))


def is_written(markdown: str) -> bool:
    """Whether somebody wrote something: blank lines and a template's guidance count as nothing."""
    return bool(without_guidance(markdown))
