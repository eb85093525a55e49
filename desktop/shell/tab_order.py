"""Tab goes through a page before it comes to the status line, though pages are made later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator


def put_last(pane: QWidget, content: QWidget) -> None:
    """Have what takes the keyboard in `pane` come after all of `content`.

    Qt appends each widget to the order when it is made, and pages are made when first shown.
    """
    order = list(_order_from(content))
    if not any(pane.isAncestorOf(one) for one in order):
        return
    first_of_pane = next(at for at, one in enumerate(order) if pane.isAncestorOf(one))
    places = [at for at, one in enumerate(order) if content.isAncestorOf(one)]
    if not places or places[-1] < first_of_pane:
        return
    last = order[places[-1]]
    for one in order:
        if pane.isAncestorOf(one) and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(last, one)
            last = one


def _order_from(start: QWidget) -> Iterator[QWidget]:
    """Every widget of the window in the order of Tab, once around."""
    yield start
    one = start.nextInFocusChain()
    while one is not None and one is not start:
        yield one
        one = one.nextInFocusChain()
