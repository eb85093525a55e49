"""Read the pairs that a font kerns out of its GPOS table, for ReportLab, which reads none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fontTools.ttLib import TTFont

RANGES = ((0x0020, 0x007E), (0x00A1, 0x00FF), (0x2013, 0x2014), (0x2018, 0x201D), (0x2026, 0x2026))
SMALLEST = 4  # thousandths of an em; less cannot be seen in print


def kerning(font: TTFont) -> dict[str, dict[str, str]]:
    """First character to amount to second characters; amounts in thousandths of an em."""
    cmap = font.getBestCmap()
    characters = {
        cmap[code]: chr(code)
        for first, last in RANGES
        for code in range(first, last + 1)
        if code in cmap
    }
    scale = 1000 / font["head"].unitsPerEm
    made: dict[str, dict[str, str]] = {}
    for glyph, first in characters.items():
        for other, units in _pairs(font["GPOS"].table, glyph, characters):
            amount = round(units * scale)
            if abs(amount) >= SMALLEST:
                seconds = made.setdefault(first, {})
                seconds[str(amount)] = seconds.get(str(amount), "") + characters[other]
    return made


def _pairs(gpos: Any, glyph: str, others: dict[str, str]) -> Iterator[tuple[str, int]]:
    """How much space follows `glyph` before each of `others`: the first subtable to say wins."""
    settled: set[str] = set()
    for subtable in _kerning_subtables(gpos):
        if glyph not in subtable.Coverage.glyphs:
            continue
        if subtable.Format == 1:
            row = subtable.PairSet[subtable.Coverage.glyphs.index(glyph)]
            found = [(one.SecondGlyph, one.Value1) for one in row.PairValueRecord]
        else:
            first = subtable.ClassDef1.classDefs.get(glyph, 0)
            records = subtable.Class1Record[first].Class2Record
            classes = subtable.ClassDef2.classDefs
            found = [(other, records[classes.get(other, 0)].Value1) for other in others]
        for other, value in found:
            if other in others and other not in settled:
                settled.add(other)
                yield other, getattr(value, "XAdvance", 0) if value else 0
        if subtable.Format == 2:
            return


def _kerning_subtables(gpos: Any) -> Iterator[Any]:
    """The pair subtables of the feature ``kern`` for Latin script, in the order they apply."""
    wanted = {
        index
        for record in gpos.ScriptList.ScriptRecord
        if record.ScriptTag in ("latn", "DFLT")
        for index in record.Script.DefaultLangSys.FeatureIndex
    }
    lookups = sorted(
        {
            lookup
            for index in wanted
            if gpos.FeatureList.FeatureRecord[index].FeatureTag == "kern"
            for lookup in gpos.FeatureList.FeatureRecord[index].Feature.LookupListIndex
        }
    )
    for lookup in lookups:
        for subtable in gpos.LookupList.Lookup[lookup].SubTable:
            plain = subtable.ExtSubTable if subtable.LookupType == 9 else subtable
            if plain.LookupType == 2:
                yield plain
