"""Where the shipped data lies on disk, from a checkout, an installed package or a bundle."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """The file or folder `name`, relative to ``resources/`` ("fonts/Inter-Regular.ttf").

    Raises:
        FileNotFoundError: when the product does not ship it; a bug, never the user's doing.
    """
    found = _ROOT / name
    if not found.exists():
        msg = f"resources/{name} does not ship with Afterword"
        raise FileNotFoundError(msg)
    return found


def text(name: str) -> str:
    """The text of a shipped file, UTF-8."""
    return path(name).read_text(encoding="utf-8")
