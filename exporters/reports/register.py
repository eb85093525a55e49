"""The register of action items as a report: what is late first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from exporters.document import (
    Figure,
    FigureBand,
    Lead,
    Masthead,
    Note,
    Part,
    Report,
    ReportBlock,
    Run,
    Tone,
)
from exporters.reports.action_rows import action_table, has_slipped
from exporters.reports.cells import paragraph
from exporters.reports.fingerprints import fingerprint_of
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exporters.charts.definitions import Chart
    from exporters.formats import Formats
    from exporters.report_context import ReportContext
    from models.rows import ActionRow

_SOON = timedelta(days=14)
_LATELY = timedelta(days=30)


def register_report(
    rows: Sequence[ActionRow],
    context: ReportContext,
    *,
    ageing: Chart | None = None,
    filters: str = "",
) -> Report:
    """The register, the longest overdue first.

    Args:
        rows: what is to be printed, read for `context.as_of`.
        context: the circumstances.
        ageing: how long the open ones have waited.
        filters: which items were chosen, where not all were.
    """
    chosen = filters or "all action items"
    noun = "item" if len(rows) == 1 else "items"
    return Report(
        title="Action register",
        kind="Action register",
        running="Action register",
        status="",
        library_name=context.library_name,
        author="",
        subject=filters,
        keywords=("action items",),
        as_of=context.as_of,
        statement=f"Filters: {chosen}. {context.formats.number(len(rows))} {noun}.",
        fingerprint=fingerprint_of([_values(one) for one in rows]),
        generated_by=context.generated_by,
        formats=context.formats,
        blocks=tuple(_blocks(rows, context, ageing, filters)),
    )


def _values(one: ActionRow) -> list[object]:
    return [
        *(one.register_number, one.title, one.owner, one.due_on, one.original_due_on, one.status),
        *(one.completed_on, one.strength, one.tracker_key, one.incident_key),
    ]


def _blocks(
    rows: Sequence[ActionRow], context: ReportContext, ageing: Chart | None, filters: str
) -> list[ReportBlock]:
    formats = context.formats
    today = context.local(context.as_of).date()
    open_ = [one for one in rows if not one.status.is_closed]
    groups = _groups(open_, today)
    closed = [
        one
        for one in rows
        if one.status is ActionStatus.DONE
        and one.completed_on is not None
        and today - _LATELY <= one.completed_on <= today
    ]
    closed.sort(key=lambda one: (one.completed_on, one.register_number), reverse=True)
    about = f"{filters[:1].upper()}{filters[1:]}. " if filters else ""
    blocks: list[ReportBlock] = [
        Masthead("", None, "", "Action register", f"{about}As of {formats.long_date(today)}."),
        _band(open_, groups, formats),
        Lead((paragraph(_sentence(open_, groups, formats)),)),
    ]
    if ageing is not None:
        blocks.append(Part(ageing.title, (ageing,)))
    groups |= {"Done in the last 30 days": closed}
    blocks += [
        Part(title, (action_table(items, formats=formats),), formats.number(len(items)))
        for title, items in groups.items()
        if items
    ]
    if not rows:
        blocks.append(Note((Run("There is no action item to print."),)))
    return blocks


def _groups(open_: Sequence[ActionRow], today: date) -> dict[str, list[ActionRow]]:
    late = [one for one in open_ if one.overdue_days]
    late.sort(key=lambda one: (-one.overdue_days, one.register_number))
    dated = [one for one in open_ if one.due_on is not None and not one.overdue_days]
    dated.sort(key=lambda one: (one.due_on, one.register_number))
    soon = [one for one in dated if one.due_on and one.due_on <= today + _SOON]
    return {
        "Overdue": late,
        "Due within two weeks": soon,
        "Due later": dated[len(soon) :],
        "Without a date": [one for one in open_ if one.due_on is None],
    }


def _band(
    open_: Sequence[ActionRow], groups: dict[str, list[ActionRow]], formats: Formats
) -> FigureBand:
    late, ownerless = len(groups["Overdue"]), sum(not one.owner for one in open_)
    undated, slipped = len(groups["Without a date"]), sum(map(has_slipped, open_))
    number = formats.number
    return FigureBand(
        (
            Figure("Open", number(len(open_))),
            Figure("Overdue", number(late), Tone.DANGER if late else Tone.NORMAL),
            Figure("Due within two weeks", number(len(groups["Due within two weeks"]))),
            Figure("No owner", number(ownerless), Tone.WARNING if ownerless else Tone.NORMAL),
            Figure("No date", number(undated), Tone.WARNING if undated else Tone.NORMAL),
            Figure("Moved to a later date", number(slipped)),
        )
    )


def _sentence(
    open_: Sequence[ActionRow], groups: dict[str, list[ActionRow]], formats: Formats
) -> str:
    if not open_:
        return "No action item is open."
    one = len(open_) == 1
    told = f"{formats.number(len(open_))} action {'item is' if one else 'items are'} open"
    late = groups["Overdue"]
    parts = []
    if late:
        days = late[0].overdue_days
        longest = "1 day" if days == 1 else f"{formats.number(days)} days"
        verb = "is" if len(late) == 1 else "are"
        parts.append(f"{formats.number(len(late))} {verb} overdue, the longest by {longest}")
    ownerless = sum(not item.owner for item in open_)
    if ownerless:
        parts.append(f"{formats.number(ownerless)} {'has' if ownerless == 1 else 'have'} no owner")
    return f"{told}; {', and '.join(parts) or 'none is overdue and each has an owner'}."
