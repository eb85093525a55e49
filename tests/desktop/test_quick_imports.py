"""What PySide does with the sources of modules that are imported after it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SCRIPT = """
import linecache, sys
from desktop.quick_imports import leave_sources_unread
leave_sources_unread()
sys.path.insert(0, sys.argv[1])
import plain
from PySide6.QtCore import QTimer
assert QTimer.singleShot
print([name for name in linecache.cache if name.endswith("plain.py")])
"""


def test_the_sources_of_modules_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "plain.py").write_text("WORDS = 'nothing of Qt'\n", encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(tmp_path)], check=True, capture_output=True, text=True
    )
    assert said.stdout.strip() == "[]"
