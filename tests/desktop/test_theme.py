"""The theme: complete in both looks, followed and chosen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette

import resources.files
from desktop.fonts import load_fonts
from desktop.theme import THEME_NAMES, Theme, ThemeName, ThemeSource
from desktop.tokens import load_tokens
from models.vocabulary import Severity

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(params=THEME_NAMES)
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    name: ThemeName = request.param
    return Theme(name, load_tokens())


def test_every_placeholder_of_the_style_sheet_resolves(theme: Theme, tmp_path: Path) -> None:
    sheet = theme.stylesheet(tmp_path)
    assert "@" not in sheet
    assert "none;" not in re.findall(r"image: [^;]+;", sheet)


def test_the_style_sheet_spells_out_no_colour() -> None:
    sheet = resources.files.text("theme/style.qss")
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b[^{]*;", re.sub(r"[A-Za-z]*#\w+[^{;]*\{", "", sheet))
    assert "rgb" not in sheet


def test_images_of_the_style_sheet_exist_in_the_colour_asked_for(
    theme: Theme, tmp_path: Path
) -> None:
    theme.stylesheet(tmp_path)
    pictures = list(tmp_path.glob("check-*.svg"))
    assert pictures
    assert any(theme.hex("accent.on") in one.read_text() for one in pictures)


def test_both_looks_have_the_same_tokens() -> None:
    colors = load_tokens()["color"]
    assert set(colors["light"]) == set(colors["dark"])


def test_every_severity_and_status_has_its_look(theme: Theme) -> None:
    for severity in Severity:
        assert all(color.isValid() for color in theme.severity(severity))
        assert theme.chart_color(severity).isValid()


def test_every_role_of_the_palette_is_ours(theme: Theme) -> None:
    ours = {value.lower() for value in load_tokens()["color"][theme.name].values()}
    palette = theme.palette()
    roles = [
        role
        for role in QPalette.ColorRole
        if role not in (QPalette.ColorRole.NColorRoles, QPalette.ColorRole.NoRole)
    ]
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled):
        for role in roles:
            assert palette.color(group, role).name() in ours, role


def test_fonts_are_the_shipped_ones(theme: Theme) -> None:
    load_fonts()
    for style, family in (
        ("body", "Inter"),
        ("title.doc", "Source Serif 4"),
        ("key", "JetBrains Mono"),
    ):
        font = theme.font(style)
        assert QFontInfo(font).family() == family
        assert font.pixelSize() == load_tokens()["type"][style]["size"]
    assert QFontInfo(theme.font("body.strong")).weight() == 500


def test_lengths_are_found_in_their_groups(theme: Theme) -> None:
    assert theme.size("topbar") == 48
    assert theme.size("space.2") == 16
    assert theme.size("radius.control") == 6
    with pytest.raises(KeyError):
        theme.size("nothing")


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("text.primary", "bg.surface"),
        ("text.tertiary", "bg.selected"),
        ("accent.on", "accent.base"),
        ("danger.text", "danger.bg"),
        ("warning.text", "warning.bg"),
        ("match.text", "match.bg"),
    ],
)
def test_words_stand_out_from_their_ground(theme: Theme, ink: str, ground: str) -> None:
    """WCAG 2.1 AA, 4.5 : 1 for text."""
    assert _contrast(theme.color(ink), theme.color(ground)) >= 4.5


def test_a_choice_is_shown_at_once_and_told_once(qtbot: QtBot, qapp: QApplication) -> None:
    source = ThemeSource(qapp, choice="light")
    source.apply()
    told: list[Theme] = []
    source.changed.connect(told.append)
    source.choose("dark")
    assert [theme.name for theme in told] == ["dark"]
    window = qapp.palette().color(QPalette.ColorRole.Window)
    assert window == source.current.color("bg.surface")
    source.choose("dark")
    assert len(told) == 1
    source.choose("light")


def _contrast(first: QColor, second: QColor) -> float:
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
