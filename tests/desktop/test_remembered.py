"""What is remembered of a library on this device, and of the panes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.configuration import Configuration
from desktop.preferences import Preferences
from desktop.remembered import LibraryMemory, Remembered

if TYPE_CHECKING:
    from pathlib import Path


def _opened(*locations: str) -> Configuration:
    configuration = Configuration()
    for one in locations:
        configuration = configuration.with_library(one)
    return configuration


def test_each_library_has_a_memory_of_its_own(tmp_path: Path) -> None:
    preferences = Preferences()
    noted: list[bool] = []
    preferences.noted.connect(lambda: noted.append(True))
    first, second = preferences.memory_of("/a"), preferences.memory_of("/b")
    first.note_place("library")
    first.note_sort("newest")
    first.note_queries(("pool", "disk"))
    first.note_queries(("pool", "disk"))
    second.note_place("actions")
    assert len(noted) == 4
    kept = preferences.merged(_opened("/a", "/b"))
    kept.save(tmp_path / "c.json")
    again = Preferences(Configuration.load(tmp_path / "c.json"))
    memory = again.memory_of("/a")
    assert (memory.place, memory.sort, memory.queries) == ("library", "newest", ("pool", "disk"))
    assert again.memory_of("/b").place == "actions"
    assert again.memory_of("/c").queries == ()


def test_a_library_that_is_no_longer_recent_is_forgotten() -> None:
    preferences = Preferences()
    preferences.memory_of("/a").note_place("library")
    assert preferences.merged(_opened("/b")).libraries == {}
    assert preferences.merged(_opened("/a")).libraries == {"/a": Remembered(place="library")}


def test_a_memory_without_a_keeper_lasts_as_long_as_the_library_is_open() -> None:
    memory = LibraryMemory()
    memory.note_sort("severity")
    assert memory.sort == "severity"


def test_widths_are_kept_without_a_change_that_anybody_waits_for(tmp_path: Path) -> None:
    preferences = Preferences()
    changed: list[bool] = []
    preferences.changed.connect(lambda: changed.append(True))
    preferences.set_panes("library", [190, 400])
    preferences.merged(Configuration()).save(tmp_path / "c.json")
    assert not changed
    assert Preferences(Configuration.load(tmp_path / "c.json")).panes("library") == (190, 400)


@pytest.mark.parametrize(
    "panes", [3, {"library": 3}, {"library": [1, "2"]}, {"library": [True]}, {"library": [-4, 2]}]
)
def test_widths_that_are_none_are_left_out(panes: object) -> None:
    assert Configuration.from_json({"panes": panes}).panes == {}


@pytest.mark.parametrize(
    ("libraries", "expected"),
    [
        ([], {}),
        ({"/a": 1}, {}),
        (
            {"/a": {"place": 3, "sort": "newest", "queries": "no"}},
            {"/a": Remembered(sort="newest")},
        ),
        ({"/a": {"queries": ["pool", 3]}}, {"/a": Remembered(queries=("pool",))}),
    ],
)
def test_what_a_hand_wrote_is_taken_as_far_as_it_fits(
    libraries: object, expected: dict[str, Remembered]
) -> None:
    read = json.loads(json.dumps({"libraries": libraries}))
    assert Configuration.from_json(read).libraries == expected
