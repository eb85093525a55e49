"""Fixtures that every folder of tests may use. Qt stays out of here, but for where it draws."""

from __future__ import annotations

import os

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from models.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class TickingClock:
    """A clock that tests move: every reading is one second after the one before."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by


@pytest.fixture
def as_of() -> datetime:
    """The story's present: Wed 19 Mar 2025, 09:40 UTC."""
    return datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


@pytest.fixture
def clock(as_of: datetime) -> TickingClock:
    """A clock that starts at `as_of` and moves on by a second at each reading."""
    return TickingClock(as_of)


@pytest.fixture
def library(tmp_path: Path, clock: TickingClock) -> Iterator[Library]:
    """A fresh library in a file, with the test's clock; on both engines in tests/models."""
    with Library.create(tmp_path / "library.afterword", clock=clock) as library:
        yield library
