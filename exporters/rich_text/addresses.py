"""Which addresses a document may lead to. Anything else stays text."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_LONGEST = 2000
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
_ATTACHMENT = "attachment:"
_PLAIN_SCHEMES = frozenset({"mailto", "incident"})


def safe_address(address: str) -> str:
    """`address` when a reader may follow it (web, mail, another incident), else nothing.

    Browsers skip control characters and blanks inside a scheme, so an address that holds any is
    refused rather than repaired.
    """
    candidate = address.strip()
    if not candidate or len(candidate) > _LONGEST or _UNPRINTABLE.search(candidate):
        return ""
    try:
        parts = urlsplit(candidate)
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme in ("http", "https"):
        return candidate if parts.netloc else ""
    return candidate if scheme in _PLAIN_SCHEMES and parts.path else ""


def attachment_name(address: str) -> str:
    """The name of the attachment that an image shows, or nothing when it is no attachment."""
    candidate = address.strip()
    return candidate[len(_ATTACHMENT) :] if candidate.lower().startswith(_ATTACHMENT) else ""
