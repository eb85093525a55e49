"""Rows pasted from a chat, a spreadsheet, a file: all of them arrive."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.pages.editor.pasted_rows import PastedRow, read_rows
from models.reading.event_kinds import infer_kind

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
START = datetime(2025, 3, 15, 14, 23, tzinfo=UTC)


def paste(text: str) -> tuple[PastedRow, ...]:
    return read_rows(text, zone="UTC", now=NOW, previous=None, started=START, kind_of=infer_kind)


def told(text: str) -> list[tuple[str, str, str]]:
    return [(one.at.removeprefix("2025-03-15 "), one.kind.value, one.text) for one in paste(text)]


@pytest.mark.parametrize(
    "line",
    [
        "14:27 On-call engineer paged",
        "14:27\tOn-call engineer paged",
        "14:27   On-call engineer paged",
        "[14:27] On-call engineer paged",
        "- 14:27: On-call engineer paged",
        "* **14:27** On-call engineer paged",
        "| 14:27 | On-call engineer paged |",
        "2025-03-15T14:27Z,On-call engineer paged",
        "2025-03-15\t14:27\tOn-call engineer paged",
        "2:27 pm – On-call engineer paged",
        "14:27 UTC On-call engineer paged",
        "14:27\tPage\tOn-call engineer paged",
    ],
)
def test_a_line_with_a_time_becomes_an_event(line: str) -> None:
    assert told(line) == [("14:27", "page", "On-call engineer paged")]


def test_who_spoke_becomes_part_of_the_text() -> None:
    assert told("[14:25] <alice> alarm fired") == [("14:25", "detection", "alice: alarm fired")]
    chat = "alice  2:23 PM\nI see errors\nlots of them\nbob [2:25 PM]\nrolling back\n"
    assert told(chat) == [
        ("14:23", "other", "alice: I see errors\nlots of them"),
        ("14:25", "mitigation", "bob: rolling back"),
    ]


def test_a_spreadsheet_keeps_its_kinds_and_leaves_its_titles_behind() -> None:
    sheet = "Time\tType\tEvent\n14:23\tChange\tDeploy\n14:31\tDiagnosis\tLogs read\n"
    assert told(sheet) == [("14:23", "change", "Deploy"), ("14:31", "diagnosis", "Logs read")]


def test_a_day_alone_counts_for_the_lines_below_and_midnight_passes() -> None:
    assert [one.at for one in paste("16 Mar 2025\n23:50 a\n00:10 b\n")] == [
        "2025-03-16 23:50",
        "2025-03-17 00:10",
    ]
    assert [one.at for one in paste("23:50 a\n00:10 b\n+5 c")] == [
        "2025-03-15 23:50",
        "2025-03-16 00:10",
        "2025-03-16 00:15",
    ]


def test_what_is_not_understood_is_kept_as_a_row() -> None:
    assert told("25:99 odd\nno time at all\n  and more of it\n14:30 fine") == [
        ("25:99", "other", "odd"),
        ("", "other", "no time at all\nand more of it"),
        ("14:30", "other", "fine"),
    ]


def test_a_day_that_has_a_time_that_cannot_be_keeps_its_words() -> None:
    assert paste("2025-02-31 14:00 impossible")[0].text == "impossible"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)))
def test_no_word_is_dropped(lines: list[str]) -> None:
    text = "\n".join(lines)
    kept = " ".join(f"{one.at} {one.text}" for one in paste(text))
    for word in ("".join(c if c.isalpha() else " " for c in text)).split():
        if len(word) > 9:  # shorter ones may be names of months, kinds and columns
            assert word in kept
