"""Takes machines inside a company's network out of texts: their names and their addresses.

Public names stay: what failed at a provider is often the point. Inside is what the name or the
address itself says: a private top-level name, or an address of a private range (RFC 1918, 3927,
4193, 6598).
"""

from __future__ import annotations

import re

HOST = "internal host"
ADDRESS = "internal address"

_INSIDE = "internal|intranet|corp|lan|local|localdomain|private|priv|home\\.arpa"
_NAME = re.compile(rf"(?<![\w.@-])(?:[a-z0-9_-]+\.)+(?:{_INSIDE})(?![\w-]|\.\w)", re.IGNORECASE)
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_FOUR = re.compile(
    rf"(?<![\w.])(?:10\.{_OCTET}|172\.(?:1[6-9]|2\d|3[01])|192\.168|169\.254"
    rf"|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.{_OCTET}\.{_OCTET}(?![\w]|\.\d)"
)
_SIX = re.compile(
    r"(?<![\w:])(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):[0-9a-f:]*[0-9a-f](?![\w:])", re.IGNORECASE
)


def without_internal_hosts(text: str) -> str:
    """`text` with each of them replaced by what it is."""
    if "." in text:
        text = _FOUR.sub(ADDRESS, _NAME.sub(HOST, text))
    return _SIX.sub(ADDRESS, text) if ":" in text else text
