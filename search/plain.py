"""Markdown as plain text for indexing and snippets: the marks go, all words stay.

Unlike a lead for a list row, code and tables are kept: people search for what stands in them.
Every pattern is bounded or linear, because the text may be hostile.
"""

from __future__ import annotations

import html
import re

from search.analysis import normalised

_COMMENT = re.compile(r"<!--.{0,4000}?-->", re.DOTALL)
_TAG = re.compile(
    r"</?(?:a|b|i|u|p|br|hr|em|li|ol|ul|td|th|tr|div|img|kbd|pre|sub|sup|code|font|span|table|tbody"
    r"|thead|center|strong|details|summary|h[1-6])(?:\s[^<>\n]{0,400})?/?>",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"!\[([^\]\n]{0,300})\]\([^)\n]{0,1000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\](?:\([^)\n]{0,1000}\)|\[[^\[\]\n]{0,100}\])")
_RULE = re.compile(r"^[ \t]*\|?[ \t|:=*_-]{3,}$", re.MULTILINE)
_LINE_START = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|`{3,}\w{0,20}|~{3,})", re.MULTILINE
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_MARK = re.compile(r"\*+|`+|~~|(?<!\w)__?(?=\w)|(?<=\w)__?(?!\w)|[ \t]*\|[ \t]*")


def plain_text(markdown: str) -> str:
    """The words of `markdown` on one line, in NFC."""
    text = markdown
    if "<" in text:
        text = _TAG.sub(" ", _COMMENT.sub(" ", text))
    if "](" in text or "][" in text:
        text = _LINK.sub(r"\1", _PICTURE.sub(r"\1", text))
    text = _RULE.sub(" ", text)
    text = _LINE_START.sub("", text)
    text = _MARK.sub(_unmarked, text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "&" in text:
        text = html.unescape(text)
    return normalised(" ".join(text.split()))


def _unmarked(found: re.Match[str]) -> str:
    return " " if "|" in found.group() else ""
