"""The comparing process: says which texts are nearest to each of many incidents.

Run as ``python -m search.comparer``; in a bundle, which has no ``-m``, as ``afterword --comparer``.
Comparing a whole library is minutes of work in small objects, which in the application would
keep the window's thread waiting, and its garbage collector busy. It reads only the index, asks
nobody, and ends when standard input is closed.

A line on standard input is the id of an incident; each is answered by one line of JSON:
``{"id": "…", "near": [["other's id", text score, mode score, ["evidence"]], …]}``, or with
``null`` for ``near`` where the index cannot answer.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.index import Index

_NICENESS = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer until standard input is closed; the exit code is 0."""
    options = _options(arguments)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    from search.index import Index  # noqa: PLC0415  (slow; the options are checked first)

    with Index.open(options.index, library_id=options.library_id) as index:
        for line in sys.stdin:
            if line.strip():
                sys.stdout.write(json.dumps(_answer(index, line.strip(), options.limit)) + "\n")
                sys.stdout.flush()
    return 0


def _answer(index: Index, name: str, limit: int) -> dict[str, object]:
    if index.state.health != "current":
        return {"id": name, "near": None}
    found = index.nearest_texts(UUID(name), limit)
    return {
        "id": name,
        "near": [[one.id.hex, one.text_score, one.mode_score, one.evidence] for one in found],
    }


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="search.comparer")
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--library-id", type=UUID, required=True)
    parser.add_argument("--limit", type=int, required=True)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
