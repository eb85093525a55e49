"""The editor of a very long postmortem: opening it, and from a keystroke to its paint.

Keys come at a fixed pace; each one is timed from the moment it was due, so that whatever holds up
the interface (hints, autosave, the inspector) counts too.
"""

from __future__ import annotations

import os
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.measurement import Measurement, from_samples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.pages.editor.page import EditorPage
    from desktop.tasks import TaskRunner
    from models.incident import Incident
    from models.library import Library

_FRAME = 16.0
_PACE = 0.06  # seconds between keys: a fast typist
_KEYS = 400
_PAUSE_EVERY, _PAUSE = 50, 1.6  # long enough for hints, the inspector and the autosave
_TEXT = "the pool of connections was exhausted because the query had no index "
_LINE = (
    "Release 2.4.1 shipped a query without an index on `payment_methods.user_id`, as in "
    "INC-2024-112; **full scans** exhausted the connections.\n"
)
_BYTES = 300_000
_ROWS = 400
_OPENINGS = 5
_CALM, _QUIET, _PATIENCE = 300, 0.002, 30.0
"""Rounds without work that end an opening, what counts as no work, and when to give up: seconds."""


def measure(_sizes: Sequence[int]) -> list[Measurement]:
    """Type into a section and into the timeline of 300 KB with 400 rows."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="afterword-bench-") as name:
        return _in_window(Path(name))


def _in_window(folder: Path) -> list[Measurement]:
    from PySide6.QtWidgets import QApplication

    from desktop.fonts import load_fonts
    from desktop.garbage import InterfaceThreadCollector
    from desktop.pages.editor.journal import Journal
    from desktop.pages.editor.page import EditorPage
    from desktop.search_lane import SearchLane
    from desktop.session import LibrarySession
    from desktop.tasks import TaskRunner
    from desktop.theme import ThemeSource
    from models.library import Library

    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication([])
    application.setStyle("Fusion")
    load_fonts()
    themes = ThemeSource(application, choice="light", cache=folder / "theme")
    themes.apply()
    library = Library.create(folder / "bench.afterword")
    incident = _long_postmortem(library)
    collector = InterfaceThreadCollector()
    runner = TaskRunner()
    session = LibrarySession(
        lambda: library,
        runner=runner,
        clock=lambda: datetime.now(UTC),
        search_lane=SearchLane(folder / "indexes"),
    )
    session.open()
    page = EditorPage(session, themes, Journal(folder / "drafts"))
    page.resize(1272, 824)
    page.show()
    page.activateWindow()
    try:
        _run_until(application, lambda: session.is_open)
        opening = _opening(application, page, runner, [_short_one(library).id, incident.id])
        _run_for(application, 3.0)
        return [*opening, _in_section(application, page), _in_timeline(application, page)]
    finally:
        page.close_down()
        _run_for(application, 2.0)
        session.close()
        runner.close()
        collector.restore()
        page.deleteLater()
        application.processEvents()


def _opening(
    application: QApplication, page: EditorPage, runner: TaskRunner, ids: Sequence[UUID]
) -> list[Measurement]:
    """The longest stretches in which the interface does nothing else while one is opened.

    Both in real time and in the processor time of this thread, which other programs leave alone.
    """
    real: list[float] = []
    own: list[float] = []
    for number in range(2 * _OPENINGS):
        page.show_incident(ids[number % 2])
        began, calm = time.perf_counter(), 0
        longest, longest_own = 0.0, 0.0
        while calm < _CALM and time.perf_counter() - began < _PATIENCE:
            at, used = time.perf_counter(), time.thread_time()
            application.processEvents()
            longest_own = max(longest_own, time.thread_time() - used)
            pause = time.perf_counter() - at
            longest = max(longest, pause)
            calm = calm + 1 if runner.is_idle and pause < _QUIET else 0
            time.sleep(0.001)
        if number % 2:
            real.append(longest * 1000)
            own.append(longest_own * 1000)
    what = "longest pause while 300 KB are opened"
    return [
        from_samples(what, real, target=_FRAME),
        from_samples(f"{what}, processor time", own, target=_FRAME),
    ]


def _in_section(application: QApplication, page: EditorPage) -> Measurement:
    from PySide6.QtGui import QTextCursor

    from desktop.pages.editor.markdown_field import MarkdownField

    fields = [one.control for one in page.form.texts.fields.values()]
    field = max(
        (one for one in fields if isinstance(one, MarkdownField)), key=lambda one: len(one.text())
    )
    page.go_to("root cause")
    _run_for(application, 1.0)
    field.edit.setFocus()
    cursor = field.edit.textCursor()
    cursor.setPosition(len(field.text()) // 2)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    field.edit.setTextCursor(cursor)
    _run_for(application, 1.0)
    samples = _type(application, lambda: field.edit)
    return from_samples(
        "key → paint, section of 150 KB in a postmortem of 300 KB", samples, target=_FRAME
    )


def _in_timeline(application: QApplication, page: EditorPage) -> Measurement:
    from PySide6.QtWidgets import QWidget

    page.go_to("timeline")
    _run_for(application, 1.0)
    table = page.form.timeline.table.table
    index = table.model().index(_ROWS // 2, 2)
    table.setCurrentIndex(index)
    table.edit(index)
    _run_for(application, 0.5)

    def editor() -> QWidget:
        cells = [one for one in table.viewport().findChildren(QWidget) if one.isVisible()]
        if not cells:
            msg = "The cell is not open any more."
            raise TypeError(msg)
        return cells[0].focusProxy() or cells[0]

    samples = _type(application, editor)
    return from_samples(f"key → paint, timeline of {_ROWS} rows", samples, target=_FRAME)


def _type(application: QApplication, target: Callable[[], QWidget]) -> list[float]:
    """Milliseconds from each key's due moment until it is painted."""
    from PySide6.QtTest import QTest

    samples: list[float] = []
    due = time.perf_counter() + _PACE
    for number in range(_KEYS):
        while (left := due - time.perf_counter()) > 0:
            application.processEvents()
            time.sleep(min(0.001, max(0.0, left)))
        QTest.keyClicks(target(), _TEXT[number % len(_TEXT)])
        application.processEvents()
        samples.append((time.perf_counter() - due) * 1000)
        due += _PAUSE if number % _PAUSE_EVERY == _PAUSE_EVERY - 1 else _PACE
        due = max(due, time.perf_counter())
    return samples


def _long_postmortem(library: Library) -> Incident:
    from models.incident import Incident, Postmortem, Section, TimelineEvent
    from models.operations.incidents import save_incident
    from models.vocabulary import EventKind, SectionKind, Severity

    start = datetime(2025, 3, 15, 14, 23, tzinfo=UTC)
    paragraphs = (_LINE * 4 + "\n") * (_BYTES // 2 // (4 * len(_LINE)))
    others = (SectionKind.SUMMARY, SectionKind.RESOLUTION, SectionKind.LESSONS)
    sections = [Section(kind=SectionKind.ROOT_CAUSE, title="Root cause", markdown=paragraphs)]
    sections += [
        Section(kind=kind, title=kind.value, markdown=paragraphs[: len(paragraphs) // 3])
        for kind in others
    ]
    kinds = list(EventKind)
    events = tuple(
        TimelineEvent(
            at=start + timedelta(minutes=place),
            kind=kinds[place % len(kinds)],
            text=f"Step {place}: errors correlated with `deploy-{place}` through logs",
        )
        for place in range(_ROWS)
    )
    incident = Incident(
        key="INC-2025-034",
        title="Payment Service Outage",
        severity=Severity.SEV_1,
        started_at=start,
        resolved_at=start + timedelta(minutes=_ROWS),
        timeline=events,
        postmortem=Postmortem(sections=tuple(sections)),
    )
    save_incident(library, incident)
    return incident


def _short_one(library: Library) -> Incident:
    from models.incident import Incident, Postmortem, Section
    from models.operations.incidents import save_incident
    from models.vocabulary import SectionKind

    section = Section(kind=SectionKind.SUMMARY, title="Summary", markdown="Short.")
    incident = Incident(
        key="INC-2025-035", title="Short", postmortem=Postmortem(sections=(section,))
    )
    save_incident(library, incident)
    return incident


def _run_for(application: QApplication, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        application.processEvents()
        time.sleep(0.001)


def _run_until(application: QApplication, holds: Callable[[], bool]) -> None:
    end = time.perf_counter() + 60
    while not holds():
        if time.perf_counter() > end:
            msg = "The editor did not come up within a minute."
            raise TimeoutError(msg)
        application.processEvents()
        time.sleep(0.001)
