"""What a new postmortem can start with."""

from __future__ import annotations

from models.blameless.hints import BlamelessReader
from models.blameless.rules import RuleBook
from models.guidance import without_unanswered
from models.incident import Incident, Postmortem, Section
from models.templates import Template, shipped_templates
from models.vocabulary import DefenceOutcome, SectionKind


def by_name() -> dict[str, Template]:
    return {one.name: one for one in shipped_templates()}


def test_five_templates_ship_and_the_practices_comes_first() -> None:
    names = [one.name for one in shipped_templates()]
    assert names[0] == "practice"
    assert set(names) == {"practice", "sre", "minimal", "security", "data-loss"}
    for one in shipped_templates():
        assert one.title
        assert one.description


def test_the_practices_headings_are_all_known() -> None:
    headings = by_name()["practice"].headings
    assert [one.title for one in headings] == [
        "Summary",
        "Impact",
        "Timeline",
        "Root Cause",
        "Contributing Factors",
        "What Worked Well",
        "What Failed",
        "Where We Got Lucky",
        "Action Items",
        "Lessons Learned",
        "Notes on Blameless Culture",
    ]
    assert SectionKind.OTHER not in {one.kind for one in headings}
    outcomes = [one.outcome for one in headings if one.kind is SectionKind.DEFENCES]
    assert outcomes == [DefenceOutcome.WORKED, DefenceOutcome.FAILED, DefenceOutcome.LUCKY]


def test_every_template_asks_for_what_publishing_needs() -> None:
    for template in shipped_templates():
        kinds = {one.kind for one in template.headings}
        assert {
            SectionKind.SUMMARY,
            SectionKind.TIMELINE,
            SectionKind.ROOT_CAUSE,
            SectionKind.FACTORS,
            SectionKind.ACTIONS,
        } <= kinds, template.name


def test_guidance_is_hidden_text_without_blame() -> None:
    reader = BlamelessReader(RuleBook.shipped())
    for template in shipped_templates():
        for heading in template.headings:
            assert heading.guidance, (template.name, heading.title)
            assert "--" not in heading.guidance
            assert not reader.hints(heading.guidance), heading.guidance
        for section in template.sections():
            assert section.markdown.startswith("<!-- ")
            assert section.markdown.endswith(" -->")


def test_sections_are_for_text_and_records_have_forms_of_their_own() -> None:
    practice = by_name()["practice"]
    kinds = [one.kind for one in practice.sections()]
    assert kinds == [
        SectionKind.SUMMARY,
        SectionKind.IMPACT,
        SectionKind.ROOT_CAUSE,
        SectionKind.LESSONS,
        SectionKind.NOTES,
    ]
    assert practice.guidance(SectionKind.TIMELINE).startswith("One line per event")
    assert "nowhere" in practice.guidance(SectionKind.DEFENCES, DefenceOutcome.LUCKY)
    assert by_name()["minimal"].guidance(SectionKind.NOTES) == ""


def test_special_templates_know_what_their_kind_of_incident_is() -> None:
    templates = by_name()
    assert templates["security"].impact.security is True
    assert templates["data-loss"].impact.data_loss is True
    assert templates["practice"].impact.security is None
    incident = Incident(
        key="INC-1",
        title="x",
        impact=templates["security"].impact,
        tags=templates["security"].tags,
        postmortem=Postmortem(sections=templates["security"].sections()),
    )
    other = [one.title for one in incident.sections if one.kind is SectionKind.OTHER]
    assert other == ["Exposure", "Evidence", "Notification"]


def test_what_a_template_asks_and_nobody_answered_does_not_leave() -> None:
    asked = Section(kind=SectionKind.SUMMARY, title="Summary", markdown="<!-- What happened? -->")
    told = Section(kind=SectionKind.IMPACT, title="Impact", markdown="<!-- Whom? -->\nEverybody")
    incident = Incident(key="A-1", title="T", postmortem=Postmortem(sections=(asked, told)))
    left = without_unanswered(incident)
    assert [one.markdown for one in left.sections] == ["", told.markdown]
    assert without_unanswered(Incident(key="A-2", title="T")).postmortem is None
