"""A window that is opened again looks as it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from desktop.app import Application
from desktop.configuration import Configuration
from desktop.pages.library.columns import Columns
from desktop.shell.capture import settle
from desktop.shell.places import EDITOR, LIBRARY
from desktop.window import FIRST_SIZE
from tests.desktop.driving import library_page_of, press, workspace_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from models.clock import Clock
    from models.library import Library

pytestmark = pytest.mark.slow


def _again(
    qapp: QApplication, qtbot: QtBot, first: Application, tmp_path: Path, clock: Clock
) -> Application:
    """The next start, after the first window was closed."""
    first.window.close()
    made = Application(
        qapp, configuration_file=tmp_path / "config.json", cache=tmp_path / "cache", clock=clock
    )
    made.window.resize(*FIRST_SIZE)  # Qt's screen in memory is smaller
    made.start(None)
    settle(made, for_index=False)
    return made


def _done(application: Application, qapp: QApplication) -> None:
    application.window.close()
    application.shut_down()
    application.window.deleteLater()
    qapp.processEvents()


def test_page_order_searches_and_widths_are_as_they_were_left(
    application: Application, qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: Clock
) -> None:
    page = library_page_of(application)
    page._results.sort_chosen.emit("newest")
    workspace_of(application).search("connection pool")
    application.window.searching._search("ledger")
    settle(application, for_index=False)
    columns = page.findChild(Columns)
    assert columns is not None
    columns.moveSplitter(260, 1)
    facets = columns.sizes()[0]
    assert facets != 207

    again = _again(qapp, qtbot, application, tmp_path, clock)
    assert workspace_of(again).place == LIBRARY
    page = workspace_of(again).library_page
    assert page._search.answer is not None
    assert page._search.answer.question.sort == "newest"
    restored = page.findChild(Columns)
    assert restored is not None
    assert restored.sizes()[0] == facets
    field = again.window.top_bar.search
    field.setFocus()
    press(field._line, Qt.Key.Key_Up)
    assert field.text() == "ledger"

    again.window.run_command("forget-searches")
    again.window.close()
    assert "ledger" not in (tmp_path / "config.json").read_text(encoding="utf-8")
    _done(again, qapp)


def test_the_editor_is_left_to_the_library_and_keeps_its_widths(
    application: Application,
    story: Library,
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    clock: Clock,
) -> None:
    workspace = workspace_of(application)
    workspace.edit_incident(story.incidents.by_key("INC-2025-034").id)
    settle(application, for_index=False)
    split = workspace.editor_page.sides.findChild(QSplitter)
    assert split is not None
    split.moveSplitter(250, 1)
    outline = split.sizes()[0]
    assert outline == 250

    again = _again(qapp, qtbot, application, tmp_path, clock)
    assert workspace_of(again).place == LIBRARY
    assert Configuration.load(tmp_path / "config.json").panes["editor"][0] == outline
    workspace_of(again).show_place(EDITOR)
    split = workspace_of(again).editor_page.sides.findChild(QSplitter)
    assert split is not None
    settle(again, for_index=False)
    assert split.sizes()[0] == outline
    _done(again, qapp)
