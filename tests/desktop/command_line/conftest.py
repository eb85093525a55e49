"""A program to run in a home of its own, and postmortems to feed it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from desktop.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHECKOUT = """\
# Postmortem: Checkout queue ran full

**Incident ID:** INC-2025-007
**Date:** 2025-02-03
**Severity:** SEV-2
**Duration:** 30 minutes (10:00 – 10:30 UTC)
**Written by:** @mira
**Reviewed by:** @oskar
**Status:** FINAL

## Impact

- **Users affected:** ~900 users could not pay

## Timeline

| Time (UTC) | Event |
|---|---|
| 10:00 | Deployment of checkout 4.2 completed |
| 10:04 | Alarm queue-depth triggered |
| 10:30 | Recovery confirmed |

## Root Cause

The consumer pool was sized for a tenth of the orders, so the queue ran full.

## Action Items

| # | Action | Owner | Due Date | Jira |
|---|---|---|---|---|
| 1 | Size the consumer pool from the order rate | @mira | 2025-02-10 | SHOP-12 |
"""

LOGIN = """\
# Postmortem: Login tokens expired early

**Incident ID:** INC-2025-011
**Date:** 2025-03-01
**Severity:** SEV-3
**Duration:** 20 minutes (08:00 – 08:20 UTC)
**Status:** DRAFT

## Root Cause

A clock ran ahead on one of the token servers.
"""


@dataclass(frozen=True)
class Answer:
    """What one run of the program said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be one JSON document and nothing else."""
        return json.loads(self.out)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds the library, the configuration and the index of this test alone."""
    monkeypatch.setenv("AFTERWORD_CONFIG", str(tmp_path / "config.json"))
    monkeypatch.setenv("AFTERWORD_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("AFTERWORD_LIBRARY", str(tmp_path / "home.afterword"))
    return tmp_path


@pytest.fixture
def afterword(home: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Runs the program as its entry point does, in this process."""

    def run(*arguments: object) -> Answer:
        code = main([str(one) for one in arguments])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


@pytest.fixture
def postmortems(home: Path) -> Path:
    """A folder with two postmortems and a README that is none."""
    folder = home / "postmortems"
    folder.mkdir()
    (folder / "checkout.md").write_text(CHECKOUT, encoding="utf-8")
    (folder / "login.md").write_text(LOGIN, encoding="utf-8")
    (folder / "README.md").write_text("# How we write postmortems\n\nSoon.\n", encoding="utf-8")
    return folder


@pytest.fixture
def library(afterword: Callable[..., Answer], postmortems: Path) -> Path:
    """The library that the program works on, with both postmortems imported."""
    answer = afterword("import", postmortems, "--json")
    assert answer.code == 0, answer.err
    return postmortems.parent / "home.afterword"
