"""Write the two lock files from `pyproject.toml`; `make lock` runs this.

`requirements.lock` holds what the program and its editable install need (with the extra `team`);
`requirements-dev.lock` what its tests, checks and bundle need besides, at the same versions.
Neither may name a package index: where packages come from is the installing machine's business.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_RUNTIME = _HERE / "requirements.lock"
_DEVELOPMENT = _HERE / "requirements-dev.lock"
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


def _compile(requirements: list[str], target: Path, *arguments: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "requirements.in"
        source.write_text("\n".join(requirements) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "piptools", "compile", *_OPTIONS, *arguments]
        environment = {**os.environ, "CUSTOM_COMPILE_COMMAND": "make lock"}
        subprocess.run(
            [*command, f"--output-file={target}", str(source)], check=True, env=environment
        )
    # The temporary folder's name would make every lock differ from the last.
    text = target.read_text(encoding="utf-8").replace(f"-r {source}", "pyproject.toml")
    target.write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Lock; `arguments` go to pip-compile (`--upgrade`, `--upgrade-package NAME`)."""
    settings = tomllib.loads((_HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    runtime = [
        *settings["build-system"]["requires"],
        *project["dependencies"],
        *project["optional-dependencies"]["team"],
    ]
    _compile(runtime, _RUNTIME, *arguments)
    _compile([f"-c {_RUNTIME}", *settings["dependency-groups"]["dev"]], _DEVELOPMENT, *arguments)
    text = _DEVELOPMENT.read_text(encoding="utf-8")
    _DEVELOPMENT.write_text(text.replace(f"-c {_RUNTIME}", "requirements.lock"), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
