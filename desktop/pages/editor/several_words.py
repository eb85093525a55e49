"""Several words in one cell of a table, parted by commas."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def words_of(text: str) -> tuple[str, ...]:
    """The words of a cell that holds several, parted by commas."""
    tidy = (" ".join(one.split()) for one in text.split(","))
    return tuple(dict.fromkeys(one for one in tidy if one))


def text_of(words: Sequence[str]) -> str:
    """Several words as one cell shows them."""
    return ", ".join(words)
