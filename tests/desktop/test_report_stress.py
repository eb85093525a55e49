"""One incident that nobody should write, in every report that can carry it: all of it comes out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from desktop.digest_files import write_digest
from desktop.postmortem_files import write_noted
from desktop.report_files import write_meeting_pack, write_register, write_service_history
from desktop.review_files import write_review
from desktop.trend_files import keep_trend_words, write_trend
from models.figures.periods import Period
from models.incident import ActionItem, Incident, Section, TimelineEvent
from models.library import Library
from models.operations.incidents import save_incident
from models.operations.report_look import set_report_look
from models.operations.reviews import save_review
from models.report_look import PAPERS, ReportLook
from models.review import Disposition, Review, ReviewedIncident, ReviewQuestion
from models.vocabulary import EventKind, PostmortemStatus, SectionKind
from tests.models.examples import payment_outage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.report_files import WrittenReport

NOW = datetime(2025, 3, 28, 9, 40, tzinfo=UTC)
_KEY = "INC-2025-034"
_MONTH = Period.month(2025, 3)
_INJECTED = "</para><font color=red>x</font> & &bogus; <img src='file:///etc/passwd'/> {{y}}"
_WORD = "W" * 2000
_ADDRESS = "https://example.com/" + "deep/path-with_parts?and=more&" * 30 + "end"
_OTHERS = "שלום עולם, مرحبا بالعالم, 数据库连接池, 🔥🚨"
_HARD = f"{_INJECTED} {_OTHERS}"
_WORDS = 20_000
_ROWS = 200
_EVENTS = 400


def _stressed() -> Incident:
    prose = " ".join(f"w{number}" for number in range(_WORDS))
    table = "| Row | Said |\n|---|---|\n" + "\n".join(
        f"| r{number}x | from{number} {'and on ' * (number % 30)}to{number} |"
        for number in range(_ROWS)
    )
    base = payment_outage()
    assert base.postmortem is not None
    assert base.started_at is not None
    sections = (
        Section(kind=SectionKind.SUMMARY, title="Summary", markdown=f"Short. {_HARD}"),
        Section(kind=SectionKind.ROOT_CAUSE, title="Root Cause", markdown=f"{_WORD}\n\n{_HARD}"),
        Section(kind=SectionKind.OTHER, title=f"Long {_HARD}", markdown=f"{prose}\n\n{_ADDRESS}"),
        Section(kind=SectionKind.APPENDIX, title="Rows", markdown=table),
    )
    events = tuple(
        TimelineEvent(
            at=base.started_at + timedelta(seconds=7 * number),
            kind=tuple(EventKind)[number % len(EventKind)],
            text=f"begin{number} {'and went on ' * (number % 25)}finish{number}",
        )
        for number in range(_EVENTS)
    )
    items = tuple(
        ActionItem(
            number=number,
            title=f"open{number} {'so that it holds ' * (number % 20)}shut{number} "
            f"{_WORD[:500] if number == 7 else _HARD if number == 8 else ''}",
            owner=None if number % 9 == 0 else "@a-team-with-a-long-name",
            due_on=date(2025, 3, 1) + timedelta(days=number),
        )
        for number in range(1, 61)
    )
    document = replace(
        base.postmortem,
        sections=sections,
        status=PostmortemStatus.FINAL,
        published_at=datetime(2025, 3, 20, 9, 0, tzinfo=UTC),
    )
    return replace(
        base,
        key=_KEY,
        title=f"Outage {_HARD}",
        postmortem=document,
        timeline=events,
        action_items=items,
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One stressed incident, and a review that cites it."""
    made = Library.create(tmp_path_factory.mktemp("stress") / "stress.afterword")
    incident = _stressed()
    save_incident(made, incident)
    cited = ReviewedIncident(
        incident_id=incident.id,
        key=_KEY,
        title=incident.title,
        evidence=(_HARD[:60],),
        disposition=Disposition.OPEN,
        note=f"{_HARD} " * 20,
    )
    questions = tuple(
        ReviewQuestion(text=f"ask{number} {'why ' * 60}done{number}?", source=_KEY)
        for number in range(60)
    )
    save_review(
        made, Review(title=f"Design {_HARD}"[:190], incidents=(cited,), questions=questions)
    )
    keep_trend_words(made, _MONTH, f"Our words: {_HARD}\n\n{_WORD}\n\n{_ADDRESS}")
    yield made
    made.close()


_REPORTS: dict[str, Callable[[Library, Path], WrittenReport]] = {
    "postmortem": lambda library, to: write_noted(
        library, library.incidents.by_key(_KEY), to, as_of=NOW
    ),
    "meeting": lambda library, to: write_meeting_pack(
        library, library.incidents.by_key(_KEY), to, as_of=NOW
    ),
    "register": lambda library, to: write_register(library, to, as_of=NOW),
    "service": lambda library, to: write_service_history(library, "payment-db", to, as_of=NOW),
    "review": lambda library, to: write_review(
        library, library.reviews.rows()[0].id, to, as_of=NOW
    ),
    "digest": lambda library, to: write_digest(library, _MONTH, to, as_of=NOW)[0],
    "trend": lambda library, to: write_trend(library, _MONTH, to, as_of=NOW),
}


@pytest.fixture(scope="module", params=PAPERS)
def printed(
    request: pytest.FixtureRequest,
    library: Library,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, list[str]]:
    """The text of each page of each report, on each paper."""
    set_report_look(library, ReportLook(paper=request.param, company="Acme & Söhne <b>"))
    folder = tmp_path_factory.mktemp("printed")
    found = {}
    for name, write in _REPORTS.items():
        written = write(library, folder / f"{name}.pdf")
        pages = [page.extract_text() for page in PdfReader(written.path).pages]
        assert len(pages) == written.pages
        found[name] = pages
    return found


def _pressed(pages: list[str]) -> str:
    return "".join("".join(pages).split())


def test_long_words_and_markup_come_out_whole(printed: dict[str, list[str]]) -> None:
    for name, pages in printed.items():
        whole = _pressed(pages)
        if name != "review":  # which cites the first paragraphs of a postmortem
            assert "".join(_INJECTED.split()) in whole, name
    for name in ("postmortem", "trend"):
        whole = _pressed(printed[name])
        assert whole.count("W") >= len(_WORD), name
        # A page may end inside it: what stands at its ends is there.
        assert "https://example.com/deep/path-with_parts" in whole, name
        assert "and=more&end" in whole, name


def test_every_word_row_and_event_is_there(printed: dict[str, list[str]]) -> None:
    words = set(re.findall(r"w\d+", " ".join(" ".join(printed["postmortem"]).split())))
    assert {f"w{number}" for number in range(_WORDS)} <= words
    whole = _pressed(printed["postmortem"])
    assert all(f"r{number}x" in whole and f"to{number}" in whole for number in range(_ROWS))
    for name in ("postmortem", "meeting"):
        whole = _pressed(printed[name])
        assert all(f"finish{number}" in whole for number in range(_EVENTS)), name
    for name in ("postmortem", "meeting", "register", "service"):
        whole = _pressed(printed[name])
        assert all(f"shut{number}" in whole for number in range(1, 61)), name
    whole = _pressed(printed["review"])
    assert all(f"done{number}" in whole for number in range(60))


@pytest.mark.parametrize(
    ("name", "first", "last", "numbers"),
    [
        ("postmortem", "begin", "finish", range(_EVENTS)),
        ("postmortem", "from", "to", range(_ROWS)),
        ("meeting", "begin", "finish", range(_EVENTS)),
        ("register", "open", "shut", range(1, 61)),
        ("service", "open", "shut", range(1, 61)),
    ],
)
def test_no_row_is_split(
    printed: dict[str, list[str]], name: str, first: str, last: str, numbers: range
) -> None:
    for page in printed[name]:
        text = " ".join(page.split())
        begun = {int(one) for one in re.findall(rf"\b{first}(\d+)\b", text)} & set(numbers)
        ended = {int(one) for one in re.findall(rf"\b{last}(\d+)\b", text)} & set(numbers)
        assert begun == ended


def test_no_title_ends_a_page(printed: dict[str, list[str]]) -> None:
    titles = {
        *("Timeline", "Rows", "Root Cause", "Action items", "Overdue", "Due later", "Agenda"),
        *("Open questions", "Incidents", "Open action items", "Questions to ask in the review"),
        *("Recommendations", "Maturity", "How to read this report", "Action items so far"),
    }
    for name, pages in printed.items():
        for page in pages:
            lines = [line.strip() for line in page.splitlines() if line.strip()]
            end = next(place for place, line in enumerate(lines) if line.startswith("As of 2025"))
            # The header and the footer are drawn first; the page's own words follow.
            body = lines[end:] if end < 4 else lines[:end]
            assert body[-1] not in titles, (name, body[-1])


@pytest.mark.parametrize("name", _REPORTS)
@pytest.mark.parametrize("suffix", [".html", ".md", ".json"])
def test_other_formats_hold_it_too(
    library: Library, name: str, suffix: str, tmp_path: Path
) -> None:
    text = _REPORTS[name](library, tmp_path / f"x{suffix}").path.read_text("utf-8")
    if suffix == ".html":
        assert "<font" not in text
        assert not re.search(r"<(?:script|iframe|object)\b", text)
        assert "file:///" not in re.sub(r"&lt;img.*?/?&gt;", "", text)
    assert "数据库连接池" in text
