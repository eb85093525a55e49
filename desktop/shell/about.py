"""Says what Afterword is, which version, and under which licences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.dialogs.framed import FramedDialog
from desktop.version import application_version
from desktop.widgets.labels import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource

_WORDS = (
    "A desktop library of blameless incident postmortems. It works offline and keeps everything "
    "on your own disk. MIT licence.",
    "Fonts Inter, Source Serif 4 and JetBrains Mono: SIL Open Font License 1.1. Icons from "
    "Lucide: ISC licence. Qt for Python: LGPL 3.",
)


def about(themes: ThemeSource, parent: QWidget) -> FramedDialog:
    """The dialog, ready to be opened."""
    dialog = FramedDialog("Afterword", themes, parent, text=f"Version {application_version()}")
    for words in _WORDS:
        dialog.body.addWidget(Label(words, themes, wrap=True, tone="secondary"))
    dialog.cancel_button.setText("Close")
    layout = dialog.layout()
    if layout is not None:
        # Wrapped words need this height at this width; a dialog does not ask by itself.
        dialog.resize(dialog.width(), layout.totalHeightForWidth(dialog.width()))
    return dialog
