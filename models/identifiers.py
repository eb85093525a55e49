"""Identifiers: UUID v7, which never change, and the keys that people say."""

from __future__ import annotations

import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """A fresh UUID v7 (RFC 9562): sortable by the millisecond it was made in."""
    milliseconds = time.time_ns() // 1_000_000
    return _uuid7(milliseconds, secrets.randbits(74))


def _uuid7(milliseconds: int, random_bits: int) -> UUID:
    high = (milliseconds & (2**48 - 1)) << 80
    version = 7 << 76
    rand_a = (random_bits >> 62) << 64
    variant = 0b10 << 62
    rand_b = random_bits & (2**62 - 1)
    return UUID(int=high | version | rand_a | variant | rand_b)
