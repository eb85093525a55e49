"""Architecture reviews from elsewhere in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from models.operations.reviews import save_review
from models.review import Review
from tests.desktop.driving import press, rest, workspace_of

if TYPE_CHECKING:
    from desktop.app import Application
    from models.library import Library

pytestmark = pytest.mark.slow


def test_the_palette_finds_a_review_by_its_title(application: Application, story: Library) -> None:
    save_review(story, Review(title="Checkout v2 on shared Postgres"))
    window = application.window
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    line = window.top_bar.search.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, "shared postgres review")
    rest(application)
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    rest(application)
    workspace = workspace_of(application)
    assert workspace.place == "reviews"
    assert workspace.page.workspace.head.title.text() == "Checkout v2 on shared Postgres"  # type: ignore[union-attr]
