"""What the texts of a form mean: an incident, or the problems that keep it from being one.

A field whose text was not touched keeps the value it came from, so that opening and saving an
incident never rounds or reorders anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from desktop.dialogs.typed_numbers import read_number
from desktop.dialogs.typed_time import read_instant, zone_named
from desktop.pages.editor.draft import (
    AMOUNTS,
    FLAGS,
    TIMES,
    WHOLE_AMOUNTS,
    IncidentDraft,
    Record,
    draft_of,
)
from desktop.pages.editor.records import read_records
from desktop.wording import MONTHS
from models.errors import BadInputError
from models.incident import Impact, Incident, Postmortem, Section
from models.vocabulary import IncidentKind, SectionKind, Severity

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from uuid import UUID

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a field cannot be read, or what is odd about it.

    Attributes:
        field: name of the field, or of the column in a table.
        message: what is wrong and what to write instead.
        table: name of the table; empty for a field that stands alone.
        row: row in that table, from 0.
        blocking: whether saving waits for it.
    """

    field: str
    message: str
    table: str = ""
    row: int = -1
    blocking: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReading:
    """The outcome: an incident unless a problem blocks it."""

    incident: Incident | None
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Reader:
    """Collects problems while the fields of one draft are read.

    Attributes:
        zone: in which times are read.
        now: the present moment.
    """

    zone: str
    now: datetime
    problems: list[Problem] = field(default_factory=list)

    def attempt(self, name: str, read: Callable[[], T], fallback: T) -> T:
        """What `read` gives; its complaint becomes a problem of the field `name`."""
        try:
            return read()
        except BadInputError as error:
            self.add(name, str(error))
            return fallback

    def add(self, name: str, message: str, *, blocking: bool = True) -> None:
        """Note a problem of one field."""
        self.problems.append(Problem(field=name, message=message, blocking=blocking))


def read_draft(draft: IncidentDraft, base: Incident, *, now: datetime) -> DraftReading:
    """What the draft means as a new state of `base`.

    Args:
        draft: the texts of the form.
        base: the incident that the form was opened with; for a new one, an empty incident.
        now: the present moment, against which `14:25`, `fri` and the like are read.
    """
    reader = Reader(draft.timezone, now)
    # A zone that is none would make every time unreadable: one complaint is enough.
    if reader.attempt("timezone", lambda: bool(zone_named(draft.timezone)), False) is False:
        return DraftReading(incident=None, problems=tuple(reader.problems))
    before = draft_of(base, zone=draft.timezone)
    _check_names(draft, reader, is_new=base.version == 0)
    times = _read_times(draft, before, base, reader)
    started = times["started_at"]
    records = read_records(draft, before, base, zone=draft.timezone, now=now, started=started)
    reader.problems.extend(
        Problem(field=one.column, message=one.message, table=one.table, row=one.row)
        for one in records.problems
    )
    incident = replace(
        base,
        key=_kept(draft.key, before.key, base.key),
        title=_kept(draft.title, before.title, base.title),
        severity=Severity(draft.severity) if draft.severity else None,
        kind=IncidentKind(draft.kind),
        timezone=draft.timezone,
        services=draft.services,
        category=_kept(draft.category, before.category, base.category or "") or None,
        tags=draft.tags,
        impact=_read_impact(draft, before, base.impact, reader),
        timeline=records.timeline,
        contributing_factors=records.factors,
        defences=records.defences,
        action_items=records.actions,
        postmortem=_read_postmortem(draft, base, times["meeting_held_at"]),
        started_at=started,
        detected_at=times["detected_at"],
        acknowledged_at=times["acknowledged_at"],
        mitigated_at=times["mitigated_at"],
        resolved_at=times["resolved_at"],
    )
    blocked = any(one.blocking for one in reader.problems)
    return DraftReading(incident=None if blocked else incident, problems=tuple(reader.problems))


def _kept(typed: str, shown: str, value: str) -> str:
    """`value` when its text was not touched, else what was typed without stray spaces."""
    return value if typed == shown else " ".join(typed.split())


def _check_names(draft: IncidentDraft, reader: Reader, *, is_new: bool) -> None:
    if not draft.title.strip():
        reader.add("title", "Say in a few words what happened.")
    key = draft.key.strip()
    if not key and not is_new:  # a new one without a key gets the library's next
        reader.add("key", "Every incident needs a key, such as INC-2025-034.")
    elif len(key.split()) > 1:
        reader.add("key", "A key has no spaces in it.")


def _read_times(
    draft: IncidentDraft, before: IncidentDraft, base: Incident, reader: Reader
) -> dict[str, datetime | None]:
    held = base.postmortem.meeting_held_at if base.postmortem else None
    found: dict[str, datetime | None] = {}
    for name in (*TIMES, "meeting_held_at"):
        text = draft.times.get(name, "")
        if text == before.times.get(name, ""):
            found[name] = held if name == "meeting_held_at" else getattr(base, name)
            continue
        after = found.get("resolved_at") if name == "meeting_held_at" else found.get("started_at")
        found[name] = reader.attempt(name, lambda t=text, a=after: _instant(t, a, reader), None)  # type: ignore[misc]
    _check_order(found, reader)
    return found


def _instant(text: str, after: datetime | None, reader: Reader) -> datetime | None:
    return read_instant(text, zone=reader.zone, now=reader.now, after=after)


_ENDS = frozenset({"mitigated_at", "resolved_at"})
_TIME_WORDS = {
    "started_at": "the start",
    "detected_at": "detection",
    "acknowledged_at": "acknowledgement",
    "mitigated_at": "mitigation",
    "resolved_at": "resolution",
}


def _check_order(times: dict[str, datetime | None], reader: Reader) -> None:
    """Say where the times run backwards; only an end before the start cannot be saved."""
    previous: tuple[str, datetime] | None = None
    for name in TIMES:
        value = times[name]
        if value is None:
            continue
        if previous is not None and value < previous[1]:
            start = times["started_at"]
            ends_early = name in _ENDS and start is not None and value < start
            earlier = ("started_at", start) if ends_early and start else previous
            word = _TIME_WORDS[name]
            reader.add(
                name,
                f"{word[0].upper()}{word[1:]} ({_moment(value, reader)}) is before "
                f"{_TIME_WORDS[earlier[0]]} ({_moment(earlier[1], reader)}).",
                blocking=ends_early,
            )
            continue
        previous = (name, value)
    if times["resolved_at"] and times["resolved_at"] > reader.now:
        reader.add("resolved_at", "This is in the future.", blocking=False)


def _moment(value: datetime, reader: Reader) -> str:
    local = value.astimezone(zone_named(reader.zone))
    return f"{local.day} {MONTHS[local.month - 1]} {local:%H:%M}"


def _read_impact(
    draft: IncidentDraft, before: IncidentDraft, base: Impact, reader: Reader
) -> Impact:
    values: dict[str, int | Decimal | None] = {}
    estimated = set(base.estimated)
    currency = draft.currency.strip().upper() or None
    for name in AMOUNTS:
        text = draft.amounts.get(name, "")
        if text == before.amounts.get(name, ""):
            values[name] = getattr(base, name)
            continue
        whole = name in WHOLE_AMOUNTS
        number = reader.attempt(
            name,
            lambda t=text, w=whole: read_number(t, whole=w),  # type: ignore[misc]
            None,
        )
        if number is None:
            continue
        values[name] = number.value if not whole or number.value is None else int(number.value)
        estimated.discard(name)
        if number.estimated:
            estimated.add(name)
        if name == "revenue" and number.currency:
            currency = number.currency
    if currency is not None and (len(currency) != 3 or not currency.isalpha()):
        reader.add("currency", "Write the three letters of the currency, such as EUR.")
    return replace(
        base,
        **values,  # type: ignore[arg-type]
        **{name: draft.flags.get(name) for name in FLAGS},  # type: ignore[arg-type]
        currency=currency,
        slo=draft.slo.strip() or None,
        estimated=frozenset(estimated),
    )


def _read_postmortem(
    draft: IncidentDraft, base: Incident, meeting_held_at: datetime | None
) -> Postmortem | None:
    sections = _read_sections(draft.sections, base.sections)
    said = sections or draft.authors or draft.reviewers or meeting_held_at
    if base.postmortem is None and not draft.writes_postmortem and not said:
        return None
    return replace(
        base.postmortem or Postmortem(),
        sections=sections,
        authors=draft.authors,
        reviewers=draft.reviewers,
        meeting_held_at=meeting_held_at,
    )


def _read_sections(records: tuple[Record, ...], base: tuple[Section, ...]) -> tuple[Section, ...]:
    known: dict[UUID, Section] = {one.id: one for one in base}
    found = []
    for record in records:
        markdown = record.values.get("markdown", "")
        old = known.get(record.id)
        if old is not None and (markdown.strip() or markdown == old.markdown):
            found.append(replace(old, markdown=markdown) if markdown != old.markdown else old)
        elif markdown.strip():
            kind = SectionKind(record.values["kind"])
            title = record.values["title"]
            found.append(Section(kind=kind, title=title, markdown=markdown, id=record.id))
    return tuple(found)
