"""A page that is made late comes before the status line all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.shell.tab_order import put_last

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_what_was_made_first_comes_last(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    top, content, status = QPushButton(window), QWidget(window), QWidget(window)
    state, zone = QPushButton(status), QPushButton(status)
    late = [QPushButton(content), QPushButton(content)]
    put_last(status, content)
    order = []
    one = top.nextInFocusChain()
    while one is not None and one is not top:
        if isinstance(one, QPushButton):
            order.append(one)
        one = one.nextInFocusChain()
    assert order == [*late, state, zone]
    put_last(status, content)
    assert top.nextInFocusChain() is not state
