from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.desktop.command_line.conftest import Answer


def test_import_makes_the_library_and_reports_each_file(
    afterword: Callable[..., Answer], postmortems: Path
) -> None:
    answer = afterword("import", postmortems, "--json")
    assert answer.code == 0
    report = answer.json
    assert report["totals"] == {"imported": 2, "unchanged": 0, "skipped": 1, "failed": 0}
    files = {Path(file["path"]).name: file for file in report["files"]}
    assert files["checkout.md"]["outcome"] == "imported"
    assert files["checkout.md"]["keys"] == ["INC-2025-007"]
    assert files["README.md"]["outcome"] == "skipped"
    field = next(one for one in files["checkout.md"]["fields"] if one["name"] == "severity")
    assert field["value"] == "SEV-2"
    assert set(field) == {"name", "value", "line", "confidence"}
    assert set(files["login.md"]) >= {"path", "outcome", "keys", "fields", "warnings"}


def test_importing_again_changes_nothing(
    afterword: Callable[..., Answer], library: Path, postmortems: Path
) -> None:
    assert library.exists()
    report = afterword("import", postmortems, "--json").json
    assert report["totals"] == {"imported": 0, "unchanged": 2, "skipped": 1, "failed": 0}


def test_a_dry_run_reports_and_writes_nothing(
    afterword: Callable[..., Answer], home: Path, postmortems: Path
) -> None:
    report = afterword("import", postmortems, "--dry-run", "--json").json
    assert report["totals"]["imported"] == 2
    assert not (home / "home.afterword").exists()
    assert not (home / "cache").exists()


def test_a_dry_run_on_a_library_writes_nothing_to_it(
    afterword: Callable[..., Answer], library: Path, home: Path
) -> None:
    assert library.exists()
    (home / "new.md").write_text(
        "# Postmortem: Disk full\n\n**Incident ID:** INC-2025-099\n**Severity:** SEV-4\n"
        "**Date:** 2025-03-02\n\n## Root Cause\n\nLogs were kept for ever.\n",
        encoding="utf-8",
    )
    afterword("import", home / "new.md", "--dry-run")
    assert len(afterword("list", "incidents", "--json").json["incidents"]) == 2


def test_a_file_that_cannot_be_read_is_a_finding_and_stops_nothing(
    afterword: Callable[..., Answer], postmortems: Path
) -> None:
    (postmortems / "broken.md").write_bytes(b"# Postmortem\x00\xff\xfe\x00\x01" * 50)
    answer = afterword("import", postmortems, "--json")
    totals = answer.json["totals"]
    assert totals["imported"] == 2
    assert answer.code == (1 if totals["failed"] else 0)


def test_a_path_that_is_not_there_is_bad_input(
    afterword: Callable[..., Answer], home: Path
) -> None:
    answer = afterword("import", home / "nowhere")
    assert answer.code == 2
    assert "nowhere" in answer.err
    assert not (home / "home.afterword").exists()


def test_without_json_a_person_can_read_it(
    afterword: Callable[..., Answer], postmortems: Path
) -> None:
    lines = afterword("import", postmortems).out.splitlines()
    assert lines[-1] == "2 imported, 0 unchanged, 1 skipped, 0 failed"
    assert any("checkout.md" in line and "INC-2025-007" in line for line in lines)
