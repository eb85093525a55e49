"""The HTML file of a postmortem."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exporters.html import write_postmortem_html
from exporters.html_report import report_as_html
from exporters.reports.postmortem import postmortem_report
from models.errors import BadInputError
from models.incident import AttachmentInfo
from models.vocabulary import SectionKind
from tests.exporters.examples import context, practice_example, section

if TYPE_CHECKING:
    from pathlib import Path

_PIXEL = bytes.fromhex("89504e470d0a1a0a") + b"rest of a picture"


def test_it_says_what_the_pdf_says(tmp_path: Path) -> None:
    incident = practice_example()
    target = tmp_path / "x.html"
    write_postmortem_html(incident, target, context=context(incident))
    text = target.read_text("utf-8")
    for said in (
        '<html lang="en-GB">', "<title>Payment Service Outage</title>", ">SEV-1</span>",
        "<h1>Payment Service Outage</h1>", "<dt>Users affected</dt>", "~12,000",
        '<th scope="col">Event</th>', "<code>payment-service-5xx-error-rate</code>",
        "Third of its class", "Required by policy v3", "Generated offline by Afterword 1.0.",
        "This document describes systems and decisions, not people.",
    ):  # fmt: skip
        assert said in text, said


def test_it_runs_nothing_and_loads_nothing(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> ![x](https://evil.example/p.png) <img src=file:///etc/x>"
    incident = replace(
        practice_example([section(SectionKind.OTHER, "<script>t</script>", hostile)]),
        title='"><script>alert(2)</script>',
        key="<b>",
    )
    target = tmp_path / "x.html"
    write_postmortem_html(incident, target, context=context(incident, library_name="<i>&"))
    text = target.read_text("utf-8")
    assert "<script" not in text
    assert "default-src &#x27;none&#x27;" in text
    assert not re.search(r"<(?:img|link|iframe|object)\b", text)
    assert text.count("url(") == text.count("src: url(data:font/woff2;base64,") == 7
    assert "@import" not in text


def test_pictures_are_inside_the_file(tmp_path: Path) -> None:
    told = "![graph](attachment:graph.png)\n\n![code](attachment:run.svg)"
    incident = replace(
        practice_example([section(SectionKind.OTHER, "Pictures", told)]),
        attachments=(
            AttachmentInfo(name="graph.png", sha256="a", media_type="image/png", size=1),
            AttachmentInfo(name="run.svg", sha256="b", media_type="image/svg+xml", size=1),
        ),
    )
    kept = {"a": _PIXEL, "b": b"<svg onload='alert(1)'/>"}
    target = tmp_path / "x.html"
    write_postmortem_html(incident, target, context=context(incident, attachment=kept.get))
    text = target.read_text("utf-8")
    assert re.findall(r'<img src="(.{22})', text) == ["data:image/png;base64,"]
    assert "svg onload" not in text


def test_what_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    incident = practice_example()
    with pytest.raises(BadInputError, match="cannot be written"):
        write_postmortem_html(incident, tmp_path / "no" / "x.html", context=context(incident))


def test_a_page_carries_its_type_and_stays_small() -> None:
    incident = practice_example()
    report = postmortem_report(incident, context(incident))
    page = report_as_html(report, lambda _name: None)
    assert page.count("@font-face") == 7
    assert "font-src data:" in page
    assert len(page.encode()) < 300_000
    beside = report_as_html(report, lambda _name: None, fonts="fonts.css")
    assert '<link rel="stylesheet" href="fonts.css">' in beside
    assert "@font-face" not in beside
    assert "style-src &#x27;unsafe-inline&#x27; &#x27;self&#x27; file:" in beside
    assert "file:" not in page
