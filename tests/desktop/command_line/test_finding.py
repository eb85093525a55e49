from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.desktop.command_line.conftest import Answer

pytestmark = pytest.mark.usefixtures("library")


def test_search_answers_in_the_fixed_shape(afterword: Callable[..., Answer]) -> None:
    answer = afterword("search", "severity:SEV-2 queue", "--json")
    assert answer.code == 0
    found = answer.json
    assert set(found) >= {
        "query", "understood", "total", "elapsed_ms", "did_you_mean", "hits", "facets",
    }  # fmt: skip
    assert found["query"] == "severity:SEV-2 queue"
    assert found["total"] == 1
    (hit,) = found["hits"]
    assert set(hit) == {"key", "title", "severity", "started_at", "score", "snippet"}
    assert hit["key"] == "INC-2025-007"
    assert hit["severity"] == "SEV-2"
    assert hit["started_at"] == "2025-02-03T10:00:00Z"
    assert "queue" in hit["snippet"]
    assert found["facets"]["severity"]["SEV-2"] == 1


def test_search_sees_what_was_committed_since(afterword: Callable[..., Answer], home: Path) -> None:
    (home / "late.md").write_text(
        "# Postmortem: Certificate lapsed\n\n**Incident ID:** INC-2025-020\n**Date:** 2025-03-09\n"
        "**Severity:** SEV-1\n\n## Root Cause\n\nThe certificate's renewal was never scheduled.\n",
        encoding="utf-8",
    )
    afterword("import", home / "late.md")
    hits = afterword("search", "certificate", "--json").json["hits"]
    assert [hit["key"] for hit in hits] == ["INC-2025-020"]


def test_search_rebuilds_an_index_that_is_gone(
    afterword: Callable[..., Answer], home: Path
) -> None:
    import shutil

    shutil.rmtree(home / "cache")
    assert afterword("search", "tokens", "--json").json["total"] == 1


def test_nothing_found_is_an_answer_and_no_finding(afterword: Callable[..., Answer]) -> None:
    answer = afterword("search", "xylophone", "--json")
    assert answer.code == 0
    assert answer.json["total"] == 0


def test_limit_bounds_the_hits_and_not_the_total(afterword: Callable[..., Answer]) -> None:
    found = afterword("search", "root cause OR pool OR clock", "--limit", "1", "--json").json
    assert len(found["hits"]) == 1


def test_show_answers_in_the_fixed_shape(afterword: Callable[..., Answer]) -> None:
    shown = afterword("show", "inc-2025-007", "--json").json
    assert set(shown) >= {
        "key", "title", "severity", "status", "kind", "started_at", "detected_at",
        "acknowledged_at", "mitigated_at", "resolved_at", "duration_minutes", "services",
        "category", "tags", "authors", "reviewers", "impact", "sections", "timeline",
        "contributing_factors", "defences", "action_items", "links",
    }  # fmt: skip
    assert shown["key"] == "INC-2025-007"
    assert shown["status"] == "final"
    assert shown["duration_minutes"] == 30
    assert shown["authors"] == ["@mira"]
    assert [event["at"] for event in shown["timeline"]] == [
        "2025-02-03T10:00:00Z",
        "2025-02-03T10:04:00Z",
        "2025-02-03T10:30:00Z",
    ]
    assert set(shown["timeline"][0]) == {"at", "kind", "text"}
    (action,) = shown["action_items"]
    assert set(action) == {
        "number", "title", "owner", "due_on", "tracker_key", "status", "completed_on", "kind",
        "strength",
    }  # fmt: skip
    assert action["owner"] == "@mira"
    assert action["due_on"] == "2025-02-10"
    assert action["tracker_key"] == "SHOP-12"
    assert {"kind", "title", "markdown"} == set(shown["sections"][0])


def test_show_without_json_is_the_markdown(afterword: Callable[..., Answer]) -> None:
    text = afterword("show", "INC-2025-007").out
    assert "Checkout queue ran full" in text
    assert "## Root Cause" in text


def test_list_incidents(afterword: Callable[..., Answer]) -> None:
    rows = afterword("list", "incidents", "--json").json["incidents"]
    assert [row["key"] for row in rows] == ["INC-2025-011", "INC-2025-007"]
    assert rows[1]["total_actions"] == 1


def test_list_where_a_search_finds(afterword: Callable[..., Answer]) -> None:
    rows = afterword("list", "incidents", "--where", "severity:SEV-3", "--json").json["incidents"]
    assert [row["key"] for row in rows] == ["INC-2025-011"]
    actions = afterword("list", "actions", "--where", "severity:SEV-3", "--json").json["actions"]
    assert actions == []


def test_list_actions_by_their_own_query(afterword: Callable[..., Answer]) -> None:
    def titles(where: str, day: str) -> list[str]:
        given = ("list", "actions", "--where", where, "--as-of", day, "--json")
        return [row["title"] for row in afterword(*given).json["actions"]]

    assert len(titles("overdue:yes", "2025-02-12")) == 1
    assert titles("overdue:yes", "2025-02-10") == []
    assert len(titles("due:<1w", "2025-02-08")) == 1
    assert titles("owner:nobody-at-all", "2025-02-12") == []


def test_a_query_that_is_not_understood_says_so(afterword: Callable[..., Answer]) -> None:
    answer = afterword("list", "actions", "--where", "status:late")
    assert "status: takes open" in answer.err


def test_due_dates_become_a_calendar(afterword: Callable[..., Answer], tmp_path: Path) -> None:
    target = tmp_path / "due.ics"
    afterword("list", "actions", "--where", "open:yes", "--ics", str(target))
    assert target.read_text(encoding="utf-8").count("BEGIN:VEVENT") == 1
    assert afterword("list", "links", "--ics", str(target)).code == 2


def test_list_actions_as_of_an_instant(afterword: Callable[..., Answer]) -> None:
    (row,) = afterword("list", "actions", "--as-of", "2025-02-12", "--json").json["actions"]
    assert row["overdue_days"] == 2
    assert row["incident_key"] == "INC-2025-007"
    (row,) = afterword("list", "actions", "--as-of", "2025-02-01", "--json").json["actions"]
    assert row["overdue_days"] == 0


def test_lists_are_readable_tables(afterword: Callable[..., Answer]) -> None:
    lines = afterword("list", "incidents").out.splitlines()
    assert lines[0].split() == ["KEY", "SEVERITY", "STARTED", "STATUS", "ACTIONS", "TITLE"]
    assert lines[2].startswith("INC-2025-007  SEV-2     2025-02-03 10:00  final")


def test_link_is_listed_and_shown_from_both_sides(afterword: Callable[..., Answer]) -> None:
    answer = afterword(
        "link", "INC-2025-011", "INC-2025-007", "--as", "same class", "--reason", "sizing again"
    )
    assert answer.code == 0
    assert answer.out.splitlines()[0] == "INC-2025-011: same class INC-2025-007"
    (row,) = afterword("list", "links", "--json").json["links"]
    assert (row["from_key"], row["to_key"]) == ("INC-2025-011", "INC-2025-007")
    assert (row["kind"], row["reason"]) == ("same class", "sizing again")
    (link,) = afterword("show", "INC-2025-007", "--json").json["links"]
    assert set(link) == {"key", "kind", "reason"}
    assert link["key"] == "INC-2025-011"


def test_who_links_is_kept(afterword: Callable[..., Answer]) -> None:
    for kind in ("related", "same class"):
        said = afterword("link", "INC-2025-011", "INC-2025-007", "--as", kind, "--by", "@mira")
        assert said.code == 0
    rows = afterword("list", "links", "--json").json["links"]
    assert [row["made_by"] for row in rows] == ["@mira", "@mira"]


def test_linking_a_repeat_files_and_says_what_was_known(afterword: Callable[..., Answer]) -> None:
    kind = ("--as", "recurrence of")
    said = afterword("link", "INC-2025-011", "INC-2025-007", *kind, "--json").json
    assert set(said) == {"key", "to", "kind", "reason", "repeat", "known"}
    assert (said["repeat"], said["known"]) == ("INC-2025-011", "late")
    lines = afterword("link", "INC-2025-011", "INC-2025-007", *kind).out.splitlines()
    assert lines[1:] == [
        "When INC-2025-011 started, it was late: an action item was open past its date."
    ]
    said = afterword("link", "INC-2025-011", "INC-2025-007", "--as", "related", "--json").json
    assert (said["repeat"], said["known"]) == (None, None)


def test_similar_to_an_incident_and_to_a_text(afterword: Callable[..., Answer], home: Path) -> None:
    text = home / "design.txt"
    text.write_text("Orders wait in a queue that a consumer pool empties.", encoding="utf-8")
    pairs = afterword("similar", "--text", text, "--json").json["pairs"]
    assert pairs[0]["key"] == "INC-2025-007"
    assert set(pairs[0]) == {"key", "score", "evidence"}
    others = afterword("similar", "INC-2025-007", "--json").json["pairs"]
    assert "INC-2025-007" not in [pair["key"] for pair in others]


def test_similar_needs_one_subject(afterword: Callable[..., Answer]) -> None:
    assert afterword("similar").code == 2
