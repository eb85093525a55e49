"""A team's own templates: read, kept in the library, offered, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.errors import BadInputError
from models.guidance import is_written
from models.incident import Incident
from models.operations.templates import keep_template, remove_template
from models.starting import start_postmortem
from models.templates import own_templates, read_template
from models.vocabulary import SectionKind, Severity

if TYPE_CHECKING:
    from models.library import Library

OURS = (
    "# Our way\n\n## Summary\n\n<!-- Two sentences. -->\n\n## Customer letter\n\nDear customer,\n"
)


def test_a_plain_markdown_file_is_a_template() -> None:
    read = read_template(OURS, name="ours")
    assert (read.name, read.title) == ("ours", "Our way")
    summary, letter = read.sections()
    assert (summary.kind, letter.kind) == (SectionKind.SUMMARY, SectionKind.OTHER)
    assert not is_written(summary.markdown)
    assert letter.markdown == "Dear customer,"


@pytest.mark.parametrize(
    "text",
    ["", "no headings", "---\n: : [\n---\n## A\n", "---\nseverities: [bad]\n---\n## A\n", "\0## A"],
)
def test_a_bad_file_is_refused_with_words(text: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_template(text, name="bad")
    assert refused.value.next_step


def test_a_template_is_kept_replaced_and_removed(library: Library) -> None:
    keep_template(library, OURS, "Our Way")
    keep_template(library, OURS.replace("Two", "Three"), "our way")
    (one,) = own_templates(library.settings.templates)
    assert (one.name, one.is_own) == ("our-way", True)
    assert "Three" in one.headings[0].guidance
    assert remove_template(library, "our-way").settings
    assert own_templates(library.settings.templates) == ()
    assert not remove_template(library, "our-way").settings


def test_a_name_that_ships_is_refused(library: Library) -> None:
    with pytest.raises(BadInputError, match="practice"):
        keep_template(library, OURS, "practice")


def test_a_draft_remembers_its_template(library: Library) -> None:
    from models.operations.incidents import save_incident

    incident = Incident(key="", title="A", severity=Severity.SEV_2)
    save_incident(library, start_postmortem(incident, read_template(OURS, name="ours")))
    stored = library.incidents.get(incident.id)
    assert stored.postmortem is not None
    assert stored.postmortem.template == "ours"
