"""Drafts as JSON: written exactly, read with suspicion."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from desktop.pages.editor.draft import IncidentDraft, Record
from models.errors import BadInputError, NewerLibraryError
from models.incident import Incident
from models.snapshot import from_json, instant_text, to_json

FORMAT = 1
"""Counts up when a draft's file changes in a way that this module could not read before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One draft that the library may not hold.

    Attributes:
        library_id: of the library that it belongs to.
        base: the incident that it was typed onto, as it was read from the library.
        draft: what stood in the form.
        written_at: when.
        location: where that library was.
    """

    library_id: UUID
    base: Incident
    draft: IncidentDraft
    written_at: datetime
    location: str = ""


def write_entry(entry: JournalEntry) -> bytes:
    """The entry as the bytes of its file."""
    document = {
        "afterword_draft": FORMAT,
        "library": str(entry.library_id),
        "location": entry.location,
        "written_at": instant_text(entry.written_at),
        "draft": {
            one.name: _encoded(getattr(entry.draft, one.name)) for one in fields(IncidentDraft)
        },
        "base": to_json(entry.base),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def read_entry(data: bytes) -> JournalEntry:
    """The entry of a file.

    Raises:
        NewerLibraryError: when a newer Afterword wrote it.
        BadInputError: when it is damaged, or something else.
    """
    try:
        document = json.loads(data.decode("utf-8", "surrogatepass"))
        known = document["afterword_draft"]
        if not isinstance(known, int):
            raise TypeError(known)
        if known > FORMAT:
            raise _newer()
        written_at = datetime.fromisoformat(document["written_at"])
        return JournalEntry(
            library_id=UUID(document["library"]),
            base=from_json(document["base"]),
            draft=_read_draft(document["draft"]),
            written_at=written_at.astimezone(UTC),
            location=_text(document.get("location", "")),
        )
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise BadInputError("This draft is damaged.") from error


def _newer() -> NewerLibraryError:
    return NewerLibraryError(
        "This draft was written by a newer version of Afterword.", "Update Afterword to read it."
    )


def _encoded(value: Any) -> Any:
    if isinstance(value, Record):
        return {"id": str(value.id), "values": dict(value.values)}
    if isinstance(value, tuple):
        return [_encoded(one) for one in value]
    return dict(value) if isinstance(value, Mapping) else value


def _read_draft(document: Any) -> IncidentDraft:
    blank = IncidentDraft()
    names = {one.name for one in fields(IncidentDraft)}
    if not set(document) <= names:
        # Something was typed into a field that this version does not have.
        raise _newer()
    return IncidentDraft(
        **{name: _decoded(value, getattr(blank, name)) for name, value in document.items()}
    )


def _decoded(value: Any, example: Any) -> Any:
    """A field's value, of the same shape as its default."""
    if isinstance(example, bool):
        if not isinstance(value, bool):
            raise TypeError(value)
        return value
    if isinstance(example, str):
        return _text(value)
    if isinstance(example, tuple):
        if not isinstance(value, list):
            raise TypeError(value)
        return tuple(_record(one) if isinstance(one, dict) else _text(one) for one in value)
    return {_text(key): _scalar(one) for key, one in value.items()}


def _record(value: dict[str, Any]) -> Record:
    texts = {_text(name): _text(text) for name, text in value["values"].items()}
    return Record(texts, UUID(value["id"]))


def _scalar(value: Any) -> str | bool | None:
    return value if isinstance(value, bool) or value is None else _text(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
