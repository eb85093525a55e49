from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from models.blameless.hints import BlamelessReader
from models.blameless.rules import RuleBook
from models.library import Library
from models.operations.hints import keep_hint
from models.operations.policies import save_policy
from resources import files
from tests.models.figures.practice_library import TABLE, fill_practice_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.desktop.command_line.conftest import Answer

_BLAMING = "# Postmortem: Deploy\n\n## Root Cause\n\nThe engineer should have tested the change.\n"


def test_lint_of_a_file_needs_no_library(afterword: Callable[..., Answer], home: Path) -> None:
    (home / "draft.md").write_text(_BLAMING, encoding="utf-8")
    answer = afterword("lint", home / "draft.md", "--json")
    assert answer.code == 1
    hint = answer.json["hints"][0]
    assert set(hint) == {"line", "column", "text", "rule", "why", "rewrite"}
    assert hint["line"] == 5
    assert "should have" in hint["text"]
    assert not (home / "home.afterword").exists()


@pytest.mark.usefixtures("library")
def test_lint_of_an_incident_that_blames_nobody(afterword: Callable[..., Answer]) -> None:
    answer = afterword("lint", "INC-2025-007", "--json")
    assert answer.code == 0
    assert answer.json == {"hints": []}


def test_lint_of_an_incident_leaves_out_what_a_person_kept(
    afterword: Callable[..., Answer], home: Path
) -> None:
    (home / "draft.md").write_text(
        _BLAMING.replace("Deploy", "Deploy\n\n**Incident ID:** INC-2025-050"), encoding="utf-8"
    )
    afterword("import", home / "draft.md")
    found = afterword("lint", "INC-2025-050", "--json")
    assert found.code == 1
    with closing(Library.open(home / "home.afterword")) as library:
        one = library.incidents.by_key("INC-2025-050")
        (hint,) = BlamelessReader(RuleBook.shipped(), ()).hints(one.sections[0].markdown)
        keep_hint(library, one.id, rule=hint.rule, passage=hint.passage, reason="a quotation")
    answer = afterword("lint", "INC-2025-050", "--json")
    assert answer.code == 0
    assert answer.json == {"hints": []}


def test_a_final_is_judged_by_the_policy_of_its_day(
    afterword: Callable[..., Answer], library: Path
) -> None:
    toml = files.text("policy/default.toml")
    with closing(Library.open(library)) as opened:
        save_policy(opened, toml.replace("meeting_hours = 48", "meeting_hours = 24"))
    ours = afterword("policy", "INC-2025-007", "--as-of", "2025-03-19", "--json").json
    other = afterword("policy", "INC-2025-011", "--as-of", "2025-03-19", "--json").json
    assert (ours["policy_version"], other["policy_version"]) == (None, 1)
    assert ours["meeting_due"] == "2025-02-05T10:30:00Z"
    assert other["meeting_due"] == "2025-03-02T08:20:00Z"


@pytest.mark.usefixtures("library")
def test_policy_answers_in_the_fixed_shape(afterword: Callable[..., Answer]) -> None:
    verdict = afterword("policy", "INC-2025-007", "--as-of", "2025-03-19", "--json").json
    assert set(verdict) >= {"verdict", "rules", "meeting_due", "document_due"}
    assert verdict["verdict"] == "required"
    assert verdict["meeting_due"] == "2025-02-05T10:30:00Z"
    assert set(verdict["rules"][0]) == {"name", "outcome", "reason", "missing"}
    assert "fired" in [rule["outcome"] for rule in verdict["rules"]]


@pytest.mark.usefixtures("library")
def test_policy_names_the_fields_that_are_missing(afterword: Callable[..., Answer]) -> None:
    verdict = afterword("policy", "INC-2025-011", "--as-of", "2025-03-19", "--json").json
    assert verdict["verdict"] == "unknown"
    assert any(rule["missing"] for rule in verdict["rules"])


@pytest.mark.usefixtures("library")
def test_metrics_answer_in_the_fixed_shape(afterword: Callable[..., Answer]) -> None:
    found = afterword("metrics", "--month", "2025-02", "--as-of", "2025-03-19", "--json").json
    assert set(found) >= {
        "period", "previous", "as_of", "incidents_by_severity", "postmortem_completion",
        "postmortem_on_time", "time_to_postmortem", "action_item_completion",
        "action_items_created", "action_items_completed", "repeat_incident_rate",
        "time_to_detect", "time_to_mitigate", "time_to_resolve", "top_categories", "maturity",
    }  # fmt: skip
    assert found["as_of"] == "2025-03-19T00:00:00Z"
    assert found["incidents_by_severity"]["SEV-2"]["value"] == 1
    assert set(found["postmortem_completion"]) >= {"k", "n", "value", "low", "high", "target"}
    assert found["time_to_resolve"]["median"] == 30
    assert found["action_item_completion"]["n"] == 1


@pytest.mark.usefixtures("library")
def test_metrics_of_free_dates_and_of_the_last_month(afterword: Callable[..., Answer]) -> None:
    dates = ("--from", "2025-02-01", "--to", "2025-02-28")
    found = afterword("metrics", *dates, "--as-of", "2025-03-19", "--json").json
    assert found["period"]["from"] == "2025-02-01"
    assert found["period"]["to"] == "2025-02-28"
    last = afterword("metrics", "--as-of", "2025-03-19", "--json").json
    assert last["period"]["label"] == "February 2025"


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "period", [("--from", "2025-02-01"), ("--month", "Smarch"), ("--window", "99")]
)
def test_metrics_of_no_period_are_bad_input(
    afterword: Callable[..., Answer], period: tuple[str, ...]
) -> None:
    assert afterword("metrics", *period).code == 2


@pytest.mark.usefixtures("library")
def test_metrics_for_a_person(afterword: Callable[..., Answer]) -> None:
    lines = afterword("metrics", "--month", "2025-02", "--as-of", "2025-03-19").out.splitlines()
    assert lines[0].split()[:3] == ["METRIC", "February", "2025"]
    assert any(line.startswith("SEV-2 Incidents") for line in lines)
    assert lines[-1].startswith("As of 2025-03-19 00:00 UTC.")


def test_metrics_print_the_practice_s_own_table(
    afterword: Callable[..., Answer], home: Path
) -> None:
    with Library.create(home / "practice.afterword") as library:
        fill_practice_library(library)
    asked = ("--month", "2025-02", "--as-of", "2025-03-19")
    answer = afterword("--library", home / "practice.afterword", "metrics", *asked)
    assert answer.code == 0, answer.err
    lines = answer.out.splitlines()
    expected = [
        [metric, now, before, f"{trend} ({remark})"] for metric, now, before, trend, remark in TABLE
    ]
    head = ["METRIC", "February 2025", "January 2025", "TREND"]
    assert [re.split(r"  +", line.strip()) for line in lines[:6]] == [head, *expected]
