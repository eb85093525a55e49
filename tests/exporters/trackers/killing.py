"""Kills a program that pushes, at random points, and looks for issues that were made twice.

    python -m tests.exporters.trackers.killing --kills 100 --vendor jira

The tracker runs in another process and lives on. Between two runs the library's clock moves on by
the time for which a claim lasts; in that time a request that was on its way has arrived, which
here means: the stand-in has nothing under way.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporters.trackers.sending import CLAIM, send_outbox
from models.clock import system_clock
from models.incident import ActionItem, Incident
from models.library import Library
from models.operations.incidents import save_incident
from models.operations.tracker_accounts import save_account
from models.operations.tracker_outbox import queue_issues
from models.trackers import TrackerAccount, TrackerKind
from tests.exporters.trackers.tracked import connecting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_ROOT = Path(__file__).resolve().parents[3]
_BATCH = 8
_LONGEST = 0.35  # seconds from the program's first word until it is killed at the latest


@dataclass(slots=True)
class Tally:
    """What came of it."""

    kills: int = 0
    finished: int = 0
    issues: int = 0
    twice: int = 0
    lost: int = 0
    found_again: int = 0
    violations: list[str] = field(default_factory=list)


class _Vendor:
    """The stand-in's process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.url = self._line()

    def ask(self, what: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        found: dict[str, Any] = json.loads(self._line())
        return found

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@contextmanager
def _vendor(name: str) -> Iterator[_Vendor]:
    command = [sys.executable, "-m", "tests.exporters.trackers.serve", name]
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield _Vendor(process)
        assert process.stdin is not None
        process.stdin.close()


def kill_pushes(folder: Path, vendor: str, *, kills: int, seed: int = 1) -> Tally:
    """Push until that many pushes were killed; each batch is pushed to its end and counted."""
    chance, tally = random.Random(seed), Tally()
    location = folder / "library.afterword"
    ahead = timedelta()
    with _vendor(vendor) as server, Library.create(location, clock=system_clock) as library:
        account = _account(vendor, server.url)
        save_account(library, account)
        while tally.kills < kills:
            ids = _queue_batch(library, account)
            while library.trackers.outbox():
                allowed = tally.kills < kills
                killed = _push(location, ahead, chance.uniform(0, _LONGEST) if allowed else None)
                tally.kills += killed
                tally.finished += not killed
                ahead += CLAIM
                made = len(server.ask("state")["markers"])
                known = len(ids) - len(library.trackers.outbox())
                tally.found_again += killed and made > known
            _count(tally, server.ask("state"), ids)
            server.ask("clear")
    return tally


def _account(vendor: str, url: str) -> TrackerAccount:
    kind = TrackerKind(vendor)
    project = "PAY" if kind is TrackerKind.JIRA else "acme/payments"
    return TrackerAccount(kind=kind, name="Payments", base_url=url, project=project, user="ada")


def _queue_batch(library: Library, account: TrackerAccount) -> list[str]:
    items = tuple(ActionItem(number=one, title=f"Item {one}") for one in range(1, _BATCH + 1))
    incident = replace(Incident(key="", title="Outage"), action_items=items)
    incident = replace(incident, key=library.incidents.next_key(system_clock()))
    save_incident(library, incident)
    queue_issues(library, account.id, incident.id, [one.id for one in items])
    return [str(one.id) for one in items]


def _push(location: Path, ahead: timedelta, patience: float | None) -> bool:
    """Run the program once; True when it had to be killed."""
    command = [sys.executable, "-m", __spec__.name, "--push", str(location)]
    command += ["--ahead", str(ahead.total_seconds())]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    with subprocess.Popen(
        command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
    return False


def _count(tally: Tally, state: dict[str, Any], ids: list[str]) -> None:
    made = Counter(state["markers"])
    tally.issues += sum(made.values())
    tally.twice += sum(count - 1 for count in made.values())
    tally.lost += sum(one not in made for one in ids)
    tally.violations = state["violations"]


def _send(location: str, ahead: float) -> None:
    """What the killed program does."""

    def clock() -> datetime:
        return system_clock() + timedelta(seconds=ahead)

    with Library.open(Path(location), clock=clock) as library:
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        send_outbox(library, connecting())


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--vendor", choices=("jira", "github"), default="jira")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--push")
    parser.add_argument("--ahead", type=float, default=0)
    options = parser.parse_args()
    if options.push:
        _send(options.push, options.ahead)
        return
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_pushes(Path(folder), options.vendor, kills=options.kills, seed=options.seed)
    sys.stdout.write(f"{tally}\n")


if __name__ == "__main__":
    _main()
