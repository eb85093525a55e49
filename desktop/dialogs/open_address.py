"""Following a link out of a text: never without a question, for it tells somebody of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.dialogs.framed import ask

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource

_PAGES, _MAIL = ("http", "https"), "mailto"


def ask_to_open(address: str, host: QWidget, themes: ThemeSource) -> None:
    """Show where an address leads, and hand it to the system once a person says so.

    Args:
        address: of a page or of a mailbox; any other is left alone.
        host: the window that waits.
        themes: where colours come from.
    """
    url = QUrl(address)
    if url.scheme() in _PAGES:
        title, confirm = f"Open {url.host()}?", "Open in browser"
    elif url.scheme() == _MAIL:
        title, confirm = f"Write to {url.path()}?", "Open mail program"
    else:
        return

    def hand_over() -> None:
        QDesktopServices.openUrl(url)

    ask(
        host,
        themes,
        title=title,
        text=url.toDisplayString(),
        confirm=confirm,
        confirmed=hand_over,
    )
