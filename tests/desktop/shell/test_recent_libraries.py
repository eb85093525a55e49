"""Libraries that were open before are offered in menu and palette."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMenu

from desktop.shell.recent_libraries import RecentLibraries, shown_location
from desktop.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.theme import ThemeSource


@pytest.fixture
def window(themes: ThemeSource, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(themes)
    qtbot.addWidget(made)
    yield made
    made.close()


def test_each_but_the_open_one_can_be_opened(window: MainWindow) -> None:
    chosen: list[str] = []
    recent = RecentLibraries(window, chosen.append)
    recent.show(["/a.afterword", "/b.afterword", "postgresql://ana:secret@db/x"], "/a.afterword")
    words = [one.text() for one in window.commands.all() if one.text().startswith("Open ")]
    assert words[-2:] == ["Open /b.afterword", "Open postgresql://ana@db/x"]
    window.commands.all()[-2].trigger()
    window.commands.all()[-1].trigger()
    assert chosen == ["/b.afterword", "postgresql://ana:secret@db/x"]


def test_nothing_is_offered_where_there_is_nothing_else(window: MainWindow) -> None:
    recent = RecentLibraries(window, print)
    before = len(window.commands.all())
    recent.show(["/a.afterword", "/b.afterword"], "/a.afterword")
    recent.show(["/a.afterword"], "/a.afterword")
    assert len(window.commands.all()) == before
    menus = window.menuBar().findChildren(QMenu)
    (menu,) = [one for one in menus if one.title() == "Recent libraries"]
    assert not menu.menuAction().isVisible()


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        (str(Path.home() / "work" / "a.afterword"), "~/work/a.afterword"),
        ("/data/R&D.afterword", "/data/R&&D.afterword"),
        ("postgresql://db/x", "postgresql://db/x"),
        (
            "postgresql://ana:p%40ss@db:5433/x?sslmode=require",
            "postgresql://ana@db:5433/x?sslmode=require",
        ),
    ],
)
def test_a_location_is_short_and_shows_no_password(location: str, shown: str) -> None:
    assert shown_location(location) == shown
