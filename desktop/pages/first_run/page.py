"""The first page of all: make a library, open one, look at the demo, or import a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.pages.first_run.offers import OfferCard, offers
from desktop.widgets.banner import Banner
from desktop.widgets.labels import Label
from desktop.widgets.scrolling import scrolling

if TYPE_CHECKING:
    from desktop.theme import ThemeSource

_WIDTH = 640


class FirstRunPage(QWidget):
    """A few offers, each one click or one Enter away. It needs no library.

    Signals:
        command_requested: name of the window's command that was chosen (``new-library``,
            ``open-library``, ``open-team-library``, ``demo``, ``import-folder``).
    """

    command_requested = Signal(str)

    title = "Welcome"

    def __init__(
        self, themes: ThemeSource, parent: QWidget | None = None, *, location: str = ""
    ) -> None:
        """Build the page.

        Args:
            themes: where colours come from.
            parent: Qt parent.
            location: where a new library will be kept, in words; empty to say nothing of it.
        """
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName("Welcome to Afterword")
        self.banner = Banner(themes)
        self._cards: list[OfferCard] = []
        body = self._make_body(themes, location)
        centred = QWidget()
        centred.setObjectName("canvas")
        row = QHBoxLayout(centred)
        row.setContentsMargins(0, themes.current.size("space.4"), 0, 0)
        row.addStretch(1)
        row.addWidget(body, 4)
        row.addStretch(1)
        scroll = scrolling(centred)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _make_body(self, themes: ThemeSource, location: str) -> QWidget:
        body = QWidget()
        body.setObjectName("canvas")
        body.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(body)
        edge = themes.current.size("space.4")
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(themes.current.size("space.1"))
        column.addWidget(Label("Welcome to Afterword", themes, style="title.doc"))
        words = (
            "A library of blameless postmortems on your own disk: write them, find them again, "
            "see what repeats. Nothing leaves this machine."
        )
        column.addWidget(Label(words, themes, style="lead", tone="secondary", wrap=True))
        column.addSpacing(themes.current.size("space.2"))
        column.addWidget(self.banner)
        for offer in offers(location):
            card = OfferCard(offer, themes)
            card.chosen.connect(self.command_requested)
            column.addWidget(card)
            self._cards.append(card)
        hint = "Files can be dropped onto this window at any time."
        column.addWidget(Label(hint, themes, style="meta", tone="tertiary"))
        column.addStretch(1)
        return body

    def focus_first(self) -> None:
        """Give the keyboard to the first offer."""
        self._cards[0].setFocus()

    @Slot(str)
    def show_problem(self, text: str) -> None:
        """Say why a library could not be opened or made."""
        self.banner.say(text, "error")
