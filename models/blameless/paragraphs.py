"""Reading a long text again and again while it is typed: only the paragraphs that changed."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.blameless.hints import BlamelessReader, Hint

_BLANK = re.compile(r"\n[ \t]*\n")
_FENCE = re.compile(r"^[ \t]*(```|~~~)", re.MULTILINE)
_KEPT = 4000


class ParagraphReader:
    """A `BlamelessReader` that remembers what it found in each paragraph.

    No hint reaches over a blank line, so that paragraphs can be read one by one; what is fenced as
    code or commented out stays in one piece. For one thread at a time.
    """

    def __init__(self, reader: BlamelessReader) -> None:
        """Read with `reader`."""
        self._reader = reader
        self._found: OrderedDict[str, tuple[Hint, ...]] = OrderedDict()

    def hints(self, text: str) -> tuple[Hint, ...]:
        """Every hint in a Markdown text, as `BlamelessReader.hints` finds them."""
        found: list[Hint] = []
        line = 1
        for start, part in paragraphs(text):
            for hint in self._of(part):
                found.append(
                    replace(
                        hint,
                        start=hint.start + start,
                        end=hint.end + start,
                        line=hint.line + line - 1,
                    )
                )
            line += part.count("\n")
        return tuple(found)

    def _of(self, part: str) -> tuple[Hint, ...]:
        known = self._found.get(part)
        if known is None:
            known = self._found[part] = self._reader.hints(part)
            if len(self._found) > _KEPT:
                self._found.popitem(last=False)
        else:
            self._found.move_to_end(part)
        return known


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Where each paragraph begins, and its text with the blank lines after it."""
    start = 0
    for blank in _BLANK.finditer(text):
        end = blank.end()
        if _is_open(text[start:end], is_first=start == 0):
            continue
        yield start, text[start:end]
        start = end
    if start < len(text):
        yield start, text[start:]


def _is_open(part: str, *, is_first: bool) -> bool:
    """Whether a fence, a comment or the front matter goes on after the part."""
    if "<!--" in part and part.rfind("<!--") > part.rfind("-->"):
        return True
    if is_first and part.startswith("---\n") and "\n---\n" not in part[3:]:
        return True
    fences = _FENCE.findall(part) if "```" in part or "~~~" in part else []
    open_mark = ""
    for mark in fences:
        if not open_mark:
            open_mark = mark
        elif mark == open_mark:
            open_mark = ""
    return bool(open_mark)
