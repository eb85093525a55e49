"""How tests drive the real window: come to rest, reach its parts, press keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.shell.capture import settle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.app import Application
    from desktop.pages.library.page import LibraryPage
    from desktop.shell.workspace import Workspace


def rest(application: Application) -> None:
    settle(application, for_index=False)


def workspace_of(application: Application) -> Workspace:
    workspace = application.window.workspace
    assert workspace is not None
    return workspace


def library_page_of(application: Application) -> LibraryPage:
    workspace_of(application).show_place("library")
    rest(application)
    return workspace_of(application).library_page


def press(widget: QWidget | None, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    assert widget is not None
    QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)
