"""The three typefaces that Afterword ships, registered with Qt."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

import resources.files


def load_fonts() -> tuple[str, ...]:
    """Register every shipped TrueType file.

    Returns:
        The families that are now available, sorted. Empty when none ship (a development tree
        whose fonts were not made): Qt then takes the fallbacks named in the tokens.
    """
    try:
        folder = resources.files.path("fonts")
    except FileNotFoundError:
        return ()
    families: set[str] = set()
    for file in sorted(folder.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families.update(QFontDatabase.applicationFontFamilies(number))
    return tuple(sorted(families))
