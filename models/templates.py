"""The templates for new postmortems: those in ``resources/templates`` and a team's own.

A template is a Markdown file: front matter that says what it is for, then a heading (``## ``) for
each section. A comment below a heading is guidance; any other text starts the section.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml

from models.errors import BadInputError
from models.guidance import is_written
from models.incident import Impact, Section
from models.reading.wordlists import heading_words
from models.vocabulary import DefenceOutcome, SectionKind, Severity
from resources import files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_HEADING = re.compile(r"(?m)^##[ \t]+(.+?)[ \t#]*$\n?")
_TITLE = re.compile(r"(?m)^#[ \t]+(.+?)[ \t#]*$")
_LONGEST = 200_000
_HELP = "Write a heading such as “## Summary” for each section."
_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->", re.DOTALL)
_FIRST = "practice"
# Which of those that ship suits a severity; a template made for it goes first.
_BY_SEVERITY = {
    Severity.SEV_1: "practice",
    Severity.SEV_2: "practice",
    Severity.SEV_3: "sre",
    Severity.SEV_4: "minimal",
    Severity.SEV_5: "minimal",
}
_BY_CATEGORY = (
    ("security", "security"),
    ("data loss", "data-loss"),
    ("data corruption", "data-loss"),
)
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
        text: what the section starts with beside the guidance, in Markdown; mostly empty.
    """

    kind: SectionKind
    outcome: DefenceOutcome | None
    title: str
    guidance: str
    text: str = ""


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
        severities: it is offered first for these; one of a team says so, see `suited_template`.
        categories: likewise; a top-level category stands for all below it.
        is_own: whether the library keeps it, and not the program.
    """

    name: str
    title: str
    description: str
    headings: tuple[TemplateHeading, ...]
    impact: Impact
    tags: tuple[str, ...]
    severities: tuple[Severity, ...] = ()
    categories: tuple[str, ...] = ()
    is_own: bool = False

    def sections(self) -> tuple[Section, ...]:
        """New text sections: one for each heading of text, the guidance as a hidden comment."""
        return tuple(
            Section(kind=one.kind, title=one.title, markdown=_opening(one))
            for one in self.headings
            if one.text or one.kind not in _RECORDS
        )

    def guidance(self, kind: SectionKind, outcome: DefenceOutcome | None = None) -> str:
        """What belongs under that kind of heading; empty where the template has none."""
        return next(
            (one.guidance for one in self.headings if (one.kind, one.outcome) == (kind, outcome)),
            "",
        )


def shipped_templates() -> tuple[Template, ...]:
    """Every template that ships, the practice's own first."""
    names = sorted(path.name for path in files.path("templates").glob("*.md"))
    found = [
        read_template(files.text(f"templates/{name}"), name=name.removesuffix(".md"))
        for name in names
    ]
    return tuple(sorted(found, key=lambda one: (one.name != _FIRST, one.title)))


def own_templates(texts: Mapping[str, str]) -> tuple[Template, ...]:
    """A library's own templates, by title.

    Args:
        texts: the Markdown by name, as the library keeps them. One that cannot be read (a newer
            Afterword may write other things) is left out.
    """
    found = []
    for name, text in texts.items():
        try:
            found.append(replace(read_template(text, name=name), name=name, is_own=True))
        except BadInputError:
            continue
    return tuple(sorted(found, key=lambda one: one.title.casefold()))


def suited_template(
    templates: Sequence[Template],
    severity: Severity | None,
    category: str = "",
    *,
    security: bool = False,
    data_loss: bool = False,
) -> Template:
    """The template that suits best: a team's own first, then what the category, the severity say.

    Args:
        templates: at least one.
        severity: None while it is not known.
        category: the failure mode; empty while it is not known.
        security: whether it is known to be a security incident.
        data_loss: whether it is known that data was lost; security goes first.
    """
    folded = category.casefold()
    for one in templates:
        if one.is_own and any(_is_under(folded, prefix.casefold()) for prefix in one.categories):
            return one
    said = "security" if security else "data loss" if data_loss else folded
    wanted = next((name for word, name in _BY_CATEGORY if word in said), "")
    for one in templates:
        if not wanted and one.is_own and severity in one.severities:
            return one
    if not wanted:
        wanted = _BY_SEVERITY.get(severity, _FIRST) if severity else _FIRST
    return next((one for one in templates if one.name == wanted), templates[0])


def _is_under(category: str, prefix: str) -> bool:
    return bool(category) and (category == prefix or category.startswith(f"{prefix} /"))


def read_template(text: str, *, name: str) -> Template:
    """The template that a Markdown file is.

    Args:
        text: the file.
        name: what it is called where its front matter gives no name, such as the file's name.

    Raises:
        BadInputError: saying what is wrong with the file.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > _LONGEST or "\0" in text:
        raise BadInputError("This is no template: it is too long, or not a text.", _HELP)
    front = _FRONT.match(text)
    told = _front_matter(front.group(1)) if front else {}
    before, *parts = _HEADING.split(text[front.end() :] if front else text)
    if not parts:
        raise BadInputError("This template has no headings.", _HELP)
    title = _TITLE.search(before)
    return Template(
        name=_words(told.get("template")) or name,
        title=_words(told.get("title")) or (title.group(1) if title else name),
        description=_words(told.get("description")),
        headings=tuple(
            _heading(title.strip(), body)
            for title, body in zip(parts[::2], parts[1::2], strict=True)
        ),
        impact=_impact(told.get("impact")),
        tags=_several(told.get("tags")),
        severities=_severities(_several(told.get("severities"))),
        categories=_several(told.get("categories")),
    )


def _front_matter(text: str) -> dict[str, Any]:
    try:
        told = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadInputError(
            "The lines between the two “---” cannot be read.", "Write them like “title: Ours”."
        ) from error
    return told if isinstance(told, dict) else {}


def _words(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) else ""


def _several(value: object) -> tuple[str, ...]:
    some = value if isinstance(value, list) else [value]
    return tuple(words for one in some if (words := _words(one)))


def _severities(names: Sequence[str]) -> tuple[Severity, ...]:
    try:
        return tuple(Severity(name.upper()) for name in names)
    except ValueError as error:
        raise BadInputError(
            "A severity in “severities” is none.", "Write them like [SEV-1, SEV-2]."
        ) from error


def _impact(value: object) -> Impact:
    """Only facts that are known of every incident of the kind: yes or no."""
    flags = ("slo_violated", "data_loss", "security", "manual_rollback")
    told = value if isinstance(value, dict) else {}
    known = {name: told[name] for name in flags if isinstance(told.get(name), bool)}
    return Impact(**known)


def _opening(heading: TemplateHeading) -> str:
    guidance = f"<!-- {heading.guidance} -->" if heading.guidance or not heading.text else ""
    return "\n\n".join(one for one in (guidance, heading.text) if one)


def _heading(title: str, body: str) -> TemplateHeading:
    known = heading_words().kind(title)
    return TemplateHeading(
        kind=known.kind if known else SectionKind.OTHER,
        outcome=known.outcome if known else None,
        title=title,
        guidance=" ".join(" ".join(_COMMENT.findall(body)).split()),
        text=_COMMENT.sub("", body).strip() if is_written(body) else "",
    )
