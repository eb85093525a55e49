"""Try the bundle as a user would: it must start, import, index, search, and write a PDF.

Usage: python packaging/smoke.py dist/afterword/afterword
Needs nothing but the standard library, so that any Python can try any bundle.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_SECONDS = 120
_POSTMORTEM = """\
# Postmortem: Checkout queue ran full

**Incident ID:** INC-2025-007
**Date:** 2025-02-03
**Severity:** SEV-2
**Duration:** 30 minutes (10:00 – 10:30 UTC)
**Status:** FINAL

## Timeline

| Time (UTC) | Event |
|---|---|
| 10:00 | Deployment of checkout 4.2 completed |
| 10:30 | Recovery confirmed |

## Root Cause

The consumer pool was sized for a tenth of the orders.
"""


class Bundle:
    """The program in a home of its own."""

    def __init__(self, program: Path, home: Path) -> None:
        """Nothing of the machine's own Python may help it."""
        self._program = program
        self._library = home / "library.afterword"
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self._environment = {
            **kept,
            "HOME": str(home),
            "QT_QPA_PLATFORM": "offscreen",
            "AFTERWORD_LIBRARY": str(self._library),
            "AFTERWORD_CONFIG": str(home / "config.json"),
            "AFTERWORD_CACHE": str(home / "cache"),
        }

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """One run; ends the try when it fails."""
        done = subprocess.run(
            [str(self._program), *arguments],
            env={**self._environment, **environment},
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
        said = done.stdout + done.stderr
        if done.returncode != 0 or "Traceback" in said or "Fatal Python error" in said:
            _fail(f"afterword {' '.join(arguments)}: exit code {done.returncode}\n{said}")
        return done

    def index(self, folder: Path) -> list[str]:
        """Run the bundle as its own indexer process; the events that it tells."""
        library = str(self._library)
        done = self.run("--indexer", "--library", library, "--index", str(folder))
        return [str(json.loads(line)["event"]) for line in done.stdout.splitlines()]


def _fail(message: str) -> None:
    sys.exit(f"The bundle does not work. {message}")


def _expect(holds: bool, what: str) -> None:
    sys.stdout.write(f"{'ok  ' if holds else 'FAIL'}  {what}\n")
    if not holds:
        _fail(what)


def main(program: Path) -> None:
    """Try everything once, in the order in which a new user would."""
    with tempfile.TemporaryDirectory(prefix="afterword-smoke-") as name:
        home = Path(name)
        bundle = Bundle(program.resolve(), home)
        _expect(bundle.run("--version").stdout.startswith("Afterword "), "says its version")

        source = home / "checkout.md"
        source.write_text(_POSTMORTEM, encoding="utf-8")
        report = json.loads(bundle.run("import", str(source), "--json").stdout)
        _expect(report["totals"]["imported"] == 1, "imports a Markdown file")

        found = json.loads(bundle.run("search", "consumer pool", "--json").stdout)
        _expect([hit["key"] for hit in found["hits"]] == ["INC-2025-007"], "searches")

        _expect("current" in bundle.index(home / "index"), "is its own indexer process")

        for suffix, start in ((".pdf", b"%PDF-"), (".html", b"<!doctype html>"), (".md", b"---")):
            target = home / f"postmortem{suffix}"
            bundle.run("report", "postmortem", "INC-2025-007", "-o", str(target))
            _expect(target.read_bytes().startswith(start), f"writes {suffix}")

        started = bundle.run("--quit-when-usable", AFTERWORD_TRACE_START="1").stderr
        _expect("start: usable" in started, "opens its window on the library, and closes it")
        prefix = home / "prefix"
        install = program.resolve().with_name("install.sh")
        subprocess.run([str(install), str(prefix)], check=True, stdout=subprocess.DEVNULL)
        entry = prefix / "share" / "applications" / "org.afterword.Afterword.desktop"
        _expect(f'Exec="{program.resolve()}" %f' in entry.read_text("utf-8"), "joins the menu")

        bundle.run("demo", "--quit-when-usable")
        _expect((home / "cache" / "demo").is_dir(), "opens the demo library")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
