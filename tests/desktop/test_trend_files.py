"""The trend report of the demo library, as files."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from desktop.trend_files import keep_trend_words, trend_words, write_trend
from models.demo import fill_demo_library
from models.errors import BadInputError
from models.figures.periods import Period
from models.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FEBRUARY = Period.month(2025, 2)
NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("trend") / "demo.afterword"
    with Library.create(path, clock=lambda: NOW) as library:
        fill_demo_library(library, NOW)
        yield library


@pytest.fixture(scope="module")
def pdf(demo: Library, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    target = tmp_path_factory.mktemp("trend") / "trend.pdf"
    return PdfReader(write_trend(demo, FEBRUARY, target, as_of=NOW).path)


@pytest.fixture(scope="module")
def text(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def _json(demo: Library, folder: Path) -> dict[str, Any]:
    target = write_trend(demo, FEBRUARY, folder / "trend.json", as_of=NOW).path
    found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return found


def test_the_pdf_says_the_figures_of_the_json(demo: Library, text: str, tmp_path: Path) -> None:
    found = _json(demo, tmp_path)
    for name, key in (
        ("Postmortem completion", "postmortem_completion"),
        ("Postmortems on time", "postmortem_on_time"),
        ("Action items on time", "action_item_completion"),
        ("Action items completed", "action_items_completed"),
        ("Repeat incident rate", "repeat_incident_rate"),
    ):
        now, before = found[key], found[key]["previous"]
        assert (
            f"{name} {now['k']}/{now['n']} "
            f"{now['low'] * 100:.0f}–{now['high'] * 100:.0f}% "
            f"{before['k']}/{before['n']} "
        ) in text
    counts = {
        "Incidents": found["incidents"],
        "Action items created": found["action_items_created"],
    }
    for name, one in (counts | found["incidents_by_severity"]).items():
        assert f"{name} {one['value']} {one['low']:.0f}–{one['high']:.0f} {one['previous']}" in text
    mean = found["time_to_resolve"]
    assert f"MTTR average {mean['mean']:.0f} min {mean['previous']['mean']:.0f} min" in text
    assert f"Time to resolve {mean['median']:.0f} min" in text


def test_the_pdf_names_repeats_categories_and_what_is_late(
    demo: Library, text: str, tmp_path: Path
) -> None:
    found = _json(demo, tmp_path)
    for repeat in found["repeat_incident_rate"]["repeats"]:
        assert f"{repeat['of']} → {repeat['key']}" in text
        assert f"{repeat['days']} days {repeat['known']}" in text
    for one in found["top_categories"]:
        assert f"{one['category']} {one['count']} was {one['previous']}" in text
    assert "Missing index" in text
    assert "100% ✕ missed" in text
    assert "A-118 Alert when pool wait time" in text
    assert f"Level {found['maturity']['level']} of 5, {found['maturity']['name']}." in text


def test_the_first_sentence_tells_or_counts_every_change_beyond_chance(text: str) -> None:
    assert "February 2025 had 14 incidents against 7 in January 2025" in text
    assert "postmortems on time rose to 92%, and 1 more difference is beyond chance." in text


def test_every_font_is_embedded(pdf: PdfReader) -> None:
    for page in pdf.pages:
        resources = page["/Resources"]
        assert isinstance(resources, DictionaryObject)
        fonts = resources["/Font"]
        assert isinstance(fonts, DictionaryObject)
        for font in fonts.values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_the_same_library_gives_the_same_bytes(demo: Library, tmp_path: Path) -> None:
    for suffix in ("pdf", "html", "md", "json"):
        first, second = (
            write_trend(
                demo, FEBRUARY, tmp_path / f"{number}.{suffix}", as_of=NOW
            ).path.read_bytes()
            for number in range(2)
        )
        assert first == second


def test_another_format_is_refused(demo: Library, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="names no format"):
        write_trend(demo, FEBRUARY, tmp_path / "trend.docx", as_of=NOW)
    assert not list(tmp_path.iterdir())


def test_the_authors_words_are_kept_and_printed(demo: Library, tmp_path: Path) -> None:
    keep_trend_words(demo, FEBRUARY, "We **froze** releases.\n\n- two weeks")
    try:
        written = write_trend(demo, FEBRUARY, tmp_path / "x.md", as_of=NOW).path
        assert "We **froze** releases." in written.read_text(encoding="utf-8")
        assert trend_words(demo, Period.month(2025, 1)) == ""
    finally:
        keep_trend_words(demo, FEBRUARY, "")
    assert trend_words(demo, FEBRUARY) == ""


def test_every_number_of_the_pages_tables_is_in_the_json(
    demo: Library, text: str, tmp_path: Path
) -> None:
    report = _json(demo, tmp_path)["report"]
    squeezed = "".join(text.split())
    cells = [
        cell
        for block in report["blocks"]
        for content in block.get("content", ())
        if content["type"] == "table"
        for row in content["rows"]
        for cell in row
    ]
    assert len(cells) > 150
    for cell in cells:
        for line in cell.split("\n"):
            assert "".join(line.split()) in squeezed


def test_charts_of_the_json_are_the_tables_figures(demo: Library, tmp_path: Path) -> None:
    found = _json(demo, tmp_path)
    charts = {
        content["name"]: content
        for block in found["report"]["blocks"]
        for content in block.get("content", ())
        if content["type"] == "chart"
    }
    assert len(charts) == 6
    months = charts["incidents_by_severity"]
    assert sum(months["values"][-1]) == found["incidents"]["value"]
    assert len(charts["time_to_resolve"]["columns"][-1]) == found["time_to_resolve"]["n"]
    share = charts["repeat_rate"]["shares"][-1]
    assert (share["k"], share["n"]) == tuple(found["repeat_incident_rate"][one] for one in "kn")
    share = charts["actions_on_time"]["shares"][-1]
    assert (share["k"], share["n"]) == tuple(found["action_item_completion"][one] for one in "kn")


@pytest.mark.parametrize("period", ["2025-Q1", "2024", "2024-12"])
def test_other_periods_are_whole_reports_too(demo: Library, tmp_path: Path, period: str) -> None:
    target = write_trend(demo, Period.parse(period), tmp_path / "t.pdf", as_of=NOW, window=12).path
    told = PdfReader(target).pages[0].extract_text()
    assert f"Incident trends, {Period.parse(period).label}" in told
    assert "repeats within 12 months" in " ".join(told.split())


def test_a_range_of_days_is_a_period(demo: Library, tmp_path: Path) -> None:
    period = Period.between(date(2025, 1, 20), date(2025, 2, 20))
    written = write_trend(demo, period, tmp_path / "t.md", as_of=NOW)
    told = written.path.read_text(encoding="utf-8")
    assert "# Incident trends, 20\u00a0Jan – 20\u00a0Feb\u00a02025" in told
    again = write_trend(demo, Period.parse("2025-02"), tmp_path / "m.md", as_of=NOW)
    assert "# Incident trends, February 2025" in again.path.read_text(encoding="utf-8")
