"""Blanking out what a blameless hint must never speak about: code, quotations, quoted messages."""

from __future__ import annotations

import re

# Each alternative is replaced by spaces of the same length, so that offsets stay true.
_MASKED = re.compile(
    r"""
      \A---\n.*?\n---\n                     # front matter; further down it is a rule
    | ^[ \t]*(```|~~~).*?(?:^[ \t]*\1|\Z)   # fenced code
    | <!--.*?-->                            # comments
    | ^(?:[ ]{4}|\t)[^\n]*$                 # indented code
    | ^[ \t]*>[^\n]*$                       # block quotes
    | (`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\2(?!`)  # code spans, within their paragraph
    | (?<=\])\([^)\n]*\)                    # where a link leads
    | https?://\S+
    | “[^”\n]{1,300}”
    | (?<![\w"])"[^"\n]{1,300}"(?!\w)
    | ‘[^’\n]{1,200}’(?!\w)
    | (?<![\w'])'[^'\n]{1,200}'(?!\w)       # quoted, not an apostrophe
    | <[^>\n]{1,300}>
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


def mask(text: str) -> str:
    """The text with every exempt passage blanked; the same length, line breaks kept."""
    return _MASKED.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
