"""Action items in tables, lists and lines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.vocabulary import ActionKind, ActionStatus, SectionKind, Strength
from tests.models.reading.documents import incident, read

if TYPE_CHECKING:
    from models.incident import ActionItem

_HEAD = "# Shop incident\n\n**Date:** 2026-03-01\n\n"


def _items(text: str, *, heading: str = "Action Items") -> list[ActionItem]:
    return list(incident(f"{_HEAD}## {heading}\n\n{text}\n").action_items)


def _only(text: str) -> ActionItem:
    (item,) = _items(text)
    return item


def test_columns_under_other_names() -> None:
    text = (
        "| Task | Assignee | ETA | Ticket | State | Type (Mitigate/ Prevent/ Process/ Other) |\n"
        "|---|---|---|---|---|---|\n"
        "| Add an index | @ana | 15 March 2026 | "
        "[SHOP-4](https://j.example/browse/SHOP-4) | Done | Prevent |\n"
        "| Write it down | bo | | #12 | in progress | Process |\n"
        "| | | | | | |\n"
    )
    first, second = _items(text)
    assert (first.title, first.owner, first.due_on) == ("Add an index", "@ana", date(2026, 3, 15))
    assert (first.tracker_key, first.status, first.kind) == (
        "SHOP-4",
        ActionStatus.DONE,
        ActionKind.PREVENT,
    )
    assert (second.owner, second.due_on, second.tracker_key) == ("bo", None, "#12")
    assert second.status is ActionStatus.IN_PROGRESS


def test_afterwords_own_further_columns() -> None:
    text = (
        "| # | Action | Owner | Due Date | Jira | Status | Completed | Kind | Strength |\n"
        "|---|---|---|---|---|---|---|---|---|\n"
        "| 7 | Guard it | @ana | 2026-03-15 | A-1 | done | 2026-03-14 | prevent | strong |\n"
    )
    item = _only(text)
    assert (item.number, item.completed_on, item.strength) == (
        7,
        date(2026, 3, 14),
        Strength.STRONG,
    )


def test_columns_that_no_field_holds_keep_the_table() -> None:
    found = read(
        f"{_HEAD}## Action Items\n\n| Action | Owner | Risk |\n|---|---|---|\n| Fix it | "
        f"@ana | low |\n"
    )
    assert found.incident.action_items[0].title == "Fix it"
    assert "low" in found.incident.sections[0].markdown
    assert any("Risk" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("line", "title", "status"),
    [
        ("- [x] Pin the version", "Pin the version", ActionStatus.DONE),
        ("- [ ] Pin the version", "Pin the version", ActionStatus.OPEN),
        ("- ✅ Pinning the version", "Pinning the version", ActionStatus.DONE),
        ("* Pin the version", "Pin the version", ActionStatus.OPEN),
        ("1. Pin the version", "Pin the version", ActionStatus.OPEN),
        ("- **Pinning**: pin the version", "Pinning: pin the version", ActionStatus.OPEN),
        ("- Pinned the version", "Pinned the version", ActionStatus.DONE),
    ],
)
def test_marks_say_whether_it_is_done(line: str, title: str, status: ActionStatus) -> None:
    item = _only(line)
    assert (item.title, item.status) == (title, status)


@pytest.mark.parametrize(
    ("line", "title", "owner"),
    [
        ("- Pin the version [Rita]", "Pin the version", "Rita"),
        ("- Pin the version (@rita)", "Pin the version", "@rita"),
        ("- Pin the version (owner: @rita)", "Pin the version", "@rita"),
        ("- Pin the version. Owner: @rita", "Pin the version.", "@rita"),
        ("- @rita to pin the version", "pin the version", "@rita"),
        ("- @rita: pin the version", "pin the version", "@rita"),
        ("- Pin the version [20m] today", "Pin the version [20m] today", None),
        ("- Mail the team about @rita and others", "Mail the team about @rita and others", None),
    ],
)
def test_owners_in_lists(line: str, title: str, owner: str | None) -> None:
    item = _only(line)
    assert (item.title, item.owner) == (title, owner)


@pytest.mark.parametrize(
    ("line", "title", "key"),
    [
        ("- Pin it <https://github.com/acme/shop/issues/89>", "Pin it", "acme/shop#89"),
        ("- Pin it (see https://github.com/acme/shop/pull/34).", "Pin it", "acme/shop#34"),
        (
            "- https://github.com/acme/shop/issues/89",
            "https://github.com/acme/shop/issues/89",
            "acme/shop#89",
        ),
        ("- Pin it, acme/shop#12", "Pin it, acme/shop#12", "acme/shop#12"),
        ("- #2127", "#2127", "#2127"),
        ("- SHOP-81: pin it", "SHOP-81: pin it", "SHOP-81"),
        ("- Pin it [SHOP-81]", "Pin it [SHOP-81]", "SHOP-81"),
        ("- Support UTF-8 in names", "Support UTF-8 in names", None),
        ("- Answer ticket #5 first", "Answer ticket #5 first", None),
    ],
)
def test_tracker_keys_in_lists(line: str, title: str, key: str | None) -> None:
    item = _only(line)
    assert (item.title, item.tracker_key) == (title, key)


@pytest.mark.parametrize(
    "line",
    [
        "- Pin it, due 2026-03-18",
        "- Pin it (due: 2026-03-18)",
        "- Pin it by March 18, 2026",
        "- Pin it (Due date: 18 March)",
    ],
)
def test_due_dates_in_lists(line: str) -> None:
    item = _only(line)
    assert (item.title, item.due_on, item.original_due_on) == (
        "Pin it",
        date(2026, 3, 18),
        date(2026, 3, 18),
    )


def test_headings_inside_say_what_is_completed() -> None:
    text = (
        "### Immediate actions (completed)\n\n- Version pinned\n\n### Planned actions\n\n"
        "- Improved tests\n"
    )
    assert [item.status for item in _items(text)] == [ActionStatus.DONE, ActionStatus.OPEN]


def test_remediation_with_a_list_is_action_items_and_without_one_is_the_resolution() -> None:
    listed = incident(f"{_HEAD}## Remediation\n\n- Pin the version\n")
    told = incident(f"{_HEAD}## Remediation\n\nThe version had been pinned by noon.\n")
    assert len(listed.action_items) == 1
    assert told.action_items == ()
    assert [one.kind for one in told.sections] == [SectionKind.RESOLUTION]


def test_what_is_nested_in_an_item_stays_text() -> None:
    found = incident(
        f"{_HEAD}## Action Items\n\n- Brief everybody [Rita]\n  - with the document of March\n"
    )
    assert [item.title for item in found.action_items] == ["Brief everybody"]
    assert "with the document of March" in found.sections[0].markdown


def test_an_entry_that_names_a_group_is_no_item() -> None:
    assert [
        item.title for item in _items("- Monitoring:\n  - Add an alert\n  - Tune the old one")
    ] == [
        "Add an alert",
        "Tune the old one",
    ]


def test_bullets_below_a_numbered_entry_are_its_details() -> None:
    text = "1. **New table**\n\n- with its own id space\n\n2. **Runbook**\n\n- for limits\n"
    assert [item.title for item in _items(text)] == ["New table", "Runbook"]


def test_lines_that_say_what_to_do() -> None:
    text = "Add a test for negative values.\nReduce the number of formats.\nMore alarms for stalls."
    assert len(_items(text, heading="Corrective and Preventative Measures")) == 3


def test_prose_about_plans_is_no_list_of_items() -> None:
    found = incident(
        f"{_HEAD}## Corrective and Preventative Measures\n\nThe team is going to rebuild "
        f"the site.\n"
        "The ideal would be a quick failover.\n"
    )
    assert found.action_items == ()
    assert found.sections[0].kind is SectionKind.ACTIONS


def test_a_labelled_line_anywhere() -> None:
    found = incident(
        f"{_HEAD}## Impact\n\nSmall.\n\n**Action item:** Start earlier. Owner: @rita\n"
    )
    assert [(item.title, item.owner) for item in found.action_items] == [
        ("Start earlier.", "@rita")
    ]


def test_placeholders_are_no_items() -> None:
    assert _items("- [ ] \n- TBD\n- None\n") == []
