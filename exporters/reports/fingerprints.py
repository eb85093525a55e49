"""Fingerprints of data: the same data gives the same digits, whatever made it."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def fingerprint_of(values: Any) -> str:
    """SHA-256 over canonical JSON: sorted keys, no blanks, UTF-8; dates and words as text."""
    canonical = json.dumps(
        values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    )
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
