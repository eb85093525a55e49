"""What is offered before there is a library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.pages.first_run.offers import OfferCard
from desktop.pages.first_run.page import FirstRunPage
from tests.desktop.keyboard import nameless, reached_by_tab

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.theme import ThemeSource


@pytest.fixture
def page(themes: ThemeSource, qtbot: QtBot) -> FirstRunPage:
    made = FirstRunPage(themes, location="/home/ana/library.afterword")
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def test_each_offer_asks_for_its_command(page: FirstRunPage) -> None:
    wanted: list[str] = []
    page.command_requested.connect(wanted.append)
    cards = page.findChildren(OfferCard)
    cards[0].click()
    for card in cards[1:]:
        QTest.keyClick(card, Qt.Key.Key_Return)
    offered = ["new-library", "demo", "import-folder", "open-library", "open-team-library"]
    assert wanted == offered


def test_it_says_where_a_new_library_will_be_kept(page: FirstRunPage) -> None:
    card = page.findChildren(OfferCard)[0]
    assert "/home/ana/library.afterword" in card.accessibleDescription()


def test_why_a_library_could_not_be_opened_is_said(page: FirstRunPage) -> None:
    page.show_problem("This library is damaged.")
    assert page.banner.isVisible()
    assert page.banner.text == "This library is damaged."


def test_the_keyboard_reaches_every_offer(page: FirstRunPage) -> None:
    page.focus_first()
    assert page.findChildren(OfferCard)[0].hasFocus()
    assert [type(one) for one in reached_by_tab(page)] == [OfferCard] * 5
    assert nameless(page) == []
