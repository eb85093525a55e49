"""Markdown out and in again: the practice's template, exact in every field, whatever the text."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.markdown import write_markdown
from models.incident import (
    ActionItem,
    ContributingFactor,
    Defence,
    Impact,
    Incident,
    LinkView,
    Postmortem,
    Section,
    TimelineEvent,
)
from models.reading.reader import read_markdown
from models.vocabulary import (
    ActionKind,
    ActionStatus,
    DefenceOutcome,
    EventKind,
    LinkKind,
    PostmortemStatus,
    SectionKind,
    Severity,
    Strength,
)
from tests import strategies
from tests.models.reading.documents import PRACTICE_TEMPLATE
from tests.models.reading.test_practice_template import mission_example

_GOLDEN = Path(__file__).with_name("test_markdown_golden.md")
_SOME_ID = UUID("0195a1c2-0000-7000-8000-000000000001")
_NO_ID = UUID(int=0)
_START = datetime(2026, 2, 3, 9, 12, tzinfo=UTC)

_PIECES = st.sampled_from(
    [
        *"#|\\`-*_:<>!&;~=",
        "\n",
        "\r",
        "\t",
        " ",
        "\x00",
        "\x85",
        "\u2028",
        "\ufeff",
        "\u202e",
        "## Timeline",
        "# ",
        "```",
        "~~~",
        "---",
        "<!--",
        "-->",
        "<!-- afterword: text 1 -->",
        "<!-- afterword: end 1 -->",
        '<!-- afterword: {"kind": "other"} -->',
        "<!-- afterword: figures -->",
        "<!-- -->",
        "<br>",
        "&#10;",
        "&amp;",
        "\\|",
        "| Time (UTC) | Event |\n|---|---|\n| 10:00 | x |",
        "| # | Action | Owner | Due Date | Jira |",
        "1. **a:** b",
        ":**",
        "- x",
        "   ",
        "2026-02-03 10:00",
        "- **Users affected:** 12",
        "😀",
        "é",
    ]
)
_ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_HOSTILE = st.lists(st.one_of(_PIECES, _ANY), max_size=8).map("".join)


def _comparable(incident: Incident) -> Incident:
    """Without what a file does not carry: ids inside, and what only a store fills in."""
    postmortem = incident.postmortem
    return replace(
        incident,
        timeline=tuple(replace(one, id=_NO_ID) for one in incident.timeline),
        contributing_factors=tuple(
            replace(one, id=_NO_ID) for one in incident.contributing_factors
        ),
        defences=tuple(replace(one, id=_NO_ID) for one in incident.defences),
        action_items=tuple(
            replace(one, id=_NO_ID, register_number=0) for one in incident.action_items
        ),
        postmortem=postmortem
        and replace(
            postmortem, sections=tuple(replace(one, id=_NO_ID) for one in postmortem.sections)
        ),
        links=tuple(
            replace(one, id=_NO_ID, title="", severity=None, started_at=None, incident_id=None)
            for one in incident.links
        ),
        attachments=(),
        version=0,
        created_at=None,
        updated_at=None,
        trashed_at=None,
    )


def _read(text: str) -> Incident:
    (found,) = read_markdown(text.encode(), name="report.md").incidents
    return found.incident


def _assert_exact(incident: Incident) -> None:
    assert _comparable(_read(write_markdown(incident))) == _comparable(incident)


@given(strategies.stored_incidents())
def test_what_is_written_is_read_back_field_by_field(incident: Incident) -> None:
    _assert_exact(incident)


@given(_HOSTILE, _HOSTILE, st.sampled_from(SectionKind), st.data())
@settings(max_examples=300)
def test_hostile_text_survives_in_every_place(
    text: str, other: str, kind: SectionKind, data: st.DataObject
) -> None:
    title = data.draw(
        st.sampled_from([other, "Impact", "Timeline", "What Worked Well", "Action Items"])
    )
    outcome = data.draw(st.sampled_from(DefenceOutcome))
    _assert_exact(
        Incident(
            key=text,
            title=other,
            timezone=data.draw(st.sampled_from(["UTC", "Asia/Kolkata", other])),
            services=(text, other),
            category=text,
            tags=(other,),
            impact=Impact(users_affected=1, slo=text, currency=other),
            timeline=(TimelineEvent(at=_START, text=text), TimelineEvent(at=_START, text=other)),
            contributing_factors=(
                ContributingFactor(title=text, text=other, tags=(text,), services=(other,)),
                ContributingFactor(title=other, text=text),
            ),
            defences=(
                Defence(outcome=outcome, text=text, tags=(other,)),
                Defence(outcome=DefenceOutcome.WORKED, text=other),
            ),
            action_items=(
                ActionItem(number=1, title=text, owner=other, tracker_key=text),
                ActionItem(number=2, title=other, owner=None, status_reason=text),
            ),
            postmortem=Postmortem(
                sections=(
                    Section(kind=kind, title=title, markdown=text),
                    Section(kind=SectionKind.OTHER, title=text, markdown=other),
                ),
                authors=(text,),
                reviewers=(other, text),
                waived_reason=other,
            ),
            links=(LinkView(key=text, kind=LinkKind.RELATED, reason=other, outgoing=False),),
            extra=((text, other), ("company", text), ("title", other)),
        )
    )


@pytest.mark.parametrize(
    "zone", ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Mars/Base", ""]
)
def test_times_of_any_day_and_zone(zone: str) -> None:
    # Around both changes of the clock, at the ends of the calendar, at parts of a second.
    instants = [
        datetime(2025, 10, 25, 22, 0, tzinfo=UTC) + timedelta(minutes=15 * step)
        for step in range(24)
    ]
    instants += [datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC)]
    instants += [datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, 23, 59, tzinfo=UTC)]
    events = tuple(TimelineEvent(at=at, text=f"event {n}") for n, at in enumerate(instants))
    for started in (None, instants[3], instants[-1]):
        _assert_exact(
            Incident(key="A-1", title="t", timezone=zone, started_at=started, timeline=events)
        )


def test_an_incident_without_a_postmortem_stays_one() -> None:
    incident = Incident(key="A-1", title="Near miss", severity=Severity.SEV_4)
    text = write_markdown(incident)
    assert "# Incident: Near miss" in text
    assert _read(text).postmortem is None


def test_sections_keep_their_order_and_records_stand_in_the_practices() -> None:
    titles = ["Root Cause", "Summary", "Why now"]
    kinds = [SectionKind.ROOT_CAUSE, SectionKind.SUMMARY, SectionKind.OTHER]
    incident = Incident(
        key="A-1",
        title="t",
        timeline=(TimelineEvent(at=_START, text="alert"),),
        action_items=(ActionItem(number=1, title="Pin it"),),
        postmortem=Postmortem(
            sections=tuple(
                Section(kind=kind, title=title, markdown="Words.")
                for kind, title in zip(kinds, titles, strict=True)
            )
        ),
    )
    headings = [line[3:] for line in write_markdown(incident).split("\n") if line[:3] == "## "]
    assert headings == ["Timeline", "Root Cause", "Summary", "Why now", "Action Items"]
    assert [section.title for section in _read(write_markdown(incident)).sections] == titles


def test_further_columns_stand_only_where_an_item_needs_them() -> None:
    plain = ActionItem(
        number=1, title="Pin it", due_on=date(2026, 3, 1), original_due_on=date(2026, 3, 1)
    )
    done = replace(
        plain,
        number=2,
        status=ActionStatus.DONE,
        completed_on=date(2026, 2, 20),
        kind=ActionKind.PREVENT,
        strength=Strength.STRONG,
    )
    moved = replace(plain, number=3, original_due_on=date(2026, 2, 1), slips=2)
    head = "| # | Action | Owner | Due Date | Jira |"
    for items, columns in (
        ((plain,), ""),
        ((plain, done), " Status | Completed | Kind | Strength |"),
        ((moved,), " Original Due Date | Slips |"),
    ):
        incident = Incident(key="A-1", title="t", action_items=items)
        assert f"{head}{columns}\n" in write_markdown(incident)
        _assert_exact(incident)


def test_kinds_of_events_are_written_only_where_the_wording_does_not_show_them() -> None:
    shown = TimelineEvent(at=_START, kind=EventKind.CHANGE, text="Deployment of version 2")
    other = TimelineEvent(at=_START, kind=EventKind.DECISION, text="Deployment of version 2")
    assert "Kind" not in write_markdown(Incident(key="A-1", title="t", timeline=(shown,)))
    assert "| decision |" in write_markdown(Incident(key="A-1", title="t", timeline=(other,)))


def test_figures_that_no_text_states_are_shown_and_not_taken_for_text() -> None:
    incident = Incident(
        key="A-1",
        title="t",
        impact=Impact(
            users_affected=12_000, data_loss=False, estimated=frozenset({"users_affected"})
        ),
        postmortem=Postmortem(
            sections=(
                Section(
                    kind=SectionKind.IMPACT,
                    title="Impact",
                    markdown="- **Users affected:** ~12,000 people",
                ),
            )
        ),
    )
    text = write_markdown(incident)
    assert text.count("Users affected") == 1
    assert "- **Data loss:** no" in text
    _assert_exact(incident)


def _template(text: str) -> str:
    incident = replace(read_markdown(text.encode(), name="x.md").incidents[0].incident, id=_SOME_ID)
    return write_markdown(incident)


def test_the_template_comes_out_as_it_went_in() -> None:
    written = _template(PRACTICE_TEMPLATE)
    assert written.endswith(PRACTICE_TEMPLATE)
    if os.environ.get("AFTERWORD_RENEW_GOLDEN"):
        _GOLDEN.write_text(written, encoding="utf-8")
    assert written == _GOLDEN.read_text(encoding="utf-8"), "AFTERWORD_RENEW_GOLDEN=1 renews it"


def test_the_missions_example_comes_out_as_it_went_in() -> None:
    example = mission_example()
    assert _template(example).rstrip().endswith(example.strip())


def test_every_real_postmortem_is_written_and_read_back_exactly() -> None:
    corpus = Path(__file__).resolve().parents[3] / "shared" / "corpus"
    if not corpus.is_dir():
        pytest.skip(f"the corpus of real postmortems is not at {corpus}")
    for path in sorted(corpus.rglob("*")):
        result = read_markdown(path.read_bytes() if path.is_file() else b"", name=path.name)
        for found in result.incidents:
            _assert_exact(found.incident)


def test_reading_what_was_read_changes_nothing() -> None:
    once = _template(PRACTICE_TEMPLATE)
    assert write_markdown(_read(once)) == once


def test_line_ends_of_another_system_change_nothing() -> None:
    written = _template(PRACTICE_TEMPLATE)
    assert _comparable(_read(written.replace("\n", "\r\n"))) == _comparable(_read(written))


def test_edits_by_hand_are_taken_over() -> None:
    written = _template(PRACTICE_TEMPLATE)
    for before, after in (
        ("| 09:18 | On-call", "| 09:17 | Dashboard opened |\n| 09:18 | On-call"),
        ("| 3 | Describe", "| 4 | Add a canary | @search-team | 2026-03-05 | |\n| 3 | Describe"),
        ("2. **Two repositories:**", "2. **Friday:** nobody was there\n3. **Two repositories:**"),
        ("- Mappings are", "- The pager worked\n- Mappings are"),
        ("Mapping 31 renamed", "Nobody knew it, but mapping 31 renamed"),
        ("## Notes on", "## Prevention of panic\n\nBreathe.\n\n---\n\n## Notes on"),
        ("**Status:** FINAL\n", "**Status:** FINAL\n\nWritten on a train.\n"),
    ):
        assert before in written
        written = written.replace(before, after)
    found = _read(written)
    assert found.timeline[2].text == "Dashboard opened"
    assert [item.number for item in found.action_items] == [1, 2, 4, 3]
    assert found.action_items[2].due_on == date(2026, 3, 5)
    assert [one.title for one in found.contributing_factors][1] == "Friday"
    assert len(found.defences) == 3
    texts = {section.title: section.markdown for section in found.sections}
    assert texts["Root Cause"].startswith("Nobody knew it")
    assert texts["Prevention of panic"] == "Breathe."
    assert texts["Introduction"] == "Written on a train."


def test_records_in_another_shape_are_read_leniently() -> None:
    written = _template(PRACTICE_TEMPLATE)
    start, end = written.index("| Time (UTC)"), written.index("---\n\n## Root Cause")
    found = _read(f"{written[:start]}- 09:12 deployed\n- 09:47 resolved\n\n{written[end:]}")
    assert [f"{event.at:%Y-%m-%d %H:%M}" for event in found.timeline] == [
        "2026-02-03 09:12",
        "2026-02-03 09:47",
    ]


def test_a_label_that_contradicts_the_front_matter_is_reported() -> None:
    written = _template(PRACTICE_TEMPLATE).replace("**Severity:** SEV-2", "**Severity:** SEV-1")
    (found,) = read_markdown(written.encode(), name="x.md").incidents
    assert found.incident.severity is Severity.SEV_2
    assert any("severity SEV-1" in warning for warning in found.warnings)


def test_a_value_that_cannot_be_read_is_reported_and_left_out() -> None:
    written = _template(PRACTICE_TEMPLATE).replace("severity: SEV-2", "severity: SEV-9")
    (found,) = read_markdown(written.encode(), name="x.md").incidents
    assert found.incident.severity is None
    assert any("SEV-9" in warning for warning in found.warnings)


def test_a_file_of_a_newer_afterword_is_read_as_anyones_with_a_warning() -> None:
    written = _template(PRACTICE_TEMPLATE).replace("afterword: 1", "afterword: 2")
    result = read_markdown(written.encode(), name="x.md")
    assert any("newer Afterword" in warning for warning in result.warnings)
    assert result.incidents[0].incident.key == "INC-2026-007"
    assert len(result.incidents[0].incident.timeline) == 8


def test_without_its_front_matter_the_file_is_still_a_postmortem() -> None:
    written = _template(PRACTICE_TEMPLATE)
    found = _read(written[written.index("# Postmortem") :])
    assert (found.key, found.duration_minutes) == ("INC-2026-007", 35)
    assert found.status is PostmortemStatus.FINAL
