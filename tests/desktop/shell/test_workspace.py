"""Which pages are made, and when."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from desktop.pages.page import Page
from desktop.shell.workspace import Workspace
from tests.desktop.driving import library_page_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.app import Application
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource

pytestmark = pytest.mark.slow


def test_a_hidden_page_is_made_only_when_nothing_is_under_way(
    application: Application, qtbot: QtBot
) -> None:
    session = library_page_of(application).session
    made: list[Page] = []

    def make(session: LibrarySession, themes: ThemeSource) -> Page:
        made.append(Page(session, themes))
        return made[-1]

    workspace = Workspace(session, application.themes, {"actions": make})
    qtbot.addWidget(workspace)
    finish = threading.Event()
    session.runner.run(lambda _context: finish.wait(10), lane="background", owner=workspace)
    # Only this workspace hears it: the application has opened its library already.
    workspace._on_opened()
    for _ in range(2):
        with qtbot.waitSignal(workspace._later.timeout):
            pass
    assert made == []
    finish.set()
    qtbot.waitUntil(lambda: len(made) == 1)
