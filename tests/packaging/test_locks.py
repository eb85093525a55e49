"""The lock files: everything pinned and hashed, in step with `pyproject.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGING = _ROOT / "packaging"
_LOCKS = ("requirements.lock", "requirements-dev.lock")


def _entries(lock: str) -> dict[str, tuple[Version, int]]:
    """Version and number of hashes of each locked package."""
    entries: dict[str, tuple[Version, int]] = {}
    text = (_PACKAGING / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        words = line.split()
        if words and not words[0].startswith("#"):
            name, _, version = words[0].partition("==")
            hashes = sum(word.startswith("--hash=sha256:") for word in words)
            entries[canonicalize_name(name)] = (Version(version), hashes)
    return entries


def _required(lock: str) -> list[str]:
    settings = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    if lock == "requirements-dev.lock":
        return list(settings["dependency-groups"]["dev"])
    project = settings["project"]
    return [
        *settings["build-system"]["requires"],
        *project["dependencies"],
        *project["optional-dependencies"]["team"],
    ]


@pytest.mark.parametrize("lock", _LOCKS)
def test_every_entry_is_hashed(lock: str) -> None:
    entries = _entries(lock)
    assert entries
    assert [name for name, (_, hashes) in entries.items() if not hashes] == []


@pytest.mark.parametrize("lock", _LOCKS)
def test_lock_satisfies_the_project_file(lock: str) -> None:
    entries = _entries(lock)
    for line in _required(lock):
        requirement = Requirement(line)
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue
        version, _ = entries[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{line} is locked at {version}: make lock"


def test_both_locks_agree() -> None:
    runtime, development = (_entries(lock) for lock in _LOCKS)
    both = runtime.keys() & development.keys()
    assert {name: runtime[name] for name in both} == {name: development[name] for name in both}


@pytest.mark.parametrize("lock", _LOCKS)
def test_lock_leaves_the_source_to_the_machine(lock: str) -> None:
    text = (_PACKAGING / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
