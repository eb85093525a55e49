"""Two selected results are linked, the later one to the earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.link_incidents import LinkDialog
from desktop.pages.library.incident_commands import IncidentCommands
from search.results import Hit, Shown

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library


def hit(library: Library, key: str) -> Hit:
    one = library.incidents.by_key(key)
    return Hit(
        Shown(
            id=one.id,
            key=one.key,
            title=one.title,
            severity=one.severity,
            started_at=one.started_at,
        ),
        1.0,
    )


def test_the_later_incident_is_linked_to_the_earlier_one(
    session: LibrarySession, themes: ThemeSource, story: Library, qtbot: QtBot
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    session.open()
    commands = IncidentCommands(session, themes, host)
    found = [hit(story, key) for key in ("INC-2025-007", "INC-2025-019")]
    found.sort(key=lambda one: (one.started_at is not None, one.started_at))
    earlier, later = found
    commands.link_two(earlier, later)
    [dialog] = host.findChildren(LinkDialog)
    assert dialog.windowTitle() == f"Link {later.key}"
    assert dialog.other.text() == f"{earlier.key}  {earlier.title}"
    assert dialog.confirm_button.isEnabled()
