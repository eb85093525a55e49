"""Fixtures of the editor: the page on a real library, and a window that dialogs belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from desktop.pages.editor.journal import Journal
from desktop.pages.editor.page import EditorPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """A window to open dialogs over; it lives as long as the test."""
    window = QWidget()
    window.resize(1440, 900)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def page(session: LibrarySession, themes: ThemeSource, tmp_path: Path) -> Iterator[EditorPage]:
    """The editor, as wide as in the window, with nothing to edit yet."""
    session.open()
    made = EditorPage(session, themes, Journal(tmp_path / "drafts"))
    made.resize(1272, 824)
    made.show()
    made.activateWindow()
    yield made
    made.close_down()
    made.close()
    made.deleteLater()
    # Now, not when a later test runs an event loop: its 900 widgets would be styled in each test.
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


@pytest.fixture
def edit(page: EditorPage, library: Library) -> Callable[[str], EditorPage]:
    """Opens a stored incident by its key."""

    def shown(key: str) -> EditorPage:
        page.show_incident(library.incidents.by_key(key).id)
        return page

    return shown
