"""With whom a final postmortem was shared: what is recorded, and one more time by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from desktop.dialogs.fields import Choice, Field, TextEdit
from desktop.dialogs.framed import FramedDialog
from desktop.notices import Notice
from desktop.widgets.labels import Label
from desktop.wording import day_words, local
from models.changes import Changes
from models.sharing import Channel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library
    from models.sharing import Share

_SHOWN = 6
_WAYS = {
    Channel.BY_HAND: "By hand",
    Channel.REPORT: "As a report",
    Channel.MESSAGE: "In a message",
    Channel.SITE: "On a web site",
}


class SharingDialog(FramedDialog):
    """What is recorded, and a line for whom it was given to now.

    Signals:
        named: to whom, in words.
    """

    named = Signal(str)

    def __init__(self, key: str, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Ask about the postmortem of the incident with that key."""
        super().__init__(
            f"Share {key}",
            themes,
            parent,
            text="Nothing is sent: this records who was given the postmortem, today.",
        )
        self.recorded = Label("", themes, tone="secondary", wrap=True)
        self.recorded.hide()
        self.recipients = TextEdit(themes, placeholder="checkout team, search team")
        self._field = Field("recipients", "Shared with", self.recipients, themes)
        self.channel = Choice([(one.value, _WAYS[one]) for one in _WAYS], themes)
        self.body.addWidget(self.recorded)
        self.body.addWidget(self._field)
        self.body.addWidget(Field("channel", "By which way", self.channel, themes))
        self.set_confirm("Record")
        self.confirmed.connect(self._on_confirmed)
        self.recipients.returnPressed.connect(self._on_confirmed)
        self.recipients.setFocus()

    def show_shares(self, shares: Sequence[Share], zone: str) -> None:
        """Say with whom it was shared before."""
        lines = [
            f"{day_words(local(one.shared_at, zone).date())}, {one.channel.value}: {one.recipients}"
            for one in shares[:_SHOWN]
        ]
        if len(shares) > _SHOWN:
            lines.append(f"and {len(shares) - _SHOWN} times before")
        self.recorded.setText("\n".join(lines) or "It was shared with nobody yet.")
        self.recorded.show()

    @Slot()
    def _on_confirmed(self) -> None:
        words = " ".join(self.recipients.text().split())
        if not words:
            self._field.complain("Say which teams were given it.")
            return
        self.named.emit(words)
        self.accept()


def ask_whom(
    session: LibrarySession, themes: ThemeSource, host: QWidget, incident_id: UUID, key: str
) -> SharingDialog:
    """Show with whom a postmortem was shared, and record one more time.

    Args:
        session: the open library.
        themes: where colours come from.
        host: the window that waits for the answer.
        incident_id: of a final postmortem.
        key: for the dialog's words.
    """
    dialog = SharingDialog(key, themes, host)
    zone = session.zone
    session.read(
        dialog,
        lambda library: library.shares.of(incident_id),
        lambda shares: dialog.show_shares(shares, zone),
    )

    def record(recipients: str) -> None:
        channel = Channel(dialog.channel.value())
        session.perform(
            host,
            lambda library: _record(library, incident_id, channel, recipients),
            lambda _changes: session.notice.emit(
                Notice(f"{key} shared with {recipients}", "done", "Undo", undo)
            ),
        )

    def undo() -> None:
        session.perform(host, lambda library: _forget_last(library, incident_id))

    dialog.named.connect(record)
    dialog.open()
    return dialog


def _record(library: Library, incident_id: UUID, channel: Channel, recipients: str) -> Changes:
    from models.operations.shares import record_sharing  # noqa: PLC0415  (SQLAlchemy is slow)

    return record_sharing(library, [incident_id], channel, recipients)


def _forget_last(library: Library, incident_id: UUID) -> Changes:
    from models.operations.shares import forget_sharing  # noqa: PLC0415  (SQLAlchemy is slow)

    shares = library.shares.of(incident_id)
    return forget_sharing(library, shares[0].id) if shares else Changes()
