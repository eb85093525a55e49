"""Real postmortems: what a person finds in them is in its field, and nothing is invented.

``corpus_expectations.toml`` holds what was found by hand.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from models.reading.reader import read_markdown

if TYPE_CHECKING:
    from datetime import datetime

    from models.incident import Incident

_CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
_EXPECTATIONS = Path(__file__).with_name("corpus_expectations.toml")
_ENOUGH = 0.9


def _corpus() -> Path:
    if not _CORPUS.is_dir():
        pytest.skip(f"the corpus of real postmortems is not at {_CORPUS}")
    return _CORPUS


def _expectations() -> dict[str, Any]:
    return tomllib.loads(_EXPECTATIONS.read_text(encoding="utf-8"))


def _instant(at: datetime | None) -> str:
    if at is None:
        return "-"
    return at.strftime("%Y-%m-%dT%H:%M:%S" if at.second else "%Y-%m-%dT%H:%M")


def _compare(tally: Counter[str], expected: str, found: str) -> None:
    """A value that is right, wrong, missed, or invented."""
    if expected == found:
        tally["right"] += expected != "-"
    elif found == "-":
        tally["missed"] += 1
    else:
        tally["invented" if expected == "-" else "wrong"] += 1


def _count(tally: Counter[str], expected: int, found: int) -> None:
    tally["right"] += min(expected, found)
    tally["missed"] += max(0, expected - found)
    tally["invented"] += max(0, found - expected)


def tallies() -> dict[str, Counter[str]]:
    """For dates, severities, timeline rows and action items: right, wrong, missed, invented."""
    corpus, place = _corpus(), Counter[str]()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for path, _, started, resolved, severity, events, actions in _expectations()["incidents"]:
        incident = _incident(corpus, path, place[path])
        place[path] += 1
        _compare(found["dates"], started, _instant(incident.started_at))
        _compare(found["dates"], resolved, _instant(incident.resolved_at))
        _compare(found["severities"], severity, incident.severity or "-")
        _count(found["timeline rows"], events, len(incident.timeline))
        _count(found["action items"], actions, len(incident.action_items))
    return found


def _incident(corpus: Path, path: str, ordinal: int) -> Incident:
    result = read_markdown((corpus / path).read_bytes(), name=path)
    return result.incidents[ordinal].incident


@pytest.mark.parametrize("what", ["dates", "severities", "timeline rows", "action items"])
def test_nine_of_ten_that_a_person_finds_are_in_their_fields(what: str) -> None:
    tally = tallies()[what]
    in_files = tally["right"] + tally["wrong"] + tally["missed"]
    assert tally["right"] >= _ENOUGH * in_files, tally
    assert tally["invented"] == 0, tally


def test_titles() -> None:
    corpus, place = _corpus(), Counter[str]()
    wrong: list[tuple[str, str]] = []
    for path, title, *_ in _expectations()["incidents"]:
        incident = _incident(corpus, path, place[path])
        place[path] += 1
        if title and incident.title != title:
            wrong.append((path, incident.title))
    assert wrong == []


def test_every_file_of_every_folder_is_read_or_skipped_with_a_reason() -> None:
    corpus = _corpus()
    counts: dict[str, list[int]] = {}
    for folder in _expectations()["folders"]:
        files = [path for path in sorted((corpus / folder).rglob("*")) if path.is_file()]
        results = [
            read_markdown(path.read_bytes(), name=path.relative_to(corpus).as_posix())
            for path in files
        ]
        outcomes = Counter(result.outcome for result in results)
        assert all(result.reason for result in results if result.outcome == "skipped")
        counts[folder] = [len(files), outcomes["imported"], outcomes["skipped"]]
    assert counts == _expectations()["folders"]


def test_nothing_is_invented_where_the_files_are_silent() -> None:
    corpus = _corpus()
    for path in sorted((corpus / "icco" / "data").glob("*.md")):
        text = path.read_text(encoding="utf-8").lower()
        (found,) = read_markdown(path.read_bytes(), name=path.name).incidents
        assert found.incident.severity is None or "severity" in text
        assert found.incident.key == ""
        assert found.incident.timeline == ()
        assert found.incident.action_items == ()


def test_no_word_is_lost() -> None:
    corpus = _corpus()
    for path in sorted(corpus.rglob("*.md")):
        result = read_markdown(path.read_bytes(), name=path.relative_to(corpus).as_posix())
        kept = " ".join(_all_text(one.incident) for one in result.incidents).lower()
        told = _long_paragraphs(path) if result.incidents else []
        words = [word.strip(".,;") for line in told for word in line.lower().split()]
        lost = [word for word in words if word not in kept]
        assert lost == [], path


def _all_text(incident: Incident) -> str:
    parts = [section.markdown for section in incident.sections]
    parts += [event.text for event in incident.timeline]
    parts += [f"{one.title} {one.text}" for one in incident.contributing_factors]
    parts += [one.text for one in incident.defences]
    parts += [one.title for one in incident.action_items]
    return " ".join([*parts, incident.title, *(value for _, value in incident.extra)])


def _long_paragraphs(path: Path) -> list[str]:
    """Lines of plain prose: no marks that reading may take off, no front matter."""
    lines = path.read_text(encoding="utf-8").split("\n")
    plain = [line for line in lines if line[:1].isalpha() and line.count(" ") > 12]
    return [line for line in plain if not set("*_`[]<>|~#@✅❌") & set(line) and ": " not in line]
