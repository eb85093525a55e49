"""Runs one engine in this process: ``python -m tests.benchmarks.peers.worker ENGINE FOLDER WHAT``.

``build`` indexes ``texts.jsonl``; ``ask`` answers ``questions.jsonl``. What was measured goes to
standard output as one JSON object. Only the standard library, so that any Python can run it.
"""

from __future__ import annotations

import dataclasses
import importlib
import itertools
import json
import re
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.peers.questions import read_questions, read_texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.benchmarks.peers.engine import Engine
    from tests.benchmarks.peers.questions import Question

ENGINES = {
    "afterword": ("ours", "Ours"),
    "FTS5": ("fts5", "Fts5"),
    "tantivy": ("tantivy_engine", "TantivyEngine"),
    "Xapian": ("xapian_engine", "XapianEngine"),
}
NEEDS = {"tantivy": "tantivy", "Xapian": "xapian"}

_PASSES = 3
_SAVES = 20


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    name, folder, what = arguments[0], Path(arguments[1]), arguments[2]
    module, kind = ENGINES[name]
    engine = getattr(importlib.import_module(f"tests.benchmarks.peers.{module}"), kind)(folder)
    if what == "build":
        begun = time.perf_counter()
        engine.build(read_texts(folder / "texts.jsonl"))
        found: dict[str, Any] = {"build": time.perf_counter() - begun}
    else:
        found = _asked(engine, folder, saves=what == "ask and save")
    sys.stdout.write(json.dumps(found))


def _asked(engine: Any, folder: Path, *, saves: bool) -> dict[str, Any]:
    questions = read_questions(folder / "questions.jsonl")
    begun = time.perf_counter()
    engine.open()
    opened = (time.perf_counter() - begun) * 1000
    times: dict[str, list[float]] = {}
    counted: dict[str, list[float]] = {}
    first: dict[str, list[float]] = {}
    answers: dict[str, list[str]] = {}
    for kind, group in itertools.groupby(questions, key=lambda one: one.kind):
        asked = list(group)
        passes = []
        for _ in range(_PASSES + 1):
            passes.append([_time(engine.ask, question, answers) for question in asked])
        first[kind] = passes[0]
        times[kind] = [statistics.median(one) for one in zip(*passes[1:], strict=True)]
        if hasattr(engine, "ask_all") and asked[0].sort == "relevance":
            passes = [
                [_time(engine.ask_all, question, answers) for question in asked]
                for _ in range(_PASSES + 1)
            ]
            counted[kind] = [statistics.median(one) for one in zip(*passes[1:], strict=True)]
    memory = _memory()
    found: dict[str, Any] = {
        "open": opened,
        "times": times,
        "first": first,
        "counted": counted,
        "memory": memory,
        "answers": answers,
    }
    if saves:
        found["save"] = _saved(engine, folder)
    return found


def _memory() -> float:
    """Most megabytes that were resident; the usual call counts the parent's before this began."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii"))
        if found:
            return int(found.group(1)) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _time(
    ask: Callable[[Question], list[str]], question: Question, answers: dict[str, list[str]]
) -> float:
    begun = time.perf_counter()
    keys = ask(question)
    taken = (time.perf_counter() - begun) * 1000
    answers[question.text] = keys
    return taken


def _saved(engine: Engine, folder: Path) -> list[float]:
    """Milliseconds from a changed text to the answer that shows it."""
    samples: list[float] = []
    questions = read_questions(folder / "questions.jsonl")[:1]
    for number, text in enumerate(itertools.islice(read_texts(folder / "texts.jsonl"), _SAVES)):
        changed = dataclasses.replace(text, title=f"Saved saveword{number}")
        asked = dataclasses.replace(
            questions[0], words=(f"saveword{number}",), how="all", names=(), sort="relevance"
        )
        begun = time.perf_counter()
        engine.save(changed)
        found = engine.ask(asked)
        samples.append((time.perf_counter() - begun) * 1000)
        if found != [text.key]:
            msg = f"{type(engine).__name__} does not find what was saved: {found}"
            raise RuntimeError(msg)
    return samples


if __name__ == "__main__":
    main(sys.argv[1:])
