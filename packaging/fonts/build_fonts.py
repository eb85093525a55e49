"""Make the fonts in ``resources/fonts`` again, byte for byte, from packages that carry them.

Run ``python packaging/fonts/build_fonts.py`` from a checkout whose environment has fontTools (the
``dev`` group); ``npm`` must be on the path. Every package is named with its version and checked
against its SHA-256, so the result cannot change without this file changing.

What is done to each font, and why:

* only the characters of `RANGES` stay: Latin, Greek, Cyrillic, punctuation, arrows, mathematics,
  box drawing. A library of prose and code needs no more, and thirteen fonts fit in 2.5 MB;
* stylistic alternates go, the features that text needs stay (kerning, marks, ligatures, tabular
  and slashed figures, fractions);
* JetBrains Mono loses its contextual ligatures: evidence must show ``!=`` and not ``≠``;
* Inter gains ballot boxes (☐ ☑ ☒), which none of the three families draws, and heavy check marks;
* outlines stay TrueType, because ReportLab embeds nothing else;
* the kerning of the cuts that are printed is written to ``kerning.json``, because ReportLab reads
  no GPOS table.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from kerning import kerning

PRINTED = frozenset(
    {
        *("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "SourceSerif4-Regular"),
        *("SourceSerif4-Italic", "SourceSerif4-SemiBold", "SourceSerif4-SemiBoldItalic"),
    }
)

TARGET = Path(__file__).resolve().parents[2] / "resources" / "fonts"

RANGES = (
    (0x0020, 0x007E),  # Latin
    (0x00A0, 0x024F),
    (0x0250, 0x02FF),  # phonetic letters, modifier letters
    (0x0300, 0x036F),  # combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin for Vietnamese and others
    (0x2000, 0x206F),  # punctuation
    (0x2070, 0x209F),  # superscripts, subscripts
    (0x20A0, 0x20CF),  # currencies
    (0x2100, 0x218F),  # letter-like signs, fractions, Roman numerals
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2300, 0x23FF),  # technical signs, keys
    (0x2500, 0x259F),  # boxes and blocks, as terminals draw them
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x27BF),  # symbols, check marks
    (0x2B00, 0x2BFF),
    (0xFB00, 0xFB06),  # ligatures fi, fl
    (0xFFFD, 0xFFFD),
)

FEATURES = (
    *("kern", "mark", "mkmk", "ccmp", "locl", "liga", "calt", "case", "zero", "frac", "numr"),
    *("dnom", "sups", "subs", "ordn", "tnum", "lnum", "pnum"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One family in one package.

    Attributes:
        package: name and version, as npm takes them.
        sha256: of the package file.
        stem: how its file names begin.
        licence: file name of the licence beside the fonts.
        cuts: folder in the package to the weight's name in ours.
        without: features of `FEATURES` that this family loses.
        ballots: whether ballot boxes are drawn into it.
    """

    package: str
    sha256: str
    stem: str
    licence: str
    cuts: tuple[tuple[str, str], ...]
    without: frozenset[str] = frozenset()
    ballots: bool = False


SOURCES = (
    Source(
        package="@expo-google-fonts/inter@0.4.2",
        sha256="b5c1e5878c07a5637169da9f7b1f370c69709f1f8de55998e2522f7aa9dfe2a9",
        stem="Inter",
        licence="OFL-Inter.txt",
        cuts=(
            ("400Regular", "Regular"),
            ("400Regular_Italic", "Italic"),
            ("500Medium", "Medium"),
            ("600SemiBold", "SemiBold"),
            ("700Bold", "Bold"),
        ),
        ballots=True,
    ),
    Source(
        package="@expo-google-fonts/source-serif-4@0.4.1",
        sha256="84f0b412fbc9b0b666d6fe04620b2cd2e54bfd49ca61fe0663a9e5beb30afcc4",
        stem="SourceSerif4",
        licence="OFL-SourceSerif4.txt",
        cuts=(
            ("400Regular", "Regular"),
            ("400Regular_Italic", "Italic"),
            ("600SemiBold", "SemiBold"),
            ("600SemiBold_Italic", "SemiBoldItalic"),
            ("700Bold", "Bold"),
            ("700Bold_Italic", "BoldItalic"),
        ),
    ),
    Source(
        package="@expo-google-fonts/jetbrains-mono@0.4.1",
        sha256="aead50085a2d56fffdac882c5945f9fc4e4785ccb5c8d6f1988f21faa1737c9a",
        stem="JetBrainsMono",
        licence="OFL-JetBrainsMono.txt",
        cuts=(("400Regular", "Regular"), ("700Bold", "Bold")),
        without=frozenset({"calt"}),
    ),
)


def fetched(source: Source, folder: Path) -> Path:
    """The package's files, unpacked below `folder`, after its checksum was found right.

    Raises:
        SystemExit: when the package is not the one that this recipe was written for.
    """
    made = subprocess.run(
        ["npm", "pack", "--silent", source.package],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    archive = folder / made.stdout.strip().splitlines()[-1]
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != source.sha256:
        sys.exit(f"{source.package} has SHA-256 {found}, expected {source.sha256}")
    with tarfile.open(archive) as opened:
        opened.extractall(folder / source.stem, filter="data")
    return folder / source.stem / "package"


def reduced(font: TTFont, features: list[str]) -> None:
    """Leave only the characters and features that Afterword uses."""
    options = subset.Options()
    options.layout_features = features
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["DSIG", "STAT"]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    worker.subset(font)


def draw_ballots(font: TTFont) -> None:
    """Give the font ☐ ☑ ☒ from its own square, check mark and cross, and ✔ ✘ from its ✓ ✗."""
    names = font.getBestCmap()
    square, check, cross = names[0x25A1], names[0x2713], names[0x2717]
    added = {0x2610: square, 0x2714: check, 0x2718: cross, 0x2715: cross}
    for code, mark, name in ((0x2611, check, "uni2611"), (0x2612, cross, "uni2612")):
        _compose(font, name, square, mark)
        added[code] = name
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(added)


def _compose(font: TTFont, name: str, square: str, mark: str) -> None:
    """Add the glyph `name`: `mark` at 72 % in the middle of `square`."""
    glyphs = font["glyf"]
    outer, inner = glyphs[square], glyphs[mark]
    scale = 0.72 * (outer.yMax - outer.yMin) / (inner.yMax - inner.yMin)
    x = (outer.xMin + outer.xMax) / 2 - scale * (inner.xMin + inner.xMax) / 2
    y = (outer.yMin + outer.yMax) / 2 - scale * (inner.yMin + inner.yMax) / 2
    pen = TTGlyphPen(glyphs.glyphs)
    pen.addComponent(square, (1, 0, 0, 1, 0, 0))
    pen.addComponent(mark, (scale, 0, 0, scale, round(x), round(y)))
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    glyphs.glyphs[name] = pen.glyph()
    glyphs.glyphOrder = font.getGlyphOrder()
    font["hmtx"][name] = font["hmtx"][square]
    glyphs.glyphs[name].recalcBounds(glyphs)


def build(target: Path) -> int:
    """Write every font and licence into `target`; the number of bytes of the fonts."""
    target.mkdir(parents=True, exist_ok=True)
    written = 0
    pairs: dict[str, dict[str, dict[str, str]]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for source in SOURCES:
            package = fetched(source, Path(scratch))
            licence = (package / "LICENSE_FONT").read_text(encoding="utf-8")
            (target / source.licence).write_text(licence.strip() + "\n", encoding="utf-8")
            features = [one for one in FEATURES if one not in source.without]
            for folder, weight in source.cuts:
                font = TTFont(
                    package / folder / f"{source.stem}_{folder}.ttf", recalcTimestamp=False
                )
                reduced(font, features)
                if source.ballots:
                    draw_ballots(font)
                made = target / f"{source.stem}-{weight}.ttf"
                font.save(made)
                if made.stem in PRINTED:
                    pairs[made.stem] = kerning(font)
                written += made.stat().st_size
    text = json.dumps(pairs, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (target / "kerning.json").write_text(text + "\n", encoding="utf-8")
    return written


def main() -> None:
    """Build into ``resources/fonts``, or where ``--to`` says."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--to", type=Path, default=TARGET)
    target = options.parse_args().to
    sys.stdout.write(f"{build(target) / 1e6:.2f} MB of fonts in {target}\n")


if __name__ == "__main__":
    main()
