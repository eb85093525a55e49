"""The document as a widget: lines that can be read, however wide the pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.pages.library.document_view import DocumentView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.theme import ThemeSource


@pytest.mark.parametrize(("pane", "text"), [(640, 568), (2000, 840), (400, 328)])
def test_lines_are_never_wider_than_can_be_read(
    pane: int, text: int, themes: ThemeSource, qtbot: QtBot
) -> None:
    view = DocumentView(themes)
    qtbot.addWidget(view)
    view.show_html("<p>" + "word " * 400 + "</p>")
    view.resize(pane, 600)
    view.show()
    assert view.viewport().width() == text
    view.resize(640, 600)
    assert view.viewport().width() == 568
