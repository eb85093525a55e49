"""Write the two lock files from `pyproject.toml`; `make lock` runs this.

`requirements.lock` holds what the program and its editable install need (with the extras `team`,
`spell` and `secrets`); `requirements-dev.lock` what its tests, checks and bundle need besides, at
the same versions.
Neither may name a package index: where packages come from is the installing machine's business.

Versions are chosen for the oldest Python that must work, Debian 12's 3.11.2: pip-compile looks at
the running Python only, and some releases want a later 3.11.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HERE = Path(__file__).resolve().parent
_RUNTIME = _HERE / "requirements.lock"
_DEVELOPMENT = _HERE / "requirements-dev.lock"
_OLDEST_PYTHON = "3.11.2"
_OPTIONS = (
    "--generate-hashes",
    "--allow-unsafe",
    "--strip-extras",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--no-emit-options",
    "--annotation-style=line",
    "--quiet",
)


def _chosen(requirements: list[str], pins: list[str], folder: Path) -> list[str]:
    """`name==version` of everything that pip would install on the oldest Python."""
    source, constraints, report = folder / "in.txt", folder / "pins.txt", folder / "report.json"
    source.write_text("\n".join(requirements) + "\n", encoding="utf-8")
    constraints.write_text("\n".join(pins) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
    command += [f"--python-version={_OLDEST_PYTHON}", "--only-binary=:all:", f"--target={folder}"]
    command += [f"--constraint={constraints}", f"--requirement={source}", f"--report={report}"]
    subprocess.run(command, check=True)
    found = json.loads(report.read_text(encoding="utf-8"))["install"]
    return sorted(f"{one['metadata']['name']}=={one['metadata']['version']}" for one in found)


def _compile(
    requirements: list[str], target: Path, *arguments: str, pins: Sequence[str] = ()
) -> None:
    """Lock `requirements` into `target`, packages among `pins` at the versions given there."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, constraints = folder / "requirements.in", folder / "chosen.txt"
        chosen = _chosen(requirements, list(pins), folder)
        source.write_text("\n".join(requirements) + "\n", encoding="utf-8")
        constraints.write_text("\n".join(chosen) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "piptools", "compile", *_OPTIONS, *arguments]
        command += [f"--constraint={constraints}", f"--output-file={target}", str(source)]
        environment = {**os.environ, "CUSTOM_COMPILE_COMMAND": "make lock"}
        subprocess.run(command, check=True, env=environment)
    # The temporary folder's name would make every lock differ from the last.
    text = target.read_text(encoding="utf-8").replace(f"-r {source}", "pyproject.toml")
    text = text.replace(f"-c {constraints}, ", "")
    target.write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Lock; `arguments` go to pip-compile (`--upgrade`, `--upgrade-package NAME`)."""
    settings = tomllib.loads((_HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    runtime = [
        *settings["build-system"]["requires"],
        *project["dependencies"],
        *project["optional-dependencies"]["team"],
        *project["optional-dependencies"]["spell"],
        *project["optional-dependencies"]["secrets"],
    ]
    _compile(runtime, _RUNTIME, *arguments)
    pins = [line.split()[0] for line in _RUNTIME.read_text("utf-8").splitlines() if "==" in line]
    _compile(settings["dependency-groups"]["dev"], _DEVELOPMENT, *arguments, pins=pins)


if __name__ == "__main__":
    main(sys.argv[1:])
