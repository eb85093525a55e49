"""Which files hold no incident: templates nobody filled in, README files, licences, other texts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from models.reading.document import Line, Part, is_rule
from models.reading.labels import heading_label, is_placeholder, known_field, labels_in
from models.reading.markup import cells, plain
from models.reading.stamps import find_stamps, read_stamp
from models.reading.wordlists import (
    heading_word,
    heading_words,
    incident_pattern,
    label_fields,
    label_word,
    vocabulary,
)

if TYPE_CHECKING:
    from models.reading.front_matter import FrontMatter

_COMPANIONS = re.compile(
    r"^(?:readme|licen[cs]e|copying|notice|contributing|contributors|changelog|changes|code[_-]of[_-]conduct|security|"
    r"authors|maintainers|codeowners|governance|support|index|summary|toc|pull_request_template|issue_template)(?:[._-].*)?$",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    r"^_?(?:(?:post-?mortem|incident|incident-report|report|pm|rca)[-_ ]?)?"
    r"template(?:[-_ ](?:post-?mortem|incident))?_?$",
    re.IGNORECASE,
)
_TEMPLATE_NAMED = re.compile(
    r"(?:post-?mortem|incident|rca)[-_ ]template|^template[-_ ]|[-_ ]template$", re.IGNORECASE
)
_MARKDOWN = frozenset(
    {"", ".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".mdtxt", ".txt", ".text"}
)
_ITALIC = re.compile(r"^\s*([*_])(?!\1)[^*_].*\1\s*$")
_CELL = re.compile(r"^[\s|:-]*$")
_EMPTY_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])?\s*(?:\[[ x]?\])?\s*$")
_FACTS = frozenset(
    {
        "severity",
        "duration",
        "user_impact",
        "started",
        "detected",
        "mitigated",
        "resolved",
        "window",
        "date",
        "authors",
        "users_affected",
        "failed_transactions",
        "revenue",
        "slo",
        "error_budget",
        "services",
        "status",
        "key",
    }
)
_FACT = 6
"""Words that a labelled value counts for: it is a fact, however short."""
_FILL_IN = re.compile(
    r"\b(?:DD/MM/YYYY|YYYY-MM-DD|MM/DD/YYYY|HH:MM)\b"
    r"|\[[A-Za-z][^\]]{2,40}\](?!\()|<[a-z][a-z _-]{2,40}>"
)


def unreadable_name(name: str) -> str:
    """Why a file is not even opened, judged by its name; empty when it is to be read."""
    path = PurePosixPath(name.replace("\\", "/"))
    suffix = path.suffix.lower()
    if suffix in _MARKDOWN or (suffix and not re.fullmatch(r"\.[a-z][a-z0-9]{0,5}", suffix)):
        return ""
    if suffix in (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".ico"):
        return "It is a picture."
    return f"It is not Markdown ({suffix})."


def companion(name: str) -> str:
    """Why a file with such a name holds no incident; empty for an ordinary name."""
    stem = PurePosixPath(name.replace("\\", "/")).name
    if _COMPANIONS.match(stem):
        return "It accompanies postmortems (by its name) and holds no incident of its own."
    return ""


def template_by_name(name: str) -> bool:
    """Whether a file calls itself the template, whatever example it is filled with."""
    return _TEMPLATE.match(_stem(name)) is not None


def is_template(name: str, title: str, parts: list[Part]) -> bool:
    """Whether a text is a template that nobody filled in.

    What counts is what is left once headings, instructions, empty cells and placeholders are
    taken away.
    """
    words = 0
    for part in parts:
        words += sum(_written_words(line) for line in part.lines)
        if words > 40:
            break
    blank_title = heading_word(title) in _placeholder_titles()
    named = _TEMPLATE_NAMED.search(_stem(name)) is not None
    sure = 30 * blank_title + 20 * named
    return words <= sure


def is_placeholder_title(title: str) -> bool:
    """Whether a title is what a template has in its place."""
    return (
        heading_word(title) in _placeholder_titles()
        or plain(title).lower() in _placeholder_titles()
    )


def speaks_of_incident(name: str, front: FrontMatter | None, title: str, parts: list[Part]) -> bool:
    """Whether anything in a file shows that it is about an incident."""
    if any(heading_words().kind(part.title) for part in parts if part.title):
        return True
    if front is not None and _front_evidence(front):
        return True
    if _labelled_facts(parts) >= 2:
        return True
    head = f"{_stem(name).replace('-', ' ').replace('_', ' ')}\n{title}"
    if re.search(r"\b(?:post-?mortems?|incidents?|outages?|rca)\b", head, re.IGNORECASE):
        return True
    prose = "\n".join(line.text for part in parts[:3] for line in part.lines[:40] if not line.code)
    return len(incident_pattern().findall(prose)) >= 2 and bool(find_stamps(prose[:4000]))


def _labelled_facts(parts: list[Part]) -> int:
    """How many labels of facts that only incidents have stand in the first parts."""
    found = [label for part in parts if (label := heading_label(part)) is not None]
    for part in parts[:4]:
        found.extend(labels_in(part.lines[:80])[0])
    return len({label.field for label in found if label.field in _FACTS})


def strong_evidence(front: FrontMatter | None, parts: list[Part]) -> bool:
    """Whether even a file called README can only be a postmortem."""
    if front is not None and (
        front.get("afterword") is not None or front.get("started") is not None
    ):
        return True
    kinds = {
        kind.kind for part in parts if part.title and (kind := heading_words().kind(part.title))
    }
    timed = sum(
        len(find_stamps(line.text)) for part in parts for line in part.lines[:60] if not line.code
    )
    return len(kinds) >= 3 and timed >= 3


def _front_evidence(front: FrontMatter) -> bool:
    keys = {label_word(key) for key, _ in front.entries}
    if keys & {
        "afterword",
        "severity",
        "start time",
        "started",
        "incident id",
        "incident",
        "resolved",
        "end time",
        "detected",
    }:
        return True
    return (
        len(
            keys
            & {
                "company",
                "product",
                "services",
                "service",
                "categories",
                "category",
                "keywords",
                "summary",
                "url",
            }
        )
        >= 3
    )


def _stem(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.stem if path.suffix.lower() in _MARKDOWN else path.name


@cache
def _placeholder_titles() -> frozenset[str]:
    titles = vocabulary()["placeholders"]["titles"]
    return frozenset({*titles, *(heading_word(title) for title in titles)})


def _written_words(line: Line) -> int:
    """How many words of a line a person must have written; a fact counts for several."""
    text = line.text.strip()
    lowered = text.lower()
    if (
        not text
        or text.startswith(">")
        or is_rule(text)
        or _EMPTY_ITEM.match(text)
        or _ITALIC.match(text)
        or any(word in lowered for word in vocabulary()["placeholders"]["words"])
    ):
        return 0
    if text.startswith("|"):
        return _words_of_row(text)
    if _FILL_IN.search(text) is None and read_stamp(text.lstrip("-*+ ")) is not None:
        return _FACT
    label, colon, value = text.partition(":")
    if colon and known_field(label.strip("-*+_ ")):
        value = value.strip("*_ ")
        return 0 if is_placeholder(_FILL_IN.sub("", value)) else _FACT + len(value.split())
    return len(_FILL_IN.sub("", text).split())


def _words_of_row(row: str) -> int:
    """The words in a table's row, without labels and without the first column's names."""
    if _CELL.match(row):
        return 0
    shown = [cell for cell in cells(row) if cell]
    facts = [cell for cell in shown if label_word(cell) not in label_fields()]
    return sum(len(cell.split()) for cell in (facts if len(facts) < len(shown) else facts[1:]))
