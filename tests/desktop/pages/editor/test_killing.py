"""`kill -9` while somebody types: after the restart at most the last second is missing."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest

from tests.desktop.pages.editor.killing import kill_once, prepare

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_what_was_typed_survives_a_kill(tmp_path: Path) -> None:
    prepare(tmp_path)
    chance = random.Random(7)
    before = ""
    for after in (0.3, 1.1, 2.6):
        kill = kill_once(tmp_path, after=after, seed=chance.randrange(2**31), before=before)
        before = kill.found
        assert kill.typed
        assert kill.is_whole
        assert kill.missing <= 1.0
