"""The indexing process: keeps an index in step with its library, outside the application.

Run as ``python -m search.indexer``; in a bundle, which has no ``-m``, as ``afterword --indexer``.
It says what it does in JSON, one line an event, on standard output:

``{"event": "progress", "done": 50, "total": 200, "rebuilding": false}``
``{"event": "current", "change": 412, "documents": 214}``
``{"event": "failed", "message": "…"}``

With ``--watch`` it stays: it looks for changes every two seconds and whenever a line comes in on
standard input, and ends when that is closed. Many small saves are taken together, because
whatever was saved while it was busy is in its next look. After half a minute of quiet it says
``{"event": "resting"}`` and rests (`search.resting`) until something is written; a line on
standard input, sent when an editor opens, has it awake by the time of the save.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import UserError
from search.resting import REST_SECONDS, begin_anew, can_rest, rest, stamp_of
from search.waking import Wakes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.library import Library
    from search.results import IndexState

POLL_SECONDS = 2.0
TIDY_SECONDS = 5.0
"""Quiet for so long, small segments are merged."""

_TOO_MANY_SEGMENTS = 40
"""From so many on they are merged without waiting for quiet: each save adds one."""

_NICENESS = 10
_FROM_STDIN = "-"


def main(arguments: Sequence[str] | None = None) -> int:
    """Index, once or until standard input is closed; the exit code is 0, or 1 after a failure."""
    options = _options(arguments)
    wakes = Wakes(sys.stdin) if options.watch or options.library == _FROM_STDIN else None
    location = options.library
    if options.resting is None:
        _lower_priority()
    elif wakes is not None:
        rest(location, options.resting, wakes)
        if wakes.closed:
            return 0
    try:
        if location == _FROM_STDIN and wakes is not None:
            # A database URL holds a password, which others could read in the list of processes.
            location = wakes.first_line()
        return _work(location, options, wakes if options.watch else None)
    except UserError as error:
        _say(event="failed", message=str(error))
    except Exception as error:  # whatever it was, the window must hear that indexing stopped
        traceback.print_exc()
        _say(event="failed", message=f"Indexing stopped: {error!r}")
        raise
    return 1


def _work(location: str, options: argparse.Namespace, wakes: Wakes | None) -> int:
    """Index until the end, resting in between; the exit code."""
    from models.library import Library  # noqa: PLC0415  (not loaded while resting)

    rest_after = options.rest_after if can_rest(location) else math.inf
    rebuild = options.rebuild
    while True:
        with Library.open(location) as library:
            session = _Session(library, options.index, wakes)
            failed = session.run(rebuild=rebuild, rest_after=rest_after)
        if not session.is_tired:
            return int(failed)
        # Closing may have written to the file. What somebody wrote since the last look must not
        # be slept over, so the library is asked once more after the stamp was taken.
        stamp = stamp_of(location)
        with Library.open(location) as library:
            still = library.changes.last() == session.seen
        if still and stamp == stamp_of(location) and wakes is not None and not wakes.look().pending:
            _say(event="resting")
            kept = ["--library", location, "--index", str(options.index), "--watch"]
            begin_anew([*kept, "--resting", stamp, "--rest-after", str(options.rest_after)])
            rest_after = math.inf  # it cannot
        rebuild = False


class _Session:
    """One run over one library.

    Attributes:
        seen: number of the library's last change at the last look.
        is_tired: whether it ended because nothing happened for long.
    """

    def __init__(self, library: Library, folder: Path, wakes: Wakes | None) -> None:
        from search.index import Index  # noqa: PLC0415  (not loaded while resting)

        self._library = library
        self._index = Index.open(folder, library_id=library.id)
        self._wakes = wakes
        self._said: IndexState | None = None
        self.seen = -1
        self.is_tired = False
        self._rebuilding = False

    def run(self, *, rebuild: bool, rest_after: float) -> bool:
        """Bring the index up to date; then, when watching, again and again.

        Args:
            rebuild: whether to build it from nothing first.
            rest_after: seconds of quiet after which it is tired.

        Returns:
            Whether the first look failed.
        """
        with self._index:
            failed = not self._step(rebuild=rebuild)
            quiet = 0.0
            pause = min(POLL_SECONDS, rest_after)
            while self._wakes is not None and not self._wakes.closed:
                woken = self._wakes.wait(pause)
                if self._wakes.closed:
                    return False
                # Changes that touch no incident leave the index's own number behind.
                worked = woken or self._library.changes.last() != self.seen
                if worked:
                    self._step(rebuild=False)
                quiet = 0.0 if worked else quiet + pause
                if TIDY_SECONDS <= quiet < TIDY_SECONDS + pause:
                    self._index.merge()
                if quiet >= rest_after:
                    self.is_tired = True
                    return False
        return failed

    def _step(self, *, rebuild: bool) -> bool:
        """One look at the changes; a failure is said, and tried again at the next look."""
        self._rebuilding = rebuild or self._index.state.health != "current"
        self.seen = self._library.changes.last()
        try:
            if self._rebuilding:
                self._index.rebuild(self._library, progress=self._progress, cancelled=self._ended)
            else:
                self._index.catch_up(self._library, progress=self._progress, cancelled=self._ended)
        except UserError as error:
            _say(event="failed", message=str(error))
            return False
        if self._index.segments > _TOO_MANY_SEGMENTS:
            self._index.merge()
        state = self._index.state
        if state.health != "current":
            if not self._ended():
                _say(event="failed", message=state.reason or "The index could not be built.")
            return False
        if state != self._said or rebuild:
            _say(event="current", change=state.last_change, documents=state.documents)
            self._said = state
        return True

    def _progress(self, done: int, total: int) -> None:
        _say(event="progress", done=done, total=total, rebuilding=self._rebuilding)

    def _ended(self) -> bool:
        return self._wakes is not None and self._wakes.look().closed


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="search.indexer", description="Keep an index in step.")
    parser.add_argument(
        "--library", required=True, help="path or URL; - reads it from standard input"
    )
    parser.add_argument("--index", required=True, type=Path, help="the index folder")
    parser.add_argument("--rebuild", action="store_true", help="build it from nothing first")
    parser.add_argument("--watch", action="store_true", help="stay until standard input is closed")
    parser.add_argument("--rest-after", type=float, default=REST_SECONDS, help=argparse.SUPPRESS)
    parser.add_argument("--resting", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _say(**event: object) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def _lower_priority() -> None:
    """Let everything else go first; where the system has no such wish, nothing is lost."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)


if __name__ == "__main__":
    sys.exit(main())
