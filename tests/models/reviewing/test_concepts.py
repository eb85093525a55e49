"""What designs and postmortems are about, whatever words they say it in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.reviewing.concepts import Concepts
from models.reviewing.sought import Sought
from tests.models.examples import incident

CONCEPTS = Concepts.shipped()


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Resolvers on each node cache answers.", "DNS"),
        ("The controller writes records into the zone.", "DNS"),
        ("It runs on PostgreSQL 17.", "PostgreSQL"),
        ("The POOL of connections is exhausted", "connection pools"),
        ("an auto-scaled fleet", "scaling"),
        ("feature\nflags", "feature flags"),
    ],
)
def test_a_word_or_two_hints_name_a_concept(text: str, concept: str) -> None:
    assert concept in CONCEPTS.of_text(text)


@pytest.mark.parametrize("text", ["", "The records are kept.", "A tdnsx server", "the rules"])
def test_one_hint_or_half_a_word_names_none(text: str) -> None:
    assert CONCEPTS.of_text(text) == {}


def test_the_title_of_a_design_counts_more() -> None:
    below = CONCEPTS.of_design("Names", "DNS moves.")
    titled = CONCEPTS.of_design("DNS moves", "")
    assert titled["DNS"] > below["DNS"]


def test_kinship_needs_no_word_in_common() -> None:
    outage = replace(incident("INC-1", title="DNS outage"), tags=("dns",))
    other = incident("INC-2", title="Build queue backs up")
    design = CONCEPTS.of_design("Internal names", "Records of a zone, asked by resolvers.")
    assert CONCEPTS.kinship(design, outage).concepts == ("DNS",)
    assert CONCEPTS.kinship(design, outage).score > 0.4
    assert CONCEPTS.kinship(design, other).score == 0.0
    assert CONCEPTS.kinship({}, outage).score == 0.0


def test_what_is_sought_names_the_concepts_of_the_design() -> None:
    text = Sought.shipped().text("Internal names", "Records of a zone, asked by resolvers.")
    assert "dns" in text.rpartition("\n\n")[2]
