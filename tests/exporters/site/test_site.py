"""The static site of a library: index, search, trend, and the way back from every page."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from typing_extensions import override

from exporters.library_export import ExportDetails, export_library
from exporters.site.entries import folded
from models.library import Library
from models.operations.incidents import save_incident
from models.operations.report_look import set_report_look
from models.report_look import ReportLook
from tests.models.examples import incident, payment_outage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
HOSTILE = "</script><script>alert(1)</script> Crème & <b>brûlée</b> \u2028"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library.afterword", clock=lambda: NOW) as made:
        save_incident(made, payment_outage())
        save_incident(made, incident("OLD-1", title=HOSTILE, services=("search",)))
        save_incident(made, incident("index", title="", started_at=NOW))
        yield made


@pytest.fixture
def site(library: Library, tmp_path: Path) -> Path:
    export_library(library, tmp_path / "site", format="html", as_of=NOW)
    return tmp_path / "site"


class _Seen(HTMLParser):
    """Collects what a page refers to, and its ids."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.scripts: list[str] = []
        self.ids: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self.links.append(found.get("href") or "")
        if tag == "script":
            self.scripts.append(found.get("src") or "inline")
        if found.get("id"):
            self.ids.append(str(found["id"]))


def seen(page: Path) -> _Seen:
    parser = _Seen()
    parser.feed(page.read_text("utf-8"))
    return parser


def test_every_incident_has_a_page_that_leads_back(site: Path) -> None:
    index = seen(site / "index.html")
    pages = [link for link in index.links if link.endswith(".html")]
    assert {"index.html", "trend.html"} < set(pages)
    assert len(pages) == 2 + 3
    for link in pages:
        page = seen(site / unquote(link))
        assert "index.html" in page.links
        assert len(page.ids) == len(set(page.ids))
        assert "content" in page.ids
        if link not in ("index.html",):
            assert page.scripts == []


def test_an_incident_called_index_does_not_take_the_index_s_place(site: Path) -> None:
    assert "index-2.html" in seen(site / "index.html").links
    assert "Postmortems" in (site / "index.html").read_text("utf-8")


def test_only_the_two_scripts_beside_it_may_run(site: Path) -> None:
    text = (site / "index.html").read_text("utf-8")
    assert seen(site / "index.html").scripts == ["search-index.js", "search.js"]
    assert "default-src &#x27;none&#x27;" in text
    assert not re.search(r"(src|href)=\"(https?:)?//", text)
    assert "<script>alert" not in text


def test_the_search_index_holds_the_rows_in_their_order(site: Path) -> None:
    script = (site / "search-index.js").read_text("utf-8")
    assert "</script" not in script
    assert script.isascii()
    texts = json.loads(script.removeprefix("window.afterwordIndex=").removesuffix(";\n"))
    rows = re.findall(r'<tr><td class="mono">([^<]*)', (site / "index.html").read_text("utf-8"))
    assert rows == ["index", "INC-2025-034", "OLD-1"]
    assert [text.split()[0] for text in texts] == ["index", "inc-2025-034", "old-1"]
    assert "missing index" in texts[1]
    assert "creme & <b>brulee</b>" in texts[2]


def test_what_is_searched_is_folded_as_what_is_typed() -> None:
    assert folded("  Crème\nBRÛLÉE ＡＢ ") == "creme brulee ab"


def test_the_trend_counts_by_month(site: Path) -> None:
    trend = (site / "trend.html").read_text("utf-8")
    assert "February 2025 had 0 incidents; the month before had 0." in trend
    assert "Mar 2025" in trend
    assert "Database / Missing index" in trend
    assert "1 incident has no known start and no month." in trend


def test_people_are_replaced_on_every_page_when_asked_for(library: Library, tmp_path: Path) -> None:
    export_library(library, tmp_path / "anon", format="html", as_of=NOW, anonymise=True)
    for file in (tmp_path / "anon").iterdir():
        text = file.read_text("utf-8")
        assert "payment-engineer-lead" not in text
        assert "db-engineer" not in text
    assert "replaced by roles" in (tmp_path / "anon" / "index.html").read_text("utf-8")


def test_only_chosen_incidents_are_on_it(library: Library, tmp_path: Path) -> None:
    one = library.incidents.by_key("OLD-1").id
    details = ExportDetails(only=frozenset({one}))
    result = export_library(library, tmp_path / "one", format="html", as_of=NOW, details=details)
    assert result.incidents == 1
    assert not (tmp_path / "one" / "INC-2025-034-payment-service-outage.html").exists()
    assert "1 incident<" in (tmp_path / "one" / "index.html").read_text("utf-8")


def test_an_empty_library_is_a_site_too(tmp_path: Path) -> None:
    with Library.create(tmp_path / "empty.afterword", clock=lambda: NOW) as library:
        export_library(library, tmp_path / "site", format="html", as_of=NOW)
    assert "There is no incident on this site." in (tmp_path / "site" / "trend.html").read_text(
        "utf-8"
    )


@pytest.mark.parametrize("anonymise", [False, True])
def test_it_looks_as_reports_do_and_hides_the_company_with_the_people(
    library: Library, tmp_path: Path, anonymise: bool
) -> None:
    look = ReportLook(company="Acme <Ltd>", accent="#7A1F5C", formats="de-DE")
    set_report_look(library, look)
    folder = tmp_path / "site"
    export_library(library, folder, format="html", as_of=NOW, anonymise=anonymise)
    pages = [one.read_text("utf-8") for one in folder.glob("*.html")]
    assert len(pages) == 5
    for page in pages:
        assert ("Acme &lt;Ltd&gt;" in page) is not anonymise
        assert ("#7A1F5C" in page) is not anonymise
        assert '<link rel="stylesheet" href="fonts.css">' in page
    assert "19.03.2025" in (folder / "index.html").read_text("utf-8")
    assert (folder / "fonts.css").read_text("utf-8").count("@font-face") == 7
