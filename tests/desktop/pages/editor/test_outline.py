"""The outline as a widget: however many sections, each can be gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.pages.editor.outline import Outline
from desktop.pages.editor.outline_state import OutlineEntry

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.theme import ThemeSource


@pytest.mark.parametrize("count", [1, 10, 60])
def test_every_entry_is_seen_or_scrolled_to(count: int, themes: ThemeSource, qtbot: QtBot) -> None:
    outline = Outline(themes)
    qtbot.addWidget(outline)
    outline.resize(204, 700)
    outline.show()
    outline.show_entries(
        [OutlineEntry(f"n{place}", f"Section {place}", "complete") for place in range(count)]
    )
    qtbot.waitUntil(lambda: outline.list.geometry().bottom() <= outline.height())
    outline.mark(f"n{count - 1}")
    box = outline.list.visualRect(outline.list.currentIndex())
    assert outline.list.viewport().rect().contains(box)
    bar = outline.list.verticalScrollBar()
    assert (bar.maximum() > 0) is (count == 60)
