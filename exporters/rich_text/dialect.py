"""Bring Markdown as people write it to the stricter dialect that Python-Markdown reads.

People write what their code forge renders: lists right after a line of text, two blanks for a
nested list, ``1)``, a list of stars right after a numbered one, ``#5`` meaning a number. Python-
Markdown swallows or misreads each of these. The text is rewritten line by line: every list item
is put at four blanks a level with an empty line before it, fences are closed, what is no HTML is
shown as text. Reference: CommonMark 0.31 (lists, fences) and GitHub's tables and task lists.
"""

from __future__ import annotations

import re

from exporters.rich_text.inline_html import visible, without_comments

_FENCE = re.compile(r"(?P<mark>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")
_ITEM = re.compile(r"(?P<mark>[-*+•]|\d{1,9}[.)])(?P<gap> +|$)(?P<text>.*)")
_BREAK = re.compile(r"([-*_])(?: *\1){2,} *")
_HASH_WORD = re.compile(r"(#{1,6})(?=[^\s#])")
_DELIMITERS = re.compile(r"\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *")
_TASK = re.compile(r"\[([ xX])\](?=\s|$)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DEEPEST = 10  # quotes and lists; deeper ones stay at this level, and Python's stack is safe
_ABSURD = 500  # brackets or links in one text
_UNENDED_LINK = re.compile(r"\]\((?![^()\n]*\))")


def normalised(text: str) -> str:
    """`text` so that Python-Markdown reads it as its author meant it."""
    clean = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4))
    lines = without_comments(_tamed(clean)).split("\n")
    return "\n".join(_Rewriter(lines, depth=0).rewritten())


class _Rewriter:
    """One pass over the lines of a document or of one block quote."""

    def __init__(self, lines: list[str], *, depth: int) -> None:
        self._lines = lines
        self._depth = depth
        self._at = 0
        self._out: list[str] = []
        self._items: list[int] = []  # the column where the text of each open list item begins

    def rewritten(self) -> list[str]:
        """Every line, in the stricter dialect."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.strip():
                self._take(line, len(line) - len(line.lstrip(" ")))
            else:
                self._out.append("")
                self._at += 1
        return self._out

    def _take(self, line: str, indent: int) -> None:
        body = line.strip()
        if fence := _FENCE.fullmatch(body):
            self._take_fence(fence, indent)
        elif self._is_indented_code(indent):
            self._out.append(self._settle(indent) + line[self._items[-1] if self._items else 0 :])
            self._at += 1
        elif "<" in line and (shown := visible(line)) != line:
            self._lines[self._at : self._at + 1] = shown.split("\n")
        elif body.startswith(">"):
            self._take_quote(indent)
        elif (item := _ITEM.fullmatch(body)) and self._starts_item(body, item):
            self._take_item(item, indent)
        else:
            self._take_text(line, body, indent)

    # ------------------------------------------------------------------ where things stand

    def _after_text(self) -> bool:
        return bool(self._out) and bool(self._out[-1].strip())

    def _apart(self) -> None:
        if self._after_text():
            self._out.append("")

    def _settle(self, indent: int) -> str:
        """Close the list items that `indent` has left; the prefix of what is still inside."""
        while self._items and indent < self._items[-1]:
            self._items.pop()
        return "    " * len(self._items)

    def _is_indented_code(self, indent: int) -> bool:
        if self._items:
            return indent >= self._items[-1] + 4 and not self._after_text()
        return indent >= 4 and (not self._after_text() or self._out[-1].startswith("    "))

    def _starts_item(self, body: str, item: re.Match[str]) -> bool:
        if _BREAK.fullmatch(body):
            return False
        if self._items or not self._after_text():
            return True
        counted = item["mark"][0].isdigit()
        return bool(item["text"]) and (not counted or item["mark"][:-1] == "1")

    def _opens_table(self, body: str) -> bool:
        following = self._lines[self._at].strip() if self._at < len(self._lines) else ""
        return "|" in body and "-" in following and bool(_DELIMITERS.fullmatch(following))

    # ------------------------------------------------------------------ kinds of lines

    def _take_item(self, item: re.Match[str], indent: int) -> None:
        self._at += 1
        self._settle(indent)
        self._apart()
        gap = len(item["gap"]) if 1 <= len(item["gap"]) <= 4 else 1
        if len(self._items) < _DEEPEST:
            self._items.append(indent + len(item["mark"]) + gap)
        mark = item["mark"][:-1] + "." if item["mark"][0].isdigit() else "-"
        text = _TASK.sub(lambda found: "☐" if found[1] == " " else "☑", item["text"], count=1)
        self._out.append("    " * (len(self._items) - 1) + f"{mark} {_no_heading(text)}")

    def _take_text(self, line: str, body: str, indent: int) -> None:
        self._at += 1
        continues = self._after_text() and not body.startswith(("#", "|"))
        if continues and self._items and indent < self._items[-1]:
            self._out.append("    " * len(self._items) + body)
            return
        inside = len(self._items)
        prefix = self._settle(indent)
        if inside != len(self._items) or self._opens_table(body) or body.startswith("#"):
            self._apart()
        kept = line[self._items[-1] :] if self._items else line
        self._out.append(prefix + _no_heading(kept.lstrip() if continues else kept))

    def _take_fence(self, fence: re.Match[str], indent: int) -> None:
        prefix = self._settle(indent)
        mark = fence["mark"]
        closing = re.compile(rf" *{re.escape(mark[0])}{{{len(mark)},}} *")
        inner: list[str] = []
        self._at += 1
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if closing.fullmatch(line):
                break
            inner.append(line[min(indent, len(line) - len(line.lstrip(" "))) :])
        self._apart()
        longest = max((len(run) for line in inner for run in re.findall("`+", line)), default=0)
        ticks = "`" * max(3, longest + 1)
        self._out += [prefix + ticks, *(prefix + line for line in inner), prefix + ticks, ""]

    def _take_quote(self, indent: int) -> None:
        prefix = self._settle(indent)
        inner: list[str] = []
        while self._at < len(self._lines) and self._lines[self._at].lstrip().startswith(">"):
            inner.append(self._lines[self._at].lstrip()[1:].removeprefix(" "))
            self._at += 1
        if self._depth + 1 >= _DEEPEST:
            inner = [line.lstrip("> ") for line in inner]
        self._apart()
        nested = _Rewriter(inner, depth=self._depth + 1).rewritten()
        self._out += [*(f"{prefix}> {line}".rstrip() for line in nested), ""]


def _no_heading(text: str) -> str:
    """``#5`` is a number and ``#tag`` a word; only a blank makes a heading of it."""
    return _HASH_WORD.sub(r"\\\1", text, count=1) if text.startswith("#") else text


def _tamed(text: str) -> str:
    """`text` with what nobody means escaped, where there is absurdly much of it.

    Python-Markdown looks for the end of every ``[`` and ``](`` in the whole paragraph, which takes
    minutes for some thousand of them. No text that people write comes near.
    """
    if text.count("[^") > _ABSURD:
        text = text.replace("[^", "\\[^")
    if text.count("](") > _ABSURD:
        text = _UNENDED_LINK.sub(r"]\\(", text)
    return _without_stray_brackets(text) if text.count("[") > _ABSURD else text


def _without_stray_brackets(text: str) -> str:
    """`text` with every ``[`` escaped that nothing closes or that is nested past reason."""
    open_at: list[int] = []
    stray: set[int] = set()
    for at, character in enumerate(text):
        if character == "[":
            open_at.append(at)
            if len(open_at) > _DEEPEST:
                stray.add(at)
        elif character == "]" and open_at:
            open_at.pop()
        elif character == "\n" and text[at + 1 : at + 2] == "\n":
            stray.update(open_at)
            open_at.clear()
    stray.update(open_at)
    return "".join("\\[" if at in stray else one for at, one in enumerate(text))
