"""Fonts of the machine, for characters that those that ship with Afterword do not draw.

A font for Chinese, Japanese and Korean has ten times the size of Afterword's own; most machines
have one. A report takes from it the few characters that it needs, and embeds them. The same report
gives the same bytes on the same machine; on another one these characters may look otherwise.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WANTED = (
    # Letters of Europe and the Near East.
    *("dejavusans.ttf", "arial.ttf", "segoeui.ttf", "tahoma.ttf", "freesans.ttf"),
    *("notosanshebrew-regular.ttf", "notosansarabic-regular.ttf"),
    # Chinese, Japanese, Korean. Outlines of the PostScript kind (Noto Sans CJK, Hiragino) cannot
    # be embedded by ReportLab, so that these are not looked for.
    *("msyh.ttc", "yugothr.ttc", "meiryo.ttc", "msgothic.ttc", "malgun.ttf", "msjh.ttc"),
    *("simsun.ttc", "arial unicode.ttf", "stheiti light.ttc", "applegothic.ttf"),
    *("notosanssc-regular.ttf", "notosansjp-regular.ttf", "notosanskr-regular.ttf"),
    *("notosanstc-regular.ttf", "droidsansfallbackfull.ttf", "droidsansfallback.ttf"),
    *("wqy-zenhei.ttc", "wqy-microhei.ttc", "ipagp.ttf", "ipag.ttf", "takaopgothic.ttf"),
    *("nanumgothic.ttf", "uming.ttc"),
    # Signs, in one colour.
    *("notoemoji-regular.ttf", "notosanssymbols2-regular.ttf", "notosanssymbols-regular.ttf"),
    *("symbola.ttf", "symbola_hint.ttf", "seguisym.ttf", "apple symbols.ttf"),
    "unifont.ttf",
)

# Scripts whose letters must be put together by rules of the font, which ReportLab does not follow:
# a wrong word is worse than a visible gap.
_SHAPED = (
    *((0x0700, 0x074F), (0x07C0, 0x085F), (0x0900, 0x0DFF), (0x0E00, 0x0FFF), (0x1000, 0x109F)),
    *((0x1780, 0x17FF), (0x1800, 0x18AF), (0x1900, 0x1CFF), (0xA800, 0xABFF)),
    *((0xFE00, 0xFE0F), (0xE000, 0xF8FF)),
)
_LAST = 0xFFFF  # ReportLab writes what lies behind (emoji) so that no reader can copy it as it was
_RESTRICTED, _WHOLE_ONLY, _BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
_UNREADABLE = (TTFError, OSError, struct.error, KeyError, IndexError, ValueError, TypeError)
"""What a broken font file leads ReportLab into."""


class SystemFonts:
    """The fonts of some folders, looked at only when a character is missing."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Look into `folders` and below them, a file of the first before one of the others."""
        self._folders = folders
        self._left: list[Path] | None = None
        self._read: list[TTFont] = []
        self._known: dict[int, str | None] = {}

    def cut_for(self, code: int) -> str | None:
        """The name of a font that draws a character, ready to be printed with; None without."""
        if code not in self._known:
            self._known[code] = None if _is_left_out(code) else self._found(code)
        return self._known[code]

    def _found(self, code: int) -> str | None:
        for font in self._fonts():
            if code in font.face.charToGlyph:
                return str(font.fontName)
        return None

    def _fonts(self) -> Iterable[TTFont]:
        yield from self._read
        if self._left is None:
            self._left = _files(self._folders)
        while self._left:
            font = _readable(self._left.pop(0))
            if font is not None:
                self._read.append(font)
                yield font


def machine_fonts() -> SystemFonts:
    """Those of this machine and of who uses it."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
        folders += [Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else []
    elif sys.platform == "darwin":
        folders = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    else:
        data = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        folders = [Path(one) / "fonts" for one in data.split(":") if one]
        folders += [home / ".local/share/fonts", home / ".fonts"]
    return SystemFonts(folders)


def _is_left_out(code: int) -> bool:
    return code > _LAST or any(first <= code <= last for first, last in _SHAPED)


def _files(folders: Sequence[Path]) -> list[Path]:
    """The wanted files that are there, the first wanted first."""
    found: dict[str, Path] = {}
    for folder in folders:
        for place, below, names in os.walk(folder):
            below.sort()
            for name in sorted(names):
                found.setdefault(name.lower(), Path(place) / name)
    return [found[name] for name in _WANTED if name in found]


def _readable(path: Path) -> TTFont | None:
    """The font of a file, registered under its path; None for one that cannot be used."""
    name = str(path)
    try:
        if name not in pdfmetrics.getRegisteredFontNames():
            read = TTFont(name, str(path), shapable=False)
            if not _may_be_embedded(read):
                return None
            pdfmetrics.registerFont(read)
        font = pdfmetrics.getFont(name)
    except _UNREADABLE:
        return None
    return font if isinstance(font, TTFont) else None


def _may_be_embedded(font: TTFont) -> bool:
    """Whether its licence flags let a few of its glyphs leave in a document (OS/2, fsType)."""
    table: bytes = font.face.get_table("OS/2")  # type: ignore[no-untyped-call]
    flags = int.from_bytes(table[8:10], "big")
    return flags & 0x000F != _RESTRICTED and not flags & (_WHOLE_ONLY | _BITMAPS_ONLY)
