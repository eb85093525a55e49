"""Several words in one cell of a table, parted by commas; one with a comma stands in quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.dialogs.words_field import joined, parted

if TYPE_CHECKING:
    from collections.abc import Sequence


def words_of(text: str) -> tuple[str, ...]:
    """The words of a cell that holds several."""
    return parted(text)


def text_of(words: Sequence[str]) -> str:
    """Several words as one cell shows them."""
    return joined(words)
