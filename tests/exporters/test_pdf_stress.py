"""PDFs of documents that nobody should write and somebody will."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image
from pypdf import PdfReader

from exporters.pdf import write_postmortem_pdf
from exporters.pdf.pages import report_as_pdf
from exporters.report_context import PageSize
from exporters.reports.postmortem import postmortem_report
from models.incident import AttachmentInfo, Incident, Postmortem, TimelineEvent
from models.vocabulary import EventKind, SectionKind
from tests.exporters.examples import context, practice_example, section
from tests.strategies import stored_incidents

if TYPE_CHECKING:
    from pathlib import Path

    from exporters.pdf import PdfResult


def _set(incident: Incident) -> tuple[PdfReader, PdfResult]:
    report = postmortem_report(incident, context(incident))
    data, result = report_as_pdf(report, PageSize.A4, lambda _name: None)
    return PdfReader(io.BytesIO(data)), result


def _text(reader: PdfReader) -> str:
    """All words, wherever their lines were broken."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def _with_text(markdown: str) -> Incident:
    return practice_example([section(SectionKind.OTHER, "Extra", markdown)])


def _long_timeline(count: int) -> Incident:
    base = practice_example()
    start = base.started_at
    assert start
    return replace(
        base,
        timeline=tuple(
            TimelineEvent(
                at=start + timedelta(minutes=7 * number),
                kind=list(EventKind)[number % len(EventKind)],
                text=f"Event {number:03d} " + "noted for later " * (number % 6),
            )
            for number in range(count)
        ),
    )


def test_four_hundred_events_are_all_there_under_a_repeated_head() -> None:
    reader, result = _set(_long_timeline(400))
    text = _text(reader)
    assert result.pages > 10
    assert all(f"Event {number:03d}" in text for number in range(400))
    in_the_middle = reader.pages[result.pages // 2].extract_text()
    assert "Time, UTC" in in_the_middle
    assert "after start" in in_the_middle
    assert "16 Mar 14:23" in text or "16 Mar 14:2" in text


def test_an_event_longer_than_pages_is_divided() -> None:
    base = practice_example()
    assert base.started_at
    event = TimelineEvent(at=base.started_at, text=" ".join(f"word{n}" for n in range(6000)))
    reader, result = _set(replace(base, timeline=(event,)))
    assert result.pages > 5
    assert "word0 " in _text(reader)
    assert "word5999" in _text(reader)


@pytest.mark.parametrize("word", ["w" * 2000, "https://example.com/" + "q/" * 1000, "W_" * 1000])
def test_a_word_longer_than_the_line_is_broken_and_kept(word: str) -> None:
    told = section(SectionKind.OTHER, "Extra", f"before {word} after")
    reader, _ = _set(Incident(key="INC-1", title="Short", postmortem=Postmortem(sections=(told,))))
    drawn = "".join(_text(reader).split())
    assert word in drawn
    _assert_inside_margins(reader)


def test_every_kind_of_block_is_set() -> None:
    wide = "|a|b|\n|-|-:|\n" + "\n".join(f"|`{'x' * 150}`|{'text ' * 90}|" for _ in range(12))
    many = "|".join("h" for _ in range(30)) + "\n" + "|".join("-" * 30) + "\n" + "|".join("c" * 30)
    deep = "".join("  " * level + f"- level {level}\n" for level in range(30))
    code = "```\n" + "\n".join(f"{n} " + "z" * (n % 180) for n in range(250)) + "\n```"
    quotes = "\n\n".join(">" * level + f" quoted {level}" for level in range(1, 25))
    heads = "\n\n".join(f"{'#' * (n % 6 + 1)} Heading {n}" for n in range(40))
    rest = "- [x] ticked\n- [ ] open\n\n10. ten\n11. eleven\n\n---\n\nfoot[^1]\n\n[^1]: note"
    reader, _ = _set(_with_text("\n\n".join((wide, many, deep, code, quotes, heads, rest))))
    text = _text(reader)
    for said in ("level 29", "249 z", "quoted 24", "Heading 39", "ticked", "11.", "note"):
        assert said in text
    _assert_inside_margins(reader)


def test_characters_without_a_glyph_are_shown_and_counted() -> None:
    reader, result = _set(_with_text("日本 🔥 ok ✅ ❌ → ≥ ☑ Ж Ω é \u202edebrever\u202c"))
    text = _text(reader)
    assert result.replaced_characters == 3
    assert "□□ □ ok ✓ ✗ → ≥" in text
    assert "debrever" in text
    assert "\u202e" not in text


def test_markup_of_the_renderer_is_text() -> None:
    hostile = '<para><font name="Helvetica">f</font></para> &bogus; <img src="file:///etc/passwd"/>'
    incident = replace(_with_text(hostile), title="A <b>bold</b> & <i>title</i>")
    reader, _ = _set(incident)
    assert "A <b>bold</b> & <i>title</i>" in _text(reader)
    assert "root:" not in _text(reader)


def test_no_heading_ends_a_page() -> None:
    for lines in range(40, 60):
        body = "\n\n".join(f"Line {n}." for n in range(lines))
        extra = [
            section(SectionKind.OTHER, "Before", body),
            section(SectionKind.OTHER, "Orphan", "Its first line.\n\n" + "More.\n\n" * 3),
        ]
        reader, _ = _set(practice_example(extra))
        pages = [page.extract_text() for page in reader.pages]
        assert any("Orphan" in page and "Its first line." in page for page in pages)


def test_a_picture_that_is_kept_is_drawn_and_another_is_named(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 200), "navy").save(buffer, "PNG")
    files = {"a" * 64: buffer.getvalue(), "b" * 64: b"\x89PNG\r\n\x1a\nbroken"}
    incident = replace(
        _with_text("![graph](attachment:graph.png)\n\n![bad](attachment:bad.png)\n\n"
                   "![gone](attachment:none.png)"),
        attachments=(
            AttachmentInfo(name="graph.png", sha256="a" * 64, media_type="image/png", size=1),
            AttachmentInfo(name="bad.png", sha256="b" * 64, media_type="image/png", size=1),
        ),
    )  # fmt: skip
    target = tmp_path / "x.pdf"
    write_postmortem_pdf(incident, target, context=context(incident, attachment=files.get))
    reader = PdfReader(target)
    assert sum(len(page.images) for page in reader.pages) == 1
    assert "Image: bad" in _text(reader)
    assert "Image: gone" in _text(reader)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stored_incidents())
def test_any_incident_becomes_a_pdf(incident: Incident) -> None:
    reader, result = _set(incident)
    assert len(reader.pages) == result.pages
    _assert_inside_margins(reader)


def _assert_inside_margins(reader: PdfReader) -> None:
    """No text begins outside the margins of the page."""
    for page in reader.pages:
        wide, tall = float(page.mediabox.width), float(page.mediabox.height)

        def visit(
            text: str, _cm: object, matrix: list[float], _font: object, _size: object,
            wide: float = wide, tall: float = tall,
        ) -> None:  # fmt: skip
            if text.strip() and matrix[4:] != [0, 0]:
                assert 0 <= matrix[4] < wide - 40, text
                assert 0 <= matrix[5] <= tall, text

        page.extract_text(visitor_text=visit)
