"""Ids that are the same each time the demo library is made for the same week."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from datetime import datetime

_RANDOM_BITS = 74


def story_id(at: datetime, name: str) -> UUID:
    """An id shaped like UUID v7: the instant in milliseconds, then bits that `name` decides."""
    digest = hashlib.sha256(f"afterword demo/{name}".encode()).digest()
    bits = int.from_bytes(digest, "big") & (2**_RANDOM_BITS - 1)
    milliseconds = int(at.timestamp() * 1000) & (2**48 - 1)
    high = milliseconds << 80 | 7 << 76 | (bits >> 62) << 64
    return UUID(int=high | 0b10 << 62 | bits & (2**62 - 1))
