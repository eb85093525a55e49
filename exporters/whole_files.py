"""Files that are there whole or not at all: written beside their place, then moved into it."""

from __future__ import annotations

import contextlib
import os
import secrets
from typing import TYPE_CHECKING

from models.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO


def write_whole(target: Path, data: bytes) -> None:
    """Put `data` at `target`; a file that stood there stays until the new one is complete.

    Raises:
        BadInputError: when nothing can be written there, in plain words.
    """
    with whole_file(target) as opened:
        opened.write(data)


@contextlib.contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write into that takes `target`'s place when the block ends, and only then.

    Raises:
        BadInputError: when nothing can be written there, in plain words.
    """
    beside = target.with_name(f".afterword-{secrets.token_hex(8)}.part")
    try:
        try:
            # Not `tempfile`: its files are for the owner alone, a report is for who may read there.
            handle = os.open(
                beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
            )
            with os.fdopen(handle, "wb") as opened:
                yield opened
                opened.flush()
                os.fsync(opened.fileno())
            beside.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
    except OSError as error:
        raise cannot_write(target, error) from error


def cannot_write(target: Path, error: OSError) -> BadInputError:
    """What the user is told when the system refuses."""
    reason = (error.strerror or str(error)).rstrip(".").lower()
    return BadInputError(
        f"{target} cannot be written: {reason}.", "Choose another place and try again."
    )
