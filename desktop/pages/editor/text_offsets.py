"""Places in a text, counted as Python counts characters and as Qt does (UTF-16 units)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

_LAST_OF_ONE_UNIT = "\uffff"


class TextOffsets:
    """Turns places of one into the other; a text without emoji and the like costs nothing."""

    def __init__(self, text: str) -> None:
        """Look where `text` holds characters that take two units."""
        self._wide: list[int] = []
        if text and max(text) > _LAST_OF_ONE_UNIT:
            self._wide = [at for at, one in enumerate(text) if one > _LAST_OF_ONE_UNIT]
        self._wide_units = [at + number for number, at in enumerate(self._wide)]

    def units(self, place: int) -> int:
        """Qt's place of a Python one."""
        return place + bisect_left(self._wide, place)

    def place(self, units: int) -> int:
        """Python's place of one of Qt's; inside a pair, the place of the pair."""
        return units - bisect_right(self._wide_units, units - 1)
