"""How the register of action items behaves with 60,000 of them: reading, arranging, scrolling."""

from __future__ import annotations

import os
import random
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from models.identifiers import new_id
from models.rows import ActionRow
from models.vocabulary import ActionKind, ActionStatus, Severity, Strength
from tests.benchmarks.measurement import Measurement, from_samples, time_calls

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.pages.actions.view import ActionsView

_AS_OF = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
_TODAY = date(2025, 3, 19)
ITEMS = 60_000
FRAME_MS = 16.0
_WORDS = (
    "Alert when pool wait time exceeds",
    "Add an index on",
    "Reduce canary start of",
    "Describe failover of",
    "Enforce limits per client in",
    "Drain nodes only after handoff in",
)


def measure(sizes: Sequence[int]) -> list[Measurement]:
    """All rows; the register is as large whatever `sizes` of libraries are asked for."""
    return [*_measure_store(ITEMS), *_measure_view(ITEMS)]


def make_rows(count: int) -> list[ActionRow]:
    """A register: half of it closed, a tenth late, some without an owner or a date."""
    rng = random.Random(7)
    statuses = [ActionStatus.OPEN] * 4 + [ActionStatus.IN_PROGRESS] + [ActionStatus.DONE] * 5
    incidents = [new_id() for _ in range(count // 6 + 1)]
    return [_row(number, rng, rng.choice(statuses), incidents) for number in range(1, count + 1)]


def _row(number: int, rng: random.Random, status: ActionStatus, incidents: list) -> ActionRow:  # type: ignore[type-arg]
    due = _TODAY + timedelta(days=rng.randint(-60, 240)) if rng.random() > 0.05 else None
    late = due is not None and due < _TODAY and not status.is_closed
    place = number % len(incidents)
    return ActionRow(
        id=new_id(),
        register_number=number,
        number=number % 6 + 1,
        title=f"{rng.choice(_WORDS)} service {rng.randint(1, 400)}",
        owner=f"@team-{rng.randint(1, 120)}" if rng.random() > 0.1 else None,
        due_on=due,
        original_due_on=due,
        status=status,
        completed_on=due if status is ActionStatus.DONE else None,
        kind=rng.choice(list(ActionKind)),
        strength=rng.choice(list(Strength)),
        tracker_key=f"PAY-{number}" if rng.random() > 0.3 else None,
        overdue_days=(_TODAY - due).days if late and due else 0,
        incident_id=incidents[place],
        incident_key=f"INC-{2015 + place % 10}-{place:05}",
        incident_title="Checkout latency: connection pool exhausted",
        incident_severity=rng.choice(list(Severity)),
        services=(f"domain-{place % 30}/service-{place % 400}",),
        version=1,
        slips=rng.choice((0, 0, 0, 1, 2)),
        incident_keys=(f"INC-{2015 + place % 10}-{place:05}",),
    )


def _measure_store(count: int) -> list[Measurement]:
    """Reading all of them from SQLite, and counting what is late alone."""
    import tempfile
    from pathlib import Path

    from models.library import Library
    from tests.benchmarks.libraries import make_library

    with tempfile.TemporaryDirectory(prefix="afterword-bench-") as name:
        path = make_library(Path(name) / "bench.afterword", 10_000)
        with Library.open(path) as library:
            stored = len(library.actions.rows(as_of=_AS_OF))
            reading = time_calls(lambda: library.actions.rows(as_of=_AS_OF), 3)
            counting = time_calls(lambda: library.actions.due_counts(as_of=_AS_OF), 10)
    return [
        from_samples(f"read {stored:,} action items of 10,000 incidents", reading, size=10_000),
        from_samples("count the late ones for the badge", counting, size=10_000),
    ]


def _measure_view(count: int) -> list[Measurement]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.pages.actions.arranging import arrange, standing_of
    from desktop.pages.actions.register import Arrangement, Column, Grouping

    rows = make_rows(count)
    texts: dict = {}  # type: ignore[type-arg]
    standing = standing_of(rows, _TODAY)
    everything = Arrangement(query="")
    asked = {
        "sort by the due date": everything,
        "sort by the title": replace(everything, sorted_by=Column.ACTION),
        "group by owner": replace(everything, grouping=Grouping.OWNER),
        "filter: open:yes due:<2w": replace(everything, query="open:yes due:<2w"),
        "filter: service:domain-3 strength:strong pool": replace(
            everything, query="service:domain-3 strength:strong pool"
        ),
    }

    def arranging(one: Arrangement) -> list[float]:
        return time_calls(lambda: arrange(rows, one, _TODAY, texts=texts, standing=standing), 5)

    arranged = [
        from_samples(f"60,000 items: {what}", arranging(one), size=count)
        for what, one in asked.items()
    ]
    view, painting, showing = _shown(rows)
    return [
        *arranged,
        from_samples("60,000 items: take the arranged rows over", showing, size=count),
        from_samples("60,000 items: first paint", painting, size=count),
        from_samples(
            "60,000 items: a frame while scrolling by wheel",
            _scroll(view, 40),
            size=count,
            target=FRAME_MS,
        ),
        from_samples(
            "60,000 items: a frame while dragging the scroll bar",
            _scroll(view, 30_011),
            size=count,
            target=FRAME_MS * 2,
        ),
    ]


def make_view(rows: list[ActionRow]) -> ActionsView:
    """The view of the page at the size of the design, with its look."""
    import tempfile
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from desktop.fonts import load_fonts
    from desktop.pages.actions.view import ActionsView
    from desktop.theme import ThemeSource

    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    qt.setStyle("Fusion")
    load_fonts()
    themes = ThemeSource(qt, choice="light", cache=Path(tempfile.gettempdir()) / "bench-theme")
    themes.apply()
    view = ActionsView(themes)
    view.setObjectName("canvas")
    view.resize(1272, 824)
    return view


def _shown(rows: list[ActionRow]) -> tuple[ActionsView, list[float], list[float]]:
    from PySide6.QtWidgets import QApplication

    from desktop.pages.actions.arranging import arrange
    from desktop.pages.actions.register import Arrangement

    view = make_view(rows)
    view.show()
    QApplication.processEvents()
    arrangement = Arrangement(query="")
    register = arrange(rows, arrangement, _TODAY, as_of=_AS_OF)
    showing = time_calls(lambda: view.show_register(register, arrangement), 5, warm_up=0)
    begun = time.perf_counter()
    QApplication.processEvents()
    return view, [(time.perf_counter() - begun) * 1000], showing


def _scroll(view: ActionsView, step: int) -> list[float]:
    """Milliseconds of each frame: the rows move, and what came into view is painted."""
    from PySide6.QtWidgets import QApplication

    bar = view.table.verticalScrollBar()
    bar.setValue(0)
    QApplication.processEvents()
    samples = []
    for _ in range(200):
        target = bar.value() + step
        begun = time.perf_counter()
        bar.setValue(target if target <= bar.maximum() else 0)
        QApplication.processEvents()
        samples.append((time.perf_counter() - begun) * 1000)
    return samples


def picture(target: Path) -> None:
    """A picture of the register with all of them, scrolled into the middle."""
    from desktop.pages.actions.arranging import arrange
    from desktop.pages.actions.register import Arrangement

    rows = make_rows(ITEMS)
    view = make_view(rows)
    arrangement = Arrangement(query="")
    view.show_register(arrange(rows, arrangement, _TODAY, as_of=_AS_OF), arrangement)
    view.show()
    bar = view.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 12)
    view.grab().save(str(target))
