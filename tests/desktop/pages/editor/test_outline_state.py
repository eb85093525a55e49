"""How complete a section is, and in which order sections and tables are read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.pages.editor.arrangement import arrange, written
from desktop.pages.editor.draft import IncidentDraft, Record, draft_of
from desktop.pages.editor.outline_state import OutlineEntry, completed, outline_of
from desktop.pages.editor.reading import Problem
from models.incident import Incident, Postmortem, Section
from models.vocabulary import SectionKind


def section(kind: SectionKind, text: str = "", title: str = "") -> Record:
    return Record({"kind": kind.value, "title": title or kind.value.title(), "markdown": text})


@pytest.fixture
def draft() -> IncidentDraft:
    return draft_of(Incident(key="INC-1", title="T", postmortem=Postmortem()), zone="UTC")


def entries(draft: IncidentDraft, *problems: Problem) -> dict[str, OutlineEntry]:
    return {one.name: one for one in outline_of(draft, problems, {})}


def state(draft: IncidentDraft, name: str, *problems: Problem) -> tuple[str, str]:
    entry = entries(draft, *problems)[name]
    return entry.state, entry.count


def test_a_new_postmortem_is_empty_but_for_its_details(draft: IncidentDraft) -> None:
    found = outline_of(draft, (), {})
    assert [(one.name, one.state) for one in found] == [
        ("details", "needs work"),
        ("summary", "empty"),
        ("impact", "empty"),
        ("timeline", "empty"),
        ("root cause", "empty"),
        ("contributing factors", "empty"),
        ("worked", "empty"),
        ("lucky", "empty"),
        ("action items", "empty"),
        ("blameless notes", "empty"),
    ]
    assert completed(found) == 0


def test_details_say_how_much_is_missing(draft: IncidentDraft) -> None:
    assert state(draft, "details") == ("needs work", "5 missing")
    known = replace(
        draft, severity="SEV-1", services=("a",), category="B", authors=("@c",), reviewers=("@d",)
    )
    assert state(known, "details") == ("complete", "")
    wrong = Problem(field="key", message="Every incident needs a key.")
    assert state(known, "details", wrong) == ("needs work", "1 to fix")


def test_a_guidance_that_nobody_answered_is_no_text() -> None:
    assert written("<!-- What happened? -->\n") == ""
    assert written("<!-- never closed") == ""
    assert written("<!-- a -->It broke.<!-- b -->") == "It broke."


def test_a_text_is_complete_until_a_hint_waits(draft: IncidentDraft) -> None:
    text = section(SectionKind.ROOT_CAUSE, "A missing index.")
    changed = replace(draft, sections=(text,))
    assert state(changed, "root cause") == ("complete", "")
    hinted = {one.name: one for one in outline_of(changed, (), {text.id: 2})}
    assert (hinted["root cause"].state, hinted["root cause"].count) == ("needs work", "2 hints")


def test_impact_names_what_is_unknown_and_zero_is_known(draft: IncidentDraft) -> None:
    times = {"started_at": "2025-03-15 14:23", "resolved_at": ""}
    some = replace(draft, times=times, amounts={"users_affected": "0"})
    assert state(some, "impact") == ("needs work", "2 unknown")
    all_known = replace(
        some,
        times={**times, "resolved_at": "2025-03-15 15:10"},
        flags={"slo_violated": False},
    )
    assert state(all_known, "impact") == ("complete", "")
    wrong = Problem(field="revenue", message="not a number")
    assert state(all_known, "impact", wrong) == ("needs work", "1 to fix")


def test_a_timeline_of_one_event_is_not_done(draft: IncidentDraft) -> None:
    row = Record({"at": "14:23", "kind": "change", "text": "Deployed"})
    blank = Record({"at": "", "kind": "other", "text": ""})
    assert state(replace(draft, timeline=(row, blank)), "timeline") == ("needs work", "1 event")
    two = replace(draft, timeline=(row, Record({"at": "14:25", "kind": "page", "text": "Paged"})))
    assert state(two, "timeline") == ("complete", "2 events")
    wrong = Problem(field="at", message="When?", table="timeline", row=1)
    assert state(two, "timeline", wrong) == ("needs work", "1 to fix")


def test_action_items_want_an_owner_and_a_date(draft: IncidentDraft) -> None:
    done = Record({"title": "Add index", "owner": "@db", "due_on": "2025-03-18"})
    open_ = Record({"title": "Alert", "owner": "", "due_on": ""})
    assert state(replace(draft, actions=(done, open_)), "action items") == ("needs work", "1 open")
    assert state(replace(draft, actions=(done,)), "action items") == ("complete", "1")


def test_defences_are_three_entries_but_failure_only_where_there_was_one(
    draft: IncidentDraft,
) -> None:
    worked = Record({"outcome": "worked", "text": "The alarm"})
    assert "failed" not in entries(replace(draft, defences=(worked,)))
    failed = Record({"outcome": "failed", "text": "The canary"})
    found = entries(replace(draft, defences=(worked, failed, worked)))
    assert (found["worked"].count, found["failed"].count) == ("2", "1")
    assert found["lucky"].state == "empty"


def test_optional_sections_are_listed_once_they_hold_text(draft: IncidentDraft) -> None:
    assert "lessons learned" not in entries(draft)
    filled = tuple(
        Record({**one.values, "markdown": "Test more."}, one.id)
        if one.values["kind"] == SectionKind.LESSONS
        else one
        for one in draft.sections
    )
    assert entries(replace(draft, sections=filled))["lessons learned"].state == "complete"


def test_the_authors_own_order_and_titles_hold() -> None:
    incident = Incident(
        key="K",
        title="T",
        postmortem=Postmortem(
            sections=(
                Section(kind=SectionKind.OTHER, title="Background", markdown="x"),
                Section(kind=SectionKind.ROOT_CAUSE, title="Why", markdown="x"),
                Section(kind=SectionKind.TIMELINE, title="What we saw", markdown="A picture."),
                Section(kind=SectionKind.OTHER, title="Glossary", markdown="x"),
            )
        ),
    )
    found = outline_of(draft_of(incident, zone="UTC"), (), {})
    titles = [one.title for one in found if one.name.startswith(("other", "root"))]
    assert titles == ["Background", "Why", "Glossary"]
    assert [one.name for one in found if one.name.startswith("other")] == ["other", "other 2"]


def test_every_block_stands_once_and_a_table_follows_its_introduction() -> None:
    sections = (
        section(SectionKind.ROOT_CAUSE, "x"),
        section(SectionKind.IMPACT, "x"),
        section(SectionKind.ACTIONS, "x"),
    )
    placed = [(one.kind.value, one.block) for one in arrange(sections)]
    assert [kind for kind, block in placed if block] == [
        "impact",
        "timeline",
        "contributing factors",
        "defences",
        "action items",
    ]
    assert placed.index(("action items", None)) + 1 == placed.index(("action items", "actions"))
