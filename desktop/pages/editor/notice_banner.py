"""A banner with more than one way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource
    from desktop.widgets.banner import BannerKind

Step = tuple[str, "Callable[[], object]"]


class NoticeBanner(Banner):
    """Icon, words, and a link for each thing that can be done about it."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(themes, parent)
        self._source = themes
        self._links: list[Button] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(themes.current.size("space.0.5"))
        outer = self.layout()
        assert isinstance(outer, QHBoxLayout)
        outer.addLayout(self._row)
        outer.setAlignment(self._row, Qt.AlignmentFlag.AlignTop)

    def say_with(
        self,
        text: str,
        kind: BannerKind,
        steps: Sequence[Step],
        *,
        icon: str = "",
    ) -> None:
        """Show a message with its next steps, the best one first.

        Args:
            text: what happened and what it means.
            kind: decides the colour.
            steps: words of a link, and what it does.
            icon: another icon than the kind's own.
        """
        for link in self._links:
            self._row.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = []
        for words, act in steps:
            link = Button(words, self._source, kind="link")
            link.clicked.connect(lambda _on=False, act=act: act())
            self._links.append(link)
            self._row.addWidget(link)
        self.say(text, kind, icon=icon)

    def steps(self) -> list[str]:
        """The words of the links."""
        return [link.text() for link in self._links]

    def press(self, words: str) -> None:
        """Press a link by its words.

        Raises:
            LookupError: when there is none.
        """
        link = next((one for one in self._links if one.text() == words), None)
        if link is None:
            raise LookupError(words)
        link.click()
