"""Bytes to text: which encodings are understood, and what is no text at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 8_192


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text with LF line ends.

    Attributes:
        warning: empty, or how the text may differ from what was meant.
    """

    text: str
    warning: str = ""


def decode(data: bytes) -> Decoded | None:
    """The text of a file; None when it is no text.

    UTF-8, UTF-16 and UTF-32 with a byte order mark, else Latin-1 with a warning.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(_lines(data.decode(encoding)))
            except UnicodeDecodeError:
                return None
    if _is_binary(data[:_SAMPLE]):
        return None
    try:
        return Decoded(_lines(data.decode("utf-8")))
    except UnicodeDecodeError:
        return Decoded(
            _lines(data.decode("latin-1")),
            "The text is not UTF-8; it was read as Latin-1, so accents may be wrong.",
        )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_binary(sample: bytes) -> bool:
    if b"\0" in sample:
        return True
    controls = sum(1 for byte in sample if byte < 32 and byte not in b"\t\n\r\f\x1b")
    return controls > len(sample) // 20
