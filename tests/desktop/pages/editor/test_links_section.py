"""Links of the incident that is written, in the inspector."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.pages.editor.links_section import LinksSection
from models.identifiers import new_id
from models.operations.links import link_incidents
from models.vocabulary import LinkKind
from tests.desktop.keyboard import nameless

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.notices import Notice
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.incident import Incident
    from models.library import Library


@pytest.fixture
def pair(story: Library) -> tuple[Incident, Incident]:
    one, two = (story.incidents.by_key(key) for key in ("INC-2025-019", "INC-2025-007"))
    return one, two


@pytest.fixture
def section(
    session: LibrarySession,
    themes: ThemeSource,
    story: Library,
    pair: tuple[Incident, Incident],
    qtbot: QtBot,
) -> LinksSection:
    session.open()
    made = LinksSection(session, themes)
    qtbot.addWidget(made)
    made.resize(316, 200)
    made.show()
    made.flush_first.connect(lambda ask: ask())
    made.show_incident(pair[0].id, pair[0].key)
    return made


def shown(section: LinksSection) -> list[tuple[str, str]]:
    return [(line.text, line.detail) for line in section.lines]


def test_a_link_is_made_shown_opened_and_taken_back(
    section: LinksSection,
    session: LibrarySession,
    story: Library,
    pair: tuple[Incident, Incident],
    qtbot: QtBot,
) -> None:
    one, two = pair
    before = shown(section)
    dialog = section.ask()
    assert dialog is not None
    dialog.other.setText(two.key)
    dialog.chosen.emit(two.key, LinkKind.RELATED, "read together")
    assert shown(section) == [*before, (two.key, "related")]
    assert nameless(section) == []
    with qtbot.waitSignal(section.opened) as opened:
        section.widgets[-1].click()
    assert opened.args == [two.id]
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    link = next(each for each in story.incidents.get(one.id).links if each.key == two.key)
    remove = section.menu_of(link).actions()[1]
    assert remove.text() == f"Remove the link to {two.key}"
    remove.trigger()
    assert shown(section) == before
    undo = notices[-1].action
    assert undo is not None
    undo()
    assert shown(section) == [*before, (two.key, "related")]


def test_what_is_not_related_is_not_listed(
    section: LinksSection,
    session: LibrarySession,
    story: Library,
    pair: tuple[Incident, Incident],
) -> None:
    before = shown(section)
    one, two = pair
    session.announce(link_incidents(story, one.id, two.id, LinkKind.NOT_RELATED))
    assert shown(section) == before


def test_an_incident_that_is_not_stored_yet_has_no_links(section: LinksSection) -> None:
    section.show_incident(new_id(), "INC-NEW")
    assert section.lines == []
