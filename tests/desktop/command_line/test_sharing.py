"""Review packs, digests and sites from the command line, and who was given them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desktop.main import main
from models.library import Library
from models.operations.incidents import save_incident
from models.operations.reviews import save_review
from models.review import Review, ReviewedIncident
from models.vocabulary import PostmortemStatus
from tests.models.examples import incident, payment_outage

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHED = datetime(2025, 3, 17, 9, tzinfo=UTC)


@pytest.fixture
def location(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "library.afterword"
    with Library.create(path) as library:
        given = payment_outage()
        assert given.postmortem is not None
        document = replace(given.postmortem, status=PostmortemStatus.FINAL, published_at=PUBLISHED)
        save_incident(library, replace(given, postmortem=document))
        save_incident(library, incident("OLD-1", services=("search",)))
        one = library.incidents.by_key("INC-2025-034")
        save_review(
            library,
            Review(title="Checkout v2", incidents=(ReviewedIncident(incident_id=one.id),)),
        )
    return str(path)


def shared(location: str) -> list[tuple[str, str]]:
    with Library.open(location) as library:
        id = library.incidents.by_key("INC-2025-034").id
        return [(one.channel.value, one.recipients) for one in library.shares.of(id)]


@pytest.mark.parametrize("name", ["1", "checkout v2", "Checkout"])
def test_a_pack_is_written_by_number_title_or_part(
    location: str, tmp_path: Path, name: str
) -> None:
    target = tmp_path / "pack.json"
    command = ["--library", location, "report", "review", name, "-o", str(target)]
    assert main([*command, "--shared-with", "architects"]) == 0
    values = json.loads(target.read_text("utf-8"))
    assert values["review"]["incidents"][0]["key"] == "INC-2025-034"
    assert shared(location) == [("report", "architects")]


def test_a_review_that_is_not_there_is_said(
    location: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "pack.pdf"
    assert main(["--library", location, "report", "review", "9", "-o", str(target)]) == 2
    assert "There are: 1 Checkout v2." in capsys.readouterr().err
    assert main(["--library", location, "report", "review", "-o", str(target)]) == 2
    assert not target.exists()


def test_a_digest_tells_of_its_month_only(location: str, tmp_path: Path) -> None:
    march, april = tmp_path / "march.md", tmp_path / "april.md"
    command = ["--library", location, "report", "digest", "--as-of", "2025-05-01", "--month"]
    assert main([*command, "2025-03", "-o", str(march), "--shared-with", "everybody"]) == 0
    assert main([*command, "2025-04", "-o", str(april), "--shared-with", "everybody"]) == 0
    assert "Payment Service Outage" in march.read_text("utf-8")
    assert "No postmortem was published in April 2025." in april.read_text("utf-8")
    assert shared(location) == [("message", "everybody")]


def test_a_site_of_what_a_search_finds_is_kept_as_shared(location: str, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    command = ["--library", location, "export", "--to", str(folder), "--format", "html"]
    assert main([*command, "--where", "service:payments", "--shared-with", "platform"]) == 0
    assert len(list(folder.glob("*.html"))) == 3
    assert shared(location) == [("site", "platform")]
    assert main([*command, "--where", "zebra"]) == 2


def test_what_hands_out_no_postmortem_is_shared_with_nobody(location: str, tmp_path: Path) -> None:
    target = str(tmp_path / "actions.md")
    command = ["--library", location, "report", "actions", "-o", target]
    assert main([*command, "--shared-with", "everybody"]) == 2
    assert shared(location) == []
