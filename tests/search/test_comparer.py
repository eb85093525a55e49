"""The comparing process answers line by line, and says when it cannot."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING
from uuid import uuid4

from search.comparer import main
from search.index import Index
from tests.search.conftest import LIBRARY_ID
from tests.search.listed import ListedLibrary
from tests.search.small_library import incident

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def ask(folder: Path, lines: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    monkeypatch.setattr("os.nice", lambda _step: 0)
    given = ["--index", str(folder), "--library-id", str(LIBRARY_ID), "--limit", "3"]
    assert main(given) == 0


def test_each_incident_is_answered_by_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = incident("A-1", "Gateway pool ran dry", cause="A power failure of the ledger hall.")
    two = incident("A-2", "Ledger dark", cause="The generator of the ledger hall was empty.")
    rest = [incident(f"B-{at}", f"Printer {at} jammed", cause=f"Tray {at}.") for at in range(5)]
    with Index.open(tmp_path, library_id=LIBRARY_ID) as index:
        index.rebuild(ListedLibrary([one, two, *rest]))
        expected = index.nearest_texts(one.id, 3)
    unknown = uuid4()
    ask(tmp_path, f"{one.id}\n\n{unknown}\n", monkeypatch)
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["id"] == str(one.id)
    assert first["near"] == [
        [pair.id.hex, pair.text_score, pair.mode_score, list(pair.evidence)] for pair in expected
    ]
    assert first["near"][0][0] == two.id.hex
    assert second == {"id": str(unknown), "near": []}


def test_without_an_index_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = uuid4()
    ask(tmp_path / "none", f"{one}\n", monkeypatch)
    assert json.loads(capsys.readouterr().out) == {"id": str(one), "near": None}
