"""The index of a site, and what all its pages share."""

from __future__ import annotations

import json
from datetime import UTC
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from exporters.html_report import stylesheet
from resources import files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.report_context import ReportContext
    from exporters.site.entries import SiteEntry

INDEX = "index.html"
TREND = "trend.html"
SCRIPT = "search.js"
SEARCHED = "search-index.js"
FONTS = "fonts.css"

# Only the two scripts beside the page may run; a folder's pages have no origin that 'self' could
# name in every browser, so that files are named as a scheme too. Nothing is fetched.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline' 'self' file:; img-src data:; font-src data:; "
    "script-src 'self' file:; "
    "base-uri 'none'; form-action 'none'"
)


def navigation(here: str = "") -> str:
    """The links at the top of every page; `here` is the file that is being read."""
    links = "".join(
        f'<a href="{name}"{" aria-current=" + chr(34) + "page" + chr(34) if name == here else ""}>'
        f"{words}</a>"
        for name, words in ((INDEX, "All incidents"), (TREND, "Trend"))
    )
    return (
        f'<a class="skip" href="#content">Skip to the content</a>\n'
        f'<nav class="site" aria-label="Site">{links}</nav>\n'
    )


def site_style() -> str:
    """What the site adds to the look of reports."""
    return files.text("site/site.css").strip()


def index_page(entries: Sequence[SiteEntry], context: ReportContext, *, note: str = "") -> str:
    """A page that leads to every incident, with a search in it.

    Args:
        entries: in the order of the table.
        context: names the library and the instant.
        note: what else is to be known, as plain text: that people were replaced by roles.
    """
    at = context.as_of.astimezone(UTC)
    rows = "\n".join(_row(one, context) for one in entries)
    name = escape(context.library_name)
    company = escape(context.brand.company or "Afterword")
    told = f"<p>{escape(note)}</p>\n" if note else ""
    count = (
        f"{context.formats.number(len(entries))} {'incident' if len(entries) == 1 else 'incidents'}"
    )
    return f"""{_head(context)}
<body>
{navigation(INDEX)}<header><strong>{company}</strong> <span class="library">{name}</span></header>
<main id="content">
<h1>Postmortems</h1>
<div id="search" class="search" role="search" hidden>
<label for="query">Search titles, services, causes and lessons</label>
<input id="query" type="search" autocomplete="off" spellcheck="false">
<p>All words must occur; “double quotes” keep words together; a minus leaves out.</p>
</div>
<p id="told" role="status">{count}</p>
<table id="incidents" class="register">
<thead><tr><th scope="col">Key</th><th scope="col">Title</th><th scope="col">Severity</th>\
<th scope="col">Services</th><th scope="col">Status</th><th scope="col">Started</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</main>
<footer>
{told}<p>As of {at:%Y-%m-%d %H:%M:%S} UTC. Generated offline by {escape(context.generated_by)}. \
These pages load nothing from anywhere.</p>
</footer>
<script src="{SEARCHED}"></script>
<script src="{SCRIPT}"></script>
</body>
</html>
"""


def _head(context: ReportContext) -> str:
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{escape(context.generated_by)}">
<title>{escape(context.library_name)}: postmortems</title>
<link rel="stylesheet" href="{FONTS}">
<style>
{stylesheet(context.brand.accent)}
{site_style()}
</style>
</head>"""


def search_index(entries: Sequence[SiteEntry]) -> str:
    """What is searched, as a script: a folder's page may not fetch a file."""
    texts = json.dumps([one.text for one in entries], ensure_ascii=True, separators=(",", ":"))
    # Nothing in it can end the script, whoever should put it into a page.
    return f"window.afterwordIndex={texts.replace('<', chr(92) + 'u003c')};\n"


def search_script() -> str:
    """The script that searches."""
    return files.text("site/search.js")


def _row(one: SiteEntry, context: ReportContext) -> str:
    services = ", ".join(path.rsplit("/", 1)[-1] for path in one.services)
    started = (
        context.formats.short_date(context.local(one.started_at).date(), year=True)
        if one.started_at
        else ""
    )
    severity = ""
    if one.severity is not None:
        rank = min(one.severity.rank, 4)
        severity = f'<span class="pill sev{rank}">{escape(one.severity.value)}</span>'
    title = escape(one.title or "Untitled incident")
    return (
        f'<tr><td class="mono">{escape(one.key or "—")}</td>'
        f'<td><a href="{quote(one.file)}">{title}</a></td>'
        f'<td class="sans">{severity}</td><td class="sans">{escape(services)}</td>'
        f'<td class="sans">{escape("drill" if one.is_drill else one.status or "record")}</td>'
        f'<td class="sans">{started}</td></tr>'
    )
