"""The program `afterword`: decides quickly between the desktop, the indexer and a command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what `arguments` (default: the process's own) ask for; returns the exit code."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        # Where processes are not forked, a bundle is started anew as its own worker.
        multiprocessing.freeze_support()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["--indexer"]:
        # A bundle has no `python -m`: it is its own indexer process.
        from search.indexer import main as index

        return index(given[1:])
    if given[:1] == ["--comparer"]:
        from search.comparer import main as compare

        return compare(given[1:])
    if len(given) == 1 and given[0].endswith(".afterword"):
        # A library opened from the file manager.
        given.insert(0, "--library")
    from desktop.command_line.program import run

    return run(given)


if __name__ == "__main__":
    sys.exit(main())
