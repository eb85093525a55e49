"""Documents of real postmortems that other people wrote, read by the importer."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from exporters.html import render_markdown
from exporters.pdf.pages import report_as_pdf
from exporters.report_context import PageSize, ReportContext
from exporters.reports.postmortem import postmortem_report
from models.reading.reader import read_markdown

_CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
_LONG = (
    "posthog/2025-10-03-surveys-sdk-bug.md",
    "chia/2022-08/2022-08-19-CATbleed.md",
    "2i2c/reports/2025-05-12-earthscope-resource-provisioning-issue.md",
)

pytestmark = pytest.mark.skipif(
    not _CORPUS.is_dir(), reason="the corpus of real postmortems (../shared/corpus) is not here"
)


@pytest.mark.parametrize("name", _LONG)
def test_a_long_real_document_is_set(name: str) -> None:
    path = _CORPUS / name
    (read, *_) = read_markdown(path.read_bytes(), name=path.name).incidents
    incident = read.incident
    context = ReportContext(library_name="Corpus", as_of=datetime(2026, 3, 1, tzinfo=UTC))
    report = postmortem_report(incident, context)
    data, result = report_as_pdf(report, PageSize.A4, lambda _name: None)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    assert 2 <= result.pages <= 12
    assert result.replaced_characters == 0
    assert " ".join(incident.title.split()[:2]) in " ".join(text.split())
    for event in incident.timeline:
        assert " ".join(event.text.split("`")[0].split("[")[0].split()[:3]) in " ".join(
            text.split()
        )


def test_every_real_text_is_shown_as_html() -> None:
    for path in sorted(_CORPUS.rglob("*.md")):
        html = render_markdown(path.read_text(encoding="utf-8", errors="replace"))
        assert "<script" not in html
        assert 'src="http' not in html
