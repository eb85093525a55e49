"""A push that is killed makes no issue twice and forgets none.

`python -m tests.exporters.trackers.killing --kills 100` does the same for as long as one likes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.exporters.trackers.killing import kill_pushes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("vendor", ["jira", "github"])
def test_a_killed_push_makes_nothing_twice(tmp_path: Path, vendor: str) -> None:
    tally = kill_pushes(tmp_path, vendor, kills=2)
    assert (tally.twice, tally.lost, tally.violations) == (0, 0, [])
    assert tally.issues > 0
