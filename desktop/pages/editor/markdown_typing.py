"""What typing means in Markdown: lists and quotes go on by themselves, marks come in pairs.

Plain functions over lines of text; the editor carries out what they say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Listing = Literal["bullet", "number"]

INDENT = "    "
_ITEM = re.compile(
    r"(?P<lead>\s*(?:>[ \t]?)*\s*)(?P<mark>[-*+•]|\d{1,9}[.)])(?P<gap>[ \t]+)"
    r"(?P<task>\[[ xX]\][ \t]+)?(?P<rest>.*)"
)
_QUOTE = re.compile(r"(?P<lead>\s*(?:>[ \t]?)+)(?P<rest>.*)")
_FENCE = re.compile(r"\s*(?:>[ \t]?)*\s*(`{3,}|~{3,})")
_WORD = re.compile(r"\w[\w'’.-]*\w|\w")


@dataclass(frozen=True, slots=True)
class Continuation:
    """What Enter does at the end of a list item or a quoted line.

    Attributes:
        prefix: what the next line begins with; None to end here.
        kept: when it ends: what is left of the line.
    """

    prefix: str | None
    kept: str = ""


def continuation(line: str, column: int) -> Continuation | None:
    """How a list or a quote goes on when Enter is pressed; None when the line is neither.

    Args:
        line: the text of the line.
        column: where in it Enter is pressed.
    """
    found = _ITEM.fullmatch(line) or _QUOTE.fullmatch(line)
    if found is None or column < found.start("rest"):
        return None
    parts = found.groupdict()
    if not parts["rest"].strip():
        return Continuation(None, _ended(parts["lead"], found.start("rest"), line))
    if "mark" not in parts:
        return Continuation(parts["lead"])
    task = "[ ] " if parts["task"] else ""
    return Continuation(parts["lead"] + _next_mark(parts["mark"]) + parts["gap"] + task)


def is_item(line: str) -> bool:
    """Whether the line begins a list item."""
    return _ITEM.fullmatch(line) is not None


def item_indent(line: str, before: str) -> str:
    """What one step to the right adds to a list item: the width of the mark above it."""
    above = _ITEM.fullmatch(before)
    return " " * len(above["mark"] + above["gap"]) if above else "  "


def outdented(line: str) -> str:
    """The line one step further left: a tab, or up to four blanks less."""
    if line.startswith("\t"):
        return line[1:]
    blanks = len(line) - len(line.lstrip(" "))
    return line[min(4 if blanks % 4 == 0 else blanks % 4, blanks) :]


def listed(lines: Sequence[str], kind: Listing) -> list[str]:
    """The lines as a list of that kind; when they are one already, as plain lines again."""
    marks = [_ITEM.fullmatch(line) for line in lines]
    written = [one for one, line in zip(marks, lines, strict=True) if line.strip()]
    if written and all(one is not None and _kind(one["mark"]) == kind for one in written):
        return [
            one["lead"] + (one["task"] or "") + one["rest"] if one else line
            for one, line in zip(marks, lines, strict=True)
        ]
    made: list[str] = []
    number = 0
    for one, line in zip(marks, lines, strict=True):
        if not line.strip() and len(lines) > 1:
            made.append(line)
            continue
        number += 1
        mark = "- " if kind == "bullet" else f"{number}. "
        if one is not None:
            made.append(one["lead"] + mark + (one["task"] or "") + one["rest"])
        else:
            indent = line[: len(line) - len(line.lstrip())]
            made.append(indent + mark + line.lstrip())
    return made


def wrapped(text: str, mark: str) -> str:
    """The text between two marks, with the blanks around it left outside; unwrapped if it was."""
    inner = text.strip()
    if not inner:
        return text
    before, after = text[: text.index(inner)], text[text.index(inner) + len(inner) :]
    size = len(mark)
    if len(inner) > 2 * size and inner.startswith(mark) and inner.endswith(mark):
        is_other = mark == "*" and inner.startswith("**") and not inner.startswith("***")
        if not is_other:
            return before + inner[size:-size] + after
    return before + mark + inner + mark + after


def coded(text: str) -> str:
    """The text as code: a span within a line, a fenced block for several lines."""
    if "\n" not in text:
        if len(text) > 2 and text.startswith("`") and text.endswith("`"):
            return text[1:-1]
        longest = max((len(run) for run in re.findall("`+", text)), default=0)
        if not longest:
            return f"`{text}`"
        ticks = "`" * (longest + 1)
        return f"{ticks} {text} {ticks}"
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}\n{text.strip(chr(10))}\n{ticks}"


def word_at(line: str, column: int) -> tuple[int, int]:
    """The bounds of the word at a place; both the place itself when there is none."""
    for found in _WORD.finditer(line):
        if found.start() <= column <= found.end():
            return found.start(), found.end()
    return column, column


def opens_fence(lines: Sequence[str]) -> bool:
    """Whether the lines leave a fenced block of code open."""
    open_mark = ""
    for line in lines:
        found = _FENCE.match(line)
        if not found:
            continue
        mark = found[1]
        if not open_mark:
            open_mark = mark
        elif mark[0] == open_mark[0] and len(mark) >= len(open_mark):
            open_mark = ""
    return bool(open_mark)


def _kind(mark: str) -> Listing:
    return "number" if mark[0].isdigit() else "bullet"


def _next_mark(mark: str) -> str:
    return f"{int(mark[:-1]) + 1}{mark[-1]}" if mark[0].isdigit() else mark


def _ended(lead: str, start: int, line: str) -> str:
    """An empty item inside another one goes one level out; an outermost one ends the list."""
    if _ITEM.fullmatch(line) is None:
        return ""
    if ">" in lead:
        return lead
    return outdented(line[:start]) if lead else ""
