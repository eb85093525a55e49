"""What commands say, and where: answers on standard output, everything else on standard error."""

from __future__ import annotations

import dataclasses
import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from typing import TextIO

# Bidirectional controls can make a line read as something else (Trojan source).
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


class Console:
    """The two streams of one command.

    Text that users wrote reaches a terminal here, so control characters (escape sequences among
    them) are shown as their code points instead of being obeyed.
    """

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        """Use the process's streams unless told otherwise."""
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        for stream in (self._out, self._err):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                # A terminal that cannot show a character gets its escape, not a crash.
                reconfigure(errors="backslashreplace")

    def line(self, text: str = "") -> None:
        """One line (or several) of the answer."""
        self._out.write(shown(text) + "\n")

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Columns as wide as their widest cell; the last one is left to run on."""
        for row in table_lines(headings, rows):
            self.line(row)

    def json(self, value: object) -> None:
        """The answer as the one JSON document of this command."""
        self._out.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")

    def note(self, text: str) -> None:
        """Something beside the answer: on standard error, also with `--json`."""
        self._err.write(shown(text) + "\n")
        self._err.flush()

    def progress(self, text: str) -> None:
        """A line that the next one replaces; nothing where no one watches."""
        if self._err.isatty():
            self._err.write(f"\r\x1b[K{shown(text)}")
            self._err.flush()

    def progress_done(self) -> None:
        """Take the progress line away again."""
        if self._err.isatty():
            self._err.write("\r\x1b[K")
            self._err.flush()

    def flush(self) -> None:
        """Hand everything over, so that a closed pipe is noticed inside the command."""
        self._out.flush()
        self._err.flush()


def shown(text: str) -> str:
    r"""`text` with control and reordering characters as escapes like ``\x1b``; newlines stay."""
    if text.isprintable():
        return text
    return "".join(
        one.encode("unicode_escape").decode()
        if (unicodedata.category(one) == "Cc" and one not in "\n\t") or one in _REORDERING
        else one
        for one in text
    )


def table_lines(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table of one-line cells, headings first."""
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    lines = [list(headings), *cells]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def plain(value: object) -> object:
    """`value` as JSON has it: field names of dataclasses, instants as ISO 8601 UTC.

    Raises:
        TypeError: for a kind of value that no answer should hold; a bug.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value) if isinstance(value, UUID | Path) else _plain_collection(value)


def _plain_collection(value: object) -> object:
    if dataclasses.is_dataclass(value):
        return {
            field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, Set):
        return sorted((plain(one) for one in value), key=str)
    if isinstance(value, Iterable):
        return [plain(one) for one in value]
    msg = f"{type(value).__name__} has no JSON form"
    raise TypeError(msg)
