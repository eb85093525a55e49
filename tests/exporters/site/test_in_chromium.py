"""The site in a real browser: headless Chromium opens the folder, searches, follows, prints."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from exporters.library_export import export_library
from models.library import Library
from models.operations.incidents import save_incident
from tests.exporters.site.test_site import HOSTILE, NOW
from tests.models.examples import incident, payment_outage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed here")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chromium")
    with Library.create(folder / "library.afterword", clock=lambda: NOW) as library:
        save_incident(library, payment_outage())
        save_incident(library, incident("OLD-1", title=HOSTILE, services=("search",)))
        export_library(library, folder / "a site", format="html", as_of=NOW)
    return folder / "a site"


def run(site: Path, address: str, options: Sequence[str]) -> str:
    assert CHROMIUM is not None
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        f"--user-data-dir={site.parent / 'profile'}",
        "--virtual-time-budget=2000",
        *options,
        address,
    ]
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return done.stdout.decode("utf-8", "replace")


def dom(site: Path, page: str = "index.html", fragment: str = "") -> str:
    return run(site, f"{(site / page).as_uri()}{fragment}", ["--dump-dom"])


def shown_keys(text: str) -> list[str]:
    rows = re.findall(r'<tr( hidden="")?><td class="mono">([^<]*)', text)
    return [key for hidden, key in rows if not hidden]


def test_the_search_works_from_a_folder(site: Path) -> None:
    whole = dom(site)
    assert "2 incidents" in whole
    assert shown_keys(whole) == ["INC-2025-034", "OLD-1"]
    assert '<div id="search" class="search" role="search">' in whole
    found = dom(site, fragment="#q=missing%20index")
    assert "1 of 2 incidents have all of this" in found
    assert shown_keys(found) == ["INC-2025-034"]


def test_accents_phrases_and_what_is_left_out(site: Path) -> None:
    assert shown_keys(dom(site, fragment="#q=CREME")) == ["OLD-1"]
    assert shown_keys(dom(site, fragment="#q=%22index%20missing%22")) == []
    assert shown_keys(dom(site, fragment="#q=-creme")) == ["INC-2025-034"]


def test_the_link_of_a_row_opens_its_page(site: Path) -> None:
    link = re.findall(r'href="(INC[^"]+)"', dom(site))[0]
    page = dom(site, link)
    assert "<h1>Payment Service Outage</h1>" in page
    assert 'href="index.html"' in page


def test_a_page_prints(site: Path, tmp_path: Path) -> None:
    target = tmp_path / "index.pdf"
    run(
        site, (site / "index.html").as_uri(), [f"--print-to-pdf={target}", "--no-pdf-header-footer"]
    )
    assert target.read_bytes().startswith(b"%PDF")
