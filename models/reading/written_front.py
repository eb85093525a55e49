"""The front matter that Afterword writes, read back exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from models.incident import Incident, Postmortem
from models.reading.front_fields import read_impact_mapping, read_links
from models.reading.notation import FRONT_KEYS, VERSION
from models.reading.yaml_tree import Mapping, Scalar, Sequence, flow, texts
from models.vocabulary import DefenceOutcome, IncidentKind, PostmortemStatus, Severity

if TYPE_CHECKING:
    from models.reading.front_matter import FrontMatter
    from models.reading.results import Findings

Word = TypeVar("Word", bound=StrEnum)


def is_written(front: FrontMatter) -> bool:
    """Whether the front matter is whole and of this Afterword's version."""
    return (
        front.text("afterword") == VERSION
        and front.text("title") is not None
        and _uuid(front.text("id")) is not None
    )


def is_newer(front: FrontMatter) -> bool:
    """Whether a newer Afterword wrote the file."""
    version = front.text("afterword")
    return version is not None and version.isdecimal() and int(version[:9]) > int(VERSION)


def read_written_front(front: FrontMatter, findings: Findings) -> Incident:
    """The incident without what the text below says.

    A value that cannot be read is left out, with a warning.
    """
    reader = _Reader(front, findings)
    status = reader.word("status", PostmortemStatus)
    postmortem = None
    if status is not None:
        postmortem = Postmortem(
            status=status,
            authors=reader.names("authors"),
            reviewers=reader.names("reviewers"),
            meeting_held_at=reader.instant("meeting_held", "meeting_held_at"),
            published_at=reader.instant("published", "published_at"),
            waived_reason=front.text("waived_reason") or "",
            template=front.text("template") or "",
        )
    impact, links, zone = front.get("impact"), front.get("links"), front.text("timezone")
    reader.note("id", "id", front.text("id"))
    reader.note("title", "title", front.text("title"))
    incident = Incident(
        id=_uuid(front.text("id")) or UUID(int=0),
        key=reader.note("key", "key", front.text("key")) or "",
        title=front.text("title") or "",
        severity=reader.word("severity", Severity),
        kind=reader.word("kind", IncidentKind) or IncidentKind.INCIDENT,
        started_at=reader.instant("started", "started_at"),
        detected_at=reader.instant("detected", "detected_at"),
        acknowledged_at=reader.instant("acknowledged", "acknowledged_at"),
        mitigated_at=reader.instant("mitigated", "mitigated_at"),
        resolved_at=reader.instant("resolved", "resolved_at"),
        timezone="UTC" if zone is None else zone,
        services=reader.names("services"),
        category=reader.note("category", "category", front.text("category")),
        tags=reader.names("tags"),
        links=read_links(links) if isinstance(links, Sequence) else (),
        extra=tuple(_extra(front)),
        postmortem=postmortem,
    )
    if not isinstance(impact, Mapping):
        return incident
    return replace(incident, impact=read_impact_mapping(impact))


def defence_order(front: FrontMatter) -> list[DefenceOutcome]:
    """In which order the outcomes of defences come, where they do not stand grouped."""
    words = {outcome.value: outcome for outcome in DefenceOutcome}
    return [words[text] for text in texts(front.get("defence_order")) if text in words]


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _extra(front: FrontMatter) -> list[tuple[str, str]]:
    """Keys that Afterword does not know, and the list that carries those it could mistake."""
    found: list[tuple[str, str]] = []
    for key, node in front.entries:
        if key == "extra" and isinstance(node, Sequence):
            for pair in node.items:
                if isinstance(pair, Sequence) and len(pair.items) == 2:
                    found.append((flow(pair.items[0]), flow(pair.items[1])))
        elif key not in FRONT_KEYS:
            found.append((key, flow(node)))
    return found


class _Reader:
    """Takes values out of a front matter and records each."""

    def __init__(self, front: FrontMatter, findings: Findings) -> None:
        self._front = front
        self._findings = findings

    def note(self, key: str, name: str, value: str | None) -> str | None:
        """Record a text; gives it back."""
        node = self._front.get(key)
        if node is not None and value is not None:
            self._findings.found(name, value, node.line, 1.0)
        return value

    def names(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        node = self._front.get(key)
        found = tuple(texts(node))
        if node is not None and found:
            self._findings.found(key, ", ".join(found), node.line, 1.0)
        return found

    def word(self, key: str, words: type[Word]) -> Word | None:
        """One of a closed list of words."""
        text = self._front.text(key)
        if text is None:
            return None
        found = next(
            (word for word in words if word.value == text.lower() or word.value == text), None
        )
        if found is None:
            self._findings.warn(
                f"The front matter's {key} is {text!r}, which is none of its values."
            )
            return None
        self.note(key, key, found.value)
        return found

    def instant(self, key: str, name: str) -> datetime | None:
        """An instant; one without an offset is UTC."""
        node = self._front.get(key)
        text = node.value if isinstance(node, Scalar) else None
        if node is None or text is None:
            return None
        try:
            at = datetime.fromisoformat(text)
            at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            self._findings.warn(f"The front matter's {key} is {text!r}, which is no instant.")
            return None
        self._findings.found(name, at.isoformat(), node.line, 1.0)
        return at
