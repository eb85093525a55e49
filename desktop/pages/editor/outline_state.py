"""How complete each section of a postmortem is: what the outline says, computed from the draft.

Complete means that nothing is left to do that the practice asks for; a section with an unanswered
blameless hint, a row that cannot be read or a fact that is unknown needs work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop.pages.editor.arrangement import BLOCKS, Place, arrange, written
from models.vocabulary import DefenceOutcome, SectionKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from desktop.pages.editor.draft import IncidentDraft, Record
    from desktop.pages.editor.reading import Problem

CompletionState = Literal["complete", "needs work", "empty"]

DETAILS = "details"
_DETAILS_FIELDS = frozenset(
    {"title", "key", "severity", "category", "services", "timezone", "meeting_held_at"}
)
_DEFENCES = (
    (DefenceOutcome.WORKED, "What worked well"),
    (DefenceOutcome.FAILED, "What failed"),
    (DefenceOutcome.LUCKY, "Where we got lucky"),
)
_TITLES = {
    SectionKind.IMPACT: "Impact",
    SectionKind.TIMELINE: "Timeline",
    SectionKind.FACTORS: "Contributing factors",
    SectionKind.ACTIONS: "Action items",
    SectionKind.NOTES: "Blameless notes",
}


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One line of the outline.

    Attributes:
        name: what `go_to` knows it by: a section's kind, ``details``, ``worked`` …
        count: a few words beside the title ("9 events", "1 hint"); often empty.
        place: of its text section in the draft; -1 where there is none.
    """

    name: str
    title: str
    state: CompletionState
    count: str = ""
    place: int = -1


def outline_of(
    draft: IncidentDraft,
    problems: Sequence[Problem],
    hints: Mapping[UUID, int],
    tables: Mapping[str, int] | None = None,
) -> tuple[OutlineEntry, ...]:
    """The outline of a draft, from top to bottom.

    Args:
        draft: what stands in the form.
        problems: what is wrong with it (`reading.read_draft`).
        hints: number of unanswered blameless hints by id of the section.
        tables: number of those in a table, by its name in the draft.
    """
    entries = [_details(draft, problems)]
    slots = arrange(draft.sections)
    prose = {slot.kind: slot.place for slot in slots if slot.block is None}
    for slot in slots:
        if slot.block is not None:
            count = _hints_in(prose.get(slot.kind), draft, hints)
            count += (tables or {}).get(slot.block, 0)
            entries += _block(slot, draft, problems, count)
        elif not slot.is_optional and slot.kind not in BLOCKS:
            record = draft.sections[slot.place]
            entries.append(_section(slot, record, hints.get(record.id, 0)))
    return tuple(entries)


def completed(entries: Sequence[OutlineEntry]) -> int:
    """How many entries are complete."""
    return sum(one.state == "complete" for one in entries)


def _hints_in(place: int | None, draft: IncidentDraft, hints: Mapping[UUID, int]) -> int:
    return hints.get(draft.sections[place].id, 0) if place is not None else 0


def _details(draft: IncidentDraft, problems: Sequence[Problem]) -> OutlineEntry:
    known = (draft.severity, draft.services, draft.category, draft.authors, draft.reviewers)
    missing = sum(not one for one in known)
    wrong = sum(not one.table and one.field in _DETAILS_FIELDS for one in problems)
    if wrong:
        return OutlineEntry(DETAILS, "Details", "needs work", _wrong(wrong))
    if missing:
        return OutlineEntry(DETAILS, "Details", "needs work", f"{missing} missing")
    return OutlineEntry(DETAILS, "Details", "complete")


def _section(slot: Place, record: Record, hints: int) -> OutlineEntry:
    name = slot.name
    title = _TITLES.get(slot.kind) or record.text("title") or slot.kind.value.capitalize()
    if not written(record.values.get("markdown", "")):
        return OutlineEntry(name, title, "empty", place=slot.place)
    if hints:
        return OutlineEntry(name, title, "needs work", _hints(hints), slot.place)
    return OutlineEntry(name, title, "complete", place=slot.place)


def _block(
    slot: Place, draft: IncidentDraft, problems: Sequence[Problem], hints: int
) -> list[OutlineEntry]:
    if slot.block == "impact":
        return [_hinted(_impact(draft, problems), hints)]
    wrong = sum(one.table == slot.block for one in problems)
    if slot.block == "timeline":
        return [_hinted(_timeline(draft, wrong), hints)]
    if slot.block == "factors":
        rows = _filled(draft.factors)
        return [_hinted(_counted("contributing factors", slot.kind, rows, wrong), hints)]
    if slot.block == "defences":
        return _defences(draft, wrong, hints)
    return [_hinted(_actions(draft, wrong), hints)]


def _hinted(entry: OutlineEntry, hints: int) -> OutlineEntry:
    """The same entry, but not complete while a hint in its introduction waits for an answer."""
    if not hints or entry.state == "needs work":
        return entry
    return OutlineEntry(entry.name, entry.title, "needs work", _hints(hints), entry.place)


def _impact(draft: IncidentDraft, problems: Sequence[Problem]) -> OutlineEntry:
    asked = (
        draft.times.get("started_at", "").strip(),
        draft.times.get("resolved_at", "").strip(),
        _amount(draft, "users_affected"),
        draft.flags.get("slo_violated") is not None,
    )
    others = (_amount(draft, "failed_transactions"), _amount(draft, "revenue"))
    wrong = sum(not one.table and one.field not in _DETAILS_FIELDS for one in problems)
    name, title = "impact", _TITLES[SectionKind.IMPACT]
    if wrong:
        return OutlineEntry(name, title, "needs work", _wrong(wrong))
    unknown = sum(not one for one in asked)
    if unknown == len(asked) and not any(others):
        return OutlineEntry(name, title, "empty")
    if unknown:
        return OutlineEntry(name, title, "needs work", f"{unknown} unknown")
    return OutlineEntry(name, title, "complete")


def _amount(draft: IncidentDraft, name: str) -> str:
    return draft.amounts.get(name, "").strip()


def _timeline(draft: IncidentDraft, wrong: int) -> OutlineEntry:
    rows = _filled(draft.timeline)
    count = f"{len(rows):,} event{'' if len(rows) == 1 else 's'}"
    entry = _counted("timeline", SectionKind.TIMELINE, rows, wrong)
    if entry.state != "complete":
        return entry
    # A start alone is no timeline: nobody learns from it what was done.
    state: CompletionState = "complete" if len(rows) > 1 else "needs work"
    return OutlineEntry(entry.name, entry.title, state, count)


def _actions(draft: IncidentDraft, wrong: int) -> OutlineEntry:
    rows = _filled(draft.actions)
    entry = _counted("action items", SectionKind.ACTIONS, rows, wrong)
    undone = sum(not (one.text("owner") and one.text("due_on")) for one in rows)
    if entry.state == "complete" and undone:
        return OutlineEntry(entry.name, entry.title, "needs work", f"{undone} open")
    return entry


def _defences(draft: IncidentDraft, wrong: int, hints: int) -> list[OutlineEntry]:
    entries = []
    for outcome, title in _DEFENCES:
        rows = [
            one
            for one in _filled(draft.defences)
            if (one.text("outcome") or DefenceOutcome.WORKED) == outcome
        ]
        if not rows and outcome is DefenceOutcome.FAILED:
            continue  # nothing failed: the practice does not ask for it
        state: CompletionState = "complete" if rows else "empty"
        count = str(len(rows)) if rows else ""
        if outcome is DefenceOutcome.WORKED and (wrong or hints):
            state, count = "needs work", _wrong(wrong) if wrong else _hints(hints)
        entries.append(OutlineEntry(outcome.value, title, state, count))
    return entries


def _counted(name: str, kind: SectionKind, rows: Sequence[Record], wrong: int) -> OutlineEntry:
    title = _TITLES[kind]
    if wrong:
        return OutlineEntry(name, title, "needs work", _wrong(wrong))
    if not rows:
        return OutlineEntry(name, title, "empty")
    return OutlineEntry(name, title, "complete", f"{len(rows):,}")


def _filled(records: Sequence[Record]) -> list[Record]:
    return [one for one in records if not one.is_blank]


def _hints(count: int) -> str:
    return "1 hint" if count == 1 else f"{count} hints"


def _wrong(count: int) -> str:
    return f"{count} to fix"
