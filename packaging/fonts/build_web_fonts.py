"""Make the small fonts in ``resources/fonts/web`` that reports as HTML carry inside them.

Run ``python packaging/fonts/build_web_fonts.py`` in an environment that has fontTools and brotli;
neither is needed to run Afterword. They are subsets of the fonts in ``resources/fonts``: Latin,
punctuation and the signs that reports use, as WOFF 2, so that a page stays below 300 kB. What they
lack comes from the reader's machine.
"""

from __future__ import annotations

import io
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
CUTS = (
    *("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "SourceSerif4-Regular"),
    *("SourceSerif4-SemiBold", "SourceSerif4-Italic", "JetBrainsMono-Regular"),
)
RANGES = (
    *((0x0020, 0x007E), (0x00A0, 0x017F), (0x2010, 0x203A), (0x20AC, 0x20AC), (0x2190, 0x2193)),
    *((0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2265), (0x25A1, 0x25A1), (0x25B2, 0x25B2)),
    *((0x25CB, 0x25CB), (0x25CF, 0x25CF), (0x2610, 0x2612), (0x26A0, 0x26A0), (0x2713, 0x2718)),
)
FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl", "tnum", "liga")


def main() -> None:
    """Write every cut."""
    options = subset.Options()
    options.layout_features = list(FEATURES)
    options.flavor = "woff2"
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    target = FONTS / "web"
    target.mkdir(exist_ok=True)
    for cut in CUTS:
        font = TTFont(FONTS / f"{cut}.ttf", recalcTimestamp=False)
        subsetter = subset.Subsetter(options)
        subsetter.populate(
            unicodes=[code for first, last in RANGES for code in range(first, last + 1)]
        )
        subsetter.subset(font)
        font.flavor = "woff2"
        made = io.BytesIO()
        font.save(made)
        (target / f"{cut}.woff2").write_bytes(made.getvalue())


if __name__ == "__main__":
    main()
