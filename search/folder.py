"""Where the index of a library lies on disk, and which of the builds in there is the live one.

An index folder holds builds, each a Whoosh index of its own, and one small file that names the
build in use. A rebuild fills a new build beside the old one and then replaces that file, which
the operating system does atomically: a reader sees the old index or the new one, never a mixture.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

POINTER = "current.json"
LOCK = "writing.lock"
_BUILD = "build-"


def index_folder(cache_root: Path, library_id: UUID, location: str | Path) -> Path:
    """The folder for the index of one library at one place.

    The place counts beside the id: a copy of a library has the same id and may differ.

    Args:
        cache_root: where indexes may lie, such as the user's cache folder.
        library_id: the library's own id.
        location: the library's path or URL, without a password.
    """
    place = hashlib.sha256(os.fsencode(str(location))).hexdigest()[:12]
    return cache_root / f"{library_id.hex}-{place}"


@dataclass(frozen=True, slots=True)
class Pointer:
    """What the file `current.json` says.

    Attributes:
        build: name of the folder in use.
        schema: version of the index's layout; another version is rebuilt, never read.
        library: id of the library it was built from.
    """

    build: str
    schema: int
    library: str


def read_pointer(folder: Path) -> Pointer | None:
    """The build in use; None when there is none, or the file is not readable as one."""
    try:
        data = json.loads((folder / POINTER).read_text(encoding="utf-8"))
        pointer = Pointer(str(data["build"]), int(data["schema"]), str(data["library"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    # The name becomes a path below: nothing but one of our own folders is accepted.
    safe = pointer.build.startswith(_BUILD) and pointer.build.removeprefix(_BUILD).isalnum()
    return pointer if safe else None


def write_pointer(folder: Path, pointer: Pointer) -> None:
    """Make `pointer` the one in use, in one step."""
    data = {"build": pointer.build, "schema": pointer.schema, "library": pointer.library}
    temporary = folder / f"{POINTER}.{secrets.token_hex(4)}"
    temporary.write_text(json.dumps(data), encoding="utf-8")
    temporary.replace(folder / POINTER)


def new_build(folder: Path) -> Path:
    """A fresh, empty build folder."""
    path = folder / f"{_BUILD}{secrets.token_hex(6)}"
    path.mkdir(parents=True)
    return path


def remove_other_builds(folder: Path, keep: str) -> None:
    """Delete builds that are not in use; one that a reader still holds open may stay (Windows)."""
    for path in folder.glob(f"{_BUILD}*"):
        if path.name != keep and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(f"{POINTER}.*"):
        path.unlink(missing_ok=True)
