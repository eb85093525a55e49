"""Rows of a timeline as they come from a chat, a spreadsheet, or a Markdown file.

Nothing is dropped: a line whose time is not understood becomes a row without a time, which the
form then asks about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.dialogs.typed_time import format_instant
from desktop.pages.editor.timeline_times import read_event_time
from models.errors import BadInputError
from models.vocabulary import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_DATE = (
    r"(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}"
    r"|\d{1,2}\.?\s+[A-Za-z]{3,9}\.?(?:,?\s+\d{4})?|[A-Za-z]{3,9}\.?\s+\d{1,2}(?:,?\s+\d{4})?)"
)
_CLOCK = r"\d{1,2}[:.h]\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:\s*[ap]\.?m\.?(?![\w]))?"
_ZONE = r"\s?(?:Z\b|UTC\b|GMT\b|[+-]\d{2}:?\d{2}(?!\d))"
_STAMP = rf"(?:{_DATE}[\sT,|]+)?{_CLOCK}(?:{_ZONE})?|\+\s?\d{{1,4}}\s?(?:m|min|h)?(?=[\s,|:]|$)"
_HEAD = re.compile(
    rf"^[\s>|*_`\[(\-•]*(?P<time>{_STAMP})[\])*_`]*(?:\s*[-–—:,;|]+(?=\s|\S)|\s)?\s*",
    re.IGNORECASE,
)
_DAY_ALONE = re.compile(rf"^[\s#*_|\-]*(?P<day>{_DATE})[\s*_:|\-]*$")
_CHAT_HEAD = re.compile(
    rf"^\s*(?P<who>@?[A-Za-z][\w.@' -]{{0,60}}?)\s+[\[(]?(?P<time>{_CLOCK}(?:{_ZONE})?)[\])]?\s*$",
    re.IGNORECASE,
)
_SAID = re.compile(r"^<(?P<who>[^<>\s][^<>]{0,60})>\s*")
_RULE = re.compile(r"^[\s|:\-=+]*$")
_CELLS = re.compile(r"\t|\s{2,}|\s+\|\s+")
_TITLES = frozenset(
    {"time", "when", "at", "date", "type", "kind", "event", "what", "description", "offset", "utc"}
)
_KINDS = {one.value: one for one in EventKind}
_MOST = 5_000


@dataclass(slots=True)
class PastedRow:
    """One row.

    Attributes:
        at: the time in full, or as it was written where it cannot be read.
        kind: as written, else as the text sounds.
    """

    at: str
    kind: EventKind
    text: str


def are_rows(text: str) -> bool:
    """Whether a text is rows rather than words: two of its lines or more begin with a time."""
    lines = [one for one in text.splitlines()[:_MOST] if one.strip()]
    timed = sum(1 for one in lines if _HEAD.match(one) or _CHAT_HEAD.match(one))
    return timed > 1


def read_rows(
    text: str,
    *,
    zone: str,
    now: datetime,
    previous: datetime | None,
    started: datetime | None,
    kind_of: Callable[[str], EventKind],
) -> tuple[PastedRow, ...]:
    """The rows of a pasted text, in its order.

    Args:
        text: lines; cells parted by tabs or several spaces, or a time and words.
        zone: IANA zone of times that name none.
        now: the present moment.
        previous: the row above the place where they are put.
        started: the incident's start.
        kind_of: says what kind of event a text tells of.
    """
    reader = _Reader(zone, now, previous, started, kind_of)
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_MOST]:
        reader.take(line)
    rest = text.split("\n")[_MOST:]
    if rest:
        reader.keep("\n".join(rest))
    return tuple(one for one in reader.rows if one.at or one.text)


class _Reader:
    """Goes through the lines; remembers the day, the row above and who is speaking."""

    def __init__(
        self,
        zone: str,
        now: datetime,
        previous: datetime | None,
        started: datetime | None,
        kind_of: Callable[[str], EventKind],
    ) -> None:
        self.rows: list[PastedRow] = []
        self._zone = zone
        self._now = now
        self._previous = previous
        self._started = started
        self._kind_of = kind_of
        self._day = ""
        self._speaker = ""
        self._is_open = False

    def take(self, line: str) -> None:
        if _RULE.match(line):
            self._is_open = False
            return
        if day := _DAY_ALONE.match(line):
            self._day = day["day"]
            self._is_open = False
            return
        if self._is_header(line):
            return
        if said := _CHAT_HEAD.match(line):
            self._begin(said["time"], "")
            self._speaker, self._is_open = said["who"].strip(), True
            return
        head = _HEAD.match(line)
        if head is None:
            self._go_on(line)
            return
        self._begin(head["time"], line[head.end() :])

    def keep(self, words: str) -> None:
        """A row without a time: somebody has to say when it was."""
        self.rows.append(PastedRow("", self._kind_of(words), words.strip()))
        self._speaker, self._is_open = "", True

    def _begin(self, time: str, rest: str) -> None:
        kind, words = self._split(rest)
        at = self._read_time(" ".join(time.replace("|", " ").split()))
        self.rows.append(PastedRow(at, kind or self._kind_of(words), words))
        self._speaker, self._is_open = "", True

    def _go_on(self, line: str) -> None:
        """A line without a time: what a speaker said, more of the row above, or a row by itself."""
        words = line.strip()
        if self._is_open and self.rows and (self._speaker or line[:1] in (" ", "\t")):
            row = self.rows[-1]
            said = f"{self._speaker}: {words}" if self._speaker and not row.text else words
            row.text = f"{row.text}\n{said}" if row.text else said
            if row.kind is EventKind.OTHER:
                row.kind = self._kind_of(row.text)
            return
        self.keep(words.strip("|").strip())

    def _split(self, rest: str) -> tuple[EventKind | None, str]:
        """The kind, where a cell of its own says it, and the words."""
        rest = rest.strip().rstrip("|").strip()
        said = _SAID.match(rest)
        if said:
            rest = f"{said['who']}: {rest[said.end() :]}"
        cells = [one.strip() for one in _CELLS.split(rest)]
        kind = next((_KINDS[one.casefold()] for one in cells if one.casefold() in _KINDS), None)
        if kind is None:
            return None, "  ".join(one for one in cells if one)
        words = list(cells)
        words.remove(next(one for one in cells if one.casefold() == kind.value))
        return kind, "  ".join(one for one in words if one)

    def _read_time(self, written: str) -> str:
        text = written
        if self._day and not re.match(rf"{_DATE}[\sT,]", written) and written[:1] != "+":
            text = f"{self._day} {written}"
        try:
            at = read_event_time(
                text,
                zone=self._zone,
                now=self._now,
                previous=self._previous,
                started=self._started,
            )
        except (BadInputError, OverflowError):
            return written
        if at is None:
            return written
        self._previous = at
        self._day = ""  # from here on times follow each other, past midnight too
        return format_instant(at, self._zone)

    def _is_header(self, line: str) -> bool:
        if self.rows:
            return False
        cells = [one.strip(" |*").casefold() for one in re.split(r"\t|\s{2,}|\||,", line)]
        told = [one for one in cells if one]
        return len(told) > 1 and all(
            one.split("(")[0].strip() in _TITLES or one in _TITLES for one in told
        )
