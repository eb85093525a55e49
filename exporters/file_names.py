"""Names of exported files that every system accepts, whatever a key or title holds."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.incident import Incident

_UNSAFE = re.compile(r"[^\w.-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_LONGEST_KEY = 60
_LONGEST_TITLE = 60
_LONGEST_BYTES = 180


class FileNames:
    """Gives each incident of one export a name of its own, without a suffix."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """`taken` are names of files that stand there too; their suffixes do not matter."""
        self._taken = {one.rpartition(".")[0].casefold() for one in taken}

    def name_of(self, incident: Incident) -> str:
        """``INC-2025-034-payment-service-outage``; a number behind it where that is taken.

        Two names that differ only in case are one file on many systems, so they count as taken.
        """
        parts = (_safe(incident.key, _LONGEST_KEY), _safe(incident.title.lower(), _LONGEST_TITLE))
        stem = _shortened("-".join(filter(None, parts))) or "incident"
        if _RESERVED.fullmatch(stem):
            stem = f"_{stem}"
        name, number = stem, 1
        while unicodedata.normalize("NFKC", name).casefold() in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(unicodedata.normalize("NFKC", name).casefold())
        return name


def _safe(text: str, longest: int) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return _UNSAFE.sub("-", plain).strip("-._")[:longest].strip("-._")


def _shortened(stem: str) -> str:
    """At most so many bytes: file systems count bytes, and a suffix has to follow."""
    return stem.encode("utf-8", "ignore")[:_LONGEST_BYTES].decode("utf-8", "ignore").strip("-._")
