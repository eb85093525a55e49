"""Markdown to clean HTML: nothing in it runs, loads or leads anywhere it should not.

The HTML of this module is an intermediate form: `exporters.rich_text.parsing` reads it into
blocks, and only those are ever shown. nh3 makes it well formed and takes out what is dangerous.
Import this module late: it brings the Markdown reader, which the window must not wait for.
"""

from __future__ import annotations

import html

import markdown
import nh3

from exporters.rich_text.dialect import normalised
from exporters.rich_text.inline_html import MEANINGFUL

_EXTENSIONS = (
    *("tables", "footnotes", "sane_lists", "pymdownx.superfences", "pymdownx.betterem"),
    *("pymdownx.tilde", "pymdownx.magiclink"),
)
_CONFIGURATION: dict[str, dict[str, object]] = {
    "pymdownx.tilde": {"subscript": False},
    "pymdownx.superfences": {"css_class": ""},
    "footnotes": {"BACKLINK_TEXT": ""},
}
_TAGS = MEANINGFUL | {"div", "p"}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"style"},
    "th": {"style"},
}
_SCHEMES = frozenset({"http", "https", "mailto", "incident", "attachment"})
_LONGEST = 2_000_000


class HtmlMaker:
    """Makes clean HTML of Markdown; one may make many, by one thread at a time."""

    def __init__(self) -> None:
        self._markdown = markdown.Markdown(
            extensions=list(_EXTENSIONS), extension_configs=_CONFIGURATION
        )

    def clean_html(self, text: str) -> str:
        """The HTML of Markdown `text`, well formed and harmless.

        A text that defeats the Markdown reader (nested past Python's stack, absurdly long) comes
        back as preformatted text: shown as typed, and never lost.
        """
        if len(text) > _LONGEST:
            return f"<pre><code>{html.escape(text)}</code></pre>"
        try:
            made = self._markdown.reset().convert(normalised(text))
        except RecursionError:
            return f"<pre><code>{html.escape(text)}</code></pre>"
        return nh3.clean(
            made,
            tags=set(_TAGS),
            attributes=_ATTRIBUTES,
            url_schemes=set(_SCHEMES),
            filter_style_properties={"text-align"},
            link_rel=None,
        )
