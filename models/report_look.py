"""How a library's reports look to those who get them: company, logo, accent colour, paper."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Any

from models.errors import BadInputError

REPORT_LOOK = "report_look"
"""Setting: a mapping as `ReportLook.to_json` makes it."""

PAPERS = ("A4", "US Letter")
ENGLISH_FORMATS = "English"
FORMATS = (
    *(ENGLISH_FORMATS, "en-US", "ISO", "cs-CZ", "da-DK", "de-AT", "de-CH", "de-DE", "en-IN"),
    *("es-ES", "es-MX", "fi-FI", "fr-CA", "fr-CH", "fr-FR", "hu-HU", "it-IT", "ja-JP", "nb-NO"),
    *("nl-NL", "pl-PL", "pt-BR", "pt-PT", "ro-RO", "sv-SE", "tr-TR", "uk-UA", "zh-CN"),
)
"""How days and numbers may be written: BCP 47, or a name of our own (`exporters.formats`)."""

LEAST_CONTRAST = 4.5
"""Of the accent colour on white, WCAG 2.2 AA for text (1.4.3)."""

MOST_LOGO_BYTES = 400_000
_LONGEST_COMPANY = 80
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLook:
    """What stands on every report of the library.

    Attributes:
        company: stands where "Afterword" stands without one.
        accent: "#RRGGBB" of links and charts; empty for the design's own blue.
        logo: a PNG or JPEG, shown at the upper left; None for none.
        paper: "A4" or "US Letter".
        formats: one of `FORMATS`.
    """

    company: str = ""
    accent: str = ""
    logo: bytes | None = None
    paper: str = PAPERS[0]
    formats: str = ENGLISH_FORMATS

    @classmethod
    def from_json(cls, value: Any) -> ReportLook:
        """From a setting; what cannot be used is as if it were not set."""
        given = value if isinstance(value, dict) else {}
        logo = given.get("logo")
        look = cls(
            company=str(given.get("company") or ""),
            accent=str(given.get("accent") or ""),
            logo=_decoded(logo) if logo else None,
            paper=str(given.get("paper") or PAPERS[0]),
            # A newer Afterword may know more of them: that must not take the rest away.
            formats=_known_formats(given.get("formats")),
        )
        try:
            check_look(look)
        except BadInputError:
            return cls()
        return look

    def to_json(self) -> dict[str, str]:
        """What the setting keeps."""
        logo = base64.b64encode(self.logo).decode("ascii") if self.logo else ""
        return {
            "company": self.company,
            "accent": self.accent,
            "logo": logo,
            "paper": self.paper,
            "formats": self.formats,
        }


def check_look(look: ReportLook) -> None:
    """Refuse what could not be printed well.

    Raises:
        BadInputError: for a name that is no line of text, a colour that cannot be read on white, a
            logo that is no PNG or JPEG or is too large, paper or formats that are not known.
    """
    if len(look.company) > _LONGEST_COMPANY or not all(map(str.isprintable, look.company)):
        raise BadInputError("The company's name is no short line of text.", "Shorten it.")
    if look.accent:
        if not _COLOR.fullmatch(look.accent):
            raise BadInputError(f"“{look.accent}” is no colour.", "Write it like #2B4F92.")
        found = contrast_on_white(look.accent)
        if found < LEAST_CONTRAST:
            raise BadInputError(
                f"{look.accent} has a contrast of only {found:.1f} to 1 on white paper.",
                f"Choose a darker one: text needs {LEAST_CONTRAST} to 1.",
            )
    if look.logo is not None:
        if not look.logo.startswith(_IMAGES):
            raise BadInputError("The logo is no PNG or JPEG image.", "Choose another file.")
        if len(look.logo) > MOST_LOGO_BYTES:
            raise BadInputError("The logo is too large.", "Choose a smaller image.")
    if look.paper not in PAPERS:
        raise BadInputError(f"There is no paper “{look.paper}”.", f"Choose {' or '.join(PAPERS)}.")
    if look.formats not in FORMATS:
        raise BadInputError(
            f"Dates and numbers cannot be written as “{look.formats}”.",
            f"Choose one of {', '.join(FORMATS)}.",
        )


def contrast_on_white(color: str) -> float:
    """The contrast ratio of "#RRGGBB" on white, 1 to 21 (WCAG 2.2, relative luminance)."""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    luminance = 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)
    return 1.05 / (luminance + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _known_formats(name: Any) -> str:
    return name if name in FORMATS else ENGLISH_FORMATS


def _decoded(text: Any) -> bytes | None:
    try:
        return base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError):
        return None
