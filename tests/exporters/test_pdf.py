"""The PDF of a postmortem, read back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from exporters.pdf import PageSize, PdfResult, write_postmortem_pdf
from models.errors import BadInputError
from models.incident import Incident, Postmortem
from models.vocabulary import PostmortemStatus, SectionKind
from tests.exporters.examples import context, practice_example, section

if TYPE_CHECKING:
    from pathlib import Path

    from models.incident import Section

    Written = tuple[PdfReader, PdfResult]


def _written(target: Path, incident: Incident, **changes: Any) -> Written:
    result = write_postmortem_pdf(incident, target, context=context(incident, **changes))
    return PdfReader(target), result


def _text(reader: PdfReader) -> str:
    """All words, wherever their lines were broken."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def _with(*sections: Section) -> Incident:
    return practice_example(sections)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return _written(tmp_path_factory.mktemp("pdf") / "example.pdf", practice_example())


def test_it_is_one_page_that_says_everything(example: Written) -> None:
    reader, result = example
    text = _text(reader)
    assert result == PdfResult(pages=1, replaced_characters=0)
    for said in (
        "INC-2025-034", "SEV-1", "payment-service, payment-db", "Payment Service Outage",
        "15 March 2025. Published 21 March 2025, revision 16.", "Written by @payment-engineer-lead",
        "Reviewed by @platform-lead and @cto.", "47 min", "14:23–15:10", "~12,000", "~340",
        "~€8,500", "2.3%", "violated", "Window, UTC",
        "detected after 2 min, decided after 12, mitigated after 22, recovered after 47",
        "payment-service-5xx-error-rate", "+52", "What worked well", "Where we got lucky",
        "PAY-456", "intermediate", "22 Mar", "@db-engineer",
        "Third of its class: follows INC-2024-058 (6 Jun 2024) and INC-2024-112 (8 Nov 2024)",
        "This document describes systems and decisions, not people.",
        "Required by policy v3: SEV-1; user impact 47 min; availability SLO violated",
        "As of 2025-03-21 15:04:40 UTC.", "Data fingerprint sha256",
        "Generated offline by Afterword 1.0.", "Page 1 of 1",
    ):  # fmt: skip
        assert said in text, said


def test_every_font_is_embedded_and_none_is_a_stand_in(example: Written) -> None:
    reader, _ = example
    names = _fonts(reader)
    assert names
    assert all(
        re.fullmatch(r"/[A-Z]{6}\+(Inter|SourceSerif4|JetBrainsMono)-\w+", name) for name in names
    )


def test_properties_outline_and_language_are_set(example: Written) -> None:
    reader, _ = example
    properties = reader.metadata
    assert properties is not None
    assert properties.title == "Payment Service Outage"
    assert properties.author == "@payment-engineer-lead"
    assert "INC-2025-034" in str(properties.get("/Keywords"))
    assert properties.creator == "Afterword 1.0"
    assert str(properties.get("/CreationDate")) == "D:20250321150440Z"
    assert str(reader.root_object["/Lang"]) == "en-GB"
    top, inside = reader.outline
    assert not isinstance(top, list)
    assert top.title == "Payment Service Outage"
    assert isinstance(inside, list)
    titles = [one.title for one in inside if not isinstance(one, list)]
    assert titles == [
        "Timeline", "Root cause", "Contributing factors", "What worked well",
        "Where we got lucky", "Action items",
    ]  # fmt: skip


def test_the_same_incident_gives_the_same_bytes(tmp_path: Path) -> None:
    incident = practice_example()
    for name in ("a.pdf", "b.pdf"):
        write_postmortem_pdf(incident, tmp_path / name, context=context(incident))
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_another_incident_has_another_fingerprint(tmp_path: Path) -> None:
    first, _ = _written(tmp_path / "a.pdf", practice_example())
    second, _ = _written(tmp_path / "b.pdf", replace(practice_example(), title="Other"))
    found = [re.search(r"sha256 ([0-9a-f ]+)", _text(one)) for one in (first, second)]
    assert found[0]
    assert found[1]
    assert found[0][1] != found[1][1]


@pytest.mark.parametrize(
    ("size", "wide"), [(PageSize.A4, 595.276), (PageSize.LETTER, 612.0)], ids=str
)
def test_paper_is_chosen(tmp_path: Path, size: PageSize, wide: float) -> None:
    reader, _ = _written(tmp_path / "x.pdf", practice_example(), page_size=size)
    assert float(reader.pages[0].mediabox.width) == pytest.approx(wide, abs=0.01)


@pytest.mark.parametrize(
    ("status", "word"),
    [(PostmortemStatus.DRAFT, "draft"), (PostmortemStatus.IN_REVIEW, "in review")],
)
def test_what_is_not_final_says_so_on_every_page(
    tmp_path: Path, status: PostmortemStatus, word: str
) -> None:
    long = section(SectionKind.OTHER, "Background", "A paragraph.\n\n" * 120)
    incident = _with(long)
    assert incident.postmortem
    draft = replace(incident.postmortem, status=status, published_at=None)
    reader, result = _written(tmp_path / "x.pdf", replace(incident, postmortem=draft))
    assert result.pages > 1
    assert all(f", {word}" in page.extract_text() for page in reader.pages)
    assert "not published" in _text(reader)


def test_what_is_not_known_is_said_and_not_made_up(tmp_path: Path) -> None:
    bare = Incident(key="INC-1", title="Something", postmortem=Postmortem())
    reader, _ = _written(tmp_path / "x.pdf", bare)
    text = _text(reader)
    assert "Date not recorded." in text
    assert "unknown" in text
    assert "Users affected" not in text
    assert "Policy v3 cannot tell; not recorded: severity, start, SLO, data loss" in text


def test_an_incident_without_key_or_title_is_a_page(tmp_path: Path) -> None:
    reader, _ = _written(tmp_path / "x.pdf", Incident(key="", title=""))
    assert "Untitled incident" in _text(reader)
    assert "Incident record" in _text(reader)


def test_times_are_shown_in_the_zone_that_is_named(tmp_path: Path) -> None:
    reader, _ = _written(tmp_path / "x.pdf", practice_example(), zone="Europe/Berlin")
    text = _text(reader)
    assert "Window, Europe/Berlin" in text
    assert "15:23–16:10" in text
    assert "Time, Europe/Berlin" in text


def test_links_lead_to_the_web_only(tmp_path: Path) -> None:
    reader, _ = _written(
        tmp_path / "x.pdf",
        _with(
            section(
                SectionKind.OTHER,
                "Links",
                "[good](https://example.com/) [mail](mailto:a@b.example) [bad](javascript:alert(1))"
                " <a href='file:///etc/passwd'>worse</a> ![pixel](https://example.com/p.png)",
            )
        ),
    )
    addresses = [
        annotation.get_object()["/A"]["/URI"]
        for page in reader.pages
        for annotation in page.get("/Annots", ())
        if "/A" in annotation.get_object()
    ]
    assert addresses == [
        "https://example.com/", "mailto:a@b.example", "https://example.com/p.png",
    ]  # fmt: skip


def test_a_pdf_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be written"):
        _written(tmp_path / "missing" / "x.pdf", practice_example())
    assert list(tmp_path.iterdir()) == []


def test_a_new_pdf_replaces_the_old_one_whole(tmp_path: Path) -> None:
    target = tmp_path / "x.pdf"
    target.write_text("old")
    _written(target, practice_example())
    assert target.read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


def _fonts(reader: PdfReader) -> set[str]:
    """Base names of every font of every page; a font without its file fails here."""
    names = set()
    for page in reader.pages:
        resources = page["/Resources"].get_object()
        assert isinstance(resources, DictionaryObject)
        fonts = resources["/Font"].get_object()
        assert isinstance(fonts, DictionaryObject)
        for font in fonts.values():
            told = font.get_object()
            assert "/FontFile2" in told["/FontDescriptor"], told["/BaseFont"]
            names.add(str(told["/BaseFont"]))
    return names
