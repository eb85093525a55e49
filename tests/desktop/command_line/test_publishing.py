"""`publish` through the program's entry point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.desktop.command_line.conftest import Answer

KEY = "INC-2025-011"


def test_what_is_left_is_said_and_nothing_changes(
    afterword: Callable[..., Answer], library: Path
) -> None:
    answer = afterword("publish", KEY, "--json")
    assert answer.code == 1
    assert answer.json["published"] is False
    assert {"name", "text", "detail"} <= set(answer.json["left"][0])
    shown = afterword("publish", KEY)
    assert shown.code == 1
    assert "is not published" in shown.out
    with Library.open(library) as stored:
        assert stored.incidents.by_key(KEY).status != "final"


def test_checks_are_set_aside_with_a_reason(
    afterword: Callable[..., Answer], library: Path
) -> None:
    left = [one["name"] for one in afterword("publish", KEY, "--json").json["left"]]
    flags = [part for one in left for part in ("--override", f"{one}=imported as it was")]
    partly = afterword("publish", KEY, *flags[:-2], "--by", "@cto")
    assert partly.code == 1
    answer = afterword("publish", KEY, *flags, "--by", "@cto")
    assert (answer.code, answer.out) == (0, f"{KEY}: published\n")
    with Library.open(library) as stored:
        incident = stored.incidents.by_key(KEY)
        state = stored.publishing.state(incident.id)
    assert incident.status == "final"
    assert {one.check for one in state.overrides} == set(left)
    assert state.steps[-1].made_by == "@cto"


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("flag", ["mood=bad", "root cause", "root cause= "])
def test_an_override_needs_a_check_and_a_reason(
    afterword: Callable[..., Answer], flag: str
) -> None:
    answer = afterword("publish", KEY, "--override", flag)
    assert answer.code == 2
    assert "CHECK=REASON" in answer.err
