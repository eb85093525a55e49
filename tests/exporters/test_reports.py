"""What the document about an incident says, before anybody sets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from exporters.document import (
    Beside,
    FigureBand,
    Heading,
    ItemList,
    Lead,
    Masthead,
    Note,
    Paragraph,
    Part,
    Register,
    Tone,
    plain,
    plain_runs,
)
from exporters.reports.postmortem import fingerprint, postmortem_report
from models.incident import (
    ActionItem,
    Defence,
    Impact,
    Incident,
    LinkView,
    Postmortem,
    TimelineEvent,
)
from models.policy import Verdict, VerdictOutcome
from models.vocabulary import (
    ActionStatus,
    DefenceOutcome,
    IncidentKind,
    LinkKind,
    PostmortemStatus,
    SectionKind,
)
from tests.exporters.examples import context, practice_example, section
from tests.strategies import stored_incidents

if TYPE_CHECKING:
    from exporters.document import Block, Report

_NOON = datetime(2025, 3, 15, 12, tzinfo=UTC)


def _report(incident: Incident, **changes: Any) -> Report:
    return postmortem_report(incident, context(incident, **changes))


def _all_parts(report: Report) -> list[Part]:
    parts: list[Part] = []
    for block in report.blocks:
        if isinstance(block, Part):
            parts.append(block)
        elif isinstance(block, Beside):
            parts += (*block.left, *block.right)
    return parts


def _part(report: Report, title: str) -> Part:
    return next(part for part in _all_parts(report) if part.title == title)


def _register(part: Part) -> Register:
    return next(block for block in part.blocks if isinstance(block, Register))


def _rows(register: Register) -> list[list[str]]:
    return [[plain(cell).replace("\u00a0", " ") for cell in row] for row in register.rows]


def _figures(incident: Incident) -> dict[str, str]:
    (band,) = [one for one in _report(incident).blocks if isinstance(one, FigureBand)]
    return {
        one.label: f"{one.mark} {one.value}".strip().replace("\u00a0", " ") for one in band.figures
    }


def test_parts_come_in_the_order_in_which_people_read() -> None:
    report = _report(practice_example())
    kinds = [type(block) for block in report.blocks]
    assert kinds == [Masthead, FigureBand, Lead, Part, Beside, Part, Note, Note]
    titles = [part.title for part in _all_parts(report)]
    assert titles == [
        "Timeline", "Root cause", "Contributing factors", "What worked well",
        "Where we got lucky", "Action items",
    ]  # fmt: skip


def test_a_section_of_no_known_kind_stays_behind_its_neighbour() -> None:
    extra = [
        section(SectionKind.RESOLUTION, "How it ended", "Rolled back."),
        section(SectionKind.OTHER, "Background of `that`", "Old code."),
        section(SectionKind.APPENDIX, "Logs", "None."),
    ]
    titles = [part.title for part in _all_parts(_report(practice_example(extra)))]
    assert titles.index("Background of that") == titles.index("How it ended") + 1
    assert titles[-1] == "Logs"


def test_headings_inside_a_section_count_from_one() -> None:
    extra = [section(SectionKind.OTHER, "Deep", "#### First\n\ntext\n\n###### Second\n\ntext")]
    part = _part(_report(practice_example(extra)), "Deep")
    assert [one.level for one in part.blocks if isinstance(one, Heading)] == [1, 2]


def test_a_long_summary_goes_on_as_running_text() -> None:
    paragraphs = "\n\n".join(f"Paragraph {n}: " + "words and words " * 18 for n in range(5))
    incident = practice_example()
    assert incident.postmortem
    told = replace(
        incident.postmortem, sections=(section(SectionKind.SUMMARY, "Summary", paragraphs),)
    )
    blocks = _report(replace(incident, postmortem=told)).blocks
    lead = next(block for block in blocks if isinstance(block, Lead))
    rest = next(block for block in blocks if isinstance(block, Part))
    assert len(lead.blocks) == 2
    assert rest.title == ""
    assert len(rest.blocks) == 3


def test_every_figure_that_is_known_is_given_in_words() -> None:
    assert _figures(practice_example()) == {
        "User impact": "47 min",
        "Window, UTC": "14:23–15:10",
        "Users affected": "~12,000",
        "Failed transactions": "~340",
        "Not collected": "~€8,500",
        "Error budget used": "2.3%",
        "Availability SLO": "✕ violated",
    }


@pytest.mark.parametrize(
    ("impact", "told"),
    [
        (Impact(slo="Latency SLO", slo_violated=False), {"Latency SLO": "✓ met"}),
        (Impact(slo_violated=True), {"SLO": "✕ violated"}),
        (Impact(data_loss=True), {"Data": "✕ lost"}),
        (Impact(data_loss=False), {"Data": "none lost"}),
        (Impact(security=True), {"Security": "✕ production affected"}),
        (Impact(security=False), {}),
        (Impact(users_affected=0), {"Users affected": "0"}),
        (Impact(revenue=Decimal("1234.50"), currency="CHF"), {"Not collected": "CHF 1,234.5"}),
        (Impact(revenue=Decimal(7)), {"Not collected": "7"}),
    ],
)
def test_unknown_is_left_out_and_zero_is_not(impact: Impact, told: dict[str, str]) -> None:
    figures = _figures(Incident(key="INC-1", title="T", impact=impact))
    assert figures == {"User impact": "unknown", "Window, UTC": "unknown", **told}


def test_a_window_over_days_names_them() -> None:
    incident = Incident(
        key="I", title="T", started_at=_NOON, resolved_at=_NOON + timedelta(hours=30)
    )
    assert _figures(incident)["Window, UTC"] == "15 Mar 12:00 – 16 Mar 18:00"
    assert _figures(incident)["User impact"] == "30 h"


def test_what_goes_on_is_not_given_an_end() -> None:
    figures = _figures(Incident(key="I", title="T", started_at=_NOON))
    assert figures["Window, UTC"] == "from 12:00, not resolved"
    assert figures["User impact"] == "unknown"


def test_the_timeline_counts_from_the_start() -> None:
    part = _part(_report(practice_example()), "Timeline")
    register = _register(part)
    assert [column.label for column in register.columns] == [
        "Time, UTC", "Type", "Event", "min after start",
    ]  # fmt: skip
    assert _rows(register)[1] == [
        "14:25", "Detection", "Alarm payment-service-5xx-error-rate triggered", "+2",
    ]  # fmt: skip
    assert part.note.replace("\u00a0", " ") == (
        "detected after 2 min, decided after 12, mitigated after 22, recovered after 47"
    )


def test_a_timeline_over_days_shows_dates_and_days() -> None:
    events = tuple(
        TimelineEvent(at=_NOON + timedelta(hours=hours), text=f"after {hours}")
        for hours in (-1, 0, 20, 70)
    )
    incident = Incident(key="I", title="T", started_at=_NOON, timeline=events)
    rows = _rows(_register(_part(_report(incident), "Timeline")))
    assert [row[0] for row in rows] == [
        "15 Mar 11:00", "15 Mar 12:00", "16 Mar 08:00", "18 Mar 10:00",
    ]  # fmt: skip
    assert [row[-1] for row in rows] == ["−1 h", "0", "+20 h", "+2 d 22 h"]


def test_a_timeline_without_a_start_counts_nothing() -> None:
    incident = Incident(key="I", title="T", timeline=(TimelineEvent(at=_NOON, text="x"),))
    register = _register(_part(_report(incident), "Timeline"))
    assert [column.label for column in register.columns] == ["Time, UTC", "Event"]


def test_action_items_say_what_they_lack_and_what_is_late() -> None:
    items = (
        ActionItem(number=1, title="Open", due_on=_NOON.date()),
        ActionItem(number=2, title="Done", owner="@a", due_on=_NOON.date(),
                   status=ActionStatus.DONE, completed_on=_NOON.date()),
        ActionItem(number=3, title="Dropped", status=ActionStatus.WONT_DO,
                   status_reason="Superseded."),
    )  # fmt: skip
    incident = Incident(key="I", title="T", started_at=_NOON, action_items=items)
    register = _register(_part(_report(incident), "Action items"))
    assert [column.label for column in register.columns] == ["Action", "Owner", "Due", "Status"]
    assert _rows(register) == [
        ["Open", "no owner", "15 Mar", "open"],
        ["Done", "@a", "15 Mar", "done 15 Mar"],
        ["Dropped\nSuperseded.", "no owner", "no date", "won't do"],
    ]
    tones = [_tone(row[2]) for row in register.rows]
    assert tones == [Tone.DANGER, Tone.NORMAL, Tone.WARNING]


def _tone(cell: tuple[Block, ...]) -> Tone:
    (first, *_) = [block for block in cell if isinstance(block, Paragraph)]
    return first.runs[0].tone


def test_several_defences_are_a_list_and_one_is_a_paragraph() -> None:
    report = _report(practice_example())
    assert isinstance(_part(report, "What worked well").blocks[0], ItemList)
    assert plain((_part(report, "Where we got lucky").blocks[0],)) == "It was a Saturday."  # type: ignore[arg-type]


def test_defences_alone_need_no_second_column() -> None:
    one = Defence(outcome=DefenceOutcome.FAILED, text="The alert slept")
    report = _report(Incident(key="I", title="T", defences=(one,)))
    assert _part(report, "What did not work").blocks
    assert not any(isinstance(block, Beside) for block in report.blocks)


def test_links_are_said_in_words() -> None:
    incident = Incident(
        key="INC-2", title="T", started_at=_NOON,
        links=(
            LinkView(key="INC-3", kind=LinkKind.RECURRENCE_OF, outgoing=False,
                     started_at=_NOON + timedelta(days=9)),
            LinkView(key="INC-1", kind=LinkKind.CAUSED_BY),
            LinkView(key="INC-9", kind=LinkKind.NOT_RELATED),
            LinkView(key="INC-4", kind=LinkKind.RELATED),
        ),
    )  # fmt: skip
    notes = _notes(_report(incident))
    assert notes == [
        "Recurred as INC-3 (24 Mar 2025).", "Caused by INC-1.", "Related to INC-4.",
        "This document describes systems and decisions, not people.",
    ]  # fmt: skip


def _notes(report: Report) -> list[str]:
    return [
        plain_runs(block.runs).replace("\u00a0", " ")
        for block in report.blocks
        if isinstance(block, Note)
    ]


def test_a_waived_postmortem_gives_its_reason() -> None:
    waived = Postmortem(status=PostmortemStatus.WAIVED, waived_reason="Known and fixed.")
    report = _report(Incident(key="I", title="T", postmortem=waived))
    assert report.status == "waived"
    assert _notes(report)[0] == "Postmortem waived: Known and fixed."


def test_a_drill_is_called_one() -> None:
    assert _report(Incident(key="I", title="T", kind=IncidentKind.DRILL)).kind == (
        "Incident record of a drill"
    )


@pytest.mark.parametrize(
    ("outcome", "note", "said"),
    [
        (VerdictOutcome.REQUIRED, "", "Required by policy v3."),
        (VerdictOutcome.NOT_REQUIRED, "", "Not required by policy v3."),
        (
            VerdictOutcome.NOT_REQUIRED,
            "A drill needs no postmortem",
            "Not required by policy v3: a drill needs no postmortem.",
        ),
    ],
)
def test_the_verdict_is_one_sentence(outcome: VerdictOutcome, note: str, said: str) -> None:
    verdict = Verdict(outcome=outcome, rules=(), meeting_due=None, document_due=None, note=note)
    assert _report(practice_example(), verdict=verdict).statement == said
    assert _report(practice_example(), verdict=None).statement == ""


def test_the_fingerprint_is_of_the_data_alone() -> None:
    incident = practice_example()
    assert fingerprint(incident) == fingerprint(practice_example())
    assert fingerprint(incident) != fingerprint(replace(incident, version=2))
    assert len(fingerprint(incident)) == 64


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stored_incidents())
def test_any_incident_has_a_report(incident: Incident) -> None:
    report = _report(incident)
    assert report.blocks
    assert report.title
