"""Timelines in every make: tables, lists, paragraphs, headings."""

from __future__ import annotations

from models.vocabulary import EventKind, SectionKind
from tests.models.reading.documents import incident, read, times

_HEAD = "# Shop incident\n\n**Date:** 2026-03-01\n\n## Timeline (UTC)\n\n"


def test_a_table_with_more_columns() -> None:
    text = _HEAD + (
        "| Day | Date (2026) | Time | Event |\n"
        "|---|---|---|---|\n"
        "| Sun | Mar 1 | 21:33 | The queue grew\n"
        "| Mon | Mar 2 | 7:05 | The queue was empty | \n"
    )
    found = incident(text)
    assert times(found) == ["03-01 21:33", "03-02 07:05"]
    assert [event.text for event in found.timeline] == ["The queue grew", "The queue was empty"]


def test_a_table_that_says_who() -> None:
    text = _HEAD + (
        "| Date/Time | Who/What | Action/ Impact |\n|---|---|---|\n"
        "| 2026-03-01 10:00 | Sam | restarted the worker |\n"
    )
    assert [event.text for event in incident(text).timeline] == ["Sam: restarted the worker"]


def test_a_table_without_bars_at_its_edges() -> None:
    found = incident(_HEAD + "Time | Event\n--- | ---\n10:00 | deployed\n10:05 | alert\n")
    assert times(found) == ["03-01 10:00", "03-01 10:05"]


def test_an_empty_time_is_that_of_the_row_above() -> None:
    found = incident(_HEAD + "| Time | Event |\n|---|---|\n| 10:00 | deployed |\n| | alert |\n")
    assert times(found) == ["03-01 10:00", "03-01 10:00"]


def test_a_row_that_cannot_be_read_keeps_the_table_as_text() -> None:
    found = read(
        _HEAD + "| Time | Event |\n|---|---|\n| 10:00 | deployed |\n| soon after | alert |\n"
    )
    assert times(found.incident) == ["03-01 10:00"]
    assert "soon after" in found.incident.sections[0].markdown
    assert any("no readable time" in warning for warning in found.warnings)


def test_bars_and_breaks_inside_cells() -> None:
    found = incident(_HEAD + "| Time | Event |\n|---|---|\n| 10:00 | `a \\| b`<br>second line |\n")
    assert found.timeline[0].text == "`a | b`\nsecond line"


def test_a_column_of_kinds_is_taken_at_its_word() -> None:
    text = (
        _HEAD
        + "| Time | Kind | Event |\n|---|---|---|\n| 10:00 | decision | deployed version 2 |\n"
    )
    assert incident(text).timeline[0].kind is EventKind.DECISION


def test_an_item_of_a_list_with_lines_and_code_below_it() -> None:
    text = _HEAD + (
        "- 10:00 - pods crash\n"
        "  and are started again\n\n"
        "```\nERROR: pool timed out\n```\n\n"
        "- 10:05 - all quiet\n\n"
        "The graph shows both.\n"
    )
    found = incident(text)
    assert times(found) == ["03-01 10:00", "03-01 10:05"]
    assert "and are started again" in found.timeline[0].text
    assert "pool timed out" in found.timeline[0].text
    assert [(one.kind, one.markdown) for one in found.sections] == [
        (SectionKind.TIMELINE, "The graph shows both.")
    ]


def test_a_day_above_its_times() -> None:
    text = _HEAD + (
        "_3/4/26_\n\n11:12 AM: mail arrived\n\n11:31 AM: account locked\n"
        "           until further notice\n\n_3/6/26_\n\n~9:00 AM: laptop erased\n"
    )
    found = incident(text)
    assert times(found) == ["03-04 11:12", "03-04 11:31", "03-06 09:00"]
    assert found.timeline[1].text == "account locked\nuntil further notice"


def test_days_as_items_with_times_nested_in_them() -> None:
    text = _HEAD + "- March 1\n  - 10:00 deployed\n- March 2\n  - 08:00 rolled back\n"
    assert times(incident(text)) == ["03-01 10:00", "03-02 08:00"]


def test_headings_as_times_with_text_below() -> None:
    text = """
    # Incident report March 1 2026 - Hub is slow

    ## Timeline

    _All times in UTC_

    ## March 1

    ### 20:15

    A ticket is opened.

    It says nothing more.

    ### 20:57
    An engineer acknowledges it

    ### 00:40

    ```
    memory: 98%
    ```

    ## March 2

    ### 11:39AM

    Memory is raised

    ## Action Items

    - [ ] write the report
    """
    found = incident(text)
    assert times(found) == ["03-01 20:15", "03-01 20:57", "03-02 00:40", "03-02 11:39"]
    assert found.timeline[0].text == "A ticket is opened.\n\nIt says nothing more."
    assert found.timeline[2].text == "```\nmemory: 98%\n```"
    assert len(found.action_items) == 1


def test_a_second_timeline_goes_on() -> None:
    text = (
        _HEAD + "- 10:00 deployed\n\n## Follow-up timeline (times in UTC)\n\n- 12:00 a user asks\n"
    )
    assert times(incident(text)) == ["03-01 10:00", "03-01 12:00"]


def test_a_table_of_times_under_another_heading_is_found_and_left_in_place() -> None:
    text = (
        "# Shop incident\n\n**Date:** 2026-03-01\n\n## What we saw\n\n"
        "| Time (UTC) | Event |\n|---|---|\n| 10:00 | deployed |\n| 10:05 | alert |\n\n"
        "## Root cause\n\nA typo.\n"
    )
    found = incident(text)
    assert times(found) == ["03-01 10:00", "03-01 10:05"]
    assert "| 10:05 | alert |" in found.sections[0].markdown


def test_prose_before_the_events_stays() -> None:
    found = incident(_HEAD + "Taken from the chat.\n\n- 10:00 deployed\n")
    assert [one.markdown for one in found.sections] == ["Taken from the chat."]


def test_a_timeline_without_times_stays_text() -> None:
    found = incident(_HEAD + "All updates are on the status page.\n\n## Impact\n\nSmall.\n")
    assert found.timeline == ()
    assert found.sections[0].markdown == "All updates are on the status page."


def test_wording_without_a_sign_is_no_kind() -> None:
    found = incident(
        _HEAD + "- 10:00 Sam has a coffee\n- 10:05 a user said that he deployed nothing\n"
    )
    assert found.timeline[0].kind is EventKind.OTHER
