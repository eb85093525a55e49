"""Two states of a text side by side, the words that differ marked in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.widgets.labels import Label
from models.comparison import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QResizeEvent

    from desktop.theme import Theme, ThemeSource
    from models.comparison import Stretch

_EDGE = 4
Meaning = Literal["change", "versions"]
# What became another text is struck out on the left; two versions of equal right are only marked.
_MARKS: dict[Meaning, dict[Piece, tuple[str, str]]] = {
    "change": {
        Piece.REMOVED: ("danger.bg", "danger.text"),
        Piece.ADDED: ("success.bg", "success.text"),
    },
    "versions": {
        Piece.REMOVED: ("warning.bg", "warning.text"),
        Piece.ADDED: ("accent.tint", "accent.text"),
    },
}


class MarkedState(QTextBrowser):
    """One side: plain text as tall as it needs, with its own words marked. Nothing is markup."""

    def __init__(self, themes: ThemeSource, *, name: str, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            themes: where colours come from.
            name: what a screen reader calls it.
            parent: Qt parent.
        """
        super().__init__(parent)
        self.setObjectName("document")
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setFont(themes.current.font("body"))
        self.document().setDocumentMargin(_EDGE)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        self._themes = themes
        self._stretches: tuple[Stretch, ...] = ()
        self._skipped = Piece.ADDED
        self._empty = ""
        self._meaning: Meaning = "change"
        themes.changed.connect(self._on_theme_changed)

    def show_stretches(
        self, stretches: Sequence[Stretch], *, skipped: Piece, empty: str, meaning: Meaning
    ) -> None:
        """Show one side.

        Args:
            stretches: of both sides, in reading order.
            skipped: what stands on the other side only.
            empty: said quietly where nothing is left.
            meaning: whether one became the other, or both hold.
        """
        self._meaning = meaning
        self._stretches = tuple(stretches)
        self._skipped = skipped
        self._empty = empty
        self._render(self._themes.current)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        hint.setWidth(0)
        return hint

    def _render(self, theme: Theme) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        shown = [one for one in self._stretches if one.piece is not self._skipped and one.text]
        for one in shown:
            cursor.insertText(one.text, _format(theme, one.piece, self._meaning))
        if not shown:
            quiet = QTextCharFormat()
            quiet.setForeground(theme.color("text.tertiary"))
            cursor.insertText(self._empty, quiet)
        self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(self.document().size().height()) + 2)

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        self._render(theme)


def _format(theme: Theme, piece: Piece, meaning: Meaning) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(theme.color("text.primary"))
    marks = _MARKS[meaning]
    if piece in marks:
        paper, ink = marks[piece]
        made.setBackground(theme.color(paper))
        made.setForeground(theme.color(ink))
        # Not by colour alone: what is gone is struck out, what came is underlined.
        if piece is Piece.REMOVED and meaning == "change":
            made.setFontStrikeOut(True)
        else:
            made.setFontUnderline(True)
    return made


class SideBySide(QFrame):
    """Both sides in a card, under a heading each where there is one."""

    def __init__(
        self, themes: ThemeSource, *, left: str, right: str, parent: QWidget | None = None
    ) -> None:
        """Name the sides."""
        super().__init__(parent)
        self.setObjectName("card")
        self.left = MarkedState(themes, name=left)
        self.right = MarkedState(themes, name=right)
        row = QHBoxLayout(self)
        edge = themes.current.size("space.1")
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(edge)
        for name, side in ((left, self.left), (right, self.right)):
            column = QVBoxLayout()
            column.setSpacing(0)
            title = Label(name, themes, style="meta", tone="tertiary")
            title.setIndent(_EDGE)
            column.addWidget(title)
            column.addWidget(side)
            column.addStretch(1)
            row.addLayout(column, 1)
            if side is self.left:
                rule = QFrame()
                rule.setObjectName("ruleUpright")
                row.addWidget(rule)

    def show_stretches(
        self,
        stretches: Sequence[Stretch],
        *,
        gone: str = "Nothing",
        meaning: Meaning = "change",
    ) -> None:
        """Show both sides.

        Args:
            stretches: the left text as the older, the right as the newer.
            gone: what is said on a side that has no text.
            meaning: whether one became the other, or both hold.
        """
        for side, skipped in ((self.left, Piece.ADDED), (self.right, Piece.REMOVED)):
            side.show_stretches(stretches, skipped=skipped, empty=gone, meaning=meaning)
