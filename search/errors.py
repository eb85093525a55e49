"""What can go wrong with an index; all of it is mended by a rebuild."""

from __future__ import annotations

from models.errors import UserError


class DamagedIndexError(Exception):
    """The files of the index are not what was written; the index must be rebuilt."""


class IndexBusyError(UserError):
    """Another process is writing to the index."""


class IndexWriteError(UserError):
    """The index cannot be written: no space, no permission. The library itself is not touched."""
