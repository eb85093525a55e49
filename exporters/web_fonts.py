"""The type of pages: small cuts that a page carries inside it, so that it loads nothing.

Characters that they lack come from the reader's machine.
"""

from __future__ import annotations

import base64

from resources import files

_FACES = (
    ("Inter", 400, "normal", "Inter-Regular"),
    ("Inter", 500, "normal", "Inter-Medium"),
    ("Inter", 600, "normal", "Inter-SemiBold"),
    ("Source Serif 4", 400, "normal", "SourceSerif4-Regular"),
    ("Source Serif 4", 600, "normal", "SourceSerif4-SemiBold"),
    ("Source Serif 4", 400, "italic", "SourceSerif4-Italic"),
    ("JetBrains Mono", 400, "normal", "JetBrainsMono-Regular"),
)


def font_faces() -> str:
    """The rules of a style sheet that name the cuts and hold them, about 180 kB."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f"font-display: swap; src: url(data:font/woff2;base64,{_encoded(cut)}) "
        f'format("woff2"); }}'
        for family, weight, style, cut in _FACES
    )


def _encoded(cut: str) -> str:
    data = files.path(f"fonts/web/{cut}.woff2").read_bytes()
    return base64.b64encode(data).decode("ascii")
