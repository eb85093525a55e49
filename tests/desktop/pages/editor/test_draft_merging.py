"""Two drafts put together: each thing from whoever changed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.pages.editor.draft import IncidentDraft, Record, draft_of
from desktop.pages.editor.draft_merging import DraftMerge, Sides, merge_drafts
from desktop.pages.editor.text_merging import merge_texts
from models.incident import Incident, Postmortem, TimelineEvent

LINES = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=6).map("\n".join)


def merged(base: IncidentDraft, mine: IncidentDraft, theirs: IncidentDraft) -> DraftMerge:
    return merge_drafts(Sides(shown=base, mine=mine, base=base, theirs=theirs))


@pytest.fixture
def base() -> IncidentDraft:
    at = datetime(2025, 3, 15, 14, 23, tzinfo=UTC)
    events = tuple(TimelineEvent(at=at.replace(minute=one), text=f"At {one}") for one in (23, 25))
    incident = Incident(
        key="INC-1",
        title="Outage",
        services=("a", "b"),
        timeline=events,
        postmortem=Postmortem(),
    )
    return draft_of(incident, zone="UTC")


@given(LINES, LINES)
def test_changes_of_one_side_are_all_taken(base: str, changed: str) -> None:
    assert merge_texts(base, changed, base).mine == changed
    assert merge_texts(base, base, changed).mine == changed
    assert merge_texts(base, changed, changed).is_clean


@given(LINES, LINES, LINES)
def test_a_merge_is_the_same_from_either_side(base: str, mine: str, theirs: str) -> None:
    one, other = merge_texts(base, mine, theirs), merge_texts(base, theirs, mine)
    assert one.is_clean == other.is_clean
    assert (one.mine, one.theirs) == (other.theirs, other.mine)
    if one.is_clean:
        assert one.mine == one.theirs == one.both


@given(LINES, LINES, LINES)
def test_every_line_that_somebody_added_is_in_both(base: str, mine: str, theirs: str) -> None:
    both = merge_texts(base, mine, theirs).both.split("\n")
    for text in (mine, theirs):
        for line in set(text.split("\n")) - set(base.split("\n")):
            assert line in both


def test_paragraphs_that_do_not_touch_merge() -> None:
    found = merge_texts("one\n\ntwo\n\nthree", "ONE\n\ntwo\n\nthree", "one\n\ntwo\n\nTHREE\nfour")
    assert found.is_clean
    assert found.mine == "ONE\n\ntwo\n\nTHREE\nfour"


def test_lines_that_both_changed_are_disputed_and_the_rest_is_not() -> None:
    found = merge_texts("a\nb\n\nc", "A\nb\n\nmine", "a\nb\n\ntheirs")
    assert not found.is_clean
    assert found.mine == "A\nb\n\nmine"
    assert found.theirs == "A\nb\n\ntheirs"
    assert found.both == "A\nb\n\nmine\ntheirs"


def test_words_rows_and_fields_come_from_whoever_changed_them(base: IncidentDraft) -> None:
    mine = replace(base, services=("b", "c"), title="Mine", timeline=base.timeline[:1])
    row = Record({"at": "14:40", "kind": "page", "text": "Theirs"})
    theirs = replace(
        base,
        services=("a", "b", "d"),
        severity="SEV-2",
        timeline=(base.timeline[0], row, base.timeline[1]),
    )
    found = merged(base, mine, theirs)
    assert not found.disputes
    assert found.draft.services == ("b", "c", "d")
    assert (found.draft.title, found.draft.severity) == ("Mine", "SEV-2")
    assert [one.values["text"] for one in found.draft.timeline] == ["At 23", "Theirs"]
    assert set(found.taken) == {"Services", "Severity", "Timeline 14:40"}


def test_a_row_that_one_removed_and_the_other_changed_is_disputed(base: IncidentDraft) -> None:
    first, second = base.timeline
    changed = Record({**second.values, "text": "Changed"}, second.id)
    for mine, theirs in (((first,), (first, changed)), ((first, changed), (first,))):
        found = merged(base, replace(base, timeline=mine), replace(base, timeline=theirs))
        (dispute,) = found.disputes
        assert dispute.label == "Timeline 14:25"
        assert "" in (dispute.mine, dispute.theirs)
        assert found.settled({dispute.key: "mine"}).timeline == mine
        assert found.settled({dispute.key: "theirs"}).timeline == theirs


def test_cells_of_one_row_merge(base: IncidentDraft) -> None:
    first, second = base.timeline
    mine = Record({**second.values, "text": "Mine"}, second.id)
    theirs = Record({**second.values, "kind": "page"}, second.id)
    found = merged(
        base, replace(base, timeline=(first, mine)), replace(base, timeline=(first, theirs))
    )
    assert not found.disputes
    row = found.draft.timeline[1]
    assert (row.values["text"], row.values["kind"], row.id) == ("Mine", "page", second.id)


def test_rows_stand_in_the_order_of_whoever_moved_them(base: IncidentDraft) -> None:
    first, second = base.timeline
    added = Record({"at": "", "text": "New"})
    found = merged(
        base,
        replace(base, timeline=(first, added, second)),
        replace(base, timeline=(second, first)),
    )
    assert [one.id for one in found.draft.timeline] == [second.id, first.id, added.id]


def test_a_section_that_both_began_is_one_section(base: IncidentDraft) -> None:
    def with_summary(text: str) -> IncidentDraft:
        again = draft_of(Incident(key="", title="", postmortem=Postmortem()), zone="UTC")
        sections = tuple(
            Record({**one.values, "markdown": text if place == 0 else ""}, one.id)
            for place, one in enumerate(again.sections)
        )
        return replace(base, sections=sections)

    found = merged(base, with_summary("Mine"), with_summary("Theirs"))
    (dispute,) = found.disputes
    assert (dispute.label, dispute.mine, dispute.theirs) == ("Summary", "Mine", "Theirs")
    assert dispute.both == "Mine\nTheirs"
    kinds = [one.values["kind"] for one in found.draft.sections]
    assert len(kinds) == len(set(kinds))


def test_a_value_that_the_form_writes_in_another_way_was_not_changed(base: IncidentDraft) -> None:
    shown = replace(base, amounts={"users_affected": "~12000"})
    stored = replace(base, amounts={"users_affected": "~12,000"})
    theirs = replace(base, amounts={"users_affected": "~15,000"})
    found = merge_drafts(Sides(shown=shown, mine=shown, base=stored, theirs=theirs))
    assert not found.disputes
    assert found.draft.amounts["users_affected"] == "~15,000"
