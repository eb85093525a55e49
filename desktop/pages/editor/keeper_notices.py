"""The strip above the form that says what became of the text, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.banner import Banner

if TYPE_CHECKING:
    from desktop.pages.editor.keeper import DraftKeeper
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource


class KeeperNotices(QWidget):
    """Everything that the keeper has to say beyond a save state; hidden while that is nothing.

    The page puts it above its form and does no more: recovered text and the way back, changes of
    others that were merged in, the conflict view, failures with "Save a copy as…", all start here.
    """

    def __init__(
        self,
        keeper: DraftKeeper,
        session: LibrarySession,
        themes: ThemeSource,
        parent: QWidget | None = None,
    ) -> None:
        """Listen to `keeper`."""
        super().__init__(parent)
        self._keeper = keeper
        self._session = session
        self._banner = Banner(themes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._banner)
