"""Lets the indexing process rest while nothing is written, in a tenth of its memory.

What modules take is never given back, so the process begins anew in its place: to the window it
is the same one, with the same pipes. Until it is woken it holds nothing but this module and looks
at the library's files from outside.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.waking import Wakes

REST_SECONDS = 30.0
"""Quiet for so long, it rests. Waking takes half a second, so not between two saves."""

_LOOK_SECONDS = 2.0


def can_rest(location: str) -> bool:
    """Whether a library can be watched from outside: a file, on a system that can begin anew.

    A database server says nothing by itself; and Windows would make it another process, which the
    window would not know.
    """
    return os.name != "nt" and "://" not in location and Path(location).is_file()


def stamp_of(location: str) -> str:
    """Tells a library file that somebody wrote to from what it was before."""
    parts: list[str] = []
    for path in (location, f"{location}-wal"):
        try:
            found = Path(path).stat()
        except OSError:
            continue
        # SQLite makes an empty log for readers too.
        if found.st_size:
            parts.append(f"{found.st_ino}.{found.st_mtime_ns}.{found.st_size}")
    return "/".join(parts)


def begin_anew(arguments: list[str]) -> None:
    """Take this process's place with one that has these arguments; returns only if it cannot."""
    if getattr(sys, "frozen", False):
        command = [sys.executable, "--indexer", *arguments]
    else:
        command = [sys.executable, "-m", "search.indexer", *arguments]
    try:
        os.execv(sys.executable, command)
    except OSError:
        return  # then it stays awake, which costs memory and nothing else


def rest(location: str, stamp: str, wakes: Wakes) -> None:
    """Return when the library's file is no longer as `stamp` says, or a wake or the end came."""
    while stamp_of(location) == stamp:
        if wakes.wait(_LOOK_SECONDS) or wakes.closed:
            return
