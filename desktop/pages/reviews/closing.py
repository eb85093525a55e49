"""Asks before a review is closed of which incidents are still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.dialogs.framed import ask
from models.review import Disposition, ReviewStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource
    from models.review import Review


def close_after_asking(
    host: QWidget, themes: ThemeSource, review: Review, close: Callable[[], None]
) -> None:
    """Close it, or open it again; where incidents have no disposition yet, ask first.

    Args:
        host: the widget over which is asked.
        themes: where colours come from.
        review: as it stands.
        close: closes it, or opens it again.
    """
    left = sum(one.disposition is Disposition.OPEN for one in review.incidents)
    if not left or review.status is ReviewStatus.DECIDED:
        close()
        return
    noun = "incident has" if left == 1 else "incidents have"
    ask(
        host,
        themes,
        title="Close the review all the same?",
        text=f"{left} {noun} no disposition yet. The pack says so too.",
        confirm="Close review",
        confirmed=close,
    )
