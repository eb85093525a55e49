"""A CSV file as a table of texts: its encoding, its separator and its header found out.

Cells are texts and stay texts: one that a spreadsheet would run as a formula is kept as written.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import BadInputError
from models.reading.decoding import decode

if TYPE_CHECKING:
    from pathlib import Path

_SUFFIXES = frozenset({".csv", ".tsv"})
_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 64 * 1024
_STATED = re.compile(r"sep=(?P<mark>[,;|\t])\n", re.IGNORECASE)
_MOST_COLUMNS = 2_000
_ESCAPED = re.compile(r"^'(?=[=+\-@\t\r＝＋－＠])")  # as our own export writes it


def is_table(path: Path) -> bool:
    """Whether a file's name says that it is a CSV file."""
    return path.suffix.lower() in _SUFFIXES


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One record of the file.

    Attributes:
        line: where it begins, from 1.
        cells: by column.
    """

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A whole file.

    Attributes:
        header: the columns' names as written; several may be the same (Jira's "Labels").
        rows: without blank ones.
        separator: what stands between cells.
        warnings: what may not be as it was meant, in plain words.
    """

    header: tuple[str, ...]
    rows: tuple[CsvRow, ...]
    separator: str
    warnings: tuple[str, ...] = ()

    def cells(self, row: CsvRow, name: str) -> list[str]:
        """What a row holds in the columns of that name, blank cells left out."""
        return [
            text
            for title, cell in zip(self.header, row.cells, strict=False)
            if title == name and (text := cell.strip())
        ]


def read_table(data: bytes) -> CsvTable:
    """Take a file apart.

    Raises:
        BadInputError: when it is no table of texts, or has nothing below its header.
    """
    decoded = decode(data)
    if decoded is None:
        raise BadInputError(
            "This is no CSV file: it holds no text.", "Save the sheet as CSV (UTF-8)."
        )
    text = decoded.text
    stated = _STATED.match(text)
    separator = stated["mark"] if stated else _separator(text[:_SAMPLE])
    first_line = 2 if stated else 1
    rows = _records(text[stated.end() :] if stated else text, separator, first_line)
    if not rows:
        raise BadInputError("The file is empty.", "It needs a row of column names.")
    header = tuple(" ".join(one.split()) for one in rows[0].cells)
    if len(rows) == 1:
        raise BadInputError("The file has nothing below its column names.")
    if len(header) > _MOST_COLUMNS:
        raise BadInputError(f"A table of {len(header):,} columns is none that a person made.")
    warnings = [decoded.warning] if decoded.warning else []
    odd = [row.line for row in rows[1:] if len(row.cells) > len(header)]
    if odd:
        warnings.append(
            f"{len(odd)} rows have more cells than there are columns (line {odd[0]}); "
            "what is beyond them is left out."
        )
    return CsvTable(header, tuple(rows[1:]), separator, tuple(warnings))


def _records(text: str, separator: str, first_line: int) -> list[CsvRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = []
    begun = 0
    try:
        for cells in reader:
            if any(one.strip() for one in cells):
                plain = tuple(_ESCAPED.sub("", one) for one in cells)
                rows.append(CsvRow(begun + first_line, plain))
            begun = reader.line_num
    except csv.Error as error:
        raise BadInputError(
            f"Line {begun + first_line} cannot be read as CSV: {error}.",
            "A quotation mark may be missing there.",
        ) from error
    return rows


def _separator(sample: str) -> str:
    """The mark that parts the sample's lines into the same number of cells most often."""
    best, best_score = ",", (0, 0)
    for mark in _SEPARATORS:
        try:
            records = csv.reader(io.StringIO(sample, newline=""), delimiter=mark)
            widths = Counter(len(cells) for cells in records if cells)
        except csv.Error:
            continue
        common, times = max(widths.items(), key=lambda one: one[1], default=(0, 0))
        score = (times, common) if common > 1 else (0, 0)
        if score > best_score:
            best, best_score = mark, score
    return best
