"""Who works on this device: the handle that approvals, overrides and revisions are kept under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.fields import Field, TextEdit
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from desktop.widgets.section_header import SectionHeader

if TYPE_CHECKING:
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource


class YourHandle(QWidget):
    """One field; nothing of it leaves the device but in what you make under it.

    Signals:
        forget_wanted: the searches that were made here shall be forgotten.
    """

    forget_wanted = Signal()

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Show the handle that the session has."""
        super().__init__(parent)
        self._session = session
        self.edit = TextEdit(themes, placeholder="@platform-lead")
        self.edit.editingFinished.connect(self._on_finished)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, themes.current.size("space.1"), 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        column.addWidget(SectionHeader("You", themes, note="on this machine"))
        column.addWidget(Field("handle", "Your handle", self.edit, themes))
        said = "What you approve, set aside, publish or reopen is kept under it."
        column.addWidget(Label(said, themes, style="meta", tone="tertiary", wrap=True))
        searches = "Past searches, for ↑ in the search field, are kept on this machine alone."
        row = QHBoxLayout()
        row.addWidget(Label(searches, themes, style="meta", tone="tertiary", wrap=True), 1)
        forget = Button("Forget them", themes, kind="link", name="Forget past searches")
        forget.clicked.connect(self.forget_wanted)
        row.addWidget(forget)
        column.addLayout(row)
        session.handle_changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        self.edit.setText(self._session.handle)

    @Slot()
    def _on_finished(self) -> None:
        self._session.set_handle(self.edit.text())
        self._show()
