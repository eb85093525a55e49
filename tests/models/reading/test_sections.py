"""Titles, headings and sections: what is known, what is kept, what is dropped."""

from __future__ import annotations

import pytest

from models.vocabulary import DefenceOutcome, SectionKind
from tests.models.reading.documents import incident


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Postmortem: Search is empty", "Search is empty"),
        ("Post-Mortem of the search outage", "search outage"),
        ("Incident report May 12 2026 - Search is empty", "Search is empty"),
        ("2026-05-12 - Search is empty", "Search is empty"),
        ("2026-05-12 Search is empty", "Search is empty"),
        ("Search is empty - May 12, 2026", "Search is empty"),
        ("Search is empty (May 12, 2026)", "Search is empty"),
        ("May 12th 2026 Search is empty", "Search is empty"),
        ("Search is empty.", "Search is empty"),
        ("Search is empty Post Mortem", "Search is empty"),
        ("INC-2026-014: Search is empty", "Search is empty"),
        ("May 12, 2026", "May 12, 2026"),
    ],
)
def test_titles_without_date_and_prefix(heading: str, title: str) -> None:
    assert incident(f"# {heading}\n\n## Summary\n\nNothing was found by anybody.\n").title == title


def test_a_key_in_the_title() -> None:
    assert (
        incident("# INC-2026-014: Search\n\n## Summary\n\nNothing was found.\n").key
        == "INC-2026-014"
    )


def test_a_title_from_the_files_name_or_from_the_first_words() -> None:
    text = "## Summary\n\nNothing was found. It took an hour.\n"
    assert incident(text, name="2026-05-12-search-is-empty.md").title == "Search is empty"
    unnamed = "0b69e012-c539-485c-a2c7-b59c50d0650a.md"
    assert incident(text, name=unnamed).title == "Nothing was found"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Issue Summary", SectionKind.SUMMARY),
        ("TL;DR", SectionKind.SUMMARY),
        ("Customer Impact", SectionKind.IMPACT),
        ("Impact on users", SectionKind.IMPACT),
        ("Root Cause Analysis", SectionKind.ROOT_CAUSE),
        ("Cause of the Problem", SectionKind.ROOT_CAUSE),
        ("2. Root cause(s):", SectionKind.ROOT_CAUSE),
        ("Resolution & Recovery", SectionKind.RESOLUTION),
        ("How was it detected?", SectionKind.DETECTION),
        ("Lessons Learnt", SectionKind.LESSONS),
        ("Key takeaways", SectionKind.LESSONS),
        ("Supporting information", SectionKind.APPENDIX),
        ("Notes on Blameless Culture", SectionKind.NOTES),
        ("Why the moon matters", SectionKind.OTHER),
    ],
)
def test_headings_by_many_names(heading: str, kind: SectionKind) -> None:
    found = incident(
        f"# Shop incident\n\n## {heading}\n\nSome words about it.\n\n## Impact\n\nSmall.\n"
    )
    assert (found.sections[0].kind, found.sections[0].title) == (kind, heading)


@pytest.mark.parametrize(
    "head",
    [
        "## Root cause\n",
        "### Root cause\n",
        "Root cause\n----------\n",
        "**Root cause**\n",
        "**Root cause:**\n",
        "## Root cause ##\n",
        "##Root cause\n",
    ],
)
def test_headings_in_every_dress(head: str) -> None:
    found = incident(f"# Shop incident\n\n{head}\nA typo.\n")
    assert [(one.kind, one.markdown) for one in found.sections] == [
        (SectionKind.ROOT_CAUSE, "A typo.")
    ]


def test_a_title_underlined() -> None:
    assert (
        incident("Shop incident\n=============\n\n## Summary\n\nIt was down.\n").title
        == "Shop incident"
    )


def test_headings_inside_a_section_stay_in_it() -> None:
    text = (
        "# Shop incident\n\n## Root cause\n\nTwo things.\n\n### The first\n\nA typo.\n\n"
        "### The second\n\nHaste.\n"
    )
    (section,) = incident(text).sections
    assert section.markdown == "Two things.\n\n### The first\n\nA typo.\n\n### The second\n\nHaste."


def test_known_headings_inside_another_are_taken_out_and_the_rest_stays() -> None:
    text = """
    # Shop incident

    ## Lessons learned

    Much.

    ### What went well

    - The alert

    ### What went wrong

    - The runbook

    ### Where we got lucky

    - It was night

    ### Key takeaways

    Test more.
    """
    found = incident(text)
    assert [(one.outcome, one.text) for one in found.defences] == [
        (DefenceOutcome.WORKED, "The alert"),
        (DefenceOutcome.FAILED, "The runbook"),
        (DefenceOutcome.LUCKY, "It was night"),
    ]
    (lessons,) = found.sections
    assert lessons.markdown == "Much.\n\n### Key takeaways\n\nTest more."


def test_defences_as_paragraphs() -> None:
    found = incident(
        "# Shop incident\n\n## What went well\n\n✅ **Quick** – the alert\n\nThe canary held.\n"
    )
    assert [one.text for one in found.defences] == ["**Quick** – the alert", "The canary held."]


def test_factors_in_lists() -> None:
    text = """
    # Shop incident

    ## Contributing factors

    1. **No test:** nobody wrote one
       in time
    - **Old stub** - it accepts all
    - The queue was full
    """
    found = incident(text)
    assert [(one.title, one.text) for one in found.contributing_factors] == [
        ("No test", "nobody wrote one\nin time"),
        ("Old stub", "it accepts all"),
        ("The queue was full", ""),
    ]


def test_factors_inside_the_root_cause_are_found_and_the_text_stays() -> None:
    text = (
        "# Shop incident\n\n## Root Cause\n\nTwo things:\n\n1. **Timeouts**: too short\n"
        "2. **Retries**: too many\n"
    )
    found = incident(text)
    assert [one.title for one in found.contributing_factors] == ["Timeouts", "Retries"]
    assert "1. **Timeouts**: too short" in found.sections[0].markdown


def test_comments_are_no_content() -> None:
    text = (
        "<!-- ## Timeline\n- 10:00 no -->\n# Shop incident <!-- really -->\n\n## "
        "Summary\n\nDown. <!-- x -->\n"
    )
    found = incident(text)
    assert (found.title, found.timeline) == ("Shop incident", ())
    assert found.sections[0].markdown == "Down."


def test_code_is_no_structure() -> None:
    text = "# Shop incident\n\n## Summary\n\n```\n## Timeline\n<!-- kept -->\n| a | b |\n```\n"
    (section,) = incident(text).sections
    assert section.markdown == "```\n## Timeline\n<!-- kept -->\n| a | b |\n```"


def test_the_text_before_all_headings_is_kept() -> None:
    found = incident("# Shop incident\n\nIt began with a typo.\n\n## Root cause\n\nA typo.\n")
    assert [(one.kind, one.markdown) for one in found.sections] == [
        (SectionKind.SUMMARY, "It began with a typo."),
        (SectionKind.ROOT_CAUSE, "A typo."),
    ]


def test_a_labelled_paragraph_is_a_section() -> None:
    found = incident(
        "# Shop incident\n\n**Impact:** all of it\nfor an hour\n\nMore words.\n\n## Root "
        "cause\n\nA typo.\n"
    )
    assert ("Impact", "all of it\nfor an hour") in [
        (one.title, one.markdown) for one in found.sections
    ]


def test_an_empty_heading_is_no_section() -> None:
    found = incident(
        "# Shop incident\n\n## Summary\n\nDown.\n\n## Detection\n\n## Impact\n\nSmall.\n"
    )
    assert [one.title for one in found.sections] == ["Summary", "Impact"]
