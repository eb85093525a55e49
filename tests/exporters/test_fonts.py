"""The fonts that ship: right names and weights, what text needs, embeddable."""

from __future__ import annotations

import json

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from resources import files

_CUTS = {
    "Inter-Regular": ("Inter", 400),
    "Inter-Italic": ("Inter", 400),
    "Inter-Medium": ("Inter", 500),
    "Inter-SemiBold": ("Inter", 600),
    "Inter-Bold": ("Inter", 700),
    "SourceSerif4-Regular": ("Source Serif 4", 400),
    "SourceSerif4-Italic": ("Source Serif 4", 400),
    "SourceSerif4-SemiBold": ("Source Serif 4", 600),
    "SourceSerif4-SemiBoldItalic": ("Source Serif 4", 600),
    "SourceSerif4-Bold": ("Source Serif 4", 700),
    "SourceSerif4-BoldItalic": ("Source Serif 4", 700),
    "JetBrainsMono-Regular": ("JetBrains Mono", 400),
    "JetBrainsMono-Bold": ("JetBrains Mono", 700),
}
_EVERYWHERE = "AZaz09 ÄÖÜßéèñçøåłőşřě ΑΩαω Ая €£¥ –—…“”‘’•·×±≤≥→←↑↓−"


def _font(name: str) -> TTFont:
    return TTFont(files.path(f"fonts/{name}.ttf"))


@pytest.mark.parametrize("name", _CUTS)
def test_a_cut_has_its_family_weight_and_outlines(name: str) -> None:
    font = _font(name)
    family, weight = _CUTS[name]
    names = font["name"]
    assert (names.getDebugName(16) or names.getDebugName(1)) == family
    assert font["OS/2"].usWeightClass == weight
    assert "glyf" in font
    assert "fvar" not in font
    assert font["OS/2"].fsType == 0


@pytest.mark.parametrize("name", _CUTS)
def test_a_cut_draws_what_text_needs(name: str) -> None:
    drawn = _font(name).getBestCmap()
    assert [one for one in _EVERYWHERE if ord(one) not in drawn] == []


def test_signs_are_drawn_by_one_family_at_least() -> None:
    drawn = set().union(
        *(
            _font(name).getBestCmap()
            for name in ("Inter-Regular", "SourceSerif4-Regular", "JetBrainsMono-Regular")
        )
    )
    assert [one for one in "☐☑☒✓✗✔✘✕○●◆◇△▲■□⚠★─│┌┐└┘├┤█░⌘⏎" if ord(one) not in drawn] == []


def test_code_shows_no_ligatures() -> None:
    table = _font("JetBrainsMono-Regular")["GSUB"].table
    assert "calt" not in {record.FeatureTag for record in table.FeatureList.FeatureRecord}


def test_figures_can_be_tabular() -> None:
    table = _font("Inter-Regular")["GSUB"].table
    assert "tnum" in {record.FeatureTag for record in table.FeatureList.FeatureRecord}


def test_kerning_pulls_pairs_together() -> None:
    kerning = json.loads(files.text("fonts/kerning.json"))
    for cut in ("Inter-Regular", "SourceSerif4-SemiBold"):
        amount = next(int(value) for value, seconds in kerning[cut]["A"].items() if "V" in seconds)
        assert -150 < amount < -40


def test_every_family_comes_with_its_licence() -> None:
    for family in ("Inter", "SourceSerif4", "JetBrainsMono"):
        assert "SIL OPEN FONT LICENSE" in files.text(f"fonts/OFL-{family}.txt")


def test_fonts_stay_small() -> None:
    folder = files.path("fonts")
    assert sum(path.stat().st_size for path in folder.glob("*.ttf")) < 2_500_000
