"""What ships as data can be read, and nothing in it points outside."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml

from resources import files

_DATA = ("demo", "policy", "templates")


def shipped(*suffixes: str) -> list[str]:
    root = files.path(".")
    return sorted(
        path.relative_to(root).as_posix()
        for folder in _DATA
        for path in files.path(folder).rglob("*")
        if path.suffix in suffixes
    )


@pytest.mark.parametrize("name", shipped(".yaml", ".toml"))
def test_every_file_can_be_read(name: str) -> None:
    text = files.text(name)
    assert tomllib.loads(text) if name.endswith(".toml") else yaml.safe_load(text)


@pytest.mark.parametrize("name", shipped(".yaml", ".toml", ".md"))
def test_texts_are_tidy_and_point_nowhere(name: str) -> None:
    text = files.text(name)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\t" not in text
    assert "\r" not in text
    assert not re.search(r"https?://", text)


def test_a_file_that_does_not_ship_is_a_bug() -> None:
    with pytest.raises(FileNotFoundError, match="does not ship"):
        files.path("templates/none.md")
