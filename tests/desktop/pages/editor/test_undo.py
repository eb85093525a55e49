"""The states of a draft: back, forth, and what changed between two of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.pages.editor.draft import IncidentDraft, Record
from desktop.pages.editor.undo import DraftHistory, changed_field


@pytest.fixture
def first() -> IncidentDraft:
    rows = (Record({"at": "14:23", "text": "Deployed"}), Record({"at": "14:25", "text": "Paged"}))
    sections = (Record({"kind": "summary", "markdown": "Long. " * 1000}),)
    return IncidentDraft(title="One", timeline=rows, sections=sections)


def test_back_and_forth(first: IncidentDraft) -> None:
    history = DraftHistory()
    history.start(first)
    second, third = replace(first, title="Two"), replace(first, title="Two", key="K")
    history.record(second)
    history.record(third)
    assert history.undo(third) == second
    assert history.undo(second) == first
    assert history.undo(first) is None
    assert history.redo(first) == second
    assert history.redo(second) == third
    assert history.redo(third) is None


def test_what_stands_in_the_form_can_always_be_come_back_to(first: IncidentDraft) -> None:
    history = DraftHistory()
    history.start(first)
    typed = replace(first, title="Not recorded yet")
    assert history.undo(typed) == first
    assert history.redo(first) == typed


def test_typing_after_undo_forgets_what_was_undone(first: IncidentDraft) -> None:
    history = DraftHistory()
    history.start(first)
    history.record(replace(first, title="Two"))
    history.undo(replace(first, title="Two"))
    other = replace(first, title="Other")
    history.record(other)
    assert history.redo(other) is None
    assert history.undo(other) == first


def test_a_field_s_own_undo_takes_back_the_states_of_its_visit(first: IncidentDraft) -> None:
    history = DraftHistory()
    history.start(first)
    titled = replace(first, title="Two")
    history.record(titled)
    history.begin_visit()
    history.record(replace(titled, slo="a"))
    history.record(replace(titled, slo="ab"))
    history.undone_inside()
    assert history.undo(titled) == first


def test_another_incident_starts_anew(first: IncidentDraft) -> None:
    history = DraftHistory()
    history.start(replace(first, title="Of another"))
    history.start(first)
    assert history.undo(first) is None


def test_states_share_what_did_not_change(first: IncidentDraft) -> None:
    history = DraftHistory()
    history.start(first)
    copied = tuple(Record(dict(one.values), one.id) for one in first.timeline)
    changed = (Record({**first.timeline[0].values, "text": "Released"}, first.timeline[0].id),)
    second = replace(
        first,
        sections=tuple(Record(dict(one.values), one.id) for one in first.sections),
        timeline=(*changed, copied[1]),
    )
    history.record(second)
    history.record(replace(second, title="Three"))
    kept = history.undo(replace(second, title="Three"))
    assert kept is not None
    assert kept.sections is first.sections
    assert kept.timeline[1] is first.timeline[1]


def test_only_so_many_states_are_kept(first: IncidentDraft) -> None:
    history = DraftHistory()
    history.start(first)
    drafts = [replace(first, title=str(number)) for number in range(300)]
    for one in drafts:
        history.record(one)
    current, steps = drafts[-1], 0
    while (before := history.undo(current)) is not None:
        current, steps = before, steps + 1
    assert steps == 199


def test_what_changed_is_named(first: IncidentDraft) -> None:
    assert changed_field(first, first) == ("", -1)
    assert changed_field(first, replace(first, severity="SEV-1")) == ("severity", -1)
    late = replace(first, times={"resolved_at": "15:10", "meeting_held_at": "x"})
    assert changed_field(first, late) == ("resolved_at", -1)
    assert changed_field(first, replace(first, flags={"data_loss": True})) == ("data_loss", -1)
    section = Record({**first.sections[0].values, "markdown": "x"}, first.sections[0].id)
    assert changed_field(first, replace(first, sections=(section,))) == ("section", 0)
    row = Record({"at": "14:25", "text": "Called"}, first.timeline[1].id)
    assert changed_field(first, replace(first, timeline=(first.timeline[0], row))) == (
        "timeline",
        1,
    )
    assert changed_field(first, replace(first, timeline=first.timeline[:1])) == ("timeline", 0)
