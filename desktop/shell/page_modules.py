"""Imports the modules of pages that were not shown yet, in short steps while nothing is under way.

A page's first showing would wait for them. They are imported in the interface thread, one at a
time: a worker would make the classes of widgets while the interface thread may need them too.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.tasks import TaskRunner

_SOON_MS = 500
_STEP_MS = 60
MODULES = (
    "desktop.dialogs.fields",
    "desktop.dialogs.confirm_repeat",
    "desktop.pages.library.incident_commands",
    "desktop.pages.library.results",
    "desktop.pages.library.document_view",
    "desktop.pages.library.facet_groups",
    "desktop.pages.library.page",
    "exporters.formats",
    "exporters.charts.definitions",
    "exporters.charts.layout",
    "desktop.pages.insights.period_chooser",
    "desktop.pages.insights.view",
    "desktop.pages.insights.page",
    "desktop.pages.reviews.finder",
    "desktop.pages.reviews.side",
    "desktop.pages.reviews.incident_rows",
    "desktop.pages.reviews.page",
    "desktop.pages.settings.policy_editor",
    "desktop.pages.settings.view",
    "desktop.pages.settings.page",
)
"""In an order in which each brings little that those before it did not."""


class PageImports(QObject):
    """Goes through the modules once, then is done."""

    def __init__(
        self, runner: TaskRunner, parent: QObject, *, modules: Sequence[str] = MODULES
    ) -> None:
        """Wait for `start`."""
        super().__init__(parent)
        self._runner = runner
        self._left = list(modules)
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._step)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to import."""
        return not self._left

    def start(self) -> None:
        """Begin a moment later: who has just opened the program does something at once."""
        QTimer.singleShot(_SOON_MS, self, self._timer.start)

    @Slot()
    def _step(self) -> None:
        if not self._runner.is_idle:
            return
        if self._left:
            importlib.import_module(self._left.pop(0))
        if not self._left:
            self._timer.stop()
