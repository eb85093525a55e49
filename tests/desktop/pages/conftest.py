"""Fixtures of the pages: each page shown on a real, open library."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.notices import Notice
    from desktop.pages.page import Page
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource

P = TypeVar("P", bound="Page")


@pytest.fixture
def notices(session: LibrarySession) -> list[Notice]:
    """Every toast that the session asks for."""
    told: list[Notice] = []
    session.notice.connect(told.append)
    return told


@pytest.fixture
def show(session: LibrarySession, themes: ThemeSource, qtbot: QtBot) -> Callable[[type[P]], P]:
    """Builds a page, opens the library, and shows it with what it read."""

    def shown(kind: type[P]) -> P:
        page = kind(session, themes)
        qtbot.addWidget(page)
        page.resize(1272, 824)
        page.show()
        session.open()
        page.activate()
        return page

    return shown
