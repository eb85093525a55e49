"""How reports look, set in Settings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.pages.settings.branding_section import BrandingSection
from exporters.formats import formats_of
from models.operations.report_look import set_report_look
from models.report_look import FORMATS, ReportLook
from tests.desktop.keyboard import nameless

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library


@pytest.fixture
def section(session: LibrarySession, themes: ThemeSource, qtbot: QtBot) -> BrandingSection:
    session.open()
    made = BrandingSection(session, themes)
    qtbot.addWidget(made)
    made.reload()
    made.show()
    return made


def _finish(edit: object, text: str) -> None:
    edit.setText(text)  # type: ignore[attr-defined]
    edit.editingFinished.emit()  # type: ignore[attr-defined]


def test_company_colour_and_paper_are_kept(section: BrandingSection, library: Library) -> None:
    _finish(section.company, "  Acme Ltd ")
    _finish(section.accent, "7a1f5c")
    section.paper.chosen.emit("US Letter")
    look = library.settings.report_look
    assert (look.company, look.accent, look.paper) == ("Acme Ltd", "#7A1F5C", "US Letter")
    assert nameless(section) == []
    _finish(section.company, "")
    assert library.settings.report_look.company == ""


def test_a_pale_colour_is_refused_beside_its_field(
    section: BrandingSection, library: Library
) -> None:
    _finish(section.accent, "#FFD700")
    assert library.settings.report_look.accent == ""
    assert section.accent.text() == "#FFD700"
    assert "contrast of only" in section.fields["accent"].message
    _finish(section.accent, "")
    assert section.fields["accent"].message == ""


def test_a_logo_is_shown_and_taken_away(
    section: BrandingSection, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "logo.png"
    image = QImage(400, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#7A1F5C"))
    assert image.save(str(file))
    section.use_logo(str(file))
    qtbot.waitUntil(lambda: library.settings.report_look.logo is not None)
    qtbot.waitUntil(section.logo.isVisible)
    section.remove_logo.click()
    qtbot.waitUntil(lambda: library.settings.report_look.logo is None)
    assert not section.logo.isVisible()


def test_what_is_no_image_is_refused(
    section: BrandingSection, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(b"<svg onload='x()'/>")
    section.use_logo(str(file))
    qtbot.waitUntil(lambda: bool(section.fields["logo"].message))
    assert library.settings.report_look == ReportLook()


def test_what_somebody_else_set_is_shown(
    section: BrandingSection, library: Library, session: LibrarySession
) -> None:
    changes = set_report_look(library, ReportLook(company="Acme"))
    session.announce(changes)
    assert section.company.text() == "Acme"


def test_dates_and_numbers_are_set_by_an_example_of_each(
    section: BrandingSection, library: Library
) -> None:
    choice = section.formats
    assert [choice.itemData(place) for place in range(choice.count())] == list(FORMATS)
    for place, name in enumerate(FORMATS):
        said = choice.itemText(place).replace("\u00a0", " ")
        formats = formats_of(name)
        number = "123456.5" if formats.pairs else "1234.5"
        shown = f"({formats.long_date(date(2025, 3, 15))}, {formats.number(number)})"
        assert said.endswith(shown.replace("\u00a0", " ").replace("\u202f", " "))
    choice.setCurrentIndex(FORMATS.index("de-DE"))
    choice.edited.emit()
    assert library.settings.report_look.formats == "de-DE"
    section.reload()
    assert choice.value() == "de-DE"
