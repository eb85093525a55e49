"""Pictures that a postmortem shows from files beside it."""

from __future__ import annotations

import mimetypes
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from pathlib import Path

    from models.reading.walk import Found

_SHOWN = re.compile(
    r"!\[[^\]\n]{0,500}\]\(\s*<?([^)>\s]{1,500})>?[^)\n]{0,200}\)"
    r"|<img\b[^>\n]{0,300}?\bsrc\s*=\s*[\"']?([^\"'\s>]{1,500})",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)
_MOST = 50
LARGEST = 20 * 1024 * 1024
"""Bytes of a picture, and of a file, that are read at most."""


def pictures_beside(found: Found, text: str) -> list[Path]:
    """The picture files that a text shows and that lie inside the folder being imported.

    A path that begins with a slash is meant from a folder above, as code forges read it.
    """
    pictures: list[Path] = []
    for match in _SHOWN.finditer(text):
        address = match[1] or match[2]
        if _ADDRESS.match(address) or len(pictures) >= _MOST:
            continue
        path = _inside(found, unquote(address.split("?", 1)[0].split("#", 1)[0]))
        if path is not None and path not in pictures:
            pictures.append(path)
    return pictures


def _inside(found: Found, address: str) -> Path | None:
    media_type = mimetypes.guess_type(address)[0] or ""
    if "\0" in address or not media_type.startswith("image/"):
        return None
    try:
        root = found.root.resolve()
        for base in _bases(found, root) if address.startswith("/") else [found.path.parent]:
            path = (base / address.lstrip("/")).resolve()
            if path.is_relative_to(root) and path.is_file():
                return path if path.stat().st_size <= LARGEST else None
    except (OSError, RuntimeError, ValueError):
        return None
    return None


def _bases(found: Found, root: Path) -> list[Path]:
    """The folders that a leading slash may mean: those above the file, up to the root."""
    folders = found.path.resolve().parents
    return [folder for folder in folders if folder.is_relative_to(root)]
