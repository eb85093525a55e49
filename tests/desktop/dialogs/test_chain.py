"""The chain of an incident, from the reading pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.dialogs.chain import StepCard, chain_words, history_words, show_chain
from desktop.dialogs.correct_known import CorrectKnownDialog
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from models.figures.repeats import WasKnown
from models.operations.links import link_incidents, unlink
from models.vocabulary import LinkKind
from tests.desktop.keyboard import nameless

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library


def test_a_chain_is_shown_with_its_history(
    session: LibrarySession, themes: ThemeSource, story: Library, host: QWidget
) -> None:
    session.open()
    one, two = (story.incidents.by_key(key) for key in ("INC-2025-019", "INC-2025-007"))
    link_incidents(story, one.id, two.id, LinkKind.RELATED, "read together", "@ana")
    unlink(story, story.links.rows()[-1].id)
    link_incidents(story, one.id, two.id, LinkKind.RECURRENCE_OF, "tokens expire at once", "@ana")
    opened: list[UUID] = []
    dialog = show_chain(session, themes, host, one.id, one.key, opened=opened.append)
    cards = dialog.findChildren(StepCard)
    assert len(cards) == 2
    assert sum("the incident that is open" in card.accessibleName() for card in cards) == 1
    said = [label.text() for label in dialog.findChildren(Label)]
    assert any("tokens expire at once (linked by @ana" in text for text in said)
    assert any("taken back" in text and "read together" in text for text in said)
    assert nameless(dialog) == []
    other = next(card for card in cards if card.accessibleName().startswith(two.key))
    other.click()
    assert opened == [two.id]


def test_without_links_it_says_so(
    session: LibrarySession, themes: ThemeSource, story: Library, host: QWidget
) -> None:
    session.open()
    one = story.incidents.by_key("INC-2025-019")
    dialog = show_chain(session, themes, host, one.id, one.key, opened=lambda _id: None)
    assert dialog.findChildren(StepCard) == []
    assert chain_words(()).startswith("Nobody linked it")


def test_a_link_is_told_from_the_side_that_is_open(story: Library) -> None:
    one, two = (story.incidents.by_key(key) for key in ("INC-2025-019", "INC-2025-007"))
    link_incidents(story, one.id, two.id, LinkKind.CAUSED_BY, "", "@ana")
    [step] = story.links.history(one.id)
    assert "by @ana, caused by INC-2025-007" in history_words(step, one.key, "UTC")
    assert "by @ana, caused INC-2025-019" in history_words(step, two.key, "UTC")


def test_what_was_known_is_corrected_from_the_chain(
    session: LibrarySession, themes: ThemeSource, story: Library, host: QWidget, qtbot: QtBot
) -> None:
    session.open()
    one, two = (story.incidents.by_key(key) for key in ("INC-2025-019", "INC-2025-007"))
    link_incidents(story, one.id, two.id, LinkKind.RECURRENCE_OF, "tokens expire at once", "@ana")
    dialog = show_chain(session, themes, host, one.id, one.key, opened=lambda _id: None)
    [button] = [one for one in dialog.findChildren(Button) if one.text() == "Correct…"]
    button.click()
    correction = dialog.findChild(CorrectKnownDialog)
    assert correction is not None
    assert nameless(correction) == []
    correction.verdict.set_value(WasKnown.NEVER_REVIEWED.value)
    correction.note.setText("The postmortem was written later")
    correction.confirm_button.click()
    [link] = [link for link in story.incidents.get(one.id).links if link.incident_id == two.id]
    assert link.known == WasKnown.NEVER_REVIEWED.value
    qtbot.waitUntil(
        lambda: any("never reviewed" in label.text() for label in dialog.findChildren(Label))
    )
