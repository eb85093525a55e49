"""The errors that Afterword tells its users about, as opposed to bugs.

A `UserError` is expected: its text says plainly what happened and what to do next, and every
surface (window, command line) shows exactly that text. Anything else that is raised is a bug and
goes to the crash dialog.
"""

from __future__ import annotations

from typing_extensions import override


class UserError(Exception):
    """Something the user can understand and act on.

    Attributes:
        message: what happened, one sentence, no jargon.
        next_step: what to do now; empty where the message says it all.
    """

    def __init__(self, message: str, next_step: str = "") -> None:
        """Keep the two sentences apart so that a dialog can set them apart."""
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    @override
    def __str__(self) -> str:
        """Both sentences as one text."""
        return f"{self.message} {self.next_step}".strip()


class NotFoundError(UserError):
    """A key, id or file that does not exist in this library."""


class BadInputError(UserError):
    """Something typed or read that cannot be accepted as it stands."""


class LibraryError(UserError):
    """The store cannot be opened, read or written."""


class NewerLibraryError(LibraryError):
    """The library was written by a newer Afterword; opening it could lose what that one knows."""


class ConflictError(UserError):
    """The record changed since it was read: another window, process or machine saved first.

    Attributes:
        expected: the version that the writer had read.
        found: the version that the store holds.
    """

    def __init__(self, message: str, next_step: str, *, expected: int, found: int) -> None:
        """Carry both versions for the merge."""
        super().__init__(message, next_step)
        self.expected = expected
        self.found = found
