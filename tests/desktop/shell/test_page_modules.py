"""What a page's first showing would wait for is imported before, while nothing is under way."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.shell.page_modules import MODULES, PageImports
from desktop.tasks import TaskRunner

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_HEAVY = """
import importlib, sys
import desktop.app
from desktop.shell.page_modules import MODULES
for name in MODULES:
    importlib.import_module(name)
heavy = {"sqlalchemy", "alembic", "whoosh", "numpy", "reportlab", "markdown", "requests"}
print(sorted(heavy & set(sys.modules)))
"""


def test_each_module_is_there() -> None:
    assert [name for name in MODULES if importlib.util.find_spec(name) is None] == []


def test_they_bring_nothing_heavy() -> None:
    said = subprocess.run(
        [sys.executable, "-c", _HEAVY], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


def test_modules_are_imported_one_by_one(qtbot: QtBot) -> None:
    parent = QObject()
    runner = TaskRunner(parent)
    imports = PageImports(runner, parent, modules=("colorsys",))
    sys.modules.pop("colorsys", None)
    imports.start()
    qtbot.waitUntil(lambda: imports.is_done, timeout=5000)
    assert "colorsys" in sys.modules
    runner.close()
