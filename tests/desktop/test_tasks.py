"""The task runner: lanes, answers, failures, progress, and what is dropped."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from models.errors import BadInputError

T = TypeVar("T")

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.tasks import TaskContext, TaskRunner


def _echo(value: T, _context: TaskContext) -> T:
    return value


def _idle(qtbot: QtBot, runner: TaskRunner) -> None:
    qtbot.waitUntil(lambda: runner.is_idle, timeout=10_000)


def test_answers_arrive_in_the_interface_thread(qtbot: QtBot, threaded_runner: TaskRunner) -> None:
    owner = QObject()
    seen: list[tuple[str, threading.Thread]] = []
    threaded_runner.run(
        lambda _context: threading.current_thread(),
        lane="store",
        owner=owner,
        done=lambda worker: seen.append((worker.name, threading.current_thread())),
    )
    _idle(qtbot, threaded_runner)
    assert seen == [("store-0", threading.main_thread())]


def test_a_lane_works_in_the_order_asked(qtbot: QtBot, threaded_runner: TaskRunner) -> None:
    owner = QObject()
    order: list[int] = []
    for number in range(50):
        threaded_runner.run(partial(_echo, number), lane="search", owner=owner, done=order.append)
    _idle(qtbot, threaded_runner)
    assert order == list(range(50))


def test_the_answer_of_a_destroyed_owner_is_dropped(
    qtbot: QtBot, threaded_runner: TaskRunner
) -> None:
    gate = threading.Event()
    parent = QObject()
    owner = QObject(parent)
    seen: list[bool] = []
    threaded_runner.run(lambda _context: gate.wait(10), lane="store", owner=owner, done=seen.append)
    del parent
    gate.set()
    _idle(qtbot, threaded_runner)
    assert seen == []


def test_a_newer_task_replaces_an_older_one(qtbot: QtBot, threaded_runner: TaskRunner) -> None:
    owner = QObject()
    gate = threading.Event()
    seen: list[str] = []
    first = threaded_runner.run(
        lambda _context: str(gate.wait(10)),
        lane="search",
        owner=owner,
        done=lambda _answer: seen.append("first"),
        replaces="search",
    )
    for name in ("second", "third"):
        threaded_runner.run(
            partial(_echo, name),
            lane="search",
            owner=owner,
            done=seen.append,
            replaces="search",
        )
    gate.set()
    _idle(qtbot, threaded_runner)
    assert seen == ["third"]
    assert first.is_cancelled


def test_running_work_learns_that_it_was_cancelled(
    qtbot: QtBot, threaded_runner: TaskRunner
) -> None:
    owner = QObject()
    running, ended = threading.Event(), threading.Event()

    def work(context: TaskContext) -> None:
        running.set()
        try:
            while True:
                context.check()
                ended.wait(0.001)
        finally:
            ended.set()

    task = threaded_runner.run(work, lane="background", owner=owner)
    assert running.wait(10)
    task.cancel()
    _idle(qtbot, threaded_runner)
    assert ended.is_set()


def test_work_asked_to_stop_still_delivers_what_it_has(
    qtbot: QtBot, threaded_runner: TaskRunner
) -> None:
    owner = QObject()
    running, pause = threading.Event(), threading.Event()
    seen: list[str] = []

    def work(context: TaskContext) -> str:
        running.set()
        while not context.cancelled():
            pause.wait(0.001)
        return "half"

    task = threaded_runner.run(work, lane="background", owner=owner, done=seen.append)
    assert running.wait(10)
    task.ask_to_stop()
    _idle(qtbot, threaded_runner)
    assert seen == ["half"]


def test_progress_arrives_and_the_last_value_is_not_lost(
    qtbot: QtBot, threaded_runner: TaskRunner
) -> None:
    owner = QObject()
    seen: list[int] = []

    def work(context: TaskContext) -> None:
        for number in range(1, 101):
            context.report(number)

    threaded_runner.run(work, lane="background", owner=owner, progress=seen.append)
    _idle(qtbot, threaded_runner)
    assert seen[-1] == 100
    assert seen == sorted(seen)


def test_an_expected_failure_goes_to_whoever_takes_it(runner: TaskRunner) -> None:
    owner = QObject()
    told: list[Exception] = []
    unhandled: list[Exception] = []
    runner.unhandled.connect(unhandled.append)

    def work(_context: TaskContext) -> None:
        msg = "No."
        raise BadInputError(msg)

    runner.run(work, lane="store", owner=owner, failed=told.append)
    assert [str(error) for error in told] == ["No."]
    assert unhandled == []
    runner.run(work, lane="store", owner=owner)
    assert [str(error) for error in unhandled] == ["No."]


def test_a_bug_is_never_hidden_behind_a_handler(runner: TaskRunner) -> None:
    owner = QObject()
    told: list[Exception] = []
    unhandled: list[Exception] = []
    runner.unhandled.connect(unhandled.append)

    def work(_context: TaskContext) -> None:
        raise ZeroDivisionError

    runner.run(work, lane="store", owner=owner, failed=told.append)
    assert [type(error) for error in told] == [ZeroDivisionError]
    assert [type(error) for error in unhandled] == [ZeroDivisionError]


def test_a_closed_runner_takes_nothing_more(qtbot: QtBot, threaded_runner: TaskRunner) -> None:
    threaded_runner.close()
    task = threaded_runner.run(lambda _context: 1, lane="store", owner=QObject())
    assert task.is_cancelled


def test_closing_lets_running_work_end(
    qtbot: QtBot, threaded_runner: TaskRunner, caplog: pytest.LogCaptureFixture
) -> None:
    written: list[int] = []
    running = threading.Event()

    def work(_context: TaskContext) -> None:
        running.set()
        written.append(1)

    threaded_runner.run(work, lane="store", owner=QObject())
    assert running.wait(10)
    threaded_runner.close()
    assert written == [1]


def test_a_write_that_waits_is_done_before_closing(
    qtbot: QtBot, threaded_runner: TaskRunner
) -> None:
    owner = QObject()
    gate = threading.Event()
    written: list[str] = []
    threaded_runner.run(lambda _context: gate.wait(10), lane="store", owner=owner)
    threaded_runner.run(lambda _context: written.append("read"), lane="store", owner=owner)
    threaded_runner.run(
        lambda _context: written.append("write"), lane="store", owner=owner, durable=True
    )
    gate.set()
    threaded_runner.close()
    assert "write" in written


def test_a_callback_that_raises_holds_up_no_other_answer(
    qtbot: QtBot, threaded_runner: TaskRunner
) -> None:
    owner = QObject()
    gate = threading.Event()
    seen: list[int] = []

    def fail(_answer: object) -> None:
        raise ZeroDivisionError

    threaded_runner.run(lambda _context: gate.wait(10), lane="store", owner=owner, done=fail)
    threaded_runner.run(partial(_echo, 2), lane="store", owner=owner, done=seen.append)
    with qtbot.captureExceptions() as raised:
        gate.set()
        _idle(qtbot, threaded_runner)
    assert seen == [2]
    assert [kind for kind, _error, _trace in raised] == [ZeroDivisionError]
