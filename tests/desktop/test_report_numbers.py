"""What every report of the demo library prints: the numbers of its JSON, and all of its words."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from desktop.digest_files import write_digest
from desktop.postmortem_files import report_context, write_postmortem
from desktop.report_files import write_meeting_pack, write_register, write_service_history
from desktop.review_files import write_review
from desktop.trend_files import write_trend
from exporters.json_report import report_values
from exporters.reports.postmortem import postmortem_report
from models.demo import fill_demo_library
from models.figures.periods import Period
from models.library import Library
from models.operations.report_look import set_report_look
from models.report_look import ReportLook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
_KEY = "INC-2025-034"
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The demo library, whose story's present is `NOW`; nothing here changes it for good."""
    library = Library.create(tmp_path_factory.mktemp("numbers") / "demo.afterword")
    fill_demo_library(library, NOW)
    yield library
    library.close()


def _review(library: Library, target: Path) -> None:
    chosen = library.reviews.find_id("Checkout v2 on shared Postgres")
    write_review(library, chosen, target, as_of=NOW)


def _postmortem(library: Library, target: Path) -> None:
    incident = library.incidents.by_key(_KEY)
    if target.suffix == ".json":
        context = report_context(library, incident, as_of=NOW)
        target.write_text(json.dumps(report_values(postmortem_report(incident, context))))
    else:
        write_postmortem(library, incident, target, as_of=NOW)


def _trend(period: Period) -> Callable[[Library, Path], object]:
    return lambda library, target: write_trend(library, period, target, as_of=NOW)


_REPORTS: dict[str, Callable[[Library, Path], object]] = {
    "month": _trend(Period.month(2025, 2)),
    "quarter": _trend(Period.parse("2024-Q4")),
    "year": _trend(Period.parse("2024")),
    "register": lambda library, target: write_register(library, target, as_of=NOW),
    "meeting": lambda library, target: write_meeting_pack(
        library, library.incidents.by_key(_KEY), target, as_of=NOW
    ),
    "service": lambda library, target: write_service_history(
        library, "payment-db", target, as_of=NOW
    ),
    "postmortem": _postmortem,
    "review": _review,
    "digest": lambda library, target: write_digest(
        library, Period.month(2025, 2), target, as_of=NOW
    ),
}


def _texts(value: Any) -> Iterator[str]:
    """Everything that a report's JSON says in words; what charts draw as numbers comes apart."""
    if isinstance(value, dict):
        if value.get("type") == "chart":
            return
        for name, inner in value.items():
            if name not in ("type", "severity"):
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield from value.splitlines()


def _charted(value: Any) -> Iterator[str]:
    """The numbers that stand in a chart."""
    if isinstance(value, list):
        for inner in value:
            yield from _charted(inner)
    elif isinstance(value, dict):
        if value.get("type") == "chart":
            yield from (f"{bar['value']:,}" for bar in value.get("bars", ()))
            if "series" in value:
                yield from (f"{sum(one):,}" for one in value["values"] if sum(one))
            if "shares" in value and value["shares"][-1]["n"]:
                last = value["shares"][-1]
                yield from (str(last["k"]), str(last["n"]))
        for inner in value.values():
            yield from _charted(inner)


def _written(library: Library, name: str, folder: Path, suffix: str) -> Path:
    target = folder / f"{name}{suffix}"
    _REPORTS[name](library, target)
    return target


def _pressed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", _REPORTS)
def test_a_pdf_prints_the_numbers_and_words_of_its_json(
    demo: Library, name: str, tmp_path: Path
) -> None:
    values = json.loads(_written(demo, name, tmp_path, ".json").read_text("utf-8"))
    blocks = values.get("report", values)["blocks"]
    reader = PdfReader(_written(demo, name, tmp_path, ".pdf"))
    printed = "\n".join(page.extract_text() for page in reader.pages)
    told = list(_texts(blocks))
    wanted = Counter(one for text in told for one in _NUMBER.findall(text))
    wanted += Counter(_charted(blocks))
    assert wanted
    missing = wanted - Counter(_NUMBER.findall(printed.replace("\n", " ")))
    assert not missing, missing
    whole = _pressed(printed)
    short = [text for text in told if 0 < len(text) <= 60]
    assert [text for text in short if _pressed(text) not in whole] == []


@pytest.mark.parametrize("name", _REPORTS)
def test_a_locale_changes_paper_and_pages_and_no_json(
    demo: Library, name: str, tmp_path: Path
) -> None:
    plain = _written(demo, name, tmp_path, ".json").read_text("utf-8")
    english = _written(demo, name, tmp_path, ".html").read_text("utf-8")
    set_report_look(demo, ReportLook(formats="de-DE"))
    try:
        again = _written(demo, name, tmp_path, ".json").read_text("utf-8")
        german = _written(demo, name, tmp_path, ".html").read_text("utf-8")
    finally:
        set_report_look(demo, ReportLook())
    if name != "postmortem":  # its JSON is the incident; here the report was taken as it is
        assert again == plain
    assert re.search(r"\d\d\.\d\d\.20\d\d", german)
    assert not re.search(r"\d\d\.\d\d\.20\d\d", english)
    words = re.sub(r"<style>.*?</style>|<[^>]+>", "", german, flags=re.DOTALL)
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    assert not re.search(rf"\b\d{{1,2}}[ \u00a0](?:{months})", words)
    if name in ("month", "quarter", "year"):
        assert not re.search(r"\d%|\d\.\d (?:h|d|business)", words.replace("\u00a0", " "))
