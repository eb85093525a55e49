"""A company's name, logo and colour on every page."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader

from exporters.branding import read_logo
from exporters.document import Brand, Masthead, Note, Paragraph, Part, Report, Run
from exporters.html_report import report_as_html
from exporters.pdf.pages import report_as_pdf
from exporters.report_context import PageSize
from models.errors import BadInputError
from models.report_look import ReportLook, check_look

if TYPE_CHECKING:
    from pathlib import Path


def _image(path: Path, form: str, size: tuple[int, int] = (2400, 600)) -> Path:
    Image.new("RGB", size, "#7A1F5C").save(path, form)
    return path


def _report(brand: Brand) -> Report:
    return Report(
        title="T",
        kind="Test",
        running="Test",
        status="",
        library_name="Platform",
        author="",
        subject="",
        keywords=(),
        as_of=datetime(2025, 3, 1, tzinfo=UTC),
        statement="",
        fingerprint="0" * 64,
        generated_by="Afterword",
        blocks=(
            Masthead("", None, "", "T", ""),
            Part("Here", (Paragraph((Run("to the end", link="#the-end"),)),)),
            Part("There", (Paragraph((Run("x"),)),), anchor="the-end"),
            Note((Run("n"),)),
        ),
        brand=brand,
    )


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_logo_is_made_small_and_new(tmp_path: Path, form: str) -> None:
    logo = read_logo(_image(tmp_path / "logo.img", form))
    with Image.open(io.BytesIO(logo)) as opened:
        assert opened.format == "PNG"
        assert opened.size == (900, 225)
    check_look(ReportLook(logo=logo))


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\nbroken"])
def test_what_is_no_image_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(data)
    with pytest.raises(BadInputError, match="no image that can be printed"):
        read_logo(path)
    with pytest.raises(BadInputError, match="cannot be read"):
        read_logo(tmp_path / "none.png")


def test_name_logo_and_colour_are_on_the_pages(tmp_path: Path) -> None:
    logo = read_logo(_image(tmp_path / "logo.png", "PNG"))
    report = _report(Brand(company="Acme <Ltd>", accent="#7A1F5C", logo=logo))
    data, _ = report_as_pdf(report, PageSize.LETTER, lambda _: None)
    page = PdfReader(io.BytesIO(data)).pages[0]
    assert "Acme <Ltd>" in page.extract_text()
    assert len(page.images) == 1
    assert tuple(page.mediabox[2:]) == (612, 792)
    html = report_as_html(report, lambda _: None)
    assert "<strong>Acme &lt;Ltd&gt;</strong>" in html
    assert 'class="logo" src="data:image/png;base64,' in html
    assert "--accent-text: #7A1F5C" in html


def test_a_damaged_logo_leaves_the_rest_whole() -> None:
    report = _report(Brand(logo=b"\x89PNG\r\n\x1a\nbroken"))
    data, _ = report_as_pdf(report, PageSize.A4, lambda _: None)
    assert "Afterword" in PdfReader(io.BytesIO(data)).pages[0].extract_text()


def test_a_link_leads_to_its_part() -> None:
    report = _report(Brand())
    html = report_as_html(report, lambda _: None)
    assert 'href="#the-end"' in html
    assert '<section id="the-end"' in html
    data, _ = report_as_pdf(replace(report), PageSize.A4, lambda _: None)
    annotations = PdfReader(io.BytesIO(data)).pages[0].annotations
    assert annotations is not None
    assert "/Dest" in annotations[0].get_object()
