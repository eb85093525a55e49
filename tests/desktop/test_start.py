"""Starting: what must not be imported before the window is shown."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import sys
import desktop.app
from desktop.shell.places import page_factories
heavy = {"sqlalchemy", "alembic", "whoosh", "numpy", "reportlab", "markdown", "requests", "yaml"}
print(sorted(heavy & set(sys.modules)))
"""


def test_the_window_needs_nothing_heavy() -> None:
    told = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
