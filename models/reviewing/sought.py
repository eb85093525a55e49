"""The text by which incidents are sought for a design: its own words, and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.reviewing.concepts import Concepts
from models.reviewing.emphasis import Emphasis

if TYPE_CHECKING:
    from typing import Self


class Sought:
    """Makes it."""

    def __init__(self, emphasis: Emphasis, concepts: Concepts) -> None:
        """From the word lists."""
        self._emphasis = emphasis
        self._concepts = concepts

    @classmethod
    def shipped(cls) -> Self:
        """With those of the product."""
        return cls(Emphasis.shipped(), Concepts.shipped())

    def text(self, title: str, design: str) -> str:
        """The design's telling words, then the words of the concepts that it is about."""
        about = self._concepts.of_design(title, design)
        return f"{self._emphasis.text(title, design)}\n\n{self._concepts.sought(about)}"
