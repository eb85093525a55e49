"""Comparing two states of one incident, part by part and word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from models.incident import Impact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.incident import ActionItem, Incident

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
# Beyond this many words on either side, a replaced block is shown whole: finding the words in
# common would take longer than reading it.
_MOST_WORDS = 4000
# How the names of parts begin, in the order of the document; the facts come before all of them.
_GROUPS = ("timeline", "section", "contributing factor", "defence", "action item")


class Piece(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text and what became of it."""

    piece: Piece
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One part of an incident that is not the same in both states.

    Attributes:
        part: what it is, in DESIGN's words: "severity", "Root cause", "action item 3".
        stretches: the text of both, in reading order.
    """

    part: str
    stretches: tuple[Stretch, ...]

    @property
    def before(self) -> str:
        """The older text."""
        return "".join(one.text for one in self.stretches if one.piece is not Piece.ADDED)

    @property
    def after(self) -> str:
        """The newer text."""
        return "".join(one.text for one in self.stretches if one.piece is not Piece.REMOVED)


def compare_incidents(older: Incident, newer: Incident) -> tuple[Difference, ...]:
    """Every part that differs, in the order of the document; nothing for equal incidents.

    Versions, instants of saving, links and attachments are not parts of the document.
    """
    before, after = dict(_parts(older)), dict(_parts(newer))
    return tuple(
        Difference(part=part, stretches=compare_texts(before.get(part, ""), after.get(part, "")))
        for part in sorted(_in_order(list(before), list(after)), key=_place)
        if before.get(part, "") != after.get(part, "")
    )


def changed_parts(older: Incident, newer: Incident) -> tuple[str, ...]:
    """What differs, in as few words as a list of revisions has room for, in document order.

    All action items are one thing there ("action items"), and so are the times, and the fields of
    the impact; a section is its title.
    """
    before, after = dict(_parts(older)), dict(_parts(newer))
    differing = (
        part
        for part in sorted(_in_order(list(before), list(after)), key=_place)
        if before.get(part, "") != after.get(part, "")
    )
    return tuple(dict.fromkeys(_in_short(part) for part in differing))


def compare_texts(older: str, newer: str) -> tuple[Stretch, ...]:
    """Both texts as stretches: lines first, then the words of the lines that were replaced."""
    return tuple(_joined(_by_lines(older, newer)))


def _by_lines(older: str, newer: str) -> Iterator[Stretch]:
    before, after = _LINES.findall(older), _LINES.findall(newer)
    for same, old, new in _opcodes(before, after):
        if same:
            yield Stretch(Piece.SAME, old)
        else:
            yield from _by_words(old, new)


def _by_words(older: str, newer: str) -> Iterator[Stretch]:
    before, after = _WORDS.findall(older), _WORDS.findall(newer)
    if max(len(before), len(after)) > _MOST_WORDS:
        yield Stretch(Piece.REMOVED, older)
        yield Stretch(Piece.ADDED, newer)
        return
    for same, old, new in _opcodes(before, after):
        if same:
            yield Stretch(Piece.SAME, old)
        else:
            yield Stretch(Piece.REMOVED, old)
            yield Stretch(Piece.ADDED, new)


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield tag == "equal", "".join(before[i1:i2]), "".join(after[j1:j2])


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one kind as one, empty ones dropped."""
    last: Stretch | None = None
    for one in stretches:
        if not one.text:
            continue
        if last is not None and last.piece is one.piece:
            last = Stretch(one.piece, last.text + one.text)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _in_order(before: list[str], after: list[str]) -> Iterator[str]:
    """The newer order, with the parts that are gone at the place where they stood."""
    seen: set[str] = set()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        for part in (*before[i1:i2], *after[j1:j2]):
            if part not in seen:
                seen.add(part)
                yield part


def _place(part: str) -> int:
    """Which group of the document a part belongs to."""
    return next((place for place, group in enumerate(_GROUPS, 1) if part.startswith(group)), 0)


_IMPACT = frozenset(one.name.replace("_", " ") for one in fields(Impact))
_TIMES = frozenset({"started", "detected", "acknowledged", "mitigated", "resolved"})


def _in_short(part: str) -> str:
    if part in _IMPACT:
        return "impact"
    if part in _TIMES:
        return "times"
    for group in ("contributing factor", "defence", "action item"):
        if part.startswith(group):
            return f"{group}s"
    title = part.removeprefix("section “").partition("”")[0] if part.startswith("section") else part
    # Headings are written in title case; abbreviations stay as they are.
    return " ".join(
        word if word[1:].lower() != word[1:] else word.lower() for word in title.split()
    )


def _parts(incident: Incident) -> Iterator[tuple[str, str]]:
    yield from _facts(incident)
    yield (
        "timeline",
        "\n".join(
            f"{one.at:%Y-%m-%d %H:%M:%S} UTC, {one.kind}: {one.text}" for one in incident.timeline
        ),
    )
    titles: dict[str, int] = {}
    for section in incident.sections:
        title = section.title or section.kind.value
        titles[title] = titles.get(title, 0) + 1
        count = titles[title]
        yield f"section “{title}”" + (f" ({count})" if count > 1 else ""), section.markdown
    for number, factor in enumerate(incident.contributing_factors, 1):
        words = [factor.title, factor.text, *factor.services, *factor.tags]
        yield f"contributing factor {number}", "\n".join(word for word in words if word)
    for number, defence in enumerate(incident.defences, 1):
        words = [f"{defence.outcome}: {defence.text}", *defence.services, *defence.tags]
        yield f"defence {number}", "\n".join(words)
    for item in incident.action_items:
        yield f"action item {item.number}", _action_text(item)


def _facts(incident: Incident) -> Iterator[tuple[str, str]]:
    yield "key", incident.key
    yield "title", incident.title
    yield "severity", str(incident.severity or "")
    yield "kind", incident.kind.value
    yield "status", str(incident.status or "")
    for name in ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at"):
        instant = getattr(incident, name)
        yield name.removesuffix("_at"), f"{instant:%Y-%m-%d %H:%M:%S} UTC" if instant else ""
    yield "services", "\n".join(incident.services)
    yield "category", incident.category or ""
    yield "tags", "\n".join(incident.tags)
    for one in fields(incident.impact):
        value = getattr(incident.impact, one.name)
        if one.name == "estimated":
            yield "estimated", ", ".join(sorted(value))
        else:
            yield one.name.replace("_", " "), _plain(value)
    if incident.postmortem:
        yield "authors", "\n".join(incident.postmortem.authors)
        yield "reviewers", "\n".join(incident.postmortem.reviewers)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _action_text(item: ActionItem) -> str:
    values = [
        ("", item.title),
        ("owner ", item.owner),
        ("due ", item.due_on),
        ("", item.status),
        ("", item.status_reason),
        ("completed ", item.completed_on),
        ("", item.kind),
        ("", item.strength),
        ("", item.tracker_key),
    ]
    return "\n".join(f"{label}{value}" for label, value in values if value)
