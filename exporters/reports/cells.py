"""Small makers of the blocks that registers are filled with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.document import Paragraph, Run, Tone

if TYPE_CHECKING:
    from exporters.document import Block


def cell(*runs: Run) -> tuple[Block, ...]:
    """One paragraph of what has text; nothing for nothing."""
    told = tuple(run for run in runs if run.text)
    return (Paragraph(told),) if told else ()


def words(text: str, tone: Tone = Tone.NORMAL) -> tuple[Block, ...]:
    """One paragraph in one tone; nothing for no text."""
    return cell(Run(text, tone=tone))


def paragraph(text: str) -> Paragraph:
    """Running text."""
    return Paragraph((Run(text),))
