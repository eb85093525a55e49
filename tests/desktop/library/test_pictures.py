"""Pictures and mentions where a postmortem is read: from the library, and from nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument

from desktop.pages.library.document import read_document
from desktop.pages.library.reader import Reader
from desktop.pictures import WIDEST, decoded
from desktop.widgets.buttons import Button
from models.incident import Postmortem, Section
from models.operations.attachments import attach
from models.operations.incidents import save_incident
from models.vocabulary import SectionKind
from tests.models.examples import at, incident

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.theme import ThemeSource
    from models.incident import Incident
    from models.library import Library

TEXT = (
    "![a](attachment:wide%20one.png) ![b](attachment:broken.png)\n\n"
    "![c](https://example.org/c.png) ![d](file:///etc/hostname) As in INC-2024-112."
)


@pytest.fixture
def png(tmp_path: Path) -> bytes:
    """A picture wider than the column."""
    image = QImage(3000, 300, QImage.Format.Format_RGB32)
    image.fill(0)
    file = tmp_path / "wide.png"
    image.save(str(file))
    return file.read_bytes()


@pytest.fixture
def illustrated(library: Library, png: bytes) -> Incident:
    """A postmortem that shows what it may and what it may not."""
    save_incident(library, incident("INC-2024-112", title="Checkout latency"))
    section = Section(kind=SectionKind.SUMMARY, title="Summary", markdown=TEXT)
    made = incident("INC-2025-034", postmortem=Postmortem(sections=(section,)))
    save_incident(library, made)
    attach(library, made.id, "wide one.png", png)
    attach(library, made.id, "broken.png", b"\x89PNG\r\n\x1a\nbroken")
    return made


def test_only_the_incidents_own_pictures_are_loaded(
    library: Library, illustrated: Incident, themes: ThemeSource, qtbot: QtBot
) -> None:
    document = read_document(library, illustrated.id, as_of=at(12), zone="UTC")
    assert len(document.pictures) == 1
    reader = Reader(themes)
    qtbot.addWidget(reader)
    reader.show_document(document)
    kind = QTextDocument.ResourceType.ImageResource.value
    shown = reader.text.loadResource(kind, QUrl("attachment:wide%20one.png"))
    assert isinstance(shown, QImage)
    for address in ("attachment:broken.png", "https://example.org/c.png", "file:///etc/hostname"):
        assert reader.text.loadResource(kind, QUrl(address)) is None


def test_a_picture_is_no_wider_than_the_column(png: bytes) -> None:
    assert decoded(png).deviceIndependentSize().width() == WIDEST


@pytest.mark.parametrize("data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"MZ\x90"])
def test_what_is_no_picture_is_not_shown(data: bytes) -> None:
    assert decoded(data).isNull()


def test_the_other_incident_says_who_mentions_it(
    library: Library, illustrated: Incident, themes: ThemeSource, qtbot: QtBot
) -> None:
    other = library.incidents.by_key("INC-2024-112")
    reader = Reader(themes)
    qtbot.addWidget(reader)
    reader.show_document(read_document(library, other.id, as_of=at(12), zone="UTC"))
    assert not reader.related.isHidden()
    (button,) = (
        one for one in reader.related.findChildren(Button) if one.text() == illustrated.key
    )
    with qtbot.waitSignal(reader.key_pressed) as pressed:
        button.click()
    assert pressed.args == [illustrated.key]
