"""Characters that Afterword's fonts lack: borrowed from the machine's, or shown to be missing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from pypdf import PdfReader

from exporters.pdf.pages import report_as_pdf
from exporters.pdf.system_fonts import SystemFonts, machine_fonts
from exporters.report_context import PageSize
from exporters.reports.postmortem import postmortem_report
from exporters.right_to_left import (
    begins_right_to_left,
    is_right_to_left,
    joined,
    mirrored,
    visual_order,
)
from models.vocabulary import SectionKind
from tests.exporters.examples import context, practice_example, section

if TYPE_CHECKING:
    from pathlib import Path

    from exporters.pdf.pages import PdfResult

_TEXT = "before 日本語 after\n\nשלום (47) db\n\n🔥 and हिन्दी"


def _make_font(path: Path, characters: str, *, allowed: int = 0) -> None:
    """A font of boxes; `allowed` as the licence flags of OS/2 say what may be embedded."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(corner)
    pen.closePath()
    names = [".notdef", "space", *(f"uni{ord(one):04X}" for one in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(
        {32: "space", **dict(zip(map(ord, characters), names[2:], strict=True))}
    )
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (900, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": f"Made {path.stem}", "styleName": "Regular"})
    builder.setupOS2(fsType=allowed)
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(str(path))


def _set(fonts: SystemFonts | None, markdown: str = _TEXT) -> tuple[str, PdfResult, bytes]:
    incident = practice_example([section(SectionKind.OTHER, "Extra", markdown)])
    report = postmortem_report(incident, context(incident))
    data, result = report_as_pdf(report, PageSize.A4, lambda _name: None, system=fonts)
    reader = PdfReader(io.BytesIO(data))
    return "\n".join(page.extract_text() for page in reader.pages), result, data


def test_a_font_of_the_machine_draws_what_is_missing(tmp_path: Path) -> None:
    _make_font(tmp_path / "deep" / "WQY-ZenHei.ttc", "日本語")
    _make_font(tmp_path / "DejaVuSans.ttf", "שלום")
    bare, without, _ = _set(None)
    text, result, data = _set(SystemFonts([tmp_path]))
    assert "before □□□ after" in bare
    assert "before 日本語 after" in text
    assert "db (47) שלום" in text  # as it is read; pypdf turns what is printed around
    assert without.replaced_characters - result.replaced_characters == 7
    assert result.replaced_characters == 6  # the emoji, and a script that needs shaping
    assert "🔥" not in text
    assert _set(SystemFonts([tmp_path]))[2] == data


def test_fonts_that_cannot_be_used_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "arial.ttf").write_bytes(b"\x00\x01\x00\x00broken")
    (tmp_path / "segoeui.ttf").write_bytes(b"OTTO" + bytes(200))
    (tmp_path / "tahoma.ttf").mkdir()
    _make_font(tmp_path / "msyh.ttc", "日", allowed=2)
    fonts = SystemFonts([tmp_path / "none", tmp_path])
    assert fonts.cut_for(ord("日")) is None
    _make_font(tmp_path / "SimSun.ttc", "日")
    assert fonts.cut_for(ord("日")) is None  # looked at once
    assert SystemFonts([tmp_path]).cut_for(ord("日")) == str(tmp_path / "SimSun.ttc")
    assert SystemFonts([tmp_path]).cut_for(ord("語")) is None
    assert machine_fonts().cut_for(0xE000) is None


@pytest.mark.parametrize(
    ("text", "base", "shown"),
    [
        ("hello", False, "hello"),
        ("שלום", True, "םולש"),
        ("in שלום text", False, "in םולש text"),
        ("שלום db", True, "db םולש"),
        ("(שלום) 14:23", True, "14:23 (םולש)"),
        ("שלום 12.5% !", True, "! 12.5% םולש"),
        ("שלום", False, "םולש"),
        ("a שלום עולם b", False, "a םלוע םולש b"),
    ],
)
def test_a_line_stands_in_the_order_of_its_reading(text: str, base: bool, shown: str) -> None:
    placed = visual_order(text, right_to_left=base)
    told = "".join(mirrored(text[place]) if odd else text[place] for place, odd in placed)
    assert told == shown
    assert begins_right_to_left(text) is text.lstrip("(").startswith("ש")
    assert is_right_to_left(text) is ("ש" in text)


@pytest.mark.parametrize(
    ("word", "shapes"),
    [
        ("سلام", "\ufeb3\ufefc\ufee1"),
        ("قاعدة", "\ufed7\ufe8e\ufecb\ufeaa\ufe93"),
        ("پایگاه", "\ufb58\ufe8e\ufbfe\ufb95\ufe8e\ufee9"),
        ("ok", "ok"),
    ],
)
def test_arabic_letters_join(word: str, shapes: str) -> None:
    assert joined(word) == shapes


def test_japanese_breaks_anywhere_but_before_a_full_stop() -> None:
    sentence = "サービスが停止しました。" * 30
    text, result, _ = _set(None, sentence)
    assert result.replaced_characters == len(sentence)
    assert text.replace("\n", "").count("□" * 200) >= 1
