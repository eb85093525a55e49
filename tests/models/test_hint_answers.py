"""Keeping the words that a blameless hint is about."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from models.blameless.answers import people_of, unanswered
from models.blameless.hints import BlamelessReader
from models.blameless.rules import RuleBook
from models.errors import BadInputError, NotFoundError
from models.operations.hints import keep_hint, reconsider_hint
from tests.models.examples import payment_outage, saved

if TYPE_CHECKING:
    from models.incident import Incident
    from models.library import Library

TEXT = "The reviewer should have noticed that. Later the operator failed to look."


@pytest.fixture
def outage(library: Library) -> Incident:
    """One stored incident."""
    return saved(library, payment_outage())


def _read(text: str) -> BlamelessReader:
    return BlamelessReader(RuleBook.shipped())


def test_a_kept_hint_is_not_asked_again(library: Library, outage: Incident) -> None:
    first, second = _read(TEXT).hints(TEXT)
    changes = keep_hint(
        library,
        outage.id,
        rule=first.rule,
        passage=first.passage,
        reason=" Quoted from the chat ",
        made_by="@alex",
    )
    assert changes.incidents == {outage.id}
    kept = library.hints.kept(outage.id)
    assert [(one.reason, one.made_by) for one in kept] == [("Quoted from the chat", "@alex")]
    assert unanswered((first, second), kept) == (second,)


def test_an_answer_survives_edits_elsewhere(library: Library, outage: Incident) -> None:
    hint = _read(TEXT).hints(TEXT)[0]
    keep_hint(library, outage.id, rule=hint.rule, passage=hint.passage, reason="r")
    edited = f"New first line.\n\n{TEXT.replace('Later', 'Much later')}"
    left = unanswered(_read(edited).hints(edited), library.hints.kept(outage.id))
    assert [one.text for one in left] == ["failed to look"]


def test_an_edit_of_the_sentence_asks_again(library: Library, outage: Incident) -> None:
    hint = _read(TEXT).hints(TEXT)[0]
    keep_hint(library, outage.id, rule=hint.rule, passage=hint.passage, reason="r")
    edited = TEXT.replace("noticed that", "noticed this")
    assert len(unanswered(_read(edited).hints(edited), library.hints.kept(outage.id))) == 2


def test_the_same_answer_again_changes_nothing(library: Library, outage: Incident) -> None:
    for _time in range(2):
        changes = keep_hint(library, outage.id, rule="careless", passage="p", reason="r")
    assert not changes.incidents
    assert len(library.hints.kept(outage.id)) == 1


def test_an_answer_can_be_taken_back(library: Library, outage: Incident) -> None:
    keep_hint(library, outage.id, rule="careless", passage="p", reason="r")
    answer = library.hints.kept(outage.id)[0]
    assert reconsider_hint(library, answer.id).incidents == {outage.id}
    assert library.hints.kept(outage.id) == ()
    assert not reconsider_hint(library, answer.id).incidents
    with pytest.raises(NotFoundError):
        reconsider_hint(library, uuid4())


def test_an_answer_needs_a_reason_and_an_incident(library: Library, outage: Incident) -> None:
    with pytest.raises(BadInputError):
        keep_hint(library, outage.id, rule="careless", passage="p", reason="  ")
    with pytest.raises(NotFoundError):
        keep_hint(library, uuid4(), rule="careless", passage="p", reason="r")


def test_people_are_those_whom_the_document_names() -> None:
    assert "@payment-engineer-lead" in people_of(payment_outage())
