"""What holds no incident is skipped with a reason, never guessed."""

from __future__ import annotations

import pytest

from models.reading.reader import read_markdown
from tests.models.reading.documents import incident, reason

_FILLED = (
    "# Shop incident\n\n**Date:** 2026-03-01\n\n## Timeline\n\n- 10:00 alert\n- "
    "10:05 fixed\n- 10:10 quiet\n\n## Impact\n\nSmall.\n\n## Root cause\n\nA typo.\n"
)


@pytest.mark.parametrize(
    "text",
    [
        (
            "> Template from somewhere\n\n# Title (incident #)\n\n### Date\n\n### Authors\n\n"
            "## Timeline\n"
        ),
        "# Incident title - DD/MM/YYYY\n## Incident Lead:\n\n## Timeline summary\n_To be "
        "done before the meeting._\n\n"
        "### Detection\n> Did the alarms work?\n\n## Follow-ups\n\n- [ ]\n",
        "# ISSUE NAME\n## Issue Summary\n\nLorem ipsum dolor\n\n## Timeline (all times "
        "PST) DATE RANGE\n\n"
        "12:45 PM DATE: Thing 1 happened\n\n## Resolution\n\nSit amet, consectetur\n",
        "# Postmortem Template\n\n### Summary\n| Incident Number | | Severity | |\n"
        "|---|---|---|---|\n| Lead | | | |\n\n"
        "### Action Items\n| Action | Who | Due Date |\n|---|---|---|\n| | | |\n",
        (
            "# <title>\n\n**Severity:** <SEV-1 to SEV-5>\n**Date:** YYYY-MM-DD\n\n## "
            "Summary\n\n## Impact\n"
        ),
        "## Summary\n\n## Impact\n\n## Root Cause\n",
    ],
)
def test_empty_templates(text: str) -> None:
    assert "template" in reason(text)


@pytest.mark.parametrize(
    "name", ["template.md", "postmortem-template.md", "_template.md", "TEMPLATE"]
)
def test_a_template_by_its_name_even_with_an_example_in_it(name: str) -> None:
    assert "template" in reason(_FILLED, name=name)


def test_a_template_in_the_title_of_a_real_incident_is_no_template() -> None:
    assert incident(_FILLED, name="2026-03-01-template-engine-down.md").title == "Shop incident"


@pytest.mark.parametrize("name", ["README.md", "LICENSE", "CONTRIBUTING.md", "docs/Changelog.md"])
def test_companions_of_postmortems(name: str) -> None:
    assert "accompanies" in reason(
        "# Postmortems\n\nWe write about incidents and outages here.\n", name=name
    )


def test_a_readme_that_can_only_be_a_postmortem_is_read() -> None:
    assert incident(_FILLED, name="2026-03-01-outage/README.md").title == "Shop incident"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("graph.png", b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        ("tool.py", b"print(1)", "not Markdown"),
        ("incident", b"\0\1\2\3" * 50, "not a text"),
        ("empty.md", b"", "empty"),
        ("blank.md", b"\n \n\t\n", "empty"),
        (
            "recipe.md",
            b"# Pancakes\n\nTake flour and milk.\n\n## How\n\nStir.\n",
            "about an incident",
        ),
        ("long.md", b"a" * 5000, "about an incident"),
    ],
)
def test_other_files(name: str, data: bytes, words: str) -> None:
    result = read_markdown(data, name=name)
    assert (result.outcome, result.incidents) == ("skipped", ())
    assert words in result.reason


def test_markdown_without_an_extension_is_read() -> None:
    text = "# Phone incident\n## Issue Summary\n\nThe phone restarted by itself.\n"
    assert incident(text, name="2026-10/2026-10-31-Phone-v2.1").title == "Phone incident"


def test_the_smallest_report_is_read() -> None:
    text = (
        "# Memorable title\n\n## Date: March 1, 2026\n## Owner: Rita\n\n| Metric | Time "
        "|\n|---|---|\n| Severity | 1 |\n| Total Downtime | 2 hours, 5 minutes |\n"
    )
    found = incident(text)
    assert (found.severity, found.impact.user_impact_minutes) == ("SEV-1", 125)


def test_prose_about_an_incident_without_any_heading_is_read() -> None:
    text = (
        "On 28th February our flags went down for about 3 hours, from 15:30 to 18:10 "
        "UTC.\n\nClients failed and crashed.\n"
    )
    found = incident(text, name="2026-02-28-flags are down.md")
    assert (found.title, found.duration_minutes) == ("Flags are down", 160)
