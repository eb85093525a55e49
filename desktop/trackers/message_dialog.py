"""A message to Slack or another webhook, to be read and changed before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from desktop.dialogs.fields import Choice, Field, ParagraphEdit
from desktop.dialogs.framed import FramedDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource
    from models.trackers import TrackerAccount

_WIDTH = 560
_LONGEST = 3_000  # what Slack shows of one message without cutting it


class MessageDialog(FramedDialog):
    """The text as it will be sent.

    Signals:
        submitted: (`TrackerAccount`, text).
    """

    submitted = Signal(object, str)

    def __init__(
        self,
        text: str,
        accounts: list[TrackerAccount],
        themes: ThemeSource,
        parent: QWidget | None = None,
    ) -> None:
        """Show a message; `accounts` are the webhooks that it can go to, at least one."""
        super().__init__(
            "Tell the team", themes, parent, text="Nothing is sent before you press the button.",
            width=_WIDTH,
        )  # fmt: skip
        self._accounts = accounts
        self.account = Choice([(str(one.id), one.name) for one in accounts], themes)
        self.body.addWidget(Field("account", "Where to", self.account, themes))
        self.message = ParagraphEdit(themes, placeholder="", style="body")
        self.message.setPlainText(text)
        self._field = Field("message", "Message, in Slack's markup", self.message, themes)
        self.body.addWidget(self._field)
        self.set_confirm("Send")
        self.message.textChanged.connect(self._check)
        self.confirmed.connect(self._on_confirmed)
        self._check()
        self.confirm_button.setFocus()

    def show_problem(self, text: str) -> None:
        """Say why it was not sent; what was typed stays."""
        self.set_busy(False)
        self.banner.say(text, "error")

    @Slot()
    def _check(self) -> None:
        length = len(self.message.toPlainText().strip())
        self.confirm_button.setEnabled(0 < length <= _LONGEST)
        if length > _LONGEST:
            self._field.complain(f"{length:,} characters; {_LONGEST:,} at most.")
        else:
            self._field.clear_complaint()

    @Slot()
    def _on_confirmed(self) -> None:
        account = next(one for one in self._accounts if str(one.id) == self.account.value())
        self.set_busy(True)
        self.submitted.emit(account, self.message.toPlainText().strip())
