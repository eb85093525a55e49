"""`afterword bench`: the measurements, which live beside the tests in a checkout."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import resources.files
from desktop.command_line.groups import add_command
from models.errors import NotFoundError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from desktop.command_line.console import Console
    from desktop.command_line.groups import Commands


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare `bench`."""
    parser = add_command(commands, common, "bench", bench, "measure speed; needs a checkout")
    parser.add_argument(
        "suites",
        nargs="*",
        metavar="SUITE",
        help="start, search, store, figures, pdf, actions, editor, window, switch (all)",
    )
    parser.add_argument(
        "--sizes", "--documents", metavar="N,N", help="numbers of incidents (1000,10000)"
    )
    parser.add_argument(
        "--peers", action="store_true", help="search: against tantivy and Xapian too"
    )
    parser.add_argument("--no-write", action="store_true", help="leave RESULTS.md as it is")


def bench(options: Namespace, console: Console) -> int:
    """Run the benchmarks of this checkout in a process of their own."""
    root = resources.files.path(".").parent
    if not (root / "tests" / "benchmarks" / "runner.py").is_file():
        raise NotFoundError(
            "The benchmarks are not part of an installed Afterword.",
            "Clone the repository and run: make bench",
        )
    console.flush()
    command = [sys.executable, "-m", "tests.benchmarks.runner", *options.suites]
    command += [f"--sizes={options.sizes}"] if options.sizes else []
    command += ["--peers"] if options.peers else []
    command += ["--json"] if options.json else []
    command += ["--no-write"] if options.no_write else []
    return subprocess.run(command, cwd=root, check=False).returncode
