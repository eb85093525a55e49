"""Pages as they will be printed: drawn where they are looked at, white in every look."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from desktop.widgets.printed_pages import PrintedPages
from exporters.page_shapes import (
    DrawnPage,
    PageBox,
    PageCorners,
    PageDisc,
    PageImage,
    PageStroke,
    PageText,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    from desktop.theme import ThemeSource


def _blue() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), (0, 0, 255)).save(buffer, "PNG")
    return buffer.getvalue()


PAGE = DrawnPage(
    400,
    600,
    (
        PageBox(100, 100, 50, 50, 0, "#ff0000", "", 1),
        PageDisc(225, 125, 20, "#00ff00", "#000000", 1),
        PageImage(300, 100, 50, 50, _blue()),
        PageCorners(((100, 300), (150, 300), (125, 350)), "#ffaa00"),
        PageStroke(100, 400, 300, 400, 4, "#112233", (3, 2)),
        PageText(100, 500, "Hel", "Inter-SemiBold", 12, "#000000"),
        PageText(120, 500, "lo", "Inter-SemiBold", 12, "#000000", 0.5),
        PageText(100, 520, "שלום", "/nowhere/font.ttf", 12, "#000000"),
    ),
)


@pytest.fixture
def pages(themes: ThemeSource, qtbot: QtBot) -> PrintedPages:
    made = PrintedPages(themes)
    qtbot.addWidget(made)
    made.resize(432, 700)
    return made


def test_shapes_stand_where_the_page_has_them(pages: PrintedPages) -> None:
    pages.show_pages([PAGE])
    picture = pages.grab().toImage()
    ratio = picture.devicePixelRatio()

    def color(x: float, y: float) -> QColor:
        return picture.pixelColor(round((16 + x) * ratio), round((16 + y) * ratio))

    assert color(125, 125).name() == "#ff0000"
    assert color(225, 125).name() == "#00ff00"
    assert color(325, 125).blue() > 200
    assert color(125, 310).name() == "#ffaa00"
    assert color(50, 50).name() == "#ffffff"


def test_its_words_are_read_out(pages: PrintedPages) -> None:
    pages.show_pages([PAGE])
    assert pages.accessibleDescription() == "Hello שלום"


def test_it_is_as_high_as_its_pages(pages: PrintedPages) -> None:
    pages.show_pages([PAGE, PAGE])
    assert pages.count == 2
    assert pages.minimumHeight() == 16 + 600 + 16 + 600 + 16
    pages.show_pages([])
    assert pages.minimumHeight() == 0
    assert not pages.grab().isNull()


def test_a_page_that_is_the_same_is_not_drawn_again(pages: PrintedPages) -> None:
    other = DrawnPage(400, 600, ())
    pages.show_pages([PAGE, other])
    pages.grab()
    first = pages._drawn[0]
    pages.show_pages([PAGE, PAGE])
    assert pages._drawn == {0: first}
    pages.resize(500, 700)
    pages.grab()
    assert pages._drawn[0] is not first
