"""The pages that a preview shows are the pages of the PDF."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image
from pypdf import PdfReader

from exporters.document import Brand
from exporters.page_shapes import DrawnPage, PageImage, PageText
from exporters.pdf.pages import report_as_pdf
from exporters.pdf.recording import report_as_pages
from exporters.report_context import PageSize
from exporters.reports.postmortem import postmortem_report
from models.vocabulary import SectionKind
from tests.exporters.examples import context, practice_example, section

_LONG = "\n\n".join(f"Paragraph {number} with `code` and ~~struck~~ words." for number in range(90))
_ITEMS = (
    "- one\n- two\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[a link](https://x.example)"
)


def _picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(buffer, "PNG")
    return buffer.getvalue()


def _words(page: DrawnPage) -> str:
    return "".join(shape.text for shape in page.shapes if isinstance(shape, PageText))


def _squeezed(text: str) -> list[str]:
    """Characters without blanks, in an order that reading a file back cannot change."""
    return sorted("".join(text.split()).replace("\u00a0", ""))


@pytest.mark.parametrize("size", list(PageSize))
def test_each_page_says_what_the_page_of_the_file_says(size: PageSize) -> None:
    extra = section(SectionKind.OTHER, "Notes", f"{_ITEMS}\n\n![p](x.png)\n\n{_LONG}")
    incident = practice_example([extra])
    report = replace(
        postmortem_report(incident, context(incident)), brand=Brand(company="Ä", logo=_picture())
    )
    data, result = report_as_pdf(report, size, lambda _name: _picture())
    shown = report_as_pages(report, size, lambda _name: _picture()).pages
    printed = PdfReader(io.BytesIO(data)).pages
    assert len(shown) == result.pages == len(printed) > 1
    for page, file in zip(shown, printed, strict=True):
        assert [page.width, page.height] == pytest.approx([float(one) for one in file.mediabox[2:]])
        assert _squeezed(_words(page)) == _squeezed(file.extract_text())
        inside = [
            shape
            for shape in page.shapes
            if isinstance(shape, PageText)
            and not (0 < shape.x < page.width and 0 < shape.y < page.height)
        ]
        assert inside == []
        assert any(isinstance(shape, PageImage) for shape in page.shapes)


def test_the_first_pages_are_those_of_the_whole() -> None:
    incident = practice_example([section(SectionKind.OTHER, "Notes", _LONG)])
    report = postmortem_report(incident, context(incident))
    whole = report_as_pages(report, PageSize.A4, lambda _name: None)
    some = report_as_pages(report, PageSize.A4, lambda _name: None, most=2)
    assert some.total == whole.total == len(whole.pages) > 2
    assert some.pages == whole.pages[:2]


def test_drawing_can_be_stopped() -> None:
    incident = practice_example()
    report = postmortem_report(incident, context(incident))

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        report_as_pages(report, PageSize.A4, lambda _name: None, stop)
