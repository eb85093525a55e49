"""Spares the import of each module what PySide does with it.

PySide wraps Python's import and, so that a module may ask for other spellings of its names
(``from __feature__ import snake_case``), reads the source text of every module that is imported
after it and looks for its own name there. That took a fifth of the time to the first rows and
30 MB, which `linecache` keeps, for something no module here asks for (napari/napari#8584).
"""

from __future__ import annotations

import sys


def leave_sources_unread() -> None:
    """Load PySide, and have it take what is imported from now on for modules that ask nothing.

    Changes nothing where PySide does this in another way.
    """
    import PySide6.QtCore  # noqa: F401, PLC0415  (wraps the import; not before it is wanted)

    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _asks_nothing  # type: ignore[attr-defined]


def _asks_nothing(_module: object) -> bool:
    return False
