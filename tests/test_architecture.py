"""The rules of the house that no linter knows (DESIGN section 3, STYLE).

Layers and who may import what are import-linter's (`[tool.importlinter]` in pyproject.toml).
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).resolve().parents[1]
_PRODUCT = ("resources", "models", "search", "exporters", "desktop")

_LINES_OF_FUNCTION, _LINES_OF_CLASS, _LINES_OF_FILE = 50, 250, 400

# Each entry is a debt with its reason; the lists shrink. "path" or "path::Name".
_LONGER_FILES: dict[str, str] = {}
_LONGER_CLASSES: dict[str, str] = {}
_LONGER_FUNCTIONS: dict[str, str] = {
    "tests/models/test_snapshot.py::test_what_is_shown_has_the_fixed_shape": (
        "one literal: the whole fixed shape of `show`, to be read beside DESIGN section 7"
    ),
}


@cache
def _tracked() -> tuple[Path, ...]:
    """Every file that is, or is about to be, part of the project."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    if shutil.which("git") is None or not (_ROOT / ".git").exists():
        pytest.skip("the project's files are listed by git, which is not here")
    listed = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    names = (name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in (_ROOT / name for name in names) if path.is_file())


def _name(path: Path) -> str:
    return path.relative_to(_ROOT).as_posix()


def _python_files(*folders: str) -> list[Path]:
    return [
        path
        for path in _tracked()
        if path.suffix == ".py" and (not folders or path.relative_to(_ROOT).parts[0] in folders)
    ]


def _definitions(path: Path) -> Iterator[tuple[str, ast.AST, int]]:
    """Qualified name, node and number of lines of each class and function of a file."""

    def walk(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.AST, int]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{prefix}{child.name}"
                yield name, child, (child.end_lineno or child.lineno) - child.lineno + 1
                inner = "." if isinstance(child, ast.ClassDef) else ".<inside>."
                yield from walk(child, f"{name}{inner}")
            else:
                yield from walk(child, prefix)

    yield from walk(ast.parse(path.read_text(encoding="utf-8")), "")


def _too_long(kind: type | tuple[type, ...], limit: int) -> dict[str, int]:
    return {
        f"{_name(path)}::{name}": lines
        for path in _python_files()
        for name, node, lines in _definitions(path)
        if isinstance(node, kind) and lines > limit
    }


def test_files_stay_short() -> None:
    lines = {_name(path): path.read_text("utf-8").count("\n") for path in _python_files()}
    long = {name: count for name, count in lines.items() if count > _LINES_OF_FILE}
    assert {name: count for name, count in long.items() if name not in _LONGER_FILES} == {}
    assert _LONGER_FILES.keys() <= long.keys(), "no longer needed: take it off the list"


def test_classes_stay_short() -> None:
    long = _too_long(ast.ClassDef, _LINES_OF_CLASS)
    assert {name: count for name, count in long.items() if name not in _LONGER_CLASSES} == {}
    assert _LONGER_CLASSES.keys() <= long.keys(), "no longer needed: take it off the list"


def test_functions_stay_short() -> None:
    long = _too_long((ast.FunctionDef, ast.AsyncFunctionDef), _LINES_OF_FUNCTION)
    assert {name: count for name, count in long.items() if name not in _LONGER_FUNCTIONS} == {}
    assert _LONGER_FUNCTIONS.keys() <= long.keys(), "no longer needed: take it off the list"


def test_packaging_is_no_package() -> None:
    assert [_name(path) for path in _python_files("packaging") if path.name == "__init__.py"] == []


@pytest.mark.parametrize("folder", [*_PRODUCT, "tests"])
def test_every_folder_of_code_is_a_package(folder: str) -> None:
    folders = {path.parent for path in _python_files(folder)}
    assert [_name(one) for one in folders if not (one / "__init__.py").is_file()] == []


def test_every_package_says_what_belongs_there() -> None:
    silent = [
        _name(path)
        for path in _python_files(*_PRODUCT, "tests")
        if path.name == "__init__.py" and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_public_things_are_described() -> None:
    silent = [
        f"{_name(path)}::{name}"
        for path in _python_files(*_PRODUCT)
        for name, node, _ in _definitions(path)
        if not any(part.startswith(("_", "<")) for part in name.split("."))
        and isinstance(node, ast.ClassDef | ast.FunctionDef)
        and not ast.get_docstring(node)
        and not _is_override(node)
    ]
    assert silent == []


def _is_override(node: ast.ClassDef | ast.FunctionDef) -> bool:
    return any(
        isinstance(one, ast.Name) and one.id in ("override", "overload")
        for one in node.decorator_list
    )


def test_nobody_prints() -> None:
    printing = [
        f"{_name(path)}:{node.lineno}"
        for path in _python_files(*_PRODUCT)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert printing == []


_BUILD_THE_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.app import Application

folder = Path(sys.argv[1])
qt = QApplication(sys.argv[:1])
application = Application(qt, configuration_file=folder / "config.json", cache=folder / "cache")
application.window.show()
qt.processEvents()
loaded = {name.partition(".")[0] for name in sys.modules}
heavy = {"sqlalchemy", "alembic", "whoosh", "numpy", "reportlab", "markdown", "requests"}
sys.stdout.write(" ".join(sorted(loaded & heavy)))
application.shut_down()
"""


def test_the_window_is_shown_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _BUILD_THE_WINDOW, str(tmp_path)],
        cwd=_ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_no_file_names_a_package_index() -> None:
    # Taken apart, so that this file does not name them either.
    hosts = [
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "deb.debian" + ".org",
        "npmjs" + ".org",
        "npmjs" + ".com",
        "--index" + "-url",
        "--extra-index" + "-url",
    ]
    naming = [
        f"{_name(path)}: {host}"
        for path in _tracked()
        if path.suffix not in {".png", ".ttf"}
        for host in hosts
        if host in path.read_text(encoding="utf-8", errors="ignore")
    ]
    assert naming == []
