"""Two people wrote on one incident: the texts of the form, put together field by field.

It works on drafts, not on incidents, so that a field that cannot be read yet is merged like any
other. What each side changed is told from that side's own base: the form may say `~12000` where
the stored value is shown as `~12,000`, and that is no change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from desktop.pages.editor.draft import IncidentDraft, Record
from desktop.pages.editor.draft_labels import field_label, record_label
from desktop.pages.editor.record_merging import Keyed, keyed_records, merged_order
from desktop.pages.editor.text_merging import merge_texts

Choice = Literal["mine", "theirs", "both"]
# Texts in which lines can be told apart; the others are one value.
_LONG = frozenset({"markdown", "text"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One thing that both changed, to be decided by a person.

    Attributes:
        key: names it in `DraftMerge.settled`.
        label: what it is, for people.
        mine: as it stands here; empty also for a row that was removed here.
        theirs: as it is stored.
        both: both together; None where that makes no sense.
    """

    key: str
    label: str
    mine: str
    theirs: str
    both: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What there is to put together.

    Attributes:
        shown: what the form said when it was the same as the base.
        mine: what it says now.
        base: the base as `draft_of` shows it.
        theirs: what is stored now, as `draft_of` shows it.
    """

    shown: IncidentDraft
    mine: IncidentDraft
    base: IncidentDraft
    theirs: IncidentDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMerge:
    """The outcome.

    Attributes:
        sides: what was put together.
        draft: both together; where both changed one thing, mine stands.
        disputes: what both changed.
        taken: what came from them, in words.
    """

    sides: Sides
    draft: IncidentDraft
    disputes: tuple[Dispute, ...] = ()
    taken: tuple[str, ...] = ()

    def settled(self, choices: Mapping[str, Choice]) -> IncidentDraft:
        """The draft after a person decided; what was not decided stays mine.

        Args:
            choices: by `Dispute.key`.
        """
        return _Merging(choices).merge(self.sides)


def merge_drafts(sides: Sides) -> DraftMerge:
    """Take each thing from whoever changed it."""
    merging = _Merging({})
    draft = merging.merge(sides)
    return DraftMerge(
        sides=sides,
        draft=draft,
        disputes=tuple(merging.disputes),
        taken=tuple(dict.fromkeys(merging.taken)),
    )


@dataclass(frozen=True, slots=True)
class _Values:
    """One value on each side; None where there is none."""

    shown: Any
    mine: Any
    base: Any
    theirs: Any

    @property
    def i_did(self) -> bool:
        return bool(self.mine != self.shown)

    @property
    def they_did(self) -> bool:
        return bool(self.theirs != self.base)


class _Merging:
    """Collects disputes and what was taken while one draft is put together."""

    def __init__(self, choices: Mapping[str, Choice]) -> None:
        self._choices = choices
        self.disputes: list[Dispute] = []
        self.taken: list[str] = []

    def merge(self, sides: Sides) -> IncidentDraft:
        merged: dict[str, Any] = {}
        for one in fields(IncidentDraft):
            values = _Values(
                *(
                    getattr(draft, one.name)
                    for draft in (sides.shown, sides.mine, sides.base, sides.theirs)
                )
            )
            merged[one.name] = self._field(one.name, values)
        return replace(sides.mine, **merged)

    def _field(self, name: str, values: _Values) -> Any:
        if not values.they_did:
            return values.mine
        if isinstance(values.mine, Mapping):
            return self._mapping(name, values)
        if not isinstance(values.mine, tuple):
            return self._value(name, field_label(name), values)
        every = (*values.mine, *values.theirs, *values.base, *values.shown)
        if any(isinstance(one, Record) for one in every):
            return self._records(name, values)
        return self._words(name, values)

    def _mapping(self, name: str, values: _Values) -> dict[str, Any]:
        return {
            key: self._value(f"{name}.{key}", field_label(key), _picked(values, key))
            for key in dict.fromkeys((*values.mine, *values.theirs))
        }

    def _value(self, key: str, label: str, values: _Values, *, is_long: bool = False) -> Any:
        if not values.they_did or values.mine == values.theirs:
            return values.mine
        if not values.i_did:
            self.taken.append(label)
            return values.theirs
        if is_long:
            return self._text(key, label, values)
        mine, theirs = _said(values.mine), _said(values.theirs)
        choice = self._decided(Dispute(key=key, label=label, mine=mine, theirs=theirs))
        return values.theirs if choice == "theirs" else values.mine

    def _text(self, key: str, label: str, values: _Values) -> str:
        merged = merge_texts(values.base or "", values.mine or "", values.theirs or "")
        if merged.is_clean:
            self.taken.append(label)
            return merged.mine
        choice = self._decided(
            Dispute(key=key, label=label, mine=merged.mine, theirs=merged.theirs, both=merged.both)
        )
        return {"mine": merged.mine, "theirs": merged.theirs, "both": merged.both}[choice]

    def _words(self, name: str, values: _Values) -> tuple[str, ...]:
        """Lists of words are sets with an order: nothing in them can be disputed."""
        gone = set(values.base) - set(values.theirs)
        added = [one for one in values.theirs if one not in values.base]
        self.taken.append(field_label(name))
        return tuple(dict.fromkeys((*(one for one in values.mine if one not in gone), *added)))

    def _records(self, name: str, values: _Values) -> tuple[Record, ...]:
        sides = keyed_records(name, values.shown, values.mine, values.base, values.theirs)
        kept: dict[str, Record] = {}
        for key in merged_order(sides):
            record = self._record(name, key, sides)
            if record is not None:
                kept[key] = record
        return tuple(kept.values())

    def _record(self, name: str, key: str, sides: Keyed) -> Record | None:
        mine, theirs = sides.mine.get(key), sides.theirs.get(key)
        shown, base = sides.shown.get(key), sides.base.get(key)
        label = record_label(name, mine or theirs or base)
        if mine is not None and theirs is not None:
            return self._both_have(f"{name}/{key}", label, sides, key)
        if mine is None and theirs is None:
            return None
        if mine is None:
            return self._only_theirs(f"{name}/{key}", label, theirs, shown or base, base)
        return self._only_mine(f"{name}/{key}", label, mine, shown, base)

    def _only_theirs(
        self,
        key: str,
        label: str,
        theirs: Record | None,
        removed: Record | None,
        base: Record | None,
    ) -> Record | None:
        """They have it and I do not: they added it, or I removed it."""
        assert theirs is not None
        if removed is None:
            self.taken.append(label)
            return theirs
        if base is None or theirs.values == base.values:
            return None
        dispute = Dispute(key=key, label=label, mine="", theirs=_summary(theirs))
        return theirs if self._decided(dispute) == "theirs" else None

    def _only_mine(
        self, key: str, label: str, mine: Record, shown: Record | None, base: Record | None
    ) -> Record | None:
        """I have it and they do not: I added it, or they removed it."""
        if base is None:
            return mine
        if shown is not None and mine.values == shown.values:
            self.taken.append(label)
            return None
        dispute = Dispute(key=key, label=label, mine=_summary(mine), theirs="")
        return None if self._decided(dispute) == "theirs" else mine

    def _both_have(self, path: str, label: str, sides: Keyed, key: str) -> Record:
        mine, theirs = sides.mine[key], sides.theirs[key]
        shown, base = sides.shown.get(key), sides.base.get(key)
        merged = dict(mine.values)
        for name in dict.fromkeys((*mine.values, *theirs.values)):
            values = _Values(
                *(one.values.get(name, "") if one else "" for one in (shown, mine, base, theirs))
            )
            what = label if name in _LONG else f"{label}, {field_label(name).lower()}"
            merged[name] = self._value(f"{path}.{name}", what, values, is_long=name in _LONG)
        # The stored one's identity, unless that one is a blank that every reading makes anew.
        return Record(merged, theirs.id if _summary(theirs) else mine.id)

    def _decided(self, dispute: Dispute) -> Choice:
        self.disputes.append(dispute)
        choice = self._choices.get(dispute.key, "mine")
        return "mine" if choice == "both" and dispute.both is None else choice


def _picked(values: _Values, key: str) -> _Values:
    return _Values(
        *(one.get(key) for one in (values.shown, values.mine, values.base, values.theirs))
    )


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _summary(record: Record) -> str:
    """What a row says, on one line; a section's title is not something that anybody said."""
    skipped = {"kind", "outcome", "status", "strength"}
    if "markdown" in record.values:
        skipped.add("title")
    return " · ".join(
        value for name, value in record.values.items() if name not in skipped and value.strip()
    )
