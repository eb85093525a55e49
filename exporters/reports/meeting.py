"""What a postmortem meeting needs on the table, so that it does not go in circles.

"Meeting without preparation" is one of the practice's anti-patterns: the timeline is unclear and
there are no learning points. This pack has the timeline, what nobody knows yet as questions, who
does what, and an agenda whose times add up.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from exporters.document import (
    Align,
    Beside,
    Block,
    Column,
    Face,
    Item,
    ItemList,
    Lead,
    Masthead,
    Note,
    Part,
    Register,
    Report,
    ReportBlock,
    Run,
)
from exporters.reports.action_rows import action_table
from exporters.reports.actions import action_register
from exporters.reports.cells import cell, paragraph, words
from exporters.reports.impact import figure_band
from exporters.reports.postmortem import CLOSING, fingerprint
from exporters.reports.timeline import timeline_note, timeline_register
from exporters.reports.wordings import class_sentences, statement
from exporters.rich_text.parsing import MarkdownReader
from exporters.wording import (
    clock_time,
    listed,
    minutes_in_words,
    whole_minutes,
)
from models.guidance import is_written
from models.policy_checks import publish_checks, unmet
from models.vocabulary import DefenceOutcome, EventKind, SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from exporters.formats import Formats
    from exporters.report_context import ReportContext
    from models.incident import Incident
    from models.rows import ActionRow

_AGENDA = (
    (5, "Ground rules and roles", "Everybody knows why we are here, and who writes"),
    (10, "Timeline, read together", "Each event agreed or corrected; gaps named"),
    (15, "What made it possible", "Contributing factors: conditions, never people"),
    (10, "What worked, what did not, where we got lucky", "Defences to keep, mend or build"),
    (15, "Action items", "Each with an owner and a due date, one at least that is strong"),
    (5, "Who else has to know, and who finishes the document", "Readers, reviewer, date"),
)
_RULES = (
    "We look for conditions of the system. Everybody acted sensibly with what they knew then.",
    "“Why did it make sense at the time?” instead of “Why did you not …?”",
    "No “should have”, no “could have”, no “human error”: ask what allowed it.",
    "What is not known is written down as a question, not guessed.",
    "An action item changes the system. It leaves this room with an owner and a due date.",
)
_ROLES = (
    ("Facilitator", "keeps to the agenda and the ground rules; did not take part in the response"),
    ("Note taker", "writes into the postmortem while we speak"),
    ("Who responded", "tells what was seen, when, and what was tried"),
    ("Who owns the services", "says what would prevent it, and what that costs"),
    ("From another team", "asks what everybody here takes for granted"),
)
_FIELDS = (
    ("started_at", "when it started"),
    ("detected_at", "when it was detected"),
    ("acknowledged_at", "when somebody took it up"),
    ("mitigated_at", "when users were helped"),
    ("resolved_at", "when it was over"),
    ("severity", "its severity"),
    ("category", "its category"),
)
_IMPACT_FIELDS = (
    ("users_affected", "how many users"),
    ("failed_transactions", "how many failed transactions"),
    ("revenue", "what it cost"),
    ("slo_violated", "whether an SLO was violated"),
    ("data_loss", "whether data was lost"),
    ("security", "whether security was touched"),
    ("manual_rollback", "whether it was rolled back by hand"),
)
_MOST_GAPS = 3
_GAP_MINUTES = 10
_GAP_SHARE = 0.15  # of the whole incident


def meeting_report(
    incident: Incident, context: ReportContext, *, related: Sequence[ActionRow] = ()
) -> Report:
    """The pack for the meeting about `incident`.

    Args:
        incident: as it is recorded now.
        context: the circumstances; its verdict gives the deadlines.
        related: open action items of the earlier incidents that it is linked to.
    """
    return Report(
        title=f"Meeting: {incident.title or incident.key}",
        kind="Meeting pack",
        running=f"Meeting pack {incident.key}".strip(),
        status="",
        library_name=context.library_name,
        author="",
        subject=", ".join(filter(None, (incident.severity, *incident.services))),
        keywords=tuple(filter(None, (incident.key, "postmortem meeting"))),
        as_of=context.as_of,
        statement=statement(context),
        fingerprint=fingerprint(incident),
        generated_by=context.generated_by,
        formats=context.formats,
        blocks=tuple(_blocks(incident, context, related)),
    )


def _blocks(
    incident: Incident, context: ReportContext, related: Sequence[ActionRow]
) -> Iterator[ReportBlock]:
    reader = MarkdownReader()
    questions = tuple(open_questions(incident, context))
    yield Masthead(
        key=incident.key,
        severity=incident.severity,
        services=", ".join(service.rsplit("/", 1)[-1] for service in incident.services),
        title=incident.title or "Untitled incident",
        dateline=_dateline(incident, context),
    )
    yield figure_band(incident, context)
    yield Lead((paragraph(_purpose(len(questions))),))
    yield Part("Agenda", (_agenda(),), f"{sum(one[0] for one in _AGENDA)} minutes")
    yield Beside((Part("Ground rules", (_items(_RULES),)),), (Part("Roles", (_roles(),)),))
    timeline = timeline_register(incident, context, reader)
    none = (paragraph("No event is recorded yet. Begin with what was seen first."),)
    yield Part("Timeline", timeline or none, timeline_note(incident, context))
    if questions:
        checked = tuple(Item((paragraph(one),), checked=False) for one in questions)
        yield Part("Open questions", (ItemList(checked),), f"{len(questions)} to answer")
    unknown = unknown_fields(incident)
    if unknown:
        told = f"Nobody has recorded {listed(unknown)}."
        yield Part("Not known yet", (paragraph(told),))
    yield from _so_far(incident, context, reader)
    yield from _before(incident, related, context.formats)
    yield Note((Run(CLOSING),))


def _dateline(incident: Incident, context: ReportContext) -> str:
    sentences = []
    if incident.started_at is not None:
        sentences.append(f"{context.formats.long_date(context.local(incident.started_at).date())}.")
    held = incident.postmortem.meeting_held_at if incident.postmortem else None
    if held is not None:
        sentences.append(f"Meeting held {_instant(held, context)}.")
    elif context.verdict and context.verdict.meeting_due:
        due = context.verdict.meeting_due
        late = " (passed)" if due < context.as_of else ""
        sentences.append(f"Meeting due by {_instant(due, context)}{late}.")
    if context.verdict and context.verdict.document_due:
        day = context.local(context.verdict.document_due).date()
        sentences.append(f"Document due {context.formats.long_date(day)}.")
    return " ".join(sentences)


def _instant(at: datetime, context: ReportContext) -> str:
    local = context.local(at)
    return f"{context.formats.long_date(local.date())}, {clock_time(local)} {context.zone_label()}"


def _purpose(questions: int) -> str:
    opening = "We find out how the system made this possible, and what would make it impossible."
    if not questions:
        return f"{opening} Nothing is left open on paper."
    noun = "question is" if questions == 1 else "questions are"
    return f"{opening} {questions} {noun} open."


def _agenda() -> Register:
    columns = (
        Column("From", Face.MONO),
        Column("Topic", Face.SERIF, grows=True),
        Column("What comes out"),
        Column("min", Face.SERIF, Align.RIGHT),
    )
    rows, minute = [], 0
    for minutes, topic, outcome in _AGENDA:
        rows.append((words(f"0:{minute:02}"), words(topic), words(outcome), words(str(minutes))))
        minute += minutes
    return Register(columns, tuple(rows))


def _items(told: Sequence[str]) -> ItemList:
    return ItemList(tuple(Item((paragraph(one),)) for one in told))


def _roles() -> Register:
    columns = (Column("Role", Face.SERIF), Column("Does", grows=True), Column("Name"))
    rows = tuple((cell(Run(role)), words(does), words("__________")) for role, does in _ROLES)
    return Register(columns, rows)


# ---------------------------------------------------------------------------- what is open


def open_questions(incident: Incident, context: ReportContext) -> Iterator[str]:
    """What the record leaves open, as questions to the meeting; never about a person."""
    yield from _gaps(incident, context)
    kinds = {event.kind for event in incident.timeline}
    if incident.timeline and EventKind.DETECTION not in kinds and incident.detected_at is None:
        yield "How did we notice, and what would have noticed earlier?"
    if incident.timeline and EventKind.CHANGE not in kinds:
        yield "What changed before it began, or what had grown until then?"
    section = incident.section(SectionKind.ROOT_CAUSE)
    if section is None or not is_written(section.markdown):
        yield "What set it off? The root cause is not written yet."
    if not incident.contributing_factors:
        yield "Which conditions had to come together? No contributing factor is recorded."
    outcomes = {one.outcome for one in incident.defences}
    for outcome, question in (
        (DefenceOutcome.WORKED, "What worked, so that we keep it?"),
        (DefenceOutcome.FAILED, "Which alert, test or guardrail did not hold?"),
        (DefenceOutcome.LUCKY, "Where were we lucky?"),
    ):
        if outcome not in outcomes:
            yield question
    for check in unmet(publish_checks(incident)):
        if check.place == "action items":
            yield f"{check.text}: {check.detail or 'not met'}. Who does what by when?"
    if not incident.action_items:
        yield "What do we change? No action item is recorded."


def _gaps(incident: Incident, context: ReportContext) -> Iterator[str]:
    """The longest stretches of the incident without any event."""
    start, end = incident.started_at, incident.resolved_at
    events = sorted(
        one.at
        for one in incident.timeline
        if (start is None or one.at >= start) and (end is None or one.at <= end)
    )
    if start is not None and events:
        events.insert(0, start)
    if end is not None and events:
        events.append(end)
    whole = whole_minutes(events[-1] - events[0]) if len(events) > 1 else 0
    least = max(_GAP_MINUTES, int(whole * _GAP_SHARE))
    found = [
        (whole_minutes(second - first), first, second)
        for first, second in pairwise(events)
        if whole_minutes(second - first) >= least
    ]
    for minutes, first, second in sorted(found, key=lambda one: (-one[0], one[1]))[:_MOST_GAPS]:
        times = " and ".join(_moments(context.local(first), context.local(second), context.formats))
        yield (
            f"What was seen and tried between {times}? "
            f"Nothing is recorded for {minutes_in_words(minutes)}."
        )


def _moments(first: datetime, second: datetime, formats: Formats) -> tuple[str, str]:
    """Clock times, with dates where they are of two days."""
    if first.date() == second.date():
        return clock_time(first), clock_time(second)
    year = first.year != second.year
    dated = [
        f"{formats.short_date(at.date(), year=year)}, {clock_time(at)}" for at in (first, second)
    ]
    return dated[0], dated[1]


def unknown_fields(incident: Incident) -> list[str]:
    """What nobody recorded, in words that follow "Nobody has recorded"."""
    own = [told for name, told in _FIELDS if getattr(incident, name) is None]
    if not incident.services:
        own.append("which services it touched")
    impact = [told for name, told in _IMPACT_FIELDS if getattr(incident.impact, name) is None]
    return own + impact


# ---------------------------------------------------------------------------- what is there


def _so_far(
    incident: Incident, context: ReportContext, reader: MarkdownReader
) -> Iterator[ReportBlock]:
    factors = tuple(
        Item((paragraph(one.title),)) for one in incident.contributing_factors if one.title.strip()
    )
    if factors:
        yield Part("Contributing factors so far", (ItemList(factors),))
    register = action_register(incident, context, reader)
    if register:
        yield Part("Action items so far", register)


def _before(
    incident: Incident, related: Sequence[ActionRow], formats: Formats
) -> Iterator[ReportBlock]:
    sentences = class_sentences(incident, formats)
    if not sentences and not related:
        return
    blocks: list[Block | Register] = [paragraph(" ".join(sentences))] if sentences else []
    if related:
        blocks.append(action_table(related, formats=formats))
    yield Part("What happened before", tuple(blocks), "open action items of linked incidents")
