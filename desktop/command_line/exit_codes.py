"""What a command's exit code means."""

from __future__ import annotations

DONE = 0
FINDING = 1
"""Done, and there is something to look at: a file that could not be read, a problem found."""
BAD_INPUT = 2
INTERRUPTED = 130
"""What shells report for a program that Ctrl+C ended."""
PIPE_CLOSED = 141
"""What shells report for a program whose reader had seen enough."""
