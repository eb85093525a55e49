"""Links that lead outside are shown before they are followed, wherever a text is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.dialogs.framed import FramedDialog
from desktop.dialogs.open_address import ask_to_open
from desktop.pages.library.document_view import DocumentView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.theme import ThemeSource


class _System(QObject):
    """Takes addresses in the place of browser and mail program."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def system() -> Iterator[_System]:
    made = _System()
    for scheme in ("https", "mailto", "file"):
        QDesktopServices.setUrlHandler(scheme, made, b"take")
    yield made
    for scheme in ("https", "mailto", "file"):
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("address", ["https://example.org/x?y=1", "mailto:ana@example.org"])
def test_an_address_is_opened_after_a_yes(
    address: str, system: _System, host: QWidget, themes: ThemeSource
) -> None:
    ask_to_open(address, host, themes)
    assert system.opened == []
    (dialog,) = host.findChildren(FramedDialog)
    dialog.accept()
    assert system.opened == [address]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "", "x"])
def test_what_is_no_page_and_no_mailbox_is_left_alone(
    address: str, system: _System, host: QWidget, themes: ThemeSource
) -> None:
    ask_to_open(address, host, themes)
    assert not host.findChildren(FramedDialog)
    assert system.opened == []


def test_a_document_tells_of_pages_and_mailboxes_only(themes: ThemeSource, qtbot: QtBot) -> None:
    view = DocumentView(themes)
    qtbot.addWidget(view)
    told: list[str] = []
    view.address_pressed.connect(told.append)
    for address in ("https://example.org/", "mailto:a@b.c", "file:///etc/passwd", "ftp://x"):
        view.anchorClicked.emit(QUrl(address))
    assert told == ["https://example.org/", "mailto:a@b.c"]
