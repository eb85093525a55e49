"""What is remembered between starts."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.configuration import Configuration, configuration_file
from desktop.preferences import Preferences

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "config.json"
    saved = Configuration(theme="dark", geometry="01d9").with_library("/a").with_library("/b")
    saved.save(file)
    assert Configuration.load(file) == saved
    assert saved.recent == ("/b", "/a")
    assert [one.name for one in file.parent.iterdir()] == ["config.json"]


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", '{"theme": "pink", "recent": "no", "library": 3, "new": 1}']
)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.json"
    file.write_text(text, encoding="utf-8")
    assert Configuration.load(file) == Configuration()


def test_what_cannot_be_saved_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "config.json").mkdir()
    with pytest.raises(OSError, match=r".+"):
        Configuration().save(tmp_path / "config.json")
    assert [one.name for one in tmp_path.iterdir()] == ["config.json"]


def test_a_damaged_file_is_kept_under_another_name(tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    assert Configuration.load_or_set_aside(file) == (Configuration(), "")
    Configuration(handle="@ana").save(file)
    assert Configuration.load_or_set_aside(file) == (Configuration(handle="@ana"), "")
    file.write_text("[]", encoding="utf-8")
    found, said = Configuration.load_or_set_aside(file)
    assert found == Configuration()
    assert "config.json.damaged" in said
    assert (tmp_path / "config.json.damaged").read_text(encoding="utf-8") == "[]"


def test_what_another_version_wrote_is_no_hindrance(tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    file.write_text(json.dumps({"library": "/a", "added_later": {}}), encoding="utf-8")
    assert Configuration.load(file).library_location == "/a"


def test_choices_of_this_device_are_kept(tmp_path: Path) -> None:
    preferences = Preferences(Configuration(handle="@ana"))
    told: list[bool] = []
    preferences.changed.connect(lambda: told.append(True))
    preferences.set_register_columns(("due", "owner"))
    preferences.set_reminders(False)
    preferences.set_reminders(False)
    preferences.note_reminded(date(2025, 3, 19))
    preferences.set_calendar_folder("/c")
    assert len(told) == 4
    kept = preferences.merged(Configuration(handle="@bo"))
    kept.save(tmp_path / "c.json")
    assert Configuration.load(tmp_path / "c.json") == kept
    again = Preferences(kept)
    assert again.register_columns == ("due", "owner")
    assert (again.reminders, again.calendar_folder) == (False, "/c")
    assert again.was_reminded_on(date(2025, 3, 19))
    assert not again.was_reminded_on(date(2025, 3, 20))


def test_recent_libraries_are_few_and_each_once() -> None:
    configuration = Configuration()
    for number in [*range(12), 5]:
        configuration = configuration.with_library(f"/{number}")
    assert configuration.recent[0] == "/5"
    assert len(configuration.recent) == len(set(configuration.recent)) == 8


def test_the_environment_may_name_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AFTERWORD_CONFIG", str(tmp_path / "mine.json"))
    assert configuration_file() == tmp_path / "mine.json"
