"""Linking two incidents from a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.dialogs.confirm_repeat import ConfirmRepeatDialog
from desktop.dialogs.link_incidents import LinkDialog, link_incident
from models.figures.repeats import WasKnown
from models.vocabulary import LinkKind
from tests.desktop.keyboard import nameless

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library


@pytest.fixture
def dialog(
    session: LibrarySession, themes: ThemeSource, story: Library, host: QWidget
) -> LinkDialog:
    session.open()
    incident = story.incidents.by_key("INC-2025-019")
    return link_incident(session, themes, host, incident.id, incident.key)


def test_an_incident_is_found_by_words_of_its_title(dialog: LinkDialog) -> None:
    completer = dialog.other.completer()
    assert completer is not None
    completer.setCompletionPrefix("login")
    assert completer.currentCompletion() == "INC-2025-007  Login storm"


def test_a_link_is_made_with_its_kind_and_reason(dialog: LinkDialog, story: Library) -> None:
    dialog.kind.set_value(LinkKind.CAUSED_BY.value)
    dialog.other.setText("INC-2025-007  Login storm")
    dialog.reason.setText("Both expire at once")
    dialog.confirmed.emit()
    link = story.incidents.by_key("INC-2025-019").links[0]
    assert (link.key, link.kind) == ("INC-2025-007", LinkKind.CAUSED_BY)
    assert link.reason == "Both expire at once"
    assert not dialog.isVisible()


def test_a_repeat_is_confirmed_with_what_was_known(
    dialog: LinkDialog, story: Library, host: QWidget
) -> None:
    dialog.kind.set_value(LinkKind.SAME_CLASS.value)
    dialog.other.setText("INC-2025-007  Login storm")
    dialog.reason.setText("Both expire at once")
    dialog.confirmed.emit()
    assert not dialog.isVisible()
    [confirm] = host.findChildren(ConfirmRepeatDialog)
    assert confirm.windowTitle() == "INC-2025-019 repeats INC-2025-007"
    assert confirm.reason.text() == "Both expire at once"
    assert confirm.verdict.value() == WasKnown.UNFIXED.value
    confirm.verdict.set_value(WasKnown.LATE.value)
    confirm._on_verdict()
    confirm.note.setText("the date had moved twice")
    confirm.confirmed.emit()
    [link] = story.incidents.by_key("INC-2025-019").links
    assert (link.key, link.kind, link.known) == ("INC-2025-007", LinkKind.SAME_CLASS, "late")
    assert not confirm.isVisible()


def test_an_incident_does_not_repeat_itself(dialog: LinkDialog) -> None:
    dialog.kind.set_value(LinkKind.RECURRENCE_OF.value)
    dialog.other.setText("INC-2025-019")
    dialog.confirmed.emit()
    assert dialog.isVisible()
    assert dialog._other_field.message


def test_a_key_that_is_none_is_said_at_its_field(dialog: LinkDialog) -> None:
    dialog.other.setText("INC-9999-999")
    dialog.confirmed.emit()
    assert dialog.isVisible()
    assert dialog._other_field.message
    dialog.other.setText("INC-2025-007")
    assert not dialog._other_field.message


def test_nothing_can_be_linked_before_an_incident_is_named(dialog: LinkDialog) -> None:
    assert not dialog.confirm_button.isEnabled()


def test_each_kind_says_what_follows_from_it(dialog: LinkDialog) -> None:
    texts = set()
    for kind in LinkKind:
        dialog.kind.set_value(kind.value)
        dialog.kind.edited.emit()
        texts.add(dialog._text.text())
    assert len(texts) == len(LinkKind)


def test_every_control_has_a_name(dialog: LinkDialog) -> None:
    assert nameless(dialog) == []
