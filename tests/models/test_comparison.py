"""What differs between two states of an incident."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from models.comparison import Piece, Stretch, compare_incidents, compare_texts
from models.incident import ActionItem, Incident, Postmortem, Section
from models.vocabulary import SectionKind, Severity

CAUSE = Section(
    kind=SectionKind.ROOT_CAUSE, title="Root Cause", markdown="A query without index.\n"
)
INCIDENT = Incident(
    key="INC-2025-034",
    title="Payment Service Outage",
    severity=Severity.SEV_2,
    started_at=datetime(2025, 3, 15, 14, 23, tzinfo=UTC),
    action_items=(ActionItem(number=1, title="Add index", due_on=date(2025, 3, 18)),),
    postmortem=Postmortem(sections=(CAUSE,)),
)


def test_equal_incidents_do_not_differ() -> None:
    assert compare_incidents(INCIDENT, replace(INCIDENT, version=7)) == ()


def test_words_that_changed_are_marked() -> None:
    changed = replace(CAUSE, markdown="A query without an index.\n")
    newer = replace(INCIDENT, postmortem=Postmortem(sections=(changed,)))
    (difference,) = compare_incidents(INCIDENT, newer)
    assert difference.part == "section “Root Cause”"
    assert Stretch(Piece.ADDED, "an ") in difference.stretches
    assert (difference.before, difference.after) == (CAUSE.markdown, changed.markdown)


def test_parts_come_in_the_order_of_the_document_with_what_is_gone_in_its_place() -> None:
    summary = Section(kind=SectionKind.SUMMARY, title="Summary", markdown="Short.")
    newer = replace(
        INCIDENT,
        severity=Severity.SEV_1,
        action_items=(),
        postmortem=Postmortem(sections=(summary,)),
    )
    assert [one.part for one in compare_incidents(INCIDENT, newer)] == [
        "severity",
        "section “Root Cause”",
        "section “Summary”",
        "action item 1",
    ]


def test_two_sections_of_one_title_are_both_compared() -> None:
    twice = replace(INCIDENT, postmortem=Postmortem(sections=(CAUSE, replace(CAUSE, markdown="x"))))
    (difference,) = compare_incidents(INCIDENT, twice)
    assert difference.part == "section “Root Cause” (2)"


@given(st.text(max_size=200), st.text(max_size=200))
def test_stretches_hold_both_texts_whole(older: str, newer: str) -> None:
    stretches = compare_texts(older, newer)
    assert "".join(one.text for one in stretches if one.piece is not Piece.ADDED) == older
    assert "".join(one.text for one in stretches if one.piece is not Piece.REMOVED) == newer
    assert all(one.text for one in stretches)


def test_a_very_long_replaced_block_is_shown_whole() -> None:
    older, newer = "a " * 5000, "b " * 5000
    assert [one.piece for one in compare_texts(older, newer)] == [Piece.REMOVED, Piece.ADDED]
