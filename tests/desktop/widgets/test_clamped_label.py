"""A label of a few lines: it grows as far as it may, and what has no room is in its tooltip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.labels import ClampedLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.theme import ThemeSource

WORDS = "Database › Missing index · canary, deployment · by @payment-engineer-lead"


@pytest.fixture
def label(themes: ThemeSource, qtbot: QtBot) -> Iterator[ClampedLabel]:
    """Among other widgets of a narrow column."""
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    row = QHBoxLayout()
    made = ClampedLabel("", themes)
    row.addWidget(made, 1)
    column.addLayout(row)
    column.addStretch(1)
    host.resize(320, 200)
    host.show()
    yield made
    host.close()


def _lines(label: ClampedLabel, text: str) -> int:
    label.setText(text)
    step = label.fontMetrics().lineSpacing()
    column = label.window().layout()
    assert column is not None
    column.activate()
    label.grab()
    return label.height() // step


def test_it_takes_the_lines_that_its_words_need(label: ClampedLabel) -> None:
    assert _lines(label, "Short") == 1
    assert not label.toolTip()
    assert _lines(label, WORDS) == 2
    assert not label.toolTip()


@pytest.mark.parametrize("text", [WORDS * 3, "x" * 400])
def test_what_has_no_room_is_in_the_tooltip(label: ClampedLabel, text: str) -> None:
    assert _lines(label, text) == 2
    assert label.toolTip() == text
    assert label.minimumSizeHint().width() < 100
