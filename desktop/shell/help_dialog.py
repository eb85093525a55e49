"""Help: how to search, and which keys do what, from the texts that ship in resources/help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, Slot

from desktop.dialogs.framed import FramedDialog
from desktop.pages.library.document import body_html
from desktop.pages.library.document_view import DocumentView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.tasks import TaskRunner
    from desktop.theme import ThemeSource

HELP = {
    "help": ("How to search", "help/search.md"),
    "help-keys": ("Keyboard shortcuts", "help/keyboard.md"),
}
_WIDTH = 760
_HEIGHT = 640


class HelpDialog(FramedDialog):
    """A text to read and scroll; Esc closes it."""

    def __init__(self, title: str, themes: ThemeSource, parent: QWidget) -> None:
        """Show nothing but the frame yet."""
        super().__init__(title, themes, parent, width=_WIDTH)
        self.text = DocumentView(themes)
        self.text.setAccessibleName(title)
        self.text.set_margins(QMargins(0, 0, 12, 0))
        self.body.addWidget(self.text, 1)
        self.cancel_button.setText("Close")
        self.resize(_WIDTH, min(_HEIGHT, parent.height()))
        self.text.setFocus()

    @Slot(str)
    def show_text(self, html: str) -> None:
        """Show the rendered text."""
        self.text.show_html(html)


def show_help(name: str, themes: ThemeSource, window: QWidget, runner: TaskRunner | None) -> None:
    """Open one of the texts of `HELP`.

    Args:
        name: which.
        themes: where colours come from.
        window: the window that it belongs to.
        runner: renders it; before any library was open there is none, and it is done here.
    """
    title, file = HELP[name]
    dialog = HelpDialog(title, themes, window)
    dialog.open()
    if runner is None:
        dialog.show_text(_rendered(file))
        return
    runner.run(
        lambda _context: _rendered(file), lane="background", owner=dialog, done=dialog.show_text
    )


def _rendered(file: str) -> str:
    """The text as safe HTML, without its heading, which the dialog's title says already."""
    from exporters.html import render_markdown  # noqa: PLC0415  (imports markdown and nh3)
    from resources import files  # noqa: PLC0415  (beside it)

    _heading, _, rest = files.text(file).partition("\n")
    return body_html(render_markdown(rest))
