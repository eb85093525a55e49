"""The one task runner: work leaves the interface thread here and its answers come back here.

Lanes ``store`` and ``search`` are one thread each and run in the order asked, so what is opened
in a lane may be used without locks in that lane. Lane ``background`` has two threads, for long
work (imports, exports). Lane ``drafts`` keeps what is being typed on this device's disk: it waits
for nothing but that, neither for a database that is locked nor for an import.

No QObject is made in a worker, and none is freed there: a task is handed back whole and its last
reference dies in the interface thread.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
Lane = Literal["store", "search", "background", "drafts"]
LANES: dict[Lane, int] = {"store": 1, "search": 1, "background": 2, "drafts": 1}


class TaskCancelledError(Exception):
    """Raised by `TaskContext.check` inside work that nobody waits for any more."""


class TaskContext:
    """What running work may say and ask. Safe to use from the worker."""

    def __init__(
        self,
        tell: Callable[[object], None],
        cancelled: threading.Event,
        stopping: threading.Event,
    ) -> None:
        """Carry the way back and the flags."""
        self._tell = tell
        self._cancelled = cancelled
        self._stopping = stopping

    def report(self, progress: object) -> None:
        """Say how far it is; only the newest value is delivered."""
        self._tell(progress)

    def cancelled(self) -> bool:
        """Whether it should stop; long work asks between steps."""
        return self._cancelled.is_set() or self._stopping.is_set()

    def check(self) -> None:
        """Stop here when the answer is no longer wanted, or the work should end.

        Raises:
            TaskCancelledError: in that case.
        """
        if self.cancelled():
            raise TaskCancelledError


class Task(Generic[T]):
    """One piece of work on its way. Callers may `cancel` it, or `ask_to_stop` and hear the rest."""

    def __init__(
        self,
        work: Callable[[TaskContext], T],
        owner: QObject,
        done: Callable[[T], None] | None,
        failed: Callable[[Exception], None] | None,
        progress: Callable[[Any], None] | None,
        *,
        durable: bool = False,
    ) -> None:
        """Keep the work and who waits for it."""
        self._work = work
        self.durable = durable
        self.owner = owner
        self.done = done
        self.failed = failed
        self.progress = progress
        self.result: T | None = None
        self.error: Exception | None = None
        self.latest: deque[object] = deque(maxlen=1)
        self.finished = False
        self._cancelled = threading.Event()
        self._stopping = threading.Event()

    def ask_to_stop(self) -> None:
        """Have running work end early; what it returns then is still delivered."""
        self._stopping.set()

    def cancel(self) -> None:
        """Drop the answer; running work that asks its context stops soon."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody waits for it."""
        return self._cancelled.is_set()

    def execute(self, tell: Callable[[object], None]) -> None:
        """Do the work in the calling thread; the outcome stays in this object."""
        if self.is_cancelled:
            return
        try:
            self.result = self._work(TaskContext(tell, self._cancelled, self._stopping))
        except TaskCancelledError:
            self.cancel()
        except Exception as error:  # noqa: BLE001  (delivered to the interface thread, never lost)
            self.error = error


@dataclass(frozen=True, slots=True)
class _Handover:
    """The only reference a worker holds; emptied in the interface thread."""

    tasks: list[Task[Any]]
    is_last: bool


class TaskRunner(QObject):
    """Runs work off the interface thread and delivers answers in it.

    Signals:
        unhandled: an exception that no ``failed`` took, or any that is not a `UserError`.
        idle: nothing is waiting or running any more.
    """

    unhandled = Signal(object)
    idle = Signal()
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None, *, synchronous: bool = False) -> None:
        """Start no thread yet; each lane starts with its first task.

        Args:
            parent: Qt parent.
            synchronous: run everything at once in the calling thread, answers included (tests).
        """
        super().__init__(parent)
        self._synchronous = synchronous
        self._queues: dict[Lane, queue.SimpleQueue[list[Task[Any]] | None]] = {}
        self._threads: list[threading.Thread] = []
        self._arrivals: deque[_Handover] = deque()
        self._current: dict[tuple[int, str], Task[Any]] = {}
        self._live: set[Task[Any]] = set()
        self._closed = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is waiting or running."""
        return not self._live

    def run(
        self,
        work: Callable[[TaskContext], T],
        *,
        lane: Lane,
        owner: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[Any], None] | None = None,
        replaces: str | None = None,
        durable: bool = False,
    ) -> Task[T]:
        """Do `work` in a lane and deliver its outcome in the interface thread.

        Args:
            work: gets a `TaskContext`; returns plain values, never a QObject.
            lane: which thread.
            owner: whoever waits; the answer is dropped once it was destroyed.
            done: takes the result.
            failed: takes the exception. Exceptions that are no `UserError` go to `unhandled`
                too, so that no bug hides behind a friendly message.
            progress: takes the newest value that the work reported.
            replaces: a newer task with the same owner and word cancels this one.
            durable: a write: it is done even when the runner is being closed.
        """
        task: Task[T] = Task(work, owner, done, failed, progress, durable=durable)
        if self._closed:
            task.cancel()
            return task
        if replaces is not None:
            older = self._current.get((id(owner), replaces))
            if older is not None:
                older.cancel()
            self._current[id(owner), replaces] = task
        self._live.add(task)
        if self._synchronous:
            self._run_here(task)
        else:
            self._queue(lane).put([task])
        return task

    def close(self, *, timeout: float = 15.0) -> None:
        """Cancel reads and long work, finish writes that are waiting, stop the threads.

        Args:
            timeout: seconds to wait for each thread.
        """
        if self._closed:
            return
        self._closed = True
        for task in self._live:
            if not task.durable:
                task.cancel()
        for lane, waiting in self._queues.items():
            for _ in range(LANES[lane]):
                waiting.put(None)
        for thread in self._threads:
            thread.join(timeout)
        self._on_arrived()

    def _run_here(self, task: Task[Any]) -> None:
        def tell(value: object) -> None:
            if task.progress is not None and not task.is_cancelled:
                task.progress(value)

        task.execute(tell)
        self._finish(task)

    def _queue(self, lane: Lane) -> queue.SimpleQueue[list[Task[Any]] | None]:
        if lane not in self._queues:
            waiting: queue.SimpleQueue[list[Task[Any]] | None] = queue.SimpleQueue()
            self._queues[lane] = waiting
            for number in range(LANES[lane]):
                thread = threading.Thread(
                    target=self._work, args=(waiting,), name=f"{lane}-{number}", daemon=True
                )
                self._threads.append(thread)
                thread.start()
        return self._queues[lane]

    def _work(self, waiting: queue.SimpleQueue[list[Task[Any]] | None]) -> None:
        while (holder := waiting.get()) is not None:
            self._execute(holder)
            self._hand_over(_Handover(holder, is_last=True))

    def _execute(self, holder: list[Task[Any]]) -> None:
        task = holder[0]

        def tell(value: object) -> None:
            task.latest.append(value)
            self._hand_over(_Handover([task], is_last=False))

        task.execute(tell)

    def _hand_over(self, handover: _Handover) -> None:
        self._arrivals.append(handover)
        if isValid(self):
            self._arrived.emit()

    @Slot()
    def _on_arrived(self) -> None:
        try:
            while self._arrivals:
                handover = self._arrivals.popleft()
                task = handover.tasks.pop()
                if handover.is_last:
                    self._finish(task)
                else:
                    self._progress(task)
        finally:
            # A callback that raised must not keep the answers behind it waiting.
            if self._arrivals:
                self._arrived.emit()

    def _progress(self, task: Task[Any]) -> None:
        if task.progress is None or task.is_cancelled or not isValid(task.owner):
            return
        if task.latest:
            task.progress(task.latest.pop())

    def _finish(self, task: Task[Any]) -> None:
        self._live.discard(task)
        task.finished = True
        for key in [key for key, value in self._current.items() if value is task]:
            del self._current[key]
        try:
            if not task.is_cancelled and isValid(task.owner):
                self._deliver(task)
            elif task.error is not None and not _is_expected(task.error):
                self.unhandled.emit(task.error)
        finally:
            if not self._live:
                self.idle.emit()

    def _deliver(self, task: Task[Any]) -> None:
        if task.error is None:
            if task.done is not None:
                task.done(task.result)
            return
        if task.failed is not None:
            task.failed(task.error)
        if task.failed is None or not _is_expected(task.error):
            self.unhandled.emit(task.error)


def _is_expected(error: Exception) -> bool:
    from models.errors import UserError  # noqa: PLC0415  (keeps this module free of the domain)

    return isinstance(error, UserError)
