"""Two people wrote on one incident: what each of them changed, put together."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from models.incident import Incident

D = TypeVar("D")

# Kept by the store, never a matter of opinion.
_STORED = frozenset({"id", "version", "created_at", "updated_at", "trashed_at", "links"})
_NESTED = frozenset({"impact", "postmortem"})


@dataclass(frozen=True, slots=True)
class Merge:
    """The outcome.

    Attributes:
        incident: as stored now, with what was changed here on top.
        disputed: fields that both changed; they stand as they were written here.
    """

    incident: Incident
    disputed: tuple[str, ...]


def merge(base: Incident, mine: Incident, theirs: Incident) -> Merge:
    """Take each field from whoever changed it since `base`; where both did, `mine` stays.

    Args:
        base: as it was when the form was opened.
        mine: as it stands in the form.
        theirs: as it is stored now; the merge carries its version.
    """
    disputed: list[str] = []
    merged = _merge_fields(base, mine, theirs, disputed)
    return Merge(merged, tuple(disputed))


def _merge_fields(base: D, mine: D, theirs: D, disputed: list[str]) -> D:
    changed: dict[str, Any] = {}
    for field in fields(theirs):  # type: ignore[arg-type]
        name = field.name
        if name in _STORED:
            continue
        old, own, other = (getattr(one, name) for one in (base, mine, theirs))
        if own in (old, other):
            continue
        if name in _NESTED and None not in (old, own, other):
            changed[name] = _merge_fields(old, own, other, disputed)
            continue
        changed[name] = own
        if other != old:
            disputed.append(name.replace("_", " "))
    return replace(theirs, **changed)  # type: ignore[type-var]
