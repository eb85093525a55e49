"""What holds for every command: usage, exit codes, messages, streams."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.command_line.console import Console
from desktop.command_line.program import guarded, opens_window

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.desktop.command_line.conftest import Answer

_ROOT = Path(__file__).resolve().parents[3]
_HEAVY = (
    "PySide6",
    "sqlalchemy",
    "alembic",
    "whoosh",
    "numpy",
    "reportlab",
    "markdown",
    "requests",
)


def test_version(afterword: Callable[..., Answer]) -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert afterword("--version").out == f"Afterword {project['version']}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("reticulate",),
        ("search",),
        ("import",),
        ("list", "splines"),
        ("search", "x", "--sort", "by luck"),
        ("list", "incidents", "--as-of", "yesterday"),
        ("link", "A", "B", "--as", "friends"),
        ("search", "x", "--lim", "3"),
    ],
)
def test_wrong_usage_exits_2_and_says_how(
    afterword: Callable[..., Answer], arguments: tuple[str, ...]
) -> None:
    answer = afterword(*arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert "usage: afterword" in answer.err


@pytest.mark.parametrize("command", [("show", "INC-1"), ("check",), ("search", "x"), ("backup",)])
def test_a_missing_library_is_said_plainly(
    afterword: Callable[..., Answer], home: Path, command: tuple[str, ...]
) -> None:
    answer = afterword(*command)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith("afterword: There is no library at ")
    assert "Traceback" not in answer.err
    assert not (home / "home.afterword").exists()


def test_a_file_that_is_no_library_is_refused(afterword: Callable[..., Answer], home: Path) -> None:
    notes = home / "notes.txt"
    notes.write_text("not a library, " * 20, encoding="utf-8")
    answer = afterword("check", "--library", notes)
    assert answer.code == 2
    assert "is not a library" in answer.err


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("before", [True, False])
def test_library_is_named_before_or_after_the_command(
    afterword: Callable[..., Answer],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    before: bool,
) -> None:
    monkeypatch.delenv("AFTERWORD_LIBRARY")
    named = ("--library", home / "home.afterword")
    command = ("list", "incidents", "--json")
    answer = afterword(*named, *command) if before else afterword(*command, *named)
    assert answer.code == 0
    assert len(answer.json["incidents"]) == 2


@pytest.mark.usefixtures("library")
def test_the_library_opened_last_is_used_when_none_is_named(
    afterword: Callable[..., Answer], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.configuration import Configuration

    monkeypatch.delenv("AFTERWORD_LIBRARY")
    Configuration().with_library(str(home / "home.afterword")).save()
    assert len(afterword("list", "incidents", "--json").json["incidents"]) == 2


def test_what_is_remembered_is_for_the_owner_alone(home: Path) -> None:
    from desktop.configuration import Configuration

    Configuration().with_library("postgresql://afterword:secret@db/postmortems").save()
    assert (home / "config.json").stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("library")
def test_an_unknown_key_is_bad_input(afterword: Callable[..., Answer]) -> None:
    answer = afterword("show", "INC-2025-008")
    assert answer.code == 2
    assert "INC-2025-008" in answer.err


def test_a_place_that_cannot_be_written_is_no_crash(
    afterword: Callable[..., Answer], postmortems: Path
) -> None:
    answer = afterword("--library", postmortems / "login.md" / "x.afterword", "import", postmortems)
    assert answer.code == 2
    assert answer.err.startswith("afterword: ")


@pytest.mark.usefixtures("library")
def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "desktop", "show", "INC-2025-007"],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 141


def test_interruption_ends_cleanly(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_options: Namespace, _console: Console) -> int:
        raise KeyboardInterrupt

    assert guarded(interrupted, Namespace(), Console()) == 130
    assert capsys.readouterr().err == "afterword: stopped; what was committed stays.\n"


def test_asking_the_program_what_it_is_loads_nothing_heavy() -> None:
    code = (
        "import sys; from desktop.main import main; main(['--version']);"
        f"print([name for name in {_HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=_ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--library", "a.afterword"],
        ["--library=a.afterword"],
        ["--library", "a.afterword", "--quit-when-usable"],
    ],
)
def test_the_window_waits_for_no_other_command(arguments: list[str]) -> None:
    assert opens_window(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["demo"],
        ["--library"],
        ["--library", "--json"],
        ["--library", "a", "search", "b"],
    ],
)
def test_anything_else_is_parsed_with_all_commands(arguments: list[str]) -> None:
    assert not opens_window(arguments)
