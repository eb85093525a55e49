"""The cuts that documents are printed with: loading, widths with kerning, missing characters."""

from __future__ import annotations

import json
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from exporters.document import Face
from exporters.right_to_left import joined
from resources import files

if TYPE_CHECKING:
    from exporters.pdf.system_fonts import SystemFonts

MISSING = "□"
"""Stands for a character that no cut draws. It says that something is there."""

_CUTS = {
    (Face.SANS, False, False): "Inter-Regular",
    (Face.SANS, True, False): "Inter-SemiBold",
    (Face.SANS, False, True): "Inter-Italic",
    (Face.SANS, True, True): "Inter-SemiBold",
    (Face.SERIF, False, False): "SourceSerif4-Regular",
    (Face.SERIF, True, False): "SourceSerif4-SemiBold",
    (Face.SERIF, False, True): "SourceSerif4-Italic",
    (Face.SERIF, True, True): "SourceSerif4-SemiBoldItalic",
    (Face.MONO, False, False): "JetBrainsMono-Regular",
    (Face.MONO, True, False): "JetBrainsMono-Bold",
    (Face.MONO, False, True): "JetBrainsMono-Regular",
    (Face.MONO, True, True): "JetBrainsMono-Bold",
}
LABEL = "Inter-Medium"

# In this order: the sans has most symbols, the mono draws boxes, the serif a few mathematical ones.
_STAND_INS = ("Inter-Regular", "JetBrainsMono-Regular", "SourceSerif4-Regular")

# Emoji that people tick lists with, and other signs, drawn as what they mean.
_MEANT = str.maketrans(
    {
        **{"✅": "✓", "☑": "☑", "✔": "✓", "❌": "✗", "❎": "✗", "✖": "✗", "➡": "→", "⬅": "←"},
        **{"⬆": "↑", "⬇": "↓", "➜": "→", "➔": "→", "➞": "→", "🔴": "●", "🟠": "●", "🟡": "●"},
        **{"🟢": "●", "🔵": "●", "⚪": "○", "⚫": "●", "⭐": "★", "🔗": "↗", "❗": "!", "❓": "?"},
        **{"‐": "-", "‑": "-", "⁃": "•", "∙": "•", "●": "●", "‼": "!!", "⁉": "!?", "‥": ".."},
        **{"\u2028": "\n", "\u2029": "\n", "\u3000": " ", "\u202f": "\u00a0", "\u2007": "\u00a0"},
    }
)
# The serif draws these too, but its check mark reads as a root.
_SIGNS = frozenset("✓✗✕✔✘☐☑☒●○■□▲△▼◆◇★☆⚠")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_SPACES = frozenset("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u1680")


class Stretch(NamedTuple):
    """Characters that one cut draws; `missing` ones stand for what no cut draws."""

    cut: str
    text: str
    missing: bool = False


class Fonts:
    """The cuts as one document uses them.

    Attributes:
        replaced: how many `MISSING` were drawn for characters that no cut has.
    """

    def __init__(self, system: SystemFonts | None = None) -> None:
        """`system` draws what the cuts that ship with Afterword do not; None draws `MISSING`."""
        self.replaced = 0
        self._system = system
        self._kerning = _kerning()
        self._fonts: dict[str, TTFont] = {}
        self._widths: dict[tuple[str, str], float] = {}

    def cut(self, face: Face, *, bold: bool = False, italic: bool = False) -> str:
        """The name of a cut, ready to be printed with."""
        name = _CUTS[face, bold, italic]
        self.font(name)
        return name

    def font(self, name: str) -> TTFont:
        """ReportLab's font of a cut, embedded where it is used."""
        if name not in self._fonts:
            if name not in pdfmetrics.getRegisteredFontNames():
                path = files.path(f"fonts/{name}.ttf")
                pdfmetrics.registerFont(TTFont(name, str(path), shapable=False))
            font = pdfmetrics.getFont(name)
            assert isinstance(font, TTFont)
            self._fonts[name] = font
        return self._fonts[name]

    def stretches(self, text: str, cut: str) -> list[Stretch]:
        """`text` as it can be drawn, in `cut` where that has the character, in another else.

        What draws nothing (direction marks, joiners, controls) is left out: it could only reorder
        or hide what is printed.
        """
        if text.isascii() and text.isprintable():
            return [Stretch(cut, text)] if text else []
        made: list[Stretch] = []
        for character in joined(unicodedata.normalize("NFC", text).translate(_MEANT)):
            found = self._drawn(character, cut)
            if found is None:
                continue
            if made and made[-1][::2] == found[::2]:
                made[-1] = found._replace(text=made[-1].text + found.text)
            else:
                made.append(found)
        return made

    def _drawn(self, character: str, cut: str) -> Stretch | None:
        if character in "\n\u00a0 ":
            return Stretch(cut, character)
        if character in _SPACES or character == "\t":
            return Stretch(cut, " ")
        code = ord(character)
        if character in _SIGNS and "Mono" not in cut:
            cut = _STAND_INS[0]
        if code in self.font(cut).face.charToGlyph:
            return Stretch(cut, character) if code >= 0x20 else None
        category = unicodedata.category(character)
        if category in ("Cf", "Cc", "Mn", "Me") or code in _SKIN_TONES:
            return None
        for other in _STAND_INS:
            if code in self.font(other).face.charToGlyph:
                return Stretch(other, character)
        return self._borrowed(character) or Stretch(_STAND_INS[0], MISSING, missing=True)

    def _borrowed(self, character: str) -> Stretch | None:
        """From a font of the machine; an Arabic letter that has no shapes there as it is."""
        if self._system is None:
            return None
        for drawn in (character, unicodedata.normalize("NFKC", character)[:1]):
            name = self._system.cut_for(ord(drawn))
            if name is not None:
                return Stretch(name, drawn)
        return None

    def width(self, text: str, cut: str, size: float, tracking: float = 0) -> float:
        """Points that `text` takes, kerned as it will be drawn."""
        em = self._widths.get((cut, text))
        if em is None:
            em = sum(map(self._advances(cut).__getitem__, map(ord, text)))
            pairs = self._kerning.get(cut)
            if pairs:
                em += sum(pairs.get(pair, 0) for pair in pairwise(text))
            self._widths[cut, text] = em
        return em * size / 1000 + tracking * len(text)

    def _advances(self, cut: str) -> dict[int, float]:
        widths: dict[int, float] = self.font(cut).face.charWidths
        if 0xA0 not in widths:
            widths[0xA0] = widths[0x20]
        return widths

    def kerned(self, text: str, cut: str) -> list[tuple[str, int]]:
        """`text` in pieces, each with the thousandths of an em that follow its last character."""
        pairs = self._kerning.get(cut)
        if not pairs:
            return [(text, 0)]
        made = []
        start = 0
        for at, pair in enumerate(pairwise(text), 1):
            if amount := pairs.get(pair, 0):
                made.append((text[start:at], amount))
                start = at
        made.append((text[start:], 0))
        return made


def _kerning() -> dict[str, dict[tuple[str, str], int]]:
    return {
        cut: {
            (first, second): int(amount)
            for first, amounts in table.items()
            for amount, seconds in amounts.items()
            for second in seconds
        }
        for cut, table in json.loads(files.text("fonts/kerning.json")).items()
    }
