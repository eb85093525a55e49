"""How the maturity levels work: what each asks for, and what the library shows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.dialogs.framed import FramedDialog
from desktop.pages.home.ladder import MaturityLadder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.pages.home.contents import MaturityStep
    from desktop.theme import ThemeSource

_WIDTH = 620
_AROUND = 174  # heading, text, footer
_TEXT = (
    "A library stands on the highest level whose conditions are met together with those of all "
    "levels below, in the last three closed months unless another time is named. "
    "Beside each condition stands what the library shows of it."
)


class LevelsDialog(FramedDialog):
    """Every level with all its conditions."""

    def __init__(
        self,
        steps: Sequence[MaturityStep],
        since: Mapping[int, str],
        themes: ThemeSource,
        parent: QWidget | None = None,
    ) -> None:
        """Show them.

        Args:
            steps: from the top down, with the conditions of each.
            since: words by level.
            themes: where colours come from.
            parent: the window that it belongs to.
        """
        super().__init__("How levels work", themes, parent, text=_TEXT, width=_WIDTH)
        self.ladder = MaturityLadder(themes)
        self.ladder.show_steps(steps)
        self.ladder.show_since(since)
        self.body.addWidget(self.ladder)
        self.body.addStretch(1)
        self.cancel_button.setText("Close")
        self.ladder.setFixedWidth(_WIDTH - 2 * themes.current.size("space.2"))
        self.setMinimumWidth(_WIDTH)
        self.resize(_WIDTH, self.ladder.height() + _AROUND)
