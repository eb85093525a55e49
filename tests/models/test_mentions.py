"""Which incident names which, by key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.incident import Postmortem, Section
from models.mentions import mentioned_keys
from models.operations.incidents import save_incident, trash_incident
from models.vocabulary import SectionKind
from tests.models.examples import at, incident

if TYPE_CHECKING:
    from models.incident import Incident
    from models.library import Library


def _writes(key: str, text: str, *, day: int = 1) -> Incident:
    section = Section(kind=SectionKind.SUMMARY, title="Summary", markdown=text)
    return incident(key, started_at=at(8, day=day), postmortem=Postmortem(sections=(section,)))


def test_an_incident_knows_who_names_it() -> None:
    assert mentioned_keys("As in INC-2024-112, (PAY-7) and `INC-1-2`.") == {"inc-2024-112", "pay-7"}


def test_keys_in_code_and_addresses_are_no_mentions() -> None:
    text = "```\nINC-2024-112\n```\nhttps://tracker.example/browse/PAY-7 and x-INC-1"
    assert mentioned_keys(text) == set()


def test_a_mention_is_found_from_the_other_side(library: Library) -> None:
    named = _writes("INC-2024-112", "")
    namer = _writes("INC-2025-001", "The same as INC-2024-112.", day=2)
    save_incident(library, namer)
    save_incident(library, named)
    assert [one.key for one in library.mentions.of(named.id)] == ["INC-2025-001"]
    assert library.mentions.of(namer.id) == ()


def test_a_mention_goes_with_the_words(library: Library) -> None:
    named = _writes("INC-2024-112", "")
    namer = _writes("INC-2025-001", "The same as INC-2024-112.", day=2)
    save_incident(library, named)
    save_incident(library, namer)
    stored = library.incidents.get(namer.id)
    document = stored.postmortem
    assert document is not None
    section = replace(document.sections[0], markdown="Something new.")
    save_incident(library, replace(stored, postmortem=replace(document, sections=(section,))))
    assert library.mentions.of(named.id) == ()


def test_what_lies_in_the_trash_mentions_nothing(library: Library) -> None:
    named = _writes("INC-2024-112", "INC-2024-112 itself")
    namer = _writes("INC-2025-001", "INC-2024-112", day=2)
    save_incident(library, named)
    save_incident(library, namer)
    trash_incident(library, namer.id)
    assert library.mentions.of(named.id) == ()


def test_keys_are_offered_from_their_beginning(library: Library) -> None:
    for number in (1, 2, 112):
        save_incident(library, incident(f"INC-2024-{number:03d}", started_at=at(8, day=number % 9)))
    assert [one.key for one in library.mentions.matching("inc-2024-11")] == ["INC-2024-112"]
    assert len(library.mentions.matching("INC-")) == 3
    assert library.mentions.matching("INC-%") == ()
