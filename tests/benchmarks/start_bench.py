"""How long the real program takes from its launch to a window, and to one that can be used.

Usable: the page that is shown (Home) is painted with its rows. Settled: last month's figures, which
are computed from the whole library, are there too, and nothing is under way any more.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.libraries import make_library
from tests.benchmarks.measurement import Measurement, from_samples

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROOT = Path(__file__).resolve().parents[2]
_MARK = re.compile(r"^start: (.+) (\d+) ms$", re.MULTILINE)
_STARTS = 7
_TARGETS = {"shown": 400.0, "library opened": None, "usable": 1000.0, "settled": None}


def measure(sizes: Sequence[int]) -> list[Measurement]:
    """Start the program several times on a library of each size; the index is built before."""
    found: list[Measurement] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="afterword-bench-") as name:
            folder = Path(name)
            library = make_library(folder / "bench.afterword", size)
            environment = _environment(folder)
            _run(environment, library, "reindex")
            starts = [_start(environment, library) for _ in range(_STARTS + 1)][1:]
        found += [
            from_samples(
                f"launch → {mark}", [one[mark] for one in starts], size=size, target=target
            )
            for mark, target in _TARGETS.items()
        ]
    return found


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "AFTERWORD_CONFIG": str(folder / "config.json"),
        "AFTERWORD_CACHE": str(folder / "cache"),
    }


def _run(environment: dict[str, str], library: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "desktop", "--library", str(library), *arguments]
    return subprocess.run(
        command, cwd=_ROOT, env=environment, check=True, capture_output=True, text=True
    ).stderr


def _start(environment: dict[str, str], library: Path) -> dict[str, float]:
    """Milliseconds from launch to each mark."""
    launched = {**environment, "AFTERWORD_TRACE_START": repr(time.time())}
    said = _run(launched, library, "--quit-when-usable")
    return {mark: float(took) for mark, took in _MARK.findall(said)}
