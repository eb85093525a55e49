"""HTML inside Markdown: what means something stays, what only wraps goes, the rest is text.

A reader must see ``<service name>`` and ``List<String>`` as they were typed; forges hide them as
unknown tags. Comments are the template's advice to the author and are left out.
"""

from __future__ import annotations

import re

MEANINGFUL = frozenset(
    (
        *("a", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("hr", "i", "img", "ins", "kbd", "li", "ol", "pre", "q", "s", "samp", "strike"),
        *("strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt"),
        *("u", "ul", "var"),
    )
)
_WRAPPERS = frozenset(
    ("article", "center", "details", "div", "figcaption", "figure", "p", "section")
)
_STYLING = frozenset(("font", "label", "small", "span"))

# Code comes first, so that nothing inside it is taken for a comment or a tag.
_COMMENTS = re.compile(
    r"""
      (?P<kept>
          ^[ ]*(?P<fence>```+|~~~+)[^\n]*$ .*? (?: ^[ ]*(?P=fence)[`~]*[ ]*$ | \Z )
        | (?P<ticks>`+)(?!`) [^\n]+? (?<!`)(?P=ticks)(?!`)
      )
    | <!--(?:(?!<!--).)*?-->
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_TAGS = re.compile(
    r"""
      (?P<kept>
          (?P<ticks>`+)(?!`) .+? (?<!`)(?P=ticks)(?!`)
        | <(?:[A-Za-z][A-Za-z0-9+.-]*:|[\w.+-]+@)[^<>\s]*>
      )
    | <(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])[^<>]*>
    | <(?=[A-Za-z/!?])
    """,
    re.VERBOSE,
)


def without_comments(text: str) -> str:
    """`text` without its HTML comments; those inside code are part of the code."""
    return _COMMENTS.sub(lambda found: found["kept"] or "", text) if "<!--" in text else text


def visible(line: str) -> str:
    """One `line` of prose with its tags sorted out as the module says; code spans stay."""
    return _TAGS.sub(_sorted_out, line)


def _sorted_out(found: re.Match[str]) -> str:
    if found["kept"]:
        return found.group()
    name = (found["name"] or "").lower()
    if name in MEANINGFUL:
        return found.group()
    if name == "summary":
        return "**\n\n" if found["closing"] else "\n\n**"
    if name in _WRAPPERS:
        return "\n\n"
    return "" if name in _STYLING else "&lt;" + found.group()[1:]
