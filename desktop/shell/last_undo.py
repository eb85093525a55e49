"""The last thing that can be taken back, after its toast has gone too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.notices import Notice

UNDO = "Undo"


class LastUndo:
    """Keeps the way back of the newest notice that offered one; each is taken once."""

    def __init__(self) -> None:
        """Nothing can be taken back yet."""
        self._back: Callable[[], None] | None = None

    def watch(self, notice: Notice) -> Notice:
        """A notice as it is to be shown: its button takes back what `undo` would."""
        if notice.action_label != UNDO or notice.action is None:
            return notice
        self._back = back = notice.action

        def once() -> None:
            if self._back is back:
                self._back = None
            back()

        return replace(notice, action=once)

    def undo(self) -> bool:
        """Take it back; False when there is nothing to."""
        back, self._back = self._back, None
        if back is None:
            return False
        back()
        return True

    def forget(self) -> None:
        """Another library is open: nothing of the old one can be taken back in it."""
        self._back = None
