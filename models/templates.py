"""The templates for new postmortems, shipped in ``resources/templates``."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from models.incident import Impact, Section
from models.reading.wordlists import heading_words
from models.vocabulary import DefenceOutcome, SectionKind
from resources import files

_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_HEADING = re.compile(r"(?m)^## (.+)\n")
_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->", re.DOTALL)
_FIRST = "practice"
# What these headings hold are records of their own, not text.
_RECORDS = (
    SectionKind.TIMELINE,
    SectionKind.FACTORS,
    SectionKind.DEFENCES,
    SectionKind.ACTIONS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateHeading:
    """One heading of a template.

    Attributes:
        outcome: with `SectionKind.DEFENCES` alone.
        guidance: what belongs there, plain text.
    """

    kind: SectionKind
    outcome: DefenceOutcome | None
    title: str
    guidance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What a new postmortem starts with.

    Attributes:
        name: stable, "data-loss".
        title: what people choose it by.
        description: when to choose it.
        headings: in order.
        impact: what is known of every incident of that kind.
        tags: for every incident of that kind.
    """

    name: str
    title: str
    description: str
    headings: tuple[TemplateHeading, ...]
    impact: Impact
    tags: tuple[str, ...]

    def sections(self) -> tuple[Section, ...]:
        """New text sections: one for each heading of text, the guidance as a hidden comment."""
        return tuple(
            Section(kind=one.kind, title=one.title, markdown=f"<!-- {one.guidance} -->")
            for one in self.headings
            if one.kind not in _RECORDS
        )

    def guidance(self, kind: SectionKind, outcome: DefenceOutcome | None = None) -> str:
        """What belongs under that kind of heading; empty where the template has none."""
        return next(
            (one.guidance for one in self.headings if (one.kind, one.outcome) == (kind, outcome)),
            "",
        )


def shipped_templates() -> tuple[Template, ...]:
    """Every template, the practice's own first."""
    names = sorted(path.name for path in files.path("templates").glob("*.md"))
    found = [_read(files.text(f"templates/{name}")) for name in names]
    return tuple(sorted(found, key=lambda one: (one.name != _FIRST, one.title)))


def _read(text: str) -> Template:
    front = _FRONT.match(text)
    if front is None:
        msg = "a template needs front matter"
        raise ValueError(msg)
    told = yaml.safe_load(front.group(1))
    _, *parts = _HEADING.split(text[front.end() :])
    return Template(
        name=told["template"],
        title=told["title"],
        description=told["description"],
        headings=tuple(
            _heading(title.strip(), body)
            for title, body in zip(parts[::2], parts[1::2], strict=True)
        ),
        impact=Impact(**told.get("impact", {})),
        tags=tuple(told.get("tags", ())),
    )


def _heading(title: str, body: str) -> TemplateHeading:
    known = heading_words().kind(title)
    return TemplateHeading(
        kind=known.kind if known else SectionKind.OTHER,
        outcome=known.outcome if known else None,
        title=title,
        guidance=" ".join(" ".join(_COMMENT.findall(body)).split()),
    )
