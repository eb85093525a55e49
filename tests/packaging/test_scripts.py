"""The shell scripts and the Makefile, as far as they can be tried without installing anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGING = _ROOT / "packaging"
_SCRIPTS = [*sorted(_PACKAGING.rglob("*.sh")), _ROOT / ".ci" / "run"]
_LISTS = sorted(_PACKAGING.glob("debian-*.txt"))
_TARGETS = ["run", "test", "check", "demo", "shots", "bench", "package", "lock", "clean"]


@pytest.mark.parametrize("script", _SCRIPTS, ids=lambda path: path.name)
def test_script_is_sound_and_executable(script: Path) -> None:
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_bundle_recipe_names_files_that_exist() -> None:
    text = (_PACKAGING / "afterword.spec").read_text(encoding="utf-8")
    compile(text, "afterword.spec", "exec")
    assert (_ROOT / "desktop" / "main.py").is_file()
    # Alembic reads the revisions from disk, so the recipe must carry them as files.
    assert (_ROOT / "models" / "store" / "migrations" / "env.py").is_file()
    assert '"models" / "store" / "migrations"' in text


@pytest.mark.parametrize("target", _TARGETS)
def test_make_knows(target: str) -> None:
    done = subprocess.run(
        ["make", "--dry-run", target], cwd=_ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_continuous_integration_is_make_check() -> None:
    assert "exec make check" in (_ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("names", _LISTS, ids=lambda path: path.name)
def test_package_list_is_one_sorted_name_a_line(names: Path) -> None:
    lines = [line for line in names.read_text().splitlines() if line and not line.startswith("#")]
    assert all(len(line.split()) == 1 for line in lines)
    assert len(set(lines)) == len(lines)


def test_nothing_is_installed_when_all_is_there(tmp_path: Path) -> None:
    if shutil.which("dpkg-query") is None:
        pytest.skip("no Debian here")
    names = tmp_path / "list.txt"
    names.write_text("# what every Debian has\ndpkg\nlibc6\n")
    done = subprocess.run(
        [_PACKAGING / "debian.sh", names], capture_output=True, text=True, check=True
    )
    assert done.stdout + done.stderr == ""


def _run_tests(tmp_path: Path, body: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the test runner's script in a small project of its own."""
    (tmp_path / "packaging").mkdir()
    shutil.copy(_PACKAGING / "run-tests.sh", tmp_path / "packaging")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / "test_it.py").write_text(body)
    site = Path(pytest.__file__).parents[1]
    return subprocess.run(
        [tmp_path / "packaging" / "run-tests.sh", "-p", "no:cacheprovider", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(site)},
    )


def test_runner_passes_when_tests_pass(tmp_path: Path) -> None:
    done = _run_tests(tmp_path, "def test_one() -> None: pass\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_runner_fails_when_tests_fail(tmp_path: Path) -> None:
    assert _run_tests(tmp_path, "def test_one() -> None: assert False\n").returncode == 1


def test_runner_fails_when_python_died_although_tests_passed(tmp_path: Path) -> None:
    body = (
        "import subprocess, sys\n"
        "def test_one() -> None:\n"
        "    code = 'import faulthandler, os; faulthandler.enable(); os.abort()'\n"
        "    subprocess.run([sys.executable, '-c', code])\n"
    )
    done = _run_tests(tmp_path, body, "-s")
    assert "1 passed" in done.stdout
    assert done.returncode == 1
    assert "Python crashed during the tests" in done.stderr
