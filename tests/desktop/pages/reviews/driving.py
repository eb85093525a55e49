"""Working a review as a person does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.dialogs.framed import FramedDialog

if TYPE_CHECKING:
    from desktop.pages.reviews.page import ReviewsPage
    from models.library import Library
    from models.review import Review


def write(page: ReviewsPage, title: str, design: str, *services: str) -> None:
    page.overview.new_wanted.emit()
    workspace = page.workspace
    QTest.keyClicks(workspace._title, title)
    workspace.design.design.setPlainText(design)
    for service in services:
        # Typed keys would open the suggestions, of which the offscreen platform complains.
        workspace.design.services.line.setText(service)
        QTest.keyClick(workspace.design.services.line, Qt.Key.Key_Return)


def close_review(page: ReviewsPage) -> None:
    """Close it, or open it again; where it is asked whether to close it all the same, agree."""
    page.workspace.decided.emit()
    for dialog in page.findChildren(FramedDialog):
        if dialog.isVisible():
            dialog.confirmed.emit()


def stored(library: Library) -> Review:
    return library.reviews.get(library.reviews.rows()[0].id)
