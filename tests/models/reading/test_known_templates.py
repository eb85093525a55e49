"""Reports of our own in the shape of well-known templates."""

from __future__ import annotations

from datetime import UTC, datetime

from models.vocabulary import ActionKind, ActionStatus, PostmortemStatus, SectionKind, Severity
from tests.models.reading.documents import incident, read


def test_bold_labels_that_are_sections_and_times_below_a_date() -> None:
    found = incident(
        """
        # Poem search (incident #465)

        **Date**: 2026-03-04

        **Authors**: ana, bo

        **Status**: Complete, action items in progress

        **Summary**: Search was down while a poem was read on the radio.

        **Impact**: Many queries lost, no revenue impact.

        **Root Causes**: Load and a leak together.

        **Detection**: The probe paged.

        ## Action Items

        | Action Item | Type | Owner | Bug |
        |---|---|---|---|
        | Describe cascades in the playbook | mitigate | ana | n/a **DONE** |
        | Balance between clusters | prevent | bo | Bug 5554 **TODO** |

        ## Timeline

        2026-03-04 (*all times UTC*)

        * 14:51 The poem is read
        * 14:54 **OUTAGE BEGINS** - backends melt
        * 16:00 **OUTAGE ENDS**, traffic is balanced
        """
    )
    assert found.started_at == datetime(2026, 3, 4, 14, 54, tzinfo=UTC)
    assert found.resolved_at == datetime(2026, 3, 4, 16, 0, tzinfo=UTC)
    assert found.status is PostmortemStatus.FINAL
    assert [one.kind for one in found.sections] == [
        SectionKind.SUMMARY,
        SectionKind.IMPACT,
        SectionKind.ROOT_CAUSE,
        SectionKind.DETECTION,
    ]
    assert [(one.status, one.kind, one.tracker_key) for one in found.action_items] == [
        (ActionStatus.DONE, ActionKind.MITIGATE, None),
        (ActionStatus.OPEN, ActionKind.PREVENT, "#5554"),
    ]


def test_headings_with_values_and_a_table_of_impact_without_bars() -> None:
    found = incident(
        """
        # Postmortem March 4, 2026

        ### Owner: Ana
        ### Meeting Scheduled For: March 6

        ## Impact

        Time in trouble | 1hr 12min
        --- | ---
        Messages late | 4%
        Users Affected | 1,200

        ## Timeline
        | Time (PDT) | Description |
        |:--|:--|
        | 09:05 | Deploy |
        | 10:17 | Column restored; incident over |
        """
    )
    assert found.title == "Postmortem March 4, 2026"
    assert found.extra == (("Meeting Scheduled For", "March 6"),)
    assert found.impact.users_affected == 1200
    assert found.resolved_at == datetime(2026, 3, 4, 18, 17, tzinfo=UTC)


def test_a_window_in_the_text_about_the_impact() -> None:
    found = incident(
        """
        # Storage is slow

        ### Summary of impact
        Between 10:00 and 11:30 UTC on 03 Feb 2026, some customers saw latency.

        ### Next steps
        - Replace the disks
        - Better alarms (Completed)
        """
    )
    assert (found.started_at, found.duration_minutes) == (
        datetime(2026, 2, 3, 10, 0, tzinfo=UTC),
        90,
    )
    assert [one.status for one in found.action_items] == [ActionStatus.OPEN, ActionStatus.DONE]


def test_german_labels_and_headings() -> None:
    found = read(
        """
        # Kasse offline (Incident)

        Datum: 03.02.2026
        Dauer: 40 Minuten
        Schweregrad: 2

        ## Zusammenfassung
        Die Kasse war aus.

        ## Zeitverlauf
        - 14:05 Uhr Alarm
        - 14:45 Uhr wieder an

        ## Ursache
        Ein Tippfehler.

        ## Maßnahmen
        - [ ] Prüfen vor dem Speichern
        """
    )
    made = found.incident
    assert (made.severity, made.started_at) == (
        Severity.SEV_2,
        datetime(2026, 2, 3, 14, 5, tzinfo=UTC),
    )
    assert [event.text for event in made.timeline] == ["Alarm", "wieder an"]
    assert [one.kind for one in made.sections] == [SectionKind.SUMMARY, SectionKind.ROOT_CAUSE]
    assert len(made.action_items) == 1


def test_cells_of_actions_that_cannot_be_read_keep_the_table() -> None:
    found = read(
        """
        # Shop incident

        ## Action Items

        | Action | Owner | Due Date | Status |
        |---|---|---|---|
        | Pin it | @ana | next quarter | parked |
        """
    )
    (item,) = found.incident.action_items
    assert (item.due_on, item.status) == (None, ActionStatus.OPEN)
    assert "next quarter" in found.incident.sections[0].markdown
    assert any("Due Date, Status" in warning for warning in found.warnings)
