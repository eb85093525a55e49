"""The print style: sizes, colours and distances, from the design's tokens."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, LETTER

from exporters.document import Align, Face, Tone
from exporters.report_context import PageSize
from models.vocabulary import Severity
from resources import files

if TYPE_CHECKING:
    from collections.abc import Mapping

SHEETS = {PageSize.A4: A4, PageSize.LETTER: LETTER}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How a text is set; lengths in points.

    Attributes:
        tracking: added after each character.
        code_scale: size of code inside the text, to `size`; the mono looks larger than it is.
        before: least distance from what stands above.
        after: least distance from what stands below.
        baseline: from the line's top; None puts the text in the middle of the line.
        balanced: lines of about equal length instead of a short last one.
        medium: set labels in the medium weight.
    """

    face: Face
    size: float
    leading: float
    color: Color
    bold: bool = False
    italic: bool = False
    medium: bool = False
    align: Align = Align.LEFT
    tracking: float = 0
    code_scale: float = 0.86
    before: float = 0
    after: float = 0
    baseline: float | None = None
    balanced: bool = False

    @property
    def first_baseline(self) -> float:
        """From the top of a line down to its baseline."""
        # All three families centre on about 0.35 em above the baseline (half of the cap height).
        return self.leading / 2 + 0.35 * self.size if self.baseline is None else self.baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class Pill:
    """The colours of a severity; `bold` words in the pills that weigh more."""

    fill: Color
    border: Color
    text: Color
    bold: bool


class PrintStyle:
    """Everything that the pages are set with, resolved once."""

    margin = 48.0
    top = 64.0  # of the text, from the top edge
    bottom = 62.0  # of the text, from the bottom edge
    header_rule = 44.6  # from the top edge
    header_baseline = 35.2
    footer_rule = 47.9  # from the bottom edge
    footer_baseline = 35.2
    footer_leading = 9.8
    strong = 0.56
    hair = 0.38
    gap = 24.0  # between two columns of text
    cell_gap = 9.0
    cell_padding = 2.7
    indent = 11.2
    code_indent = 9.0

    def __init__(self, accent: str = "") -> None:
        """Resolve the tokens; `accent` is a company's colour, "#RRGGBB"."""
        tokens = json.loads(files.text("theme/tokens.json"))
        colors: Mapping[str, str] = tokens["color"][tokens["print"]["theme"]]
        self._colors = {name: HexColor(value) for name, value in colors.items()}
        if accent:
            chosen = HexColor(accent)
            self._colors |= {"accent.text": chosen, "accent.base": chosen, "chart.1": chosen}
            self._colors["chart.interval"] = _tint(chosen)
        self._severities = tokens["severity"]
        self.ink = self._colors["text.primary"]
        self.secondary = self._colors["text.secondary"]
        self.quiet = self._colors["text.tertiary"]
        self.link = self._colors["accent.text"]
        self.hairline = self._colors["border.default"]
        self.tones = {
            Tone.NORMAL: self.ink,
            Tone.QUIET: self.quiet,
            Tone.DANGER: self._colors["danger.text"],
            Tone.WARNING: self._colors["warning.text"],
            Tone.SUCCESS: self._colors["success.text"],
        }
        self._build()

    def _build(self) -> None:
        serif, sans, mono = Face.SERIF, Face.SANS, Face.MONO
        ink, quiet = self.ink, self.quiet
        self.key = TextStyle(face=mono, size=9, leading=12, color=ink)
        self.services = TextStyle(face=sans, size=8.25, leading=12, color=quiet, baseline=9.15)
        self.title = TextStyle(
            face=serif, size=22.5, leading=27, color=ink, bold=True, tracking=-0.22,
            before=5.6, after=2, balanced=True,
        )  # fmt: skip
        self.dateline = TextStyle(face=sans, size=9, leading=13, color=quiet, after=11)
        self.figure_label = TextStyle(face=sans, size=8, leading=10.5, color=quiet)
        self.figure = TextStyle(face=serif, size=10.5, leading=14, color=ink, bold=True)
        self.lead = TextStyle(face=serif, size=11.25, leading=16.9, color=ink, before=9.3, after=11)
        self._build_text()
        self._build_small()

    def _build_text(self) -> None:
        serif, sans, mono = Face.SERIF, Face.SANS, Face.MONO
        ink, quiet = self.ink, self.quiet
        self.section = TextStyle(
            face=sans, size=9.5, leading=13, color=ink, bold=True, before=11.4, after=3.4
        )
        self.section_note = TextStyle(
            face=sans, size=8, leading=13, color=quiet, align=Align.RIGHT, baseline=9.8
        )
        self.headings = (
            TextStyle(
                face=serif, size=10.5, leading=15, color=ink, bold=True, before=10, after=1.5
            ),
            TextStyle(
                face=serif, size=10, leading=15, color=ink, bold=True, italic=True,
                before=9, after=1.5,
            ),
            TextStyle(face=serif, size=10, leading=15, color=ink, italic=True, before=8, after=1.5),
        )  # fmt: skip
        self.body = TextStyle(face=serif, size=10, leading=15, color=ink, before=3.4, after=6)
        self.quote = TextStyle(
            face=serif, size=10, leading=15, color=self.secondary, before=2, after=4
        )
        self.item = TextStyle(face=serif, size=10, leading=14.6, color=ink, after=0)
        self.code = TextStyle(face=mono, size=8, leading=11.5, color=ink, before=4, after=7)

    def _build_small(self) -> None:
        serif, sans, mono = Face.SERIF, Face.SANS, Face.MONO
        ink, quiet = self.ink, self.quiet
        self.column_label = TextStyle(face=sans, size=8, leading=12.5, color=quiet, medium=True)
        self.grid_label = TextStyle(
            face=sans, size=8, leading=11.5, color=self.secondary, medium=True, baseline=8.9
        )
        self.grid = TextStyle(face=serif, size=9.25, leading=12.5, color=ink, baseline=9.6)
        self.cells = {
            serif: TextStyle(face=serif, size=10, leading=13, color=ink, baseline=10),
            sans: TextStyle(face=sans, size=8.25, leading=13, color=self.secondary, baseline=10),
            mono: TextStyle(face=mono, size=8.6, leading=13, color=ink, baseline=10, code_scale=1),
        }
        self.small = TextStyle(
            face=serif, size=8.6, leading=12.2, color=self.secondary, before=1.5, after=2
        )
        self.note = TextStyle(face=sans, size=8, leading=12, color=quiet, before=0, after=0)
        self.brand = TextStyle(face=serif, size=10, leading=12, color=ink, bold=True)
        self.header = TextStyle(face=sans, size=8.1, leading=12, color=quiet)
        self.footer = TextStyle(face=sans, size=7, leading=self.footer_leading, color=quiet)
        self.folio = TextStyle(face=sans, size=7, leading=9.8, color=self.secondary, medium=True)
        self.pill_text = TextStyle(face=sans, size=7.5, leading=12, color=ink, bold=True)

    def color(self, token: str) -> Color:
        """A colour of the theme by its token."""
        return self._colors[token]

    def pill(self, severity: Severity) -> Pill:
        """The colours of a severity; SEV-5 looks like SEV-4."""
        told = self._severities.get(severity.value) or self._severities[Severity.SEV_4.value]
        return Pill(
            fill=self._colors[told["bg"]],
            border=self._colors[told["border"]],
            text=self._colors[told["text"]],
            bold="weight 500" not in told["form"],
        )


def _tint(color: Color) -> Color:
    """The same colour, lighter: a band behind a mark of that colour."""
    share = 0.45
    return Color(*(1 - (1 - part) * share for part in (color.red, color.green, color.blue)))
