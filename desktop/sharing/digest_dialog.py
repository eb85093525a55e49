"""Shows the digest of a month as it will be sent, and asks who is given it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from desktop.dialogs.fields import Choice, Field, TextEdit
from desktop.dialogs.framed import FramedDialog
from desktop.widgets.labels import Label
from desktop.wording import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource

_WIDTH = 640
_HEIGHT = 300


class DigestDialog(FramedDialog):
    """What was learned in a month.

    Signals:
        month_chosen: another month, "2025-02".
        copy_wanted: its Markdown shall be put on the clipboard.
        file_wanted: it shall be written to a file.
    """

    month_chosen = Signal(str)
    copy_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show nothing yet; the buttons wait."""
        super().__init__(
            "Digest of what was learned",
            themes,
            parent,
            text="The postmortems that became final in a month, ready to be sent. "
            "Nothing is sent from here.",
            width=_WIDTH,
        )
        self.month = Choice((), themes)
        self.month.edited.connect(lambda: self.month_chosen.emit(self.month.value()))
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setFont(themes.current.font("markdown.source"))
        self.preview.setFixedHeight(_HEIGHT)
        self.preview.setTabChangesFocus(True)
        self.recipients = TextEdit(themes, placeholder="search team, checkout team")
        self._count = Label("", themes, style="meta", tone="tertiary")
        self.body.addWidget(Field("month", "Month", self.month, themes))
        self.body.addWidget(Field("preview", "As it will be sent", self.preview, themes))
        self.body.addWidget(self._count)
        self.body.addWidget(
            Field("recipients", "Who is given it, to be recorded", self.recipients, themes)
        )
        self.save_button = self.add_button("Save as a file…", self.file_wanted.emit)
        self.set_confirm("Copy as Markdown")
        self.confirmed.connect(self.copy_wanted)
        self.wait()

    def offer(self, months: Sequence[tuple[str, str]]) -> None:
        """Offer ``(value, words)`` of months; the first is chosen."""
        self.month.clear()
        for value, words in months:
            self.month.addItem(words, value)

    def wait(self) -> None:
        """Nothing can be taken until the month is read."""
        self.set_busy(True)
        self.save_button.setEnabled(False)

    def show_text(self, markdown: str, number: int) -> None:
        """Show the digest of the month, of so many postmortems."""
        self.preview.setPlainText(markdown)
        told = f"{count_words(number, 'postmortem')} became final in it."
        self._count.setText(told if number else "No postmortem became final in it.")
        self.set_busy(False)
        self.save_button.setEnabled(True)
