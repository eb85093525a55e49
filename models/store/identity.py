"""Which library lies in a file, without opening it: two copies of one library have the same id."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID

from models.store.settings import LIBRARY_ID

if TYPE_CHECKING:
    from pathlib import Path

_QUERY = "SELECT value FROM settings WHERE name = ?"


def id_in_file(path: Path) -> UUID | None:
    """The id of the library in a file; None when there is none that can be read.

    The file is read as it lies on the disk: nothing is locked, written, or left beside it. A
    library's id is written when it is made, so no log holds a newer one.
    """
    try:
        if not path.is_file():
            return None
        address = f"file:{quote(str(path))}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            found = connection.execute(_QUERY, (LIBRARY_ID,)).fetchone()
        return UUID(json.loads(found[0])) if found else None
    except (OSError, sqlite3.Error, ValueError, TypeError, AttributeError):
        return None
