"""With whom a final postmortem was shared, recorded in the reading pane and missed on Home."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.pages.home.attention import home_contents
from desktop.pages.home.basis import read_basis
from desktop.pages.library.sharing import SharingDialog, ask_whom
from models.operations.incidents import save_incident
from models.vocabulary import PostmortemStatus
from tests.models.examples import payment_outage

if TYPE_CHECKING:
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from desktop.notices import Notice
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library

PUBLISHED = datetime(2025, 3, 17, 9, tzinfo=UTC)
NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


def final(library: Library, published: datetime = PUBLISHED, key: str = "INC-1") -> UUID:
    given = payment_outage(key=key, action_items=())
    assert given.postmortem is not None
    document = replace(given.postmortem, status=PostmortemStatus.FINAL, published_at=published)
    save_incident(library, replace(given, postmortem=document))
    return library.incidents.by_key(key).id


def test_whom_it_was_given_to_is_recorded_and_taken_back(
    session: LibrarySession,
    library: Library,
    themes: ThemeSource,
    notices: list[Notice],
    qtbot: QtBot,
) -> None:
    session.open()
    host = QWidget()
    qtbot.addWidget(host)
    id = final(library)
    dialog = ask_whom(session, themes, host, id, "INC-1")
    assert dialog.recorded.text() == "It was shared with nobody yet."
    dialog.confirmed.emit()
    assert dialog._field.message
    dialog.recipients.setText("checkout,  search")
    dialog.confirmed.emit()
    assert [one.recipients for one in library.shares.of(id)] == ["checkout, search"]
    assert notices[-1].text == "INC-1 shared with checkout, search"
    again = ask_whom(session, themes, host, id, "INC-1")
    assert again.recorded.text().endswith("by hand: checkout, search")
    again.channel.set_value("report")
    again.recipients.setText("leadership")
    again.confirmed.emit()
    assert [one.channel.value for one in library.shares.of(id)] == ["report", "by hand"]
    assert notices[-1].action is not None
    notices[-1].action()
    assert [one.channel.value for one in library.shares.of(id)] == ["by hand"]
    assert isinstance(again, SharingDialog)


def test_home_names_finals_of_late_that_nobody_was_given(library: Library) -> None:
    final(library)
    final(library, datetime(2024, 3, 1, tzinfo=UTC), key="INC-0")
    contents = home_contents(read_basis(library, NOW), NOW)
    assert [(one.key, one.when) for one in contents.unshared] == [("INC-1", "published 2 days ago")]
    assert contents.unshared_total == 1
