from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from desktop.pages.editor.draft import IncidentDraft, Record, draft_of
from desktop.pages.editor.reading import read_draft
from models.incident import (
    ActionItem,
    ContributingFactor,
    Defence,
    Impact,
    Incident,
    Postmortem,
    Section,
    TimelineEvent,
)
from models.vocabulary import (
    ActionStatus,
    DefenceOutcome,
    EventKind,
    PostmortemStatus,
    SectionKind,
    Severity,
    Strength,
)

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def outage() -> Incident:
    return Incident(
        key="INC-2025-034",
        title="Payment Service Outage",
        severity=Severity.SEV_1,
        started_at=at("2025-03-15 14:23:07.5"),
        resolved_at=at("2025-03-15 15:10"),
        services=("payments/payment-service",),
        impact=Impact(
            users_affected=12000,
            revenue=Decimal("8500.10"),
            currency="EUR",
            slo_violated=True,
            data_loss=False,
            estimated=frozenset({"users_affected"}),
        ),
        timeline=(TimelineEvent(at=at("2025-03-15 14:25"), kind=EventKind.PAGE, text="Paged"),),
        contributing_factors=(ContributingFactor(title="No staging test", tags=("test",)),),
        defences=(Defence(outcome=DefenceOutcome.LUCKY, text="A quiet hour"),),
        action_items=(
            ActionItem(number=1, title="Add index", owner="@db", due_on=date(2025, 3, 18), slips=2),
            ActionItem(number=4, title="Alert", register_number=12),
        ),
        postmortem=Postmortem(
            status=PostmortemStatus.FINAL,
            authors=("@lead",),
            sections=(
                Section(kind=SectionKind.OTHER, title="Odd", markdown="  kept as is \n"),
                Section(kind=SectionKind.SUMMARY, title="TL;DR", markdown="It broke."),
            ),
        ),
        extra=(("team", "x"),),
        version=3,
    )


def read(draft: IncidentDraft, base: Incident) -> Incident:
    reading = read_draft(draft, base, now=NOW)
    assert reading.incident is not None, reading.problems
    return reading.incident


def complaints(draft: IncidentDraft, base: Incident) -> dict[str, str]:
    return {one.field: one.message for one in read_draft(draft, base, now=NOW).problems}


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Asia/Kolkata"])
def test_opening_and_saving_changes_nothing(outage: Incident, zone: str) -> None:
    base = replace(outage, timezone=zone)
    assert read(draft_of(base, zone=zone), base) == base


def test_an_incident_without_a_postmortem_stays_without(outage: Incident) -> None:
    base = replace(outage, postmortem=None)
    assert read(draft_of(base, zone="UTC"), base).postmortem is None


def test_a_title_and_a_severity_are_enough() -> None:
    base = Incident(key="", title="")
    draft = replace(draft_of(base, zone="UTC"), key="INC-1", title="  Broken ", severity="SEV-2")
    draft = replace(draft, writes_postmortem=True)
    found = read(draft, base)
    assert (found.key, found.title, found.severity) == ("INC-1", "Broken", Severity.SEV_2)
    assert found.status is PostmortemStatus.DRAFT
    assert found.sections == ()


def test_missing_title_and_key_are_said_at_their_fields() -> None:
    base = Incident(key="", title="", version=1)
    found = complaints(draft_of(base, zone="UTC"), base)
    assert set(found) == {"title", "key"}


def test_a_new_incident_may_leave_its_key_to_the_library() -> None:
    base = Incident(key="", title="")
    assert read(replace(draft_of(base, zone="UTC"), title="Broken"), base).key == ""


def test_resolution_before_the_start_cannot_be_saved(outage: Incident) -> None:
    draft = draft_of(outage, zone="UTC")
    draft = replace(draft, times={**draft.times, "resolved_at": "2025-03-15 14:00"})
    reading = read_draft(draft, outage, now=NOW)
    assert reading.incident is None
    assert "before the start" in reading.problems[0].message


def test_detection_before_the_start_is_said_but_saved(outage: Incident) -> None:
    draft = draft_of(outage, zone="UTC")
    draft = replace(draft, times={**draft.times, "detected_at": "2025-03-15 14:20"})
    reading = read_draft(draft, outage, now=NOW)
    assert reading.incident is not None
    assert [one.field for one in reading.problems] == ["detected_at"]


def test_times_without_a_date_follow_the_start(outage: Incident) -> None:
    draft = draft_of(outage, zone="UTC")
    draft = replace(
        draft,
        times={**draft.times, "detected_at": "14:25", "resolved_at": "01:10"},
    )
    found = read(draft, outage)
    assert found.detected_at == at("2025-03-15 14:25")
    assert found.resolved_at == at("2025-03-16 01:10")


def test_unknown_is_not_zero(outage: Incident) -> None:
    draft = draft_of(outage, zone="UTC")
    amounts = {**draft.amounts, "users_affected": "0", "revenue": "unknown"}
    found = read(replace(draft, amounts=amounts, flags={"data_loss": None}), outage)
    assert found.impact.users_affected == 0
    assert found.impact.revenue is None
    assert found.impact.data_loss is None
    assert "users_affected" not in found.impact.estimated


def test_a_currency_typed_beside_the_amount_is_taken() -> None:
    base = Incident(key="K", title="T")
    draft = replace(draft_of(base, zone="UTC"), amounts={"revenue": "~$1,500.50"})
    found = read(draft, base)
    assert found.impact.currency == "USD"
    assert found.impact.revenue == Decimal("1500.50")
    assert found.impact.estimated == {"revenue"}


def test_a_row_keeps_what_the_form_does_not_show(outage: Incident) -> None:
    draft = draft_of(outage, zone="UTC")
    row = draft.actions[0]
    changed = Record({**row.values, "owner": "payments-db", "due_on": "fri"}, row.id)
    found = read(replace(draft, actions=(changed, draft.actions[1])), outage)
    first = found.action_items[0]
    assert (first.owner, first.due_on, first.slips) == ("@payments-db", date(2025, 3, 21), 2)
    assert found.action_items[1].register_number == 12


def test_rows_are_numbered_by_their_place_when_the_order_changes(outage: Incident) -> None:
    draft = draft_of(outage, zone="UTC")
    found = read(replace(draft, actions=tuple(reversed(draft.actions))), outage)
    assert [(one.number, one.title) for one in found.action_items] == [
        (1, "Alert"),
        (2, "Add index"),
    ]


def test_new_rows_are_read_and_blank_ones_dropped(outage: Incident) -> None:
    draft = draft_of(outage, zone="UTC")
    new = Record({"title": "Page earlier", "strength": "strong", "kind": "detect"})
    blank = Record({"title": "", "status": "open", "kind": "prevent"})
    found = read(replace(draft, actions=(*draft.actions, new, blank)), outage)
    assert [one.title for one in found.action_items] == ["Add index", "Alert", "Page earlier"]
    assert found.action_items[2].strength is Strength.STRONG


def test_a_timeline_row_without_a_time_is_said_at_its_cell(outage: Incident) -> None:
    draft = draft_of(outage, zone="UTC")
    rows = (*draft.timeline, Record({"at": "", "kind": "other", "text": "Something"}))
    reading = read_draft(replace(draft, timeline=rows), outage, now=NOW)
    assert reading.incident is None
    problem = reading.problems[0]
    assert (problem.table, problem.row, problem.field) == ("timeline", 1, "at")


def test_timeline_times_are_close_to_the_row_before(outage: Incident) -> None:
    draft = draft_of(outage, zone="UTC")
    rows = (
        *draft.timeline,
        Record({"at": "14:20", "kind": "change", "text": "Deployed"}),
        Record({"at": "00:30", "kind": "other", "text": "Told people"}),
    )
    found = read(replace(draft, timeline=rows), outage)
    assert [one.at for one in found.timeline[1:]] == [
        at("2025-03-15 14:20"),
        at("2025-03-16 00:30"),
    ]


def test_wont_do_wants_a_reason_and_done_is_dated(outage: Incident) -> None:
    draft = draft_of(outage, zone="UTC")
    first, second = draft.actions
    dropped = Record({**first.values, "status": "won't do"}, first.id)
    done = Record({**second.values, "status": "done"}, second.id)
    found = complaints(replace(draft, actions=(dropped, second)), outage)
    assert found == {"status_reason": "Say why it will not be done."}
    items = read(replace(draft, actions=(first, done)), outage).action_items
    assert (items[1].status, items[1].completed_on) == (ActionStatus.DONE, NOW.date())


def test_emptied_sections_go_and_filled_ones_come_at_their_place(outage: Incident) -> None:
    draft = draft_of(outage, zone="UTC")
    changed = []
    for one in draft.sections:
        text = {"summary": "", "root cause": "A missing index."}.get(one.values["kind"])
        changed.append(one if text is None else Record({**one.values, "markdown": text}, one.id))
    found = read(replace(draft, sections=tuple(changed)), outage)
    assert [one.title for one in found.sections] == ["Root Cause", "Odd"]
    assert found.sections[1].markdown == "  kept as is \n"
