"""Clicking and typing in the facet column changes the query as the held keys say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.pages.library.looking import (
    choose_facet,
    facet,
    facet_index,
    facet_tree,
    keys_of,
)

if TYPE_CHECKING:
    from desktop.pages.library.page import LibraryPage

_HELD = Qt.KeyboardModifier


def test_a_click_sets_a_value_and_takes_it_back(page: LibraryPage) -> None:
    choose_facet(page, "severity", "SEV-2")
    assert page.query == "severity:SEV-2"
    choose_facet(page, "severity", "SEV-3")
    assert page.query == "severity:SEV-3"
    choose_facet(page, "severity", "SEV-3")
    assert page.query == ""


def test_shift_adds_one_that_may_be_there_instead(page: LibraryPage) -> None:
    choose_facet(page, "severity", "SEV-1")
    choose_facet(page, "severity", "SEV-3", _HELD.ShiftModifier)
    assert page.query == "severity:SEV-1,SEV-3"
    assert len(keys_of(page)) == 3


def test_ctrl_adds_one_that_must_be_there_too(page: LibraryPage) -> None:
    choose_facet(page, "service", "payments")
    choose_facet(page, "service", "payments/ledger", _HELD.ControlModifier)
    assert page.query == "service:payments service:payments/ledger"
    assert keys_of(page) == ["INC-2025-019"]


def test_alt_leaves_a_value_out_and_shows_that(page: LibraryPage) -> None:
    choose_facet(page, "severity", "SEV-3", _HELD.AltModifier)
    assert page.query == "-severity:SEV-3"
    assert len(keys_of(page)) == 3
    node = facet(page, "severity", "SEV-3")
    assert node.excluded
    assert not node.checked
    spoken = facet_index(page, "severity", "SEV-3").data(Qt.ItemDataRole.AccessibleTextRole)
    assert "left out" in spoken
    choose_facet(page, "severity", "SEV-3", _HELD.AltModifier)
    assert page.query == ""


@pytest.mark.parametrize(
    ("key", "held", "query"),
    [
        (Qt.Key.Key_Space, _HELD.NoModifier, "severity:SEV-2"),
        (Qt.Key.Key_Return, _HELD.ShiftModifier, "severity:SEV-1,SEV-2"),
        (Qt.Key.Key_Return, _HELD.AltModifier, "severity:SEV-1 -severity:SEV-2"),
        (Qt.Key.Key_Minus, _HELD.NoModifier, "severity:SEV-1 -severity:SEV-2"),
    ],
)
def test_the_keyboard_does_the_same(
    page: LibraryPage, key: Qt.Key, held: Qt.KeyboardModifier, query: str
) -> None:
    choose_facet(page, "severity", "SEV-1")
    tree = facet_tree(page)
    tree.setCurrentIndex(facet_index(page, "severity", "SEV-2"))
    QTest.keyClick(tree, key, held)
    assert page.query == query


def test_what_the_held_keys_do_is_said(page: LibraryPage) -> None:
    index = facet_index(page, "severity", "SEV-2")
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole):
        for key in ("Ctrl", "Shift", "Alt"):
            assert key in index.data(role)
