"""Links that lead outside are shown before they are followed, wherever a text is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.dialogs.framed import FramedDialog
from desktop.dialogs.open_address import ask_to_open
from desktop.pages.library.document_view import DocumentView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.theme import ThemeSource


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What reached the system: neither browser nor mail program shall start."""
    told: list[str] = []

    def take(url: QUrl) -> bool:
        told.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return told


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("address", ["https://example.org/x?y=1", "mailto:ana@example.org"])
def test_an_address_is_opened_after_a_yes(
    address: str, opened: list[str], host: QWidget, themes: ThemeSource
) -> None:
    ask_to_open(address, host, themes)
    assert opened == []
    (dialog,) = host.findChildren(FramedDialog)
    dialog.accept()
    assert opened == [address]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "", "x"])
def test_what_is_no_page_and_no_mailbox_is_left_alone(
    address: str, opened: list[str], host: QWidget, themes: ThemeSource
) -> None:
    ask_to_open(address, host, themes)
    assert not host.findChildren(FramedDialog)
    assert opened == []


def test_a_document_tells_of_pages_and_mailboxes_only(themes: ThemeSource, qtbot: QtBot) -> None:
    view = DocumentView(themes)
    qtbot.addWidget(view)
    told: list[str] = []
    view.address_pressed.connect(told.append)
    for address in ("https://example.org/", "mailto:a@b.c", "file:///etc/passwd", "ftp://x"):
        view.anchorClicked.emit(QUrl(address))
    assert told == ["https://example.org/", "mailto:a@b.c"]
