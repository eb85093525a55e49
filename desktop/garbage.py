"""Python's cycle collector, run in the interface thread only.

Automatic collection runs in whichever thread happens to allocate. A cycle that holds a QObject
would then be freed in a worker, which Qt does not survive. So it is switched off, and a timer
collects here: young objects often, everything seldom and in small, short steps.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 1000
_OLD_EVERY = 60


class InterfaceThreadCollector(QObject):
    """Owns the collector from construction until `restore`."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Switch automatic collection off and start the timer."""
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._rounds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def settle(self) -> None:
        """Leave what exists now (imported modules, mostly) out of all later collections."""
        gc.collect(1)
        gc.freeze()

    def restore(self) -> None:
        """Give the collector back as it was found."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()

    @Slot()
    def collect(self) -> None:
        """One round: the youngest generations when they have grown, all of it once a minute."""
        self._rounds += 1
        young, middle, _old = gc.get_count()
        limits = gc.get_threshold()
        if self._rounds % _OLD_EVERY == 0:
            gc.collect()
        elif middle > limits[1]:
            gc.collect(1)
        elif young > limits[0]:
            gc.collect(0)
