"""What every engine does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.peers.questions import Question, Text

TITLE_WORTH = 6
"""A word in the title, as Afterword weighs it too."""


class Asked(Protocol):
    """An engine on an index that is there."""

    def open(self) -> None:
        """Be ready to answer."""

    def ask(self, question: Question) -> list[str]:
        """Keys of the best hits, after their titles were fetched too."""


class Counting(Asked, Protocol):
    """An engine that can say more than the best hits."""

    def ask_all(self, question: Question) -> list[str]:
        """As `ask`, with the exact total and the counts of each facet."""


class Engine(Asked, Protocol):
    """An engine that indexes texts by itself."""

    def build(self, texts: Iterator[Text]) -> None:
        """Index all of them from nothing."""

    def save(self, text: Text) -> None:
        """Put a changed text in the place of the one with its key; the next answer has it."""
