"""What a column of a form's table is: how it is typed, shown, and suggested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.pages.editor.draft import Record


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """One column of a form's table.

    Attributes:
        name: key into `Record.values`.
        title: the header's words.
        hint: an example, shown in an empty editor; of the main columns also in the blank row.
        width: in logical pixels; 0 takes what is left.
        choices: a closed list of ``(value, words)``; empty for text.
        multiline: whether the text may have several lines.
        mono: whether it is a key or a time.
        tidy: makes a typed text uniform when the cell is left (`14:25` to the full time); gets
            the row and the text, and gives the text back where it cannot be read.
        icons: an icon's name by value, drawn before the words.
        right: whether words stand at the right edge.
        is_computed: worked out from the rest; it cannot be typed into.
        is_one_line: words that are too long are cut, and whole in the tooltip: a handle broken
            in two lines reads like two.
        is_widest: notes about the row stand here.
        several: words parted by commas, each completed by itself.
        suggest: the value that the rest of the record suggests while this one is blank.
        has_code: whether `code` in backticks is shown as such.
    """

    name: str
    title: str
    hint: str = ""
    width: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    multiline: bool = False
    mono: bool = False
    tidy: Callable[[int, str], str] | None = None
    icons: tuple[tuple[str, str], ...] = ()
    right: bool = False
    is_computed: bool = False
    is_one_line: bool = False
    is_widest: bool = False
    several: bool = False
    suggest: Callable[[Record], str] | None = None
    has_code: bool = False

    def words(self, value: str) -> str:
        """What a value is shown as."""
        return next((words for key, words in self.choices if key == value), value)

    def icon(self, value: str) -> str:
        """The icon of a value; empty for none."""
        return next((name for key, name in self.icons if key == value), "")

    def starting_with(self, typed: str, current: str) -> str | None:
        """The choice whose words begin with `typed`; the one after `current` for a single letter.

        Returns:
            Its value; None when there is none.
        """
        folded = typed.casefold()
        fitting = [key for key, words in self.choices if words.casefold().startswith(folded)]
        if not fitting:
            return None
        if len(typed) == 1 and current in fitting:
            return fitting[(fitting.index(current) + 1) % len(fitting)]
        return fitting[0]
