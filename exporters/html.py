"""Markdown as clean HTML, and a whole postmortem as one HTML file."""

from __future__ import annotations

from exporters.rich_text.parsing import MarkdownReader
from exporters.rich_text.writing import html_of


def render_markdown(text: str) -> str:
    """Markdown `text` as HTML that is safe to show: nothing in it runs or loads from outside.

    Links lead to ``http``, ``https``, ``mailto`` and ``incident:KEY`` only. An image is shown when
    it is an attachment (``attachment:NAME``, whose bytes the caller supplies); any other becomes a
    link with its description. Task boxes are the characters ☑ and ☐.
    """
    return html_of(MarkdownReader().blocks(text))
