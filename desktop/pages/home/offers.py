"""What an empty library offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.first_run.offers import Offer, OfferCard

if TYPE_CHECKING:
    from desktop.theme import ThemeSource

_OFFERS_WIDTH = 640
EMPTY_OFFERS = (
    Offer(
        "new-postmortem",
        "Write the first postmortem",
        "A severity and a title are enough to begin.",
        "file-plus",
        "Ctrl+N",
    ),
    Offer(
        "import-folder",
        "Import a folder",
        "Postmortems in Markdown, whatever their template; the files stay as they are.",
        "folder-open",
    ),
    Offer(
        "demo",
        "Look at the demo library",
        "Some 70 incidents at a made-up company. This library stays as it is.",
        "sparkles",
    ),
)


class EmptyOffers(QWidget):
    """One card an offer.

    Attributes:
        cards: from top to bottom.

    Signals:
        chosen: name of a window command.
    """

    chosen = Signal(str)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build the cards."""
        super().__init__(parent)
        self.setMaximumWidth(_OFFERS_WIDTH)
        self.cards: list[OfferCard] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        for offer in EMPTY_OFFERS:
            card = OfferCard(offer, themes)
            card.chosen.connect(self.chosen)
            column.addWidget(card)
            self.cards.append(card)
        column.addStretch(1)
