"""Asks which incident another one is linked to, as what, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit

from desktop.dialogs.framed import FramedDialog
from models.errors import UserError
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library


def link(library: Library, from_id: UUID, key: str, kind: LinkKind, reason: str) -> Changes:
    """Link an incident to the one with that key.

    Raises:
        NotFoundError: when there is none with that key.
        BadInputError: for a link to itself.
    """
    from models.operations.links import link_incidents  # noqa: PLC0415  (SQLAlchemy is slow)

    return link_incidents(library, from_id, library.incidents.by_key(key).id, kind, reason)


class LinkDialog(FramedDialog):
    """The other incident's key, the kind of link, a reason.

    Signals:
        chosen: (key, `LinkKind`, reason).
    """

    chosen = Signal(str, object, str)

    def __init__(self, key: str, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Link from the incident with that key."""
        super().__init__(f"Link {key}", themes, parent)
        self._kind = QComboBox()
        self._kind.setAccessibleName(f"What {key} is to the other incident")
        for kind in LinkKind:
            self._kind.addItem(kind.value.capitalize(), kind)
        self._key = QLineEdit()
        self._key.setAccessibleName("Key of the other incident")
        self._key.setPlaceholderText("INC-2025-001")
        self._key.setFont(themes.current.font("search"))
        self._reason = QLineEdit()
        self._reason.setAccessibleName("Reason")
        form = QFormLayout()
        form.setVerticalSpacing(themes.current.size("space.1"))
        form.addRow(f"{key} is", self._kind)
        form.addRow("Incident", self._key)
        form.addRow("Reason", self._reason)
        self.body.addLayout(form)
        self.set_confirm("Link")
        self.confirmed.connect(self._on_confirmed)
        self._key.textChanged.connect(self._on_key_changed)
        self._on_key_changed()
        self._key.setFocus()

    def refuse(self, error: Exception) -> None:
        """Say what was wrong; the dialog stays."""
        if isinstance(error, UserError):
            self.banner.say_error(error)

    @Slot()
    def _on_key_changed(self) -> None:
        self.confirm_button.setEnabled(bool(self._key.text().strip()))

    @Slot()
    def _on_confirmed(self) -> None:
        kind = self._kind.currentData()
        self.chosen.emit(self._key.text().strip(), LinkKind(kind), self._reason.text().strip())
