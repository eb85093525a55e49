"""Files and folders into a library: once, safely, with a report."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from models.library import Library
from models.operations.incidents import save_incident
from models.reading import batch
from models.reading.batch import import_paths
from models.reading.reader import read_markdown
from models.vocabulary import LinkKind
from tests.models.reading.documents import PRACTICE_TEMPLATE

if TYPE_CHECKING:
    from pathlib import Path

    from models.reading.import_report import FileReport, ImportReport, Progress
    from models.reading.results import ReadResult

_NOW = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
_SMALL = "# {}\n\n**Date:** 2026-03-01\n\n## Summary\n\nIt was down for everybody.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    return made


def _write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _run(library: Library, *paths: Path, dry_run: bool = False) -> ImportReport:
    return import_paths(library, paths, as_of=_NOW, dry_run=dry_run)


def _outcomes(report: ImportReport) -> dict[str, str]:
    return {one.path.rsplit("/", 1)[-1]: one.outcome for one in report.files}


def _file(report: ImportReport, name: str) -> FileReport:
    return next(one for one in report.files if one.path.endswith(name))


def test_a_folder_and_everything_below_it(library: Library, folder: Path) -> None:
    _write(folder, "one.md", PRACTICE_TEMPLATE)
    _write(folder, "2026/03/two.md", _SMALL.format("Mail down"))
    _write(folder, "README.md", "# Reports\n\nOur incidents.\n")
    _write(folder, "graph.png", b"\x89PNG\0")
    _write(folder, ".git/three.md", _SMALL.format("Hidden"))
    _write(folder, ".four.md", _SMALL.format("Hidden too"))
    report = _run(library, folder)
    assert _outcomes(report) == {
        "one.md": "imported",
        "two.md": "imported",
        "README.md": "skipped",
        "graph.png": "skipped",
    }
    assert (report.totals.imported, report.totals.skipped) == (2, 2)
    assert _file(report, "one.md").keys == ("INC-2026-007",)
    stored = library.incidents.by_key("INC-2026-007")
    assert len(stored.timeline) == 8
    assert [item.owner for item in stored.action_items] == [
        "@search-team",
        "@platform-team",
        "@search-lead",
    ]


def test_an_incident_without_a_key_gets_the_librarys_next_one(
    library: Library, folder: Path
) -> None:
    report = _run(library, _write(folder, "a.md", _SMALL.format("Mail down")))
    assert report.files[0].keys == ("INC-2026-001",)


def test_the_bytes_are_kept(library: Library, folder: Path) -> None:
    data = PRACTICE_TEMPLATE.replace("\n", "\r\n").encode("utf-16")
    _run(library, _write(folder, "a.md", data))
    (kept,) = library.incidents.by_key("INC-2026-007").attachments
    assert kept.name == "a.md"
    assert library.attachments.read(kept.sha256) == data


def test_pictures_beside_the_file_are_kept_and_nothing_outside_the_folder(
    library: Library, folder: Path
) -> None:
    _write(folder.parent, "secret.png", b"secret")
    _write(folder, "reports/img/load.png", b"\x89PNG-1")
    _write(folder, "assets/disk graph.png", b"\x89PNG-2")
    pictures = (
        "![load](img/load.png)\n![disk](/assets/disk%20graph.png)\n![no](../../secret.png)\n"
        "![web](https://example.invalid/x.png)\n![gone](img/gone.png)\n<img src='img/load.png'>\n"
    )
    _write(folder, "reports/a.md", PRACTICE_TEMPLATE + f"\n## Appendix\n\n{pictures}")
    _run(library, folder)
    names = [one.name for one in library.incidents.by_key("INC-2026-007").attachments]
    assert sorted(names) == ["a.md", "disk graph.png", "load.png"]


def test_importing_twice_changes_nothing(library: Library, folder: Path) -> None:
    _write(folder, "one.md", PRACTICE_TEMPLATE)
    _write(folder, "two.md", _SMALL.format("Mail down"))
    first = _run(library, folder)
    before = library.changes.last()
    second = _run(library, folder)
    assert (second.totals.imported, second.totals.unchanged) == (0, 2)
    assert [one.keys for one in second.files] == [one.keys for one in first.files]
    assert library.changes.last() == before


def test_a_copy_under_another_name_is_the_same_file(library: Library, folder: Path) -> None:
    _write(folder, "one.md", PRACTICE_TEMPLATE)
    _write(folder, "two.md", PRACTICE_TEMPLATE)
    assert _outcomes(_run(library, folder)) == {"one.md": "imported", "two.md": "unchanged"}
    assert library.incidents.count() == 1


def test_a_changed_file_with_the_same_key_overwrites_nothing(
    library: Library, folder: Path
) -> None:
    _run(library, _write(folder, "one.md", PRACTICE_TEMPLATE))
    changed = _write(folder, "one.md", PRACTICE_TEMPLATE.replace("Catalogue", "Catalog"))
    report = _run(library, changed)
    assert report.files[0].outcome == "skipped"
    assert "INC-2026-007 is in the library already" in report.files[0].reason
    assert library.incidents.by_key("INC-2026-007").title == "Catalogue Search Outage"


def test_two_new_files_with_one_key(library: Library, folder: Path) -> None:
    _write(folder, "a.md", PRACTICE_TEMPLATE)
    _write(folder, "b.md", PRACTICE_TEMPLATE.replace("Catalogue", "Catalog"))
    report = _run(library, folder)
    assert _outcomes(report) == {"a.md": "imported", "b.md": "skipped"}
    assert "another file" in _file(report, "b.md").reason.lower()


def test_a_file_with_several_incidents_makes_several(library: Library, folder: Path) -> None:
    part = (
        "## {} - {}\n\n**Duration:** 10:00 to 10:30 UTC\n\n**Timeline:**\n\n- 10:00 UTC - alert\n\n"
    )
    text = (
        "# Two outages\n\n"
        + part.format("March 3, 2026", "Disk")
        + part.format("March 5, 2026", "Mail")
    )
    report = _run(library, _write(folder, "month.md", text))
    assert report.files[0].keys == ("INC-2026-001", "INC-2026-002")
    again = _run(library, folder / "month.md")
    assert (again.files[0].outcome, again.files[0].keys) == ("unchanged", report.files[0].keys)


def test_a_dry_run_writes_nothing_and_reports_the_same(library: Library, folder: Path) -> None:
    _write(folder, "one.md", PRACTICE_TEMPLATE)
    report = _run(library, folder, dry_run=True)
    assert (report.dry_run, report.totals.imported) == (True, 1)
    assert (report.files[0].keys, library.incidents.count()) == (("INC-2026-007",), 0)
    assert {one.name for one in report.files[0].fields} >= {"started_at", "timeline", "severity"}


def test_a_file_that_breaks_the_reader_stops_nothing(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(folder, "a.md", _SMALL.format("Mail down"))
    _write(folder, "b.md", _SMALL.format("Search down"))
    whole = read_markdown

    def breaking(data: bytes, *, name: str, zone: str = "UTC") -> ReadResult:
        if name.endswith("a.md"):
            msg = "a bug"
            raise ZeroDivisionError(msg)
        return whole(data, name=name, zone=zone)

    monkeypatch.setattr(batch, "read_markdown", breaking)
    report = _run(library, folder)
    assert _outcomes(report) == {"a.md": "failed", "b.md": "imported"}
    assert "a bug" in _file(report, "a.md").reason


def test_what_the_store_refuses_fails_alone(library: Library, folder: Path) -> None:
    huge = _SMALL.format("Mail down").replace("## Summary", "**Data loss:** no\n\n## Summary")
    _write(folder, "a.md", huge)
    _write(folder, "b.md", _front(users=10**30))
    _write(folder, "c.md", _front(revenue="1e40"))
    report = _run(library, folder)
    assert _outcomes(report) == {"a.md": "imported", "b.md": "imported", "c.md": "failed"}
    assert "revenue" in _file(report, "c.md").reason


def _front(*, users: int = 1, revenue: str = "1") -> str:
    return (
        f"---\nseverity: 2\ntitle: Mail {users}\nimpact: {{users_affected: {users}, "
        f"revenue: {revenue}}}\n"
        "---\n\n## Summary\n\nIt was down.\n"
    )


def test_a_path_that_does_not_exist(library: Library, folder: Path) -> None:
    report = _run(library, folder / "gone.md")
    assert (report.files[0].outcome, report.files[0].reason) == ("failed", "There is no such file.")


def test_a_file_too_large_to_be_a_report(library: Library, folder: Path) -> None:
    path = _write(folder, "huge.md", b"a")
    with path.open("r+b") as file:
        file.truncate(21 * 1024 * 1024)
    assert "larger than 20 MB" in _run(library, path).files[0].reason


def test_progress_and_cancelling_between_files(library: Library, folder: Path) -> None:
    for number in range(6):
        _write(folder, f"{number}.md", _SMALL.format(f"Outage {number}"))
    seen: list[Progress] = []
    report = import_paths(
        library,
        [folder],
        as_of=_NOW,
        progress=seen.append,
        cancelled=lambda: len(seen) >= 4,
    )
    assert report.cancelled
    assert [one.done for one in seen] == [0, 1, 2, 3]
    assert {one.total for one in seen} == {6}
    assert library.incidents.count() == report.totals.imported == 4


def test_links_named_in_front_matter_are_made(library: Library, folder: Path) -> None:
    front = (
        "---\nkey: {}\nseverity: 2\ntitle: {}\nlinks: [{{to: {}, kind: recurrence of, "
        'reason: "again"}}]\n---\n\n## Summary\n\nDown.\n'
    )
    _write(folder, "a.md", front.format("INC-2026-100", "Disk full again", "INC-2026-101"))
    _write(folder, "b.md", front.format("INC-2026-101", "Disk full", "INC-1999-001"))
    report = _run(library, folder)
    (link,) = library.incidents.by_key("INC-2026-100").links
    assert (link.key, link.kind, link.reason) == ("INC-2026-101", LinkKind.RECURRENCE_OF, "again")
    assert any("INC-1999-001" in warning for warning in _file(report, "b.md").warnings)


def test_an_exported_incident_comes_back_into_another_library_and_not_into_its_own(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    from exporters.markdown import write_markdown

    _run(library, _write(folder, "one.md", PRACTICE_TEMPLATE))
    stored = library.incidents.by_key("INC-2026-007")
    exported = _write(folder, "exported.md", write_markdown(stored))
    assert _run(library, exported).files[0].outcome == "skipped"
    with Library.create(tmp_path / "other.afterword", clock=lambda: _NOW) as other:
        assert _run(other, exported).files[0].keys == ("INC-2026-007",)
        assert other.incidents.by_key("INC-2026-007").id == stored.id


def test_edits_in_the_library_survive_the_same_file(library: Library, folder: Path) -> None:
    from dataclasses import replace

    path = _write(folder, "one.md", PRACTICE_TEMPLATE)
    _run(library, path)
    stored = library.incidents.by_key("INC-2026-007")
    save_incident(library, replace(stored, title="Search was empty"))
    assert _run(library, path).files[0].outcome == "unchanged"
    assert library.incidents.by_key("INC-2026-007").title == "Search was empty"


def test_the_report_as_json(library: Library, folder: Path) -> None:
    _write(folder, "one.md", PRACTICE_TEMPLATE)
    _write(folder, "README.md", "# Reports\n")
    found = _run(library, folder).to_json()
    assert found["totals"] == {"imported": 1, "unchanged": 0, "skipped": 1, "failed": 0}
    files = found["files"]
    assert isinstance(files, list)
    skipped, imported = files
    assert skipped.keys() == {"path", "outcome", "keys", "fields", "warnings"}
    assert "accompanies" in skipped["warnings"][0]
    assert imported["fields"][0].keys() == {"name", "value", "line", "confidence"}


def test_clock_times_without_a_zone_are_in_the_zone_asked_for(
    library: Library, folder: Path
) -> None:
    text = "# Mail down\n\n**Date:** 2026-07-01\n\n## Timeline\n\n- 12:00 alert\n"
    import_paths(library, [_write(folder, "a.md", text)], as_of=_NOW, zone="Europe/Berlin")
    assert library.incidents.by_key("INC-2026-001").started_at == datetime(
        2026, 7, 1, 10, tzinfo=UTC
    )
