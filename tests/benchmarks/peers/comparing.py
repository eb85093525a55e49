"""Asks all engines the same, each in a process of its own, and lays the times together."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from search.document import document_of
from search.facts import seconds
from search.fields import Part
from tests.benchmarks.measurement import Measurement, from_samples
from tests.benchmarks.peers.questions import Question, Text, write_lines
from tests.benchmarks.peers.worker import NEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.incident import Incident

OURS, FTS5, TANTIVY, XAPIAN = "afterword", "FTS5", "tantivy", "Xapian"
COUNTED = "with total and facets"
_ROOT = Path(__file__).resolve().parents[3]
_SIZES = (1_000, 10_000, 50_000)
_TEN = 10

# The search issue: p95 of ours over p95 of theirs, in the same run.
_AGAINST_FTS5 = (0.5, 0.2, 0.1)
_AGAINST_TANTIVY = {
    **dict.fromkeys(("word", "two words", "three words", "keystroke", "fuzzy", "filter"), 1.0),
    "phrase": 3.0,
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What one engine took and said.

    Attributes:
        times: per class of question the milliseconds of each, once asked before.
        first: the same, asked for the first time since opening.
        counted: once asked before, with the exact total and the facets too; empty for engines
            that count none.
        keys: the best hits of each question.
        opened: milliseconds to open the index.
        memory: resident megabytes of the process after all questions, mapped files included.
        saves: milliseconds from a changed text to the answer that shows it; empty for ours.
    """

    times: dict[str, list[float]]
    first: dict[str, list[float]]
    counted: dict[str, list[float]]
    keys: dict[str, list[str]]
    opened: float
    memory: float
    saves: list[float]


def text_of(incident: Incident) -> Text:
    """The words that Afterword indexes of an incident, for the others."""
    parts = [(Part(number), text) for number, text in document_of(incident).text.parts]
    names = [name for name in document_of(incident).names if name.split("=")[0] in _NAMED]
    return Text(
        key=incident.key,
        title=incident.title,
        body="\n".join(text for part, text in parts if part is not Part.TITLE),
        names=(*names, *(["has=actions"] if incident.action_items else [])),
        severity=incident.severity.rank if incident.severity else 0,
        status=incident.status.value if incident.status else "",
        started=seconds(incident.started_at) if incident.started_at else 0,
    )


_NAMED = {"service", "category", "tag"}


def ask(name: str, folder: Path, questions: Sequence[Question]) -> Answers:
    """Ask Afterword, whose index is in the folder already."""
    write_lines(folder / "questions.jsonl", list(questions))
    return _answers(_run(name, folder, "ask"))


def peer_rows(
    folder: Path,
    incidents: Iterator[Incident],
    ours: Answers,
    size: int,
    *,
    all_peers: bool,
) -> list[Measurement]:
    """Build and ask the peers: FTS5 always, the others when wanted and installed.

    Args:
        folder: with the questions; takes the peers' indexes.
        incidents: what to index.
        ours: Afterword's answers to the same questions.
        size: how many incidents.
        all_peers: whether tantivy and Xapian are asked too.
    """
    write_lines(folder / "texts.jsonl", (text_of(one) for one in incidents))
    rows: list[Measurement] = []
    for name in (FTS5, TANTIVY, XAPIAN) if all_peers else (FTS5,):
        if python_for(name) is None:
            sys.stderr.write(f"{name} is not installed; left out.\n")
            rows.append(_row(f"{name}: not installed", [0.0], size, unit=""))
            continue
        rows += _peer(name, folder, ours, size)
    return rows


def python_for(name: str) -> str | None:
    """A Python that has the engine: this one, or the system's."""
    module = NEEDS.get(name)
    for python in (sys.executable, shutil.which("python3", path="/usr/bin")):
        if python is None:
            continue
        if (
            module is None
            or not subprocess.run(
                [python, "-c", f"import {module}"], capture_output=True, check=False
            ).returncode
        ):
            return python
    return None


def _peer(name: str, folder: Path, ours: Answers, size: int) -> list[Measurement]:
    before = _taken(folder)
    built = _run(name, folder, "build")["build"]
    disk = (_taken(folder) - before) / 2**20
    theirs = _answers(_run(name, folder, "ask and save"))
    rows = [
        _row(f"{name}: build", [built], size, unit="s"),
        _row(f"{name}: index on disk", [disk], size, unit="MB"),
        _row(f"{name}: open", [theirs.opened], size),
        _row(f"{name}: save to found", theirs.saves, size),
        _row(f"{name}: memory", [theirs.memory], size, unit="MB"),
    ]
    for kind, samples in theirs.times.items():
        rows.append(_row(f"{name}: {kind}", samples, size))
    for kind, samples in theirs.times.items():
        target = _target(name, kind, size)
        rows.append(_ratio(f"{kind} ÷ {name}", ours.times[kind], samples, size, target))
    for kind, samples in theirs.first.items():
        what = f"{kind}, asked for the first time ÷ {name}"
        rows.append(_ratio(what, ours.first[kind], samples, size, None))
    for kind, samples in theirs.counted.items():
        rows.append(_row(f"{name}: {kind}, {COUNTED}", samples, size))
        what = f"{kind}, {COUNTED} ÷ {name}"
        rows.append(_ratio(what, ours.counted[kind], samples, size, None))
    shares = [_shared(ours.keys[text], keys) for text, keys in theirs.keys.items() if keys]
    rows.append(_row(f"top ten shared with {name}", shares, size, unit="share"))
    return rows


def _target(name: str, kind: str, size: int) -> float | None:
    if size not in _SIZES:
        return None
    if name == FTS5:
        return _AGAINST_FTS5[_SIZES.index(size)]
    return _AGAINST_TANTIVY.get(kind) if name == TANTIVY else None


def _ratio(
    what: str, ours: Sequence[float], theirs: Sequence[float], size: int, target: float | None
) -> Measurement:
    own, their = from_samples("", list(ours)), from_samples("", list(theirs))
    return Measurement(
        what=what,
        size=size,
        unit="×",
        p50=own.p50 / their.p50,
        p95=own.p95 / their.p95,
        p99=(own.p99 or own.p95) / (their.p99 or their.p95),
        samples=own.samples,
        target=target,
    )


def _shared(ours: list[str], theirs: list[str]) -> float:
    wanted = theirs[:_TEN]
    return len(set(wanted) & set(ours[:_TEN])) / len(wanted)


def _row(what: str, samples: list[float], size: int, *, unit: str = "ms") -> Measurement:
    return from_samples(what, samples, size=size, unit=unit)


def _run(name: str, folder: Path, what: str) -> dict[str, Any]:
    python = python_for(name)
    assert python is not None
    command = [python, "-m", "tests.benchmarks.peers.worker", name, str(folder), what]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, check=False, text=True)
    if done.returncode:
        msg = f"{name} failed: {done.stderr[-2_000:]}"
        raise RuntimeError(msg)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _answers(found: dict[str, Any]) -> Answers:
    return Answers(
        found["times"],
        found["first"],
        found["counted"],
        found["answers"],
        found["open"],
        found["memory"],
        found.get("save", []),
    )


def _taken(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
